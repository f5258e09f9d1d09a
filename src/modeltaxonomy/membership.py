"""Whether a model belongs to a class: conditions over axes, three-valued.

A condition holds (True), fails (False) or cannot be told (None). Three-valued, because an axis that is empty says that
nothing is known, and because some axes (tasks, domains, adaptations, components) never list everything: what they do
not name may still be so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["AXES", "Values", "all_of", "evaluate", "model_axes"]

OPEN_AXES = frozenset({"tasks", "domains", "adaptations", "components", "via_tools", "languages"})
AXES = (
    "inputs",
    "outputs",
    "modalities",
    "via_tools",
    "tasks",
    "objectives",
    "architectures",
    "components",
    "paradigms",
    "breadth",
    "adaptations",
    "domains",
    "access",
    "languages",
    "training",
    "size",
    "relation",
)
"""The axes that conditions may look at. Three are derived: `modalities` are inputs and outputs together, `training`
objectives and paradigms together, `size` is one of "below-1b", "1b-to-10b", "10b-to-100b", "above-100b" parameters."""
DERIVED = frozenset({"modalities", "training", "size"})


class Values:
    """What is known of a subject on one axis."""

    __slots__ = ("complete", "values")

    def __init__(self, values: tuple[str, ...], *, complete: bool) -> None:
        self.values: tuple[str, ...] = values
        self.complete: bool = complete
        """Whether what is not among the values is known not to be so."""


NOTHING_KNOWN = Values((), complete=False)


def model_axes(record: Mapping[str, Any]) -> dict[str, Values]:
    """The axes of a family or release, given as its record."""

    missing = record.get("missing", {})
    axes = {}
    for axis in AXES:
        if axis in DERIVED:
            continue
        said = record.get(axis) or ()
        values = (said,) if isinstance(said, str) else tuple(said)
        settled = bool(values) or axis in record.get("evidence", {})
        complete = missing.get(axis) == "not-applicable" or axis == "relation" or (settled and axis not in OPEN_AXES)
        axes[axis] = Values(values, complete=complete)
    axes["modalities"] = _together(axes["inputs"], axes["outputs"])
    axes["training"] = _together(axes["objectives"], axes["paradigms"])
    parameters = record.get("facts", {}).get("parameters", {}).get("value")
    axes["size"] = NOTHING_KNOWN if parameters is None else Values((_size(parameters),), complete=True)
    return axes


def _together(one: Values, other: Values) -> Values:
    return Values(tuple(sorted({*one.values, *other.values})), complete=one.complete and other.complete)


def _size(parameters: float) -> str:
    bins = ((1e9, "below-1b"), (1e10, "1b-to-10b"), (1e11, "10b-to-100b"))
    return next((name for limit, name in bins if parameters < limit), "above-100b")


def evaluate(
    condition: Mapping[str, Any], axes: Mapping[str, Values], ancestors: Callable[[str], Iterable[str]]
) -> bool | None:
    """Whether a condition (as its record) holds of a subject.

    ancestors: for an id, the ids of it and of everything broader, so that a condition on "image" is met by
    "document-image".
    """

    known = axes.get(condition["axis"], NOTHING_KNOWN)
    wanted = condition.get("values", ())
    reached = {value: set(ancestors(value)) for value in known.values}
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
