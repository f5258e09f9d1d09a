"""Amounts as people write them: "8B" parameters, "128k" tokens."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from modeltaxonomy.errors import InvalidQuery

__all__ = ["bounds"]

_SUFFIXES = {"": 0, "k": 3, "m": 6, "b": 9, "g": 9, "t": 12}
_MOST_LETTERS = 40


def bounds(argument: str, value: object) -> tuple[int, int]:
    """The least and the greatest whole number that an amount may mean.

    A number means itself. A text with a suffix (k, M, B or G, T) means what rounds to it, for a model that is sold as
    8B has 8.03 or 7.6 billion parameters.

    >>> bounds("parameters", 8_000_000_000), bounds("parameters", "8B"), bounds("parameters", "1.5B")
    ((8000000000, 8000000000), (7500000000, 8499999999), (1450000000, 1549999999))
    """

    if not isinstance(value, bool) and isinstance(value, (int, float, Decimal, str)):
        text = str(value).strip().lower().replace("_", "").replace(",", "")
        suffix = text[-1:] if isinstance(value, str) and text[-1:] in _SUFFIXES else ""
        digits = text.removesuffix(suffix)
        try:
            number = Decimal(digits) if len(digits) <= _MOST_LETTERS else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and number >= 0 and number.adjusted() < _MOST_LETTERS:
            scale = Decimal(10) ** _SUFFIXES[suffix]
            if not suffix:
                return int(number), int(number)
            exponent = number.as_tuple().exponent
            half = scale * Decimal(10) ** (exponent if isinstance(exponent, int) else 0) / 2
            return int(number * scale - half), int(number * scale + half) - 1
    shown = repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:60]}..."
    raise InvalidQuery(argument, f'an amount is a number from 0 or a text such as "8B" or "128k", not {shown}')
