"""Rows: a set of entries of one kind, by the numbers under which a store keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Rows"]


class Rows:
    """A frozen set of row numbers below a size, kept as the bits of an integer.

    >>> some = Rows.of(4, [0, 2])
    >>> list(some | Rows.of(4, [3])), list(~some), len(some - some), 2 in some
    ([0, 2, 3], [1, 3], 0, True)
    """

    __slots__ = ("bits", "size")

    def __init__(self, bits: int, size: int) -> None:
        self.bits: int = bits
        """Bit i is set where row i belongs."""
        self.size: int = size
        """How many rows there are at all: what the complement is taken from."""

    @classmethod
    def of(cls, size: int, rows: Iterable[int]) -> Rows:
        """The set of the rows named."""
        return cls(sum(1 << row for row in set(rows)), size)

    @classmethod
    def all(cls, size: int) -> Rows:
        """The set of all rows."""
        return cls((1 << size) - 1, size)

    def __and__(self, other: Rows) -> Rows:
        return Rows(self.bits & other.bits, self.size)

    def __or__(self, other: Rows) -> Rows:
        return Rows(self.bits | other.bits, self.size)

    def __sub__(self, other: Rows) -> Rows:
        return Rows(self.bits & ~other.bits, self.size)

    def __invert__(self) -> Rows:
        return Rows(self.bits ^ ((1 << self.size) - 1), self.size)

    def __le__(self, other: Rows) -> bool:
        return not self.bits & ~other.bits

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __bool__(self) -> bool:
        return self.bits != 0

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and row >= 0 and bool(self.bits >> row & 1)

    def __iter__(self) -> Iterator[int]:
        """The rows, lowest first."""

        bits, position = self.bits, 0
        while bits:
            # A window at a time: shifting all the bits for each row would take quadratic time.
            window = bits & 0xFFFF_FFFF_FFFF_FFFF
            while window:
                lowest = window & -window
                yield position + lowest.bit_length() - 1
                window ^= lowest
            bits >>= 64
            position += 64

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.bits == other.bits and self.size == other.size

    def __hash__(self) -> int:
        return hash((self.bits, self.size))

    def __repr__(self) -> str:
        shown = ", ".join(str(row) for _, row in zip(range(10), self, strict=False))
        return f"<{len(self)} of {self.size} rows: {shown}{', ...' if len(self) > 10 else ''}>"
