"""Names that are near a name, by the letters they share: what to suggest for one that means nothing.

Only names that share three letters in a row are looked at, and of these the ones that share the rarest: the time does
not grow with the number of names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["MOST_LETTERS", "grams", "near", "swapped"]

MOST_LETTERS = 60
"""How much of a name is looked at."""
_MOST_READ = 1500
_MOST_WEIGHED = 24
_NEAR_ENOUGH = 0.7
_SHORT = 12


def grams(name: str) -> list[str]:
    """The different runs of three letters of a name, its beginning and end being letters too.

    >>> grams("lama")
    ['^la', 'lam', 'ama', 'ma$']
    """

    text = f"^{name[:MOST_LETTERS]}$"
    return list(dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2)))


def swapped(name: str) -> list[str]:
    """A short name with two letters that stand together changed round: what it then shares in runs may be too little.

    >>> swapped("abc")
    ['bac', 'acb']
    """

    if len(name) > _SHORT:
        return []
    return [f"{name[:i]}{name[i + 1]}{name[i]}{name[i + 2 :]}" for i in range(len(name) - 1)]


def near(
    name: str, postings: Callable[[str], Sequence[int]], spelled: Callable[[int], str], most: int = 12
) -> list[str]:
    """Normalized names like this one, nearest first.

    postings: for a run of letters, the numbers of the names that have it. spelled: the name of a number.
    """

    import difflib
    import heapq

    name = name[:MOST_LETTERS]
    found = sorted((numbers for gram in grams(name) if (numbers := postings(gram))), key=len)
    shared: dict[int, int] = {}
    left = _MOST_READ
    for numbers in found:
        for number in numbers[:left]:
            shared[number] = shared.get(number, 0) + 1
        left -= len(numbers)
        if left <= 0:
            break
    best = heapq.nsmallest(_MOST_WEIGHED, shared, key=lambda number: (-shared[number], number))
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(name)
    weighed = []
    for number in best:
        other = spelled(number)
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= _NEAR_ENOUGH and matcher.quick_ratio() >= _NEAR_ENOUGH:
            ratio = matcher.ratio()
            if ratio >= _NEAR_ENOUGH:
                weighed.append((-ratio, other))
    return [other for _, other in sorted(weighed)[:most]]
