"""Whether a subject is of a class: the conditions of the class, evaluated with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from modeltaxonomy.entries.evidence import Evidence, evidence_tuple
from modeltaxonomy.questions import Answer
from modeltaxonomy.store.membership import conditions_of
from modeltaxonomy.values import Value, as_tuple, field, frozen, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modeltaxonomy.questions.classification.subject import Subject
    from modeltaxonomy.store.record import Record

__all__ = ["ConditionResult", "Extent", "Outcome", "Verdict", "judged", "together"]

Outcome = Literal["held", "failed", "unknown"]
Extent = Literal["all", "most", "some", "none", "unknown"]
_OUTCOMES: dict[bool | None, Outcome] = {True: "held", False: "failed", None: "unknown"}


@frozen
class ConditionResult(Value):
    """A condition of a class, and what became of it."""

    condition: str = field(description="The condition in words.")
    of: str = field(description="Id of the class that makes it: the one asked about, or a broader one.")
    outcome: Outcome = field(description="held, failed or unknown.")
    found: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="What the subject has on the axis that the condition looks at."
    )
    evidence: tuple[Evidence, ...] = field(
        default=(), converter=evidence_tuple, description="How what was found is known."
    )


@frozen
class Verdict(Answer):
    """Whether a subject is of a class: True, False, or None where it cannot be told or depends."""

    subject: str = field(description="Id of what was asked about.")
    model_class: str = field(description="Id of the class.")
    value: bool | None = field(description="True, False, or None: cannot be told, or depends.")
    extent: Extent = field(
        default="unknown",
        description="How many of the subject's releases are of the class: all, most, some, none, or it cannot be told.",
    )
    reason: str = field(description="Why, in a sentence.")
    conditions: tuple[ConditionResult, ...] = field(
        default=(),
        converter=records(ConditionResult),
        description="The conditions of the class and its broader classes.",
    )
    releases: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Of a family of which only some releases are of the class: those."
    )
    examples: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Between classes: families that are in both."
    )
    counterexamples: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Between classes: families in the first and not in the second."
    )

    def __bool__(self) -> bool:
        return self.value is True

    def explain(self) -> str:
        """The verdict in plain prose."""

        parts = [self.reason]
        for outcome, opening in (("failed", "It fails"), ("unknown", "Not known"), ("held", "It holds")):
            found = [result.condition for result in self.conditions if result.outcome == outcome]
            if found:
                parts.append(f"{opening}: {'; '.join(found)}.")
        return " ".join(parts)


def together(results: Sequence[bool | None]) -> bool | None:
    """What holds of all, or fails of all."""
    return results[0] if all(result is results[0] for result in results) else None


def _extent(results: Sequence[bool | None]) -> Extent:
    """How many of the releases are of a class, by what is known of each."""

    held, failed = results.count(True), results.count(False)
    if held == len(results):
        return "all"
    if failed == len(results):
        return "none"
    if 2 * held > len(results):
        return "most"
    return "some" if held else "unknown"


def judged(subject: Subject, model_class: Record) -> Verdict:
    """The verdict on a subject, with every condition."""

    store = subject.store
    values = subject.verdicts(model_class.id)
    held = [record.id for record, value in zip(subject.records, values, strict=True) if value]
    value = together(values)
    label = model_class.label
    if value is True:
        reason = f"{subject.label} is of the class {label}: every condition holds."
    elif value is False:
        reason = f"{subject.label} is not of the class {label}."
    elif held and None in values:
        are = "is" if len(held) == 1 else "are"
        reason = (
            f"{len(held)} of {len(values)} releases of {subject.label} {are} of the class {label}: {', '.join(held)}; "
            f"of {values.count(None)} others it cannot be told."
        )
    elif held:
        reason = f"{subject.label} as a whole is not: of the class {label} are {', '.join(held)} only."
    else:
        reason = f"It cannot be told whether {subject.label} is of the class {label}."
    return Verdict(
        subject=subject.id,
        model_class=model_class.id,
        value=value,
        extent=_extent(values),
        reason=reason,
        conditions=tuple(
            ConditionResult(
                condition=condition["reason"],
                of=name,
                outcome=_OUTCOMES[together(subject.outcomes(condition))],
                found=subject.found(condition["axis"]),
                evidence=subject.evidence(condition["axis"]),
            )
            for name, condition in conditions_of(store, model_class.id)
        ),
        releases=tuple(sorted(held)) if value is None else (),
    )
