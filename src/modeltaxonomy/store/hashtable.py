"""A constant hash table in one block of bytes: found by offset, read in place, nothing parsed up front.

The layout is that of D. J. Bernstein's cdb in one level, little-endian: a magic word and the number of slots, 8 bytes
each; for each slot the place of an item, 4 bytes, counted in words of 8; then for each item a word that holds the
lengths of value and key, the key and the value, each padded to whole words.

Neither struct nor zlib is imported: lengths are read with `int.from_bytes`, and the hash is a product. That saves a
tenth of what a first question costs.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Protocol

    class Block(Protocol):
        """A block of bytes that is read in slices: a memoryview, or a file."""

        def __len__(self) -> int: ...
        def __getitem__(self, part: slice, /) -> bytes | memoryview: ...


__all__ = ["FileBlock", "HashTable", "pack"]

MAGIC = b"mtindex4"
_HEADER = 16
_AHEAD = 256
"""How much is read beyond a key, in the hope that the value is in it."""
_WINDOW = 8
"""How many slots are read at once."""
_MOST_KEPT = 4096
_PRIME = 4_294_967_291
"""The largest prime below 2^32: keys that differ in one place differ in the remainder."""


_MIX = 0x9E37_79B9_7F4A_7C15
"""2^64 over the golden ratio (D. E. Knuth, The Art of Computer Programming, 6.4): keys that are alike lie far apart.

The remainder alone would not do: 2^32 leaves 5, so that the low bits of keys with one beginning would be the same."""


def _hash(key: bytes) -> int:
    return (int.from_bytes(key, "little") % _PRIME * _MIX & 0xFFFF_FFFF_FFFF_FFFF) >> 32


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


_doubts = 0
"""How often there was reason to doubt that descriptors are still ours: after a fork, and where one was closed."""


def _doubt() -> None:
    global _doubts
    _doubts += 1


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_doubt)


class FileBlock:
    """A file, read in slices by any number of threads.

    It is not mapped: a kernel that keeps files in large pages maps megabytes for every byte that is touched, so that
    memory would grow with the catalogue.
    """

    __slots__ = ("_checked", "_descriptor", "_identity", "_lock", "_path", "_size")

    def __init__(self, path: str) -> None:
        self._descriptor = -1  # For `__del__`, if the file cannot be opened.
        self._path = os.path.abspath(path)  # noqa: PTH100
        self._descriptor, self._identity = _opened(self._path)
        self._size = self._identity[-1]
        self._checked = _doubts
        self._lock = None
        if not hasattr(os, "pread"):  # Windows: the position is shared, so that one thread at a time may move it.
            import threading

            self._lock = threading.Lock()

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice, /) -> bytes:
        start, stop, _ = part.indices(self._size)
        if self._checked != _doubts:
            self._open_again()
        read = self._read(start, stop - start)
        while len(read) < stop - start:
            more = self._read(start + len(read), stop - start - len(read))
            if not more:
                raise OSError(f"the file was cut short while it was read: {start + len(read)} of {self._size} bytes")
            read += more
        return read

    def _read(self, start: int, size: int) -> bytes:
        try:
            return self._read_once(start, size)
        except OSError as error:
            if error.errno != errno.EBADF:
                raise
        _doubt()
        self._open_again()
        return self._read_once(start, size)

    def _read_once(self, start: int, size: int) -> bytes:
        if self._lock is None:
            return os.pread(self._descriptor, size, start)
        with self._lock:
            os.lseek(self._descriptor, start, os.SEEK_SET)
            return os.read(self._descriptor, size)

    def _open_again(self) -> None:
        """Open the file again if it was closed: daemons fork, and close all that they have not opened themselves.

        The descriptor may then be another file's, which is neither read nor closed.
        """

        if _identity_of(self._descriptor) != self._identity:
            self._descriptor = -1
            descriptor, found = _opened(self._path)
            if found != self._identity:
                os.close(descriptor)
                raise OSError(f"{self._path} is another file than it was; start again to read it")
            self._descriptor = descriptor
        self._checked = _doubts

    def __del__(self, close: Callable[[int], None] = os.close, fstat: Callable[[int], Any] = os.fstat) -> None:
        # What is global may be gone when the interpreter ends.
        if self._descriptor < 0:
            return
        try:
            found = fstat(self._descriptor)
            if (found.st_dev, found.st_ino, found.st_size) == self._identity:
                close(self._descriptor)
        except OSError:
            pass  # Somebody closed it.


Identity = tuple[int, int, int]
"""Device, number and size of a file: another file differs in one."""


def _opened(path: str) -> tuple[int, Identity]:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    found = os.fstat(descriptor)
    return descriptor, (found.st_dev, found.st_ino, found.st_size)


def _identity_of(descriptor: int) -> Identity | None:
    try:
        found = os.fstat(descriptor)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size


class HashTable:
    """Reads what `pack` wrote, from a block."""

    __slots__ = ("_kept", "_slots", "block")

    def __init__(self, block: Block) -> None:
        head = bytes(block[:_HEADER])
        if head[:8] != MAGIC or len(block) % 8 or len(block) <= _HEADER:
            raise ValueError(f"not an index of this version: it begins with {head[:8]!r}, not {MAGIC!r}")
        self.block: Block = block
        """The whole block."""
        self._slots = int.from_bytes(head[8:], "little")
        if not 0 < self._slots <= (len(block) - _HEADER) // 4:
            raise ValueError(f"the index is cut short or broken: it has no room for {self._slots} slots")
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
            whole = memoryview(self.block[start:stop])
            if len(whole) < stop - start:
                raise ValueError(f"the index is cut short: {name!r} ends at byte {stop:,} of {len(self.block):,}")
            return whole
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
        while True:
            begin = _HEADER + 4 * slot
            window = self.block[begin : min(begin + 4 * _WINDOW, _HEADER + 4 * self._slots)]
            for at in range(0, len(window), 4):
                place = int.from_bytes(window[at : at + 4], "little")
                if not place:
                    return None
                start = 8 * place
                read = self.block[start : start + 8 + len(key) + _AHEAD]
                lengths = int.from_bytes(read[:8], "little")
                if lengths >> 32 == len(key) and read[8 : 8 + len(key)] == key:
                    value = start + 8 + len(key) + -len(key) % 8
                    return value, value + (lengths & 0xFFFF_FFFF), read, start
            slot = (slot + len(window) // 4) % self._slots
