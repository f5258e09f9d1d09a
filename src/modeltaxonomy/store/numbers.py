"""Columns of numbers, sliced by binary digit, so that all rows are compared at once.

After P. O'Neil and D. Quass, "Improved Query Performance with Variant Indexes", 1997.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from modeltaxonomy.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Numbers"]


class Numbers:
    """A number for each row, or none."""

    __slots__ = ("known", "planes")

    def __init__(self, known: Rows, planes: Sequence[int]) -> None:
        self.known: Rows = known
        """The rows of which the number is known."""
        self.planes: Sequence[int] = planes
        """For each binary digit, lowest first, the bits of the rows that have it set."""

    @classmethod
    def of(cls, values: Sequence[int | None]) -> Numbers:
        """The column of these numbers, one a row."""

        there = [(row, value) for row, value in enumerate(values) if value is not None]
        width = max((value.bit_length() for _, value in there), default=0)
        planes = [sum(1 << row for row, value in there if value >> digit & 1) for digit in range(width)]
        return cls(Rows.of(len(values), (row for row, _ in there)), planes)

    @classmethod
    def read(cls, block: memoryview, size: int) -> Numbers:
        """The column as `write` gave it, over `size` rows."""

        width, length = block[:8].cast("I")
        columns = [int.from_bytes(block[8 + length * i : 8 + length * (i + 1)], "little") for i in range(width + 1)]
        return cls(Rows(columns[0], size), columns[1:])

    def write(self) -> bytes:
        """The column as bytes: the number of digits, the length of a plane, the rows known, then the planes."""

        length = (self.known.size + 7) // 8
        head = len(self.planes).to_bytes(4, "little") + length.to_bytes(4, "little")
        return head + b"".join(column.to_bytes(length, "little") for column in (self.known.bits, *self.planes))

    def among(self, rows: Rows) -> Numbers:
        """The numbers of these rows alone."""
        return Numbers(self.known & rows, self.planes)

    def with_row(self, row: int, value: int | None) -> Numbers:
        """These numbers, with another one in a row, or none."""

        bit, size = 1 << row, self.known.size
        width = max(len(self.planes), 0 if value is None else value.bit_length())
        planes = [*self.planes, *[0] * (width - len(self.planes))]
        if value is None:
            return Numbers(self.known - Rows(bit, size), planes)
        planes = [plane | bit if value >> digit & 1 else plane & ~bit for digit, plane in enumerate(planes)]
        return Numbers(self.known | Rows(bit, size), planes)

    def then(self, more: Numbers) -> Numbers:
        """These numbers, and after their rows those of another column."""

        size = self.known.size
        width = max(len(self.planes), len(more.planes))
        low, high = ([*each.planes, *[0] * (width - len(each.planes))] for each in (self, more))
        # A plane may have bits where the number is not known here; they must not be taken for the other column's.
        mask = (1 << size) - 1
        planes = [one & mask | other << size for one, other in zip(low, high, strict=True)]
        return Numbers(Rows(self.known.bits | more.known.bits << size, size + more.known.size), planes)

    def at_most(self, limit: int) -> Rows:
        """The rows whose number is known and not above the limit."""

        if limit < 0:
            return Rows(0, self.known.size)
        if limit.bit_length() > len(self.planes):
            return self.known
        less, equal = 0, self.known.bits
        for digit in reversed(range(len(self.planes))):
            plane = self.planes[digit]
            if limit >> digit & 1:
                less |= equal & ~plane
                equal &= plane
            else:
                equal &= ~plane
        return Rows(less | equal, self.known.size)

    def at_least(self, limit: int) -> Rows:
        """The rows whose number is known and not below the limit."""
        return self.known - self.at_most(limit - 1)

    def of_row(self, row: int) -> int | None:
        """The number of a row."""

        if row not in self.known:
            return None
        return sum((plane >> row & 1) << digit for digit, plane in enumerate(self.planes))

    def lowest(self, among: Rows) -> int | None:
        """The least of the known numbers there."""
        return self._extreme(among, keep_set=False)

    def highest(self, among: Rows) -> int | None:
        """The greatest of the known numbers there."""
        return self._extreme(among, keep_set=True)

    def _extreme(self, among: Rows, *, keep_set: bool) -> int | None:
        left = (among & self.known).bits
        if not left:
            return None
        number = 0
        for digit in reversed(range(len(self.planes))):
            plane = self.planes[digit]
            kept = left & plane if keep_set else left & ~plane
            if bool(kept) is keep_set:
                number |= 1 << digit
            left = kept or left
        return number
