"""A constant hash table in one block of bytes: found by offset, read in place, nothing parsed up front.

The layout is that of D. J. Bernstein's cdb in one level, little-endian: a magic word and the number of slots, 8 bytes
each; for each slot the place of an item, 4 bytes, counted in words of 8; then for each item a word that holds the
lengths of value and key, the key and the value, each padded to whole words.

The block may be a file: it is read in pieces, not mapped, because a kernel that keeps files in large pages maps
megabytes for every byte that is touched, so that memory would grow with the catalogue. Neither struct nor zlib is
imported: lengths are read with `int.from_bytes`, and the hash is a remainder. That saves a tenth of what a first
question costs.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Protocol

    class Block(Protocol):
        """A block of bytes that is read in slices: a memoryview, or a file."""

        def __len__(self) -> int: ...
        def __getitem__(self, part: slice, /) -> bytes | memoryview: ...


__all__ = ["FileBlock", "MappedHash", "pack"]

MAGIC = b"mtindex3"
_HEADER = 16
_AHEAD = 256
"""How much is read beyond a key, in the hope that the value is in it."""
_MOST_KEPT = 4096
_PRIME = 4_294_967_291
"""The largest prime below 2^32: keys that differ in one place differ in the remainder."""


def _hash(key: bytes) -> int:
    return int.from_bytes(key, "little") % _PRIME


def _padded(value: bytes) -> bytes:
    return value + bytes(-len(value) % 8)


def pack(items: Mapping[str, bytes]) -> bytes:
    """The block of bytes that holds the items. Equal items give equal bytes, whatever their order."""

    slots = 8
    while slots < 2 * len(items):
        slots *= 2
    table = [0] * slots
    place = (_HEADER + 4 * slots) // 8
    body = bytearray()
    for name in sorted(items):
        key, value = name.encode(), items[name]
        slot = _hash(key) % slots
        while table[slot]:
            slot = (slot + 1) % slots
        table[slot] = place + len(body) // 8
        body += (len(value) | len(key) << 32).to_bytes(8, "little") + _padded(key) + _padded(value)
    head = MAGIC + slots.to_bytes(8, "little")
    return b"".join([head, *(word.to_bytes(4, "little") for word in table), bytes(body)])


class FileBlock:
    """A file, read in slices. Threads may share it: there is no position to move."""

    __slots__ = ("_descriptor", "_size")

    def __init__(self, path: str) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        self._size = os.fstat(self._descriptor).st_size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice, /) -> bytes:
        start, stop, _ = part.indices(self._size)
        read = os.pread(self._descriptor, stop - start, start)
        while len(read) < stop - start:
            more = os.pread(self._descriptor, stop - start - len(read), start + len(read))
            if not more:
                raise OSError(f"the file was cut short while it was read: {start + len(read)} of {self._size} bytes")
            read += more
        return read

    def __del__(self) -> None:
        os.close(self._descriptor)


class MappedHash:
    """Reads what `pack` wrote, from a block."""

    __slots__ = ("_kept", "_slots", "block")

    def __init__(self, block: Block) -> None:
        head = bytes(block[:_HEADER])
        if head[:8] != MAGIC or len(block) % 8 or len(block) <= _HEADER:
            raise ValueError(f"not an index of this version: it begins with {head[:8]!r}, not {MAGIC!r}")
        self.block = block
        """The whole block."""
        self._slots = int.from_bytes(head[8:], "little")
        self._kept: dict[str, memoryview] = {}

    def find(self, name: str) -> tuple[int, int] | None:
        """Where the value begins and ends."""

        found = self._find(name)
        return None if found is None else found[:2]

    def get(self, name: str) -> memoryview | None:
        """The value. Small ones are kept, some thousands of them, for whoever asks the same again."""

        kept = self._kept.get(name)
        if kept is not None:
            return kept
        found = self._find(name)
        if found is None:
            return None
        start, stop, read, at = found
        if stop > at + len(read):
            return memoryview(self.block[start:stop])
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        value = self._kept[name] = memoryview(read[start - at : stop - at])
        return value

    def _find(self, name: str) -> tuple[int, int, bytes | memoryview, int] | None:
        try:
            key = name.encode()
        except UnicodeEncodeError:
            return None  # A lone surrogate, which the command line makes of bytes that are no text.
        slot = _hash(key) % self._slots
        while place := self._number(_HEADER + 4 * slot, 4):
            start = 8 * place
            read = self.block[start : start + 8 + len(key) + _AHEAD]
            lengths = int.from_bytes(read[:8], "little")
            if lengths >> 32 == len(key) and read[8 : 8 + len(key)] == key:
                value = start + 8 + len(key) + -len(key) % 8
                return value, value + (lengths & 0xFFFF_FFFF), read, start
            slot = (slot + 1) % self._slots
        return None

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys that begin so, in no order. Reads every key: for error messages and building, not for look-ups."""

        begin = prefix.encode()
        for slot in range(self._slots):
            if place := self._number(_HEADER + 4 * slot, 4):
                start = 8 * place + 8
                key = bytes(self.block[start : start + self._number(8 * place + 4, 4)])
                if key.startswith(begin):
                    yield key.decode()

    def _number(self, start: int, size: int) -> int:
        return int.from_bytes(self.block[start : start + size], "little")
