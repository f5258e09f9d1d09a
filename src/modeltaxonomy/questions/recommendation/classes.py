"""Which classes of models are advised, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modeltaxonomy.conditions import Known, evaluate
from modeltaxonomy.questions import Reason
from modeltaxonomy.values import Value, field, frozen, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modeltaxonomy.questions.recommendation.ranking import Question

__all__ = ["RULES", "ClassAdvice", "advised"]

_OF_THE_BEST = 3


@frozen
class ClassAdvice(Value):
    """A class of models to look at."""

    model_class: str = field(description="Id of the class.")
    label: str = field(description="Its name.")
    reasons: tuple[Reason, ...] = field(default=(), converter=records(Reason), description="Why.")


Found = dict[str, list[Reason]]


def selected(question: Question, best: int | None) -> Found:
    """Classes whose selection rule holds of the question go first, the narrower ones before the broader ones."""

    asked, store = question.asked, question.store

    def on(axis: str) -> Known:
        # Modalities are those of the whole question; a law says which axes a rule may look at.
        return Known(question.modalities if axis == "modalities" else getattr(asked, axis), complete=True)

    found: dict[str, tuple[int, list[Reason]]] = {}
    for rule in store.selection():
        conditions = rule["when"]
        if all(on(c["axis"]).values and evaluate(c, on, store.up) for c in conditions):
            reason = Reason(text=rule["reason"], evidence=rule.get("evidence", ()))
            found.setdefault(rule["model_class"], (rule["depth"], []))[1].append(reason)
    return {name: found[name][1] for name in sorted(found, key=lambda name: (-found[name][0], name))}


def of_the_best(question: Question, best: int | None) -> Found:
    """Then the most specific classes of the release that fits best, three at most, those with more of the fitting
    releases first.
    """

    if best is None:
        return {}
    record = question.releases.record(best)
    held = list(question.store.narrowest_classes(best))
    held.sort(key=lambda name: (-len(question.fitting & question.releases.having("model_classes", name)), name))
    return {name: [Reason(text=f"the class of {record.label}, which fits best")] for name in held}


RULES = (selected, of_the_best)
"""The order of classes, each rule in the words of its docstring."""


def advised(question: Question, best: int | None) -> Sequence[ClassAdvice]:
    """The classes to look at. best: the release that fits best, if any does."""

    first = selected(question, best)
    then = {name: why for name, why in of_the_best(question, best).items() if name not in first}
    shown = {**first, **dict(list(then.items())[:_OF_THE_BEST])}
    return [_advice(question, name, reasons) for name, reasons in shown.items()]


def _advice(question: Question, name: str, reasons: list[Reason]) -> ClassAdvice:
    if question.fitting:
        members = len(question.fitting & question.releases.having("model_classes", name))
        share = f"{members} of the {len(question.fitting)} releases that fit belong to it"
        reasons = [*reasons, Reason(text=share)]
    return ClassAdvice(model_class=name, label=question.store.label(name), reasons=tuple(reasons))
