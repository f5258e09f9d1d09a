"""A constant hash table in one block of bytes: found by offset, read in place, nothing parsed up front.

The layout is that of D. J. Bernstein's cdb in one level: a header, slots of (hash, key length, offset), then for each
item its value's length, key and value, aligned to 8 bytes so that arrays can be read where they lie.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["MappedHash", "pack"]

MAGIC = b"mtindex1"
_HEADER = struct.Struct("<8sQ")
_SLOT = struct.Struct("<IIQ")
_LENGTH = struct.Struct("<Q")


def pack(items: Mapping[str, bytes]) -> bytes:
    """The block of bytes that holds the items. Equal items give equal bytes, whatever their order."""

    slots = 8
    while slots < 2 * len(items):
        slots *= 2
    table = [(0, 0, 0)] * slots
    position = _HEADER.size + _SLOT.size * slots
    body = bytearray()
    for name in sorted(items):
        key, value = name.encode(), items[name]
        digest = zlib.crc32(key)
        slot = digest % slots
        while table[slot][2]:
            slot = (slot + 1) % slots
        table[slot] = (digest, len(key), position + len(body))
        body += _LENGTH.pack(len(value)) + key
        body += bytes(-len(body) % 8) + value
        body += bytes(-len(body) % 8)
    return b"".join([_HEADER.pack(MAGIC, slots), *(_SLOT.pack(*slot) for slot in table), bytes(body)])


class MappedHash:
    """Reads what `pack` wrote, from any buffer: a mapped file, bytes."""

    __slots__ = ("_slots", "_view")

    def __init__(self, buffer: memoryview) -> None:
        magic, self._slots = _HEADER.unpack_from(buffer, 0)
        if magic != MAGIC:
            raise ValueError(f"not an index of this version: it begins with {magic!r}, not {MAGIC!r}")
        self._view = buffer

    @property
    def buffer(self) -> memoryview:
        """The whole block."""
        return self._view

    def get(self, name: str) -> memoryview | None:
        """The value, as a view into the buffer."""

        key = name.encode()
        digest = zlib.crc32(key)
        slot = digest % self._slots
        while True:
            found, length, offset = _SLOT.unpack_from(self._view, _HEADER.size + _SLOT.size * slot)
            if not offset:
                return None
            start = offset + _LENGTH.size
            if found == digest and length == len(key) and self._view[start : start + length] == key:
                return self._value(offset, start + length)
            slot = (slot + 1) % self._slots

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys that begin so, in no order. Reads every key: for error messages and building, not for look-ups."""

        begin = prefix.encode()
        for slot in range(self._slots):
            _, length, offset = _SLOT.unpack_from(self._view, _HEADER.size + _SLOT.size * slot)
            if offset:
                key = bytes(self._view[offset + _LENGTH.size : offset + _LENGTH.size + length])
                if key.startswith(begin):
                    yield key.decode()

    def _value(self, offset: int, end_of_key: int) -> memoryview:
        start = end_of_key + (-end_of_key % 8)
        (length,) = _LENGTH.unpack_from(self._view, offset)
        return self._view[start : start + length]
