"""Which ways of adapting the advised releases are advised, and in which order.

What is said of a technique is said of the releases advised: on record for one is what that release lists, or takes over
from its generation or family.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from modeltaxonomy.conditions import evaluate
from modeltaxonomy.entries.technique import ACCESS_NEEDED
from modeltaxonomy.questions import Reason
from modeltaxonomy.questions.recommendation.fit import GB
from modeltaxonomy.values import Value, as_tuple, field, frozen, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from modeltaxonomy.questions.recommendation.ranking import Question
    from modeltaxonomy.store.record import Record
    from modeltaxonomy.store.rows import Rows

__all__ = ["CHOICE", "RULES", "TechniqueAdvice", "advised"]


@frozen
class TechniqueAdvice(Value):
    """A way of adapting the releases advised."""

    technique: str = field(description="Id of the technique.")
    label: str = field(description="Its name.")
    reasons: tuple[Reason, ...] = field(default=(), converter=records(Reason), description="Why.")
    blockers: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="What stands in the way, if anything."
    )


class _Advised:
    """A release that is advised, under the name of its family."""

    def __init__(self, label: str, record: Record) -> None:
        self.label = label
        """The name of the family."""
        self.record = record


class _Judged:
    """A technique, with what speaks for it and what stands in the way."""

    def __init__(self, technique: Record, uses: int) -> None:
        self.technique = technique
        self.uses = uses
        """How many of the advised releases list it."""
        self.reasons: list[Reason] = []
        self.blockers: list[str] = []
        self.blocked: set[int] = set()
        """The rows of the releases advised with which something stands in the way."""
        self.stopped = False
        """Whether that is so with every release advised."""

    def block(self, text: str, models: Iterable[_Advised] = ()) -> None:
        """Say what stands in the way. models: with which releases it stops the technique."""

        self.blockers.append(text)
        self.blocked.update(model.record.row for model in models)


def usable(question: Question) -> Rows:
    """Looked at is what works with a kind of data at hand, where any is named, and what can be had hosted, if it must."""

    store, asked = question.store, question.asked
    found = store.rows("technique") - store.having("technique", "abstract", "true")
    if asked.data:
        suits = found - found
        for kind in asked.data:
            suits |= store.having("technique", "data", kind)
        found &= suits
    if asked.hosted_only:
        found -= store.having("technique", "hosted", "no")
    return found


def considered(question: Question, rows: Rows, uses: Mapping[str, int]) -> Sequence[int]:
    """Of this twice as many as may be named: first what more of the advised releases have on record, then what needs
    less access, then the lower id.
    """

    store, most = question.store, 2 * question.asked.limit
    listed = [place[1] for name in uses if (place := store.locate(name)) is not None and place[1] in rows]

    def order(row: int) -> tuple[int, int, str]:
        technique = store.record("technique", row)
        return -uses[technique.id], ACCESS_NEEDED.index(technique.get("access_needed")), technique.id

    listed.sort(key=order)
    by_access = (store.having("technique", "access_needed", needed) & rows for needed in ACCESS_NEEDED)
    others = itertools.chain.from_iterable(store.in_order("technique", found) for found in by_access)
    return [*listed, *(row for row in itertools.islice(others, most + len(listed)) if row not in listed)][:most]


CHOICE = (usable, considered)
"""Which techniques are looked at, each rule in the words of its docstring."""


def unblocked(judged: _Judged) -> int:
    """Of what is looked at, that goes first which nothing stands in the way of with at least one of the advised releases."""
    return judged.stopped


def on_record(judged: _Judged) -> int:
    """Then what more of them have on record."""
    return -judged.uses


def less_access(judged: _Judged) -> int:
    """Then what needs less access: prompts, logits, activations, weights, gradients; then the lower id."""
    return ACCESS_NEEDED.index(judged.technique.get("access_needed"))


RULES = (unblocked, on_record, less_access)
"""The order of techniques, each rule in the words of its docstring."""


def advised(question: Question, families: Sequence[tuple[str, Record]]) -> Sequence[TechniqueAdvice]:
    """The techniques to look at. families: label of each family advised, and its release."""

    if not families:
        return []
    store, limit = question.store, question.asked.limit
    models = [_Advised(label, record) for label, record in families]
    shown: dict[str, list[_Advised]] = {}
    for model in models:
        for name in model.record.known("adaptations").values:
            shown.setdefault(name, []).append(model)
    looked_at = considered(question, usable(question), {name: len(models) for name, models in shown.items()})
    judged = [_judge(question, store.record("technique", row), models, shown) for row in looked_at]
    judged.sort(key=lambda each: (*(rule(each) for rule in RULES), each.technique.id))
    return [
        TechniqueAdvice(
            technique=each.technique.id,
            label=each.technique.label,
            reasons=tuple(each.reasons),
            blockers=tuple(each.blockers),
        )
        for each in judged[:limit]
    ]


def _judge(
    question: Question, technique: Record, models: Sequence[_Advised], shown: Mapping[str, Sequence[_Advised]]
) -> _Judged:
    asked = question.asked
    uses = shown.get(technique.id, ())
    judged = _Judged(technique, len(uses))
    if uses:
        stated = (model.record.statement("adaptations") for model in uses)
        evidence = itertools.chain.from_iterable(statement.evidence_for(technique.id) for statement in stated)
        names = ", ".join(model.label for model in uses)
        judged.reasons.append(Reason(text=f"on record for {names}", evidence=tuple(dict.fromkeys(evidence))))
    needs = technique.ids("data")
    fits = [kind for kind in asked.data if kind in needs]
    if fits:
        judged.reasons.append(Reason(text=f"works with {' or '.join(fits)}", evidence=technique.evidence("data")))
    access = technique.get("access_needed")
    need = "needs no more than prompts" if access == "prompts" else f"needs {access}"
    judged.reasons.append(Reason(text=need, evidence=technique.evidence("access_needed")))
    if asked.memory_gb is not None and technique.get("quantized_base"):
        backends = ", ".join(technique.get("quantized_base"))
        text = f"trains on weights quantized by {backends}"
        judged.reasons.append(Reason(text=text, evidence=technique.evidence("quantized_base")))
    if not asked.data and "none" not in needs:
        kinds = " or ".join(needs)
        judged.block(f"data of the kind {kinds} is needed; say what is at hand with `data`", models)
    if technique.get("reward") == "required":
        judged.block("a reward function, model or judge is needed", models)
    if access != "prompts":
        _judge_access(question, judged, models)
    _judge_memory(question, judged, models)
    for rule in technique.get("rules", ()):
        _judge_rule(question, judged, rule, models)
    judged.stopped = len(judged.blocked) == len(models)
    return judged


def _judge_access(question: Question, judged: _Judged, models: Sequence[_Advised]) -> None:
    had = question.releases.may_have_weights()
    closed = [model for model in models if model.record.row not in had]
    if not closed:
        return
    names = ", ".join(model.label for model in closed)
    if judged.technique.get("hosted") == "if-offered":
        judged.block(f"for {names} only where the host offers it")
    else:
        judged.block(f"not for {names}: the weights cannot be had", closed)


def _judge_memory(question: Question, judged: _Judged, models: Sequence[_Advised]) -> None:
    memory, each = question.asked.memory_gb, judged.technique.get("bytes_per_parameter")
    if memory is None or each is None:
        return
    for model in models:
        parameters = model.record.fact("parameters").get("value")
        if parameters and parameters * each / GB > memory:
            needed = f"{model.record.label} would need {parameters * each / GB:,.0f} GB"
            judged.block(f"{needed}; {memory:g} are given", [model])


def _judge_rule(question: Question, judged: _Judged, rule: Mapping[str, Any], models: Sequence[_Advised]) -> None:
    up = question.store.up
    met = [model for model in models if all(evaluate(c, model.record.known, up) for c in rule["when"])]
    if not met:
        return
    if rule["verdict"] == "applies":
        judged.reasons.append(Reason(text=rule["statement"], evidence=rule.get("evidence", ())))
    else:
        basis = " and ".join(dict.fromkeys(item.get("basis", "read") for item in rule.get("evidence", ())))
        names = ", ".join(model.label for model in met)
        judged.block(f"not for {names}: {rule['statement']} ({basis})", met)
