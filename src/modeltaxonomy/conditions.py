"""Conditions over axes, three-valued: whether a model belongs to a class, whether a rule is about it.

A condition holds (True), fails (False) or cannot be told (None). Three-valued, because an axis may be known in part
only: what it does not name may still be so. Only an axis that is known in full refutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["NOTHING", "Known", "all_of", "evaluate", "is_complete"]


class Known:
    """What is known of a subject on one axis."""

    __slots__ = ("complete", "values")

    def __init__(self, values: tuple[str, ...], complete: bool) -> None:
        self.values: tuple[str, ...] = values
        self.complete: bool = complete
        """Whether what is not among the values is known not to be so."""

    def with_(self, other: Known) -> Known:
        """What is known on two axes together."""
        return Known(tuple(sorted({*self.values, *other.values})), self.complete and other.complete)


NOTHING = Known((), complete=False)


def evaluate(
    condition: Mapping[str, Any], on: Callable[[str], Known], up: Callable[[str], Iterable[str]]
) -> bool | None:
    """Whether a condition (as its record) holds of a subject.

    on: what is known of the subject on an axis. up: for an id, the ids of it and of everything broader, so that a
    condition on "image" is met by "document-image".
    """

    known = on(condition["axis"])
    wanted = condition.get("values", ())
    reached = {value: set(up(value)) for value in known.values}
    found = [want for want in wanted if any(want in above for above in reached.values())]
    match condition.get("match", "any"):
        case "any":
            met, final = len(found) >= condition.get("at_least", 1), True
        case "all":
            met, final = len(found) == len(wanted), True
        case "none":
            met, final = not found, False
        case "count":
            met, final = len(known.values) >= condition.get("at_least", 1), True
        case "only":
            met, final = all(any(want in above for want in wanted) for above in reached.values()), False
        case other:
            raise ValueError(f"no such match: {other!r}")
    # What is found cannot be undone by what is not known; only the other answer needs the axis to be complete.
    return met if known.complete or met is final else None


def all_of(verdicts: Iterable[bool | None]) -> bool | None:
    """Kleene's conjunction: False if any fails, else None if any cannot be told, else True."""

    result: bool | None = True
    for verdict in verdicts:
        if verdict is False:
            return False
        if verdict is None:
            result = None
    return result


def is_complete(
    values: Sequence[str],
    evidence: object,
    missing: str | None,
    *,
    closed: bool,
    partial: bool,
    complete: bool,
) -> bool:
    """Whether what is not among the values is known not to hold.

    evidence: whether there is any; without values it says that there are none.
    closed: whether the axis is one that is usually stated in full. partial, complete: what the entry says of that.
    """

    if missing is not None:
        return missing == "not-applicable"
    return bool(values or evidence) and (complete or (closed and not partial))
