"""Dates that may be known to the year or month only."""

from __future__ import annotations

from modeltaxonomy.errors import InvalidQuery

__all__ = ["checked_date", "date_number"]


def date_number(date: str) -> int:
    """A date as a number that sorts with it. A day or month that is not known counts as its first.

    >>> date_number("2024-07-23"), date_number("2024-07"), date_number("2024")
    (20240723, 20240701, 20240101)
    """

    year, month, day = (*date.split("-"), "01", "01")[:3]
    return int(year) * 10_000 + int(month) * 100 + int(day)


def checked_date(argument: str, value: object) -> str:
    """A date as ISO 8601, given as such or as a `datetime.date`."""

    import datetime

    text = value.isoformat()[:10] if isinstance(value, datetime.date) else value
    # Weeks (2026-W48-1) are ISO 8601 too, but do not sort with days.
    if isinstance(text, str) and len(text) in (4, 7, 10) and "W" not in text:
        try:
            datetime.date.fromisoformat((text + "-01-01")[:10])
        except ValueError:
            pass
        else:
            return text
    raise InvalidQuery(argument, f"a date is written 2026-11-23 (or 2026-11, 2026), not {value!r}")
