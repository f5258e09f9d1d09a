"""What a taxonomy says, as one number: the sum of the hashes of its lines.

A sum, so that the digest of a taxonomy with a few entries more or less follows from the digest that is known, at the
cost of these few. Equal sums of SHA-256 do not come about by chance.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["line_number", "total", "without"]

_MODULUS = 1 << 256


def line_number(line: bytes) -> int:
    """The SHA-256 of a line, as a number."""
    return int.from_bytes(hashlib.sha256(line).digest(), "big")


def total(numbers: Iterable[int]) -> str:
    """The sum of the numbers, as 64 hexadecimal digits."""
    return f"{sum(numbers) % _MODULUS:064x}"


def without(digest: str, gone: Iterable[int], added: Iterable[int]) -> str:
    """The digest less some lines, and with others."""
    return total([int(digest, 16), *(_MODULUS - number for number in gone), *added])
