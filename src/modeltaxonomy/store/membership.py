"""Which of many models belong to which classes, judged all at once: a set of rows at a time, as bits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.conditions import all_of, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from modeltaxonomy.conditions import Known
    from modeltaxonomy.store import Store
    from modeltaxonomy.store.record import Record

__all__ = ["belongs", "conditions_of", "judge"]


def belongs(store: Store, model_class: str, record: Record) -> bool | None:
    """Whether one model belongs to a class; None: it cannot be told."""

    return all_of(evaluate(condition, record.known, store.up) for _, condition in conditions_of(store, model_class))


def conditions_of(store: Store, model_class: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The conditions of a class and of everything broader, each with the id of the class that makes it."""

    return [
        (name, condition)
        for name in store.up(model_class)
        for condition in (store.authored(name) or {}).get("conditions", ())
    ]


def judge(
    classes: Mapping[str, Mapping[str, Any]],
    subjects: Sequence[Mapping[str, Known]],
    up: Callable[[str], tuple[str, ...]],
) -> dict[str, tuple[int, int]]:
    """For each class the rows of the subjects that belong to it, and of those of which it cannot be told.

    It is `conditions.evaluate` for every condition of a class and of everything broader, over all subjects together.
    subjects: for each, axis -> what is known there.
    """

    columns = _Axes(subjects, up)
    outcomes = {
        name: [columns.outcome(condition) for condition in record.get("conditions", ())]
        for name, record in classes.items()
    }
    judged = {}
    for name in classes:
        holds, fails = columns.everything, 0
        for wider in up(name):
            for true, false in outcomes.get(wider, ()):
                holds &= true
                fails |= false
        judged[name] = (holds & ~fails, columns.everything & ~holds & ~fails)
    return judged


class _Axes:
    """What is known of all subjects, an axis at a time."""

    def __init__(self, subjects: Sequence[Mapping[str, Known]], up: Callable[[str], tuple[str, ...]]) -> None:
        self.everything = (1 << len(subjects)) - 1
        self.complete: dict[str, int] = {}
        self.own: dict[str, dict[str, int]] = {}
        self.up = up
        for row, axes in enumerate(subjects):
            for axis, known in axes.items():
                if known.complete:
                    self.complete[axis] = self.complete.get(axis, 0) | 1 << row
                values = self.own.setdefault(axis, {})
                for value in known.values:
                    values[value] = values.get(value, 0) | 1 << row

    def outcome(self, condition: Mapping[str, Any]) -> tuple[int, int]:
        """Where the condition holds and where it fails; elsewhere it cannot be told."""

        axis = condition["axis"]
        own, complete = self.own.get(axis, {}), self.complete.get(axis, 0)
        wanted = condition.get("values", ())
        least = condition.get("at_least", 1)
        reached = [self._any(bits for value, bits in own.items() if want in self.up(value)) for want in wanted]
        match condition.get("match", "any"):
            case "any":
                met = _at_least(least, reached)
            case "all":
                met = _at_least(len(wanted), reached) if wanted else self.everything
            case "count":
                met = _at_least(least, own.values())
            case "none":
                found = self._any(reached)
                return complete & ~found, found
            case "only":
                outside = self._any(
                    bits for value, bits in own.items() if not any(want in self.up(value) for want in wanted)
                )
                return complete & ~outside, outside
            case other:
                raise ValueError(f"no such match: {other!r}")
        return met, complete & ~met

    def _any(self, columns: Iterable[int]) -> int:
        bits = 0
        for column in columns:
            bits |= column
        return bits


def _at_least(least: int, columns: Iterable[int]) -> int:
    """Where at least so many of the columns are set."""

    reached = [0] * least
    for column in columns:
        for i in range(least - 1, 0, -1):
            reached[i] |= reached[i - 1] & column
        reached[0] |= column
    return reached[-1]
