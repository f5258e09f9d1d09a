"""A constant hash table in one block of bytes: found by offset, read in place, nothing parsed up front.

The layout is that of D. J. Bernstein's cdb in one level, in little-endian words of 8 bytes: a magic word and the number
of slots; two words a slot, (hash and key length, offset); then for each item the length of its value, the key and the
value, each padded to whole words, so that arrays can be read where they lie.

Neither struct nor zlib is imported: words are read through a cast of the buffer, and the hash is a remainder. That saves
a tenth of what a first question costs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["MappedHash", "pack"]

MAGIC = b"mtindex2"
_HEADER_WORDS = 2
_PRIME = 4_294_967_291
"""The largest prime below 2^32: keys that differ in one place differ in the remainder."""


def _hash(key: bytes) -> int:
    return int.from_bytes(key, "little") % _PRIME


def _word(number: int) -> bytes:
    return number.to_bytes(8, "little")


def _padded(value: bytes) -> bytes:
    return value + bytes(-len(value) % 8)


def pack(items: Mapping[str, bytes]) -> bytes:
    """The block of bytes that holds the items. Equal items give equal bytes, whatever their order."""

    slots = 8
    while slots < 2 * len(items):
        slots *= 2
    table = [(0, 0)] * slots
    position = 8 * (_HEADER_WORDS + 2 * slots)
    body = bytearray()
    for name in sorted(items):
        key, value = name.encode(), items[name]
        digest = _hash(key)
        slot = digest % slots
        while table[slot][1]:
            slot = (slot + 1) % slots
        table[slot] = (digest | len(key) << 32, position + len(body))
        body += _word(len(value)) + _padded(key) + _padded(value)
    words = (_word(word) for slot in table for word in slot)
    return b"".join([MAGIC, _word(slots), *words, bytes(body)])


class MappedHash:
    """Reads what `pack` wrote, from any buffer: a mapped file, bytes."""

    __slots__ = ("_slots", "_words", "buffer")

    def __init__(self, buffer: memoryview) -> None:
        magic = bytes(buffer[:8])
        if magic != MAGIC or len(buffer) < 8 * _HEADER_WORDS or len(buffer) % 8:
            raise ValueError(f"not an index of this version: it begins with {magic!r}, not {MAGIC!r}")
        if sys.byteorder == "big":
            raise NotImplementedError("the index is little-endian, and this machine is not")
        self.buffer = buffer
        """The whole block."""
        self._words = buffer.cast("Q")
        self._slots = self._words[1]

    def get(self, name: str) -> memoryview | None:
        """The value, as a view into the buffer."""

        # A name from a command line may hold bytes that are no text, as lone surrogates: it is not found, no error.
        key = name.encode("utf-8", "surrogatepass")
        digest = _hash(key)
        wanted = digest | len(key) << 32
        slot = digest % self._slots
        while True:
            offset = self._words[2 * slot + 3]
            if not offset:
                return None
            if self._words[2 * slot + 2] == wanted:
                start = offset + 8
                stop = start + len(key)
                if self.buffer[start:stop] == key:
                    value = stop + -stop % 8
                    return self.buffer[value : value + self._words[offset // 8]]
            slot = (slot + 1) % self._slots

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys that begin so, in no order. Reads every key: for error messages and building, not for look-ups."""

        begin = prefix.encode()
        for slot in range(self._slots):
            offset = self._words[2 * slot + 3]
            if offset:
                length = self._words[2 * slot + 2] >> 32
                key = bytes(self.buffer[offset + 8 : offset + 8 + length])
                if key.startswith(begin):
                    yield key.decode()
