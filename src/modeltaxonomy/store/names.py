"""Names that are near a name, by the letters they share: what to suggest for one that means nothing.

Only names that share three letters in a row are looked at, and of these the ones that share the rarest: the time does
not grow with the number of names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Candidate = tuple[str, str, Sequence[str]]
    """A normalized name, the kind of the entry that has it, and the parts of that entry's id."""

__all__ = ["MOST_LETTERS", "by_gram", "grams", "likely", "near", "parts", "spans", "swapped"]

MOST_LETTERS = 60
"""How much of a name is looked at."""
_MOST_READ = 1500
_MOST_WEIGHED = 24
_NEAR_ENOUGH = 0.7
_SHORT = 12
_MOST_PARTS = 6
_WORD = 3
_NO_NUMBER = 0.5
_DIGITS = "0123456789"
_MODELS = ("family", "release")


def grams(name: str) -> list[str]:
    """The different runs of three letters of a name, its beginning and end being letters too.

    >>> grams("lama")
    ['^la', 'lam', 'ama', 'ma$']
    """

    text = f"^{name[:MOST_LETTERS]}$"
    return list(dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2)))


def by_gram(names: Iterable[str]) -> dict[str, list[int]]:
    """Run of three letters -> the numbers of the names that have it.

    >>> by_gram(["ab", "abc"])["^ab"]
    [0, 1]
    """

    found: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for gram in grams(name):
            found.setdefault(gram, []).append(number)
    return found


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


def parts(name: str) -> list[str]:
    """The words of a name, and in each what stands before the number and the rest: a single letter is no word.

    >>> parts("Llama3.1 8B"), parts("gpt-5.1"), parts("DeepSeek V3")
    (['llama', '3.1', '8b'], ['gpt', '5.1'], ['deepseek', 'v3'])
    """

    from modeltaxonomy.values.names import words

    found = []
    for word in words(name):
        at = next((i for i, letter in enumerate(word) if letter.isdigit()), 0)
        found += [word[:at], word[at:]] if at > 1 else [word]
    return found


def spans(within: Sequence[str]) -> list[str]:
    """The shorter names in a name, given by its parts: longest first, then from the left. Not the name itself.

    >>> spans(["meta", "llama", "9"])
    ['meta llama', 'llama 9', 'meta', 'llama']
    """

    many = min(len(within), _MOST_PARTS)
    runs = [within[start : start + size] for size in range(many, 0, -1) for start in range(many - size + 1)]
    return [" ".join(run) for run in runs if len(run) < len(within) and (len(run) > 1 or _is_word(run[0]))]


def _is_word(part: str) -> bool:
    return len(part) >= _WORD and not part[0].isdigit()


def likely(name: str, within: Sequence[str], candidates: Sequence[Candidate]) -> list[int]:
    """The numbers of the candidates that a person would propose for a normalized name, likeliest first.

    - Where the first word is that of a model and more follows, it is another of these models that is meant, nearest by
      its number: "gpt-5" is not GPTQ.
    - Else it is a slip, by which a name gets little longer or shorter, or a name that has a whole word in common:
      "vision" is not ColVision.
    """

    first = within[0] if within else ""
    if len(within) > 1 and any(kind in _MODELS and told[0] == first for _, kind, told in candidates):
        ranked = [
            (kind not in _MODELS, _letters(other) != _letters(name), _apart(other, name), number)
            for number, (other, kind, told) in enumerate(candidates)
            if told[0] == first
        ]
        return [number for *_, number in sorted(ranked)]
    shared = {part for part in within if _is_word(part)}
    slips, others = [], []
    for number, (other, _, told) in enumerate(candidates):
        if abs(len(other) - len(name)) <= max(1, len(name) // 4):
            slips.append(number)
        elif shared.intersection(told):
            others.append(number)
    return slips + others


def _letters(name: str) -> str:
    return "".join([letter for letter in name if not (letter.isdigit() or letter == ".")])


def _apart(one: str, other: str) -> float:
    """How far the first numbers in two names lie apart; half where one has none."""

    first, second = _number(one), _number(other)
    return _NO_NUMBER if first is None or second is None else abs(first - second)


def _number(name: str) -> float | None:
    at = next((i for i, letter in enumerate(name) if letter in _DIGITS), len(name))
    end = next((i for i in range(at, len(name)) if name[i] not in _DIGITS and name[i] != "."), len(name))
    whole, _, rest = name[at:end].partition(".")
    return float(f"{whole}.{rest.partition('.')[0] or 0}") if whole else None
