"""Dates that may be known to the year or month only."""

from __future__ import annotations

from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.values import plain_text

__all__ = ["checked_date", "date_number", "day_before", "is_date"]


def date_number(date: str) -> int:
    """A date as a number that sorts with it. A day or month that is not known counts as its first.

    >>> date_number("2024-07-23"), date_number("2024-07"), date_number("2024")
    (20240723, 20240701, 20240101)
    """

    year, month, day = (*date.split("-"), "01", "01")[:3]
    return int(year) * 10_000 + int(month) * 100 + int(day)


def is_date(text: str) -> bool:
    """Whether a text is a date of the calendar, ISO 8601, perhaps without day, or without day and month.

    >>> is_date("2024-02-29"), is_date("2024-02"), is_date("2023-02-29"), is_date("2024-W01-1")
    (True, True, False, False)
    """

    import datetime

    # Weeks (2026-W48-1) are ISO 8601 too, but do not sort with days.
    if len(text) not in (4, 7, 10) or "W" in text:
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def checked_date(argument: str, value: object) -> str:
    """A date as ISO 8601, given as such or as a `datetime.date`."""

    import datetime

    text = value.isoformat()[:10] if isinstance(value, datetime.date) else value
    if isinstance(text, str) and is_date(text):
        return plain_text(text)
    raise InvalidQuery(argument, f"a date is written 2026-11-23 (or 2026-11, 2026), not {value!r}")


def day_before(number: int) -> str:
    """The day before the one of a number, ISO 8601.

    >>> day_before(20240301)
    '2024-02-29'
    """

    import datetime

    day = datetime.date(number // 10_000, number // 100 % 100, number % 100)
    return (day - datetime.timedelta(days=1)).isoformat()
