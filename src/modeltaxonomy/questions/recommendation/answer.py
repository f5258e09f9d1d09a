"""The answer of `recommend`, as a value."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, cast

from modeltaxonomy.entries.evidence import Evidence
from modeltaxonomy.questions import Answer, Reason
from modeltaxonomy.questions.recommendation.requirements import Requirements
from modeltaxonomy.values import Value, as_tuple, convert_by, field, frozen, records
from modeltaxonomy.values.containers import FrozenMapping, Later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from modeltaxonomy.interchange.frames import Backend
    from modeltaxonomy.questions.recommendation.alternatives import Pipeline, Relaxation
    from modeltaxonomy.questions.recommendation.classes import ClassAdvice
    from modeltaxonomy.questions.recommendation.techniques import TechniqueAdvice

__all__ = ["ClassAdvice", "FamilyAdvice", "Pipeline", "Recommendation", "Relaxation", "TechniqueAdvice"]


@frozen
class FamilyAdvice(Value):
    """A family that fits, with the release by which it does. Everything said holds of that release."""

    family: str = field(description="Id of the family, by the name of which the release goes.")
    label: str = field(description="Its name.")
    generation: str | None = field(
        default=None, description="Id of the generation that the release belongs to; none: there is none between."
    )
    release: str = field(description="Id of its best-ranked release.")
    release_label: str = field(description="The release's name.")
    reasons: tuple[Reason, ...] = field(
        default=(), converter=records(Reason), description="What of the question it meets."
    )
    unknowns: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="What of the question could not be checked."
    )

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all reasons, each once."""
        return tuple(dict.fromkeys(itertools.chain.from_iterable(reason.evidence for reason in self.reasons)))


_HOMES = {
    "ClassAdvice": "classes",
    "TechniqueAdvice": "techniques",
    "Pipeline": "alternatives",
    "Relaxation": "alternatives",
}
"""Parts of an answer -> the module of their class, which is imported when there are any and somebody looks."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"modeltaxonomy.questions.recommendation.{_HOMES[name]}"), name)


def _later(name: str) -> Callable[[Any], Later[Any]]:
    """A converter to a part of the answer: from a function that works it out, or from values or their mappings."""

    def convert(values: Any) -> Later[Any]:
        if isinstance(values, Later):
            return values
        if callable(values):
            return Later(cast("Callable[[], Iterable[Any]]", values))
        if not values:
            return Later(())
        cls = __getattr__(name)
        return Later([value if isinstance(value, cls) else cls(**value) for value in values])

    return convert


def _excluded(items: Any) -> FrozenMapping[Later[str]]:
    if isinstance(items, FrozenMapping):
        return items
    return FrozenMapping({name: ids if isinstance(ids, Later) else Later(ids) for name, ids in items.items()})


_COLUMNS = ("family", "label", "generation", "release", "release_label", "reasons", "unknowns")


@frozen
class Recommendation(Answer):
    """What fits a use, why, and what is not known. What nobody looks at is not worked out."""

    requirements: Requirements = field(
        converter=convert_by(lambda value: value if isinstance(value, Requirements) else Requirements(**value)),
        description="The question as it was understood, with names as ids.",
    )
    model_classes: Later[ClassAdvice] = field(
        default=(), converter=convert_by(_later("ClassAdvice")), description="Classes to look at, first things first."
    )
    families: tuple[FamilyAdvice, ...] = field(
        default=(), converter=records(FamilyAdvice), description="Families that fit, ranked, up to the limit."
    )
    decided_by: str | None = field(
        default=None, description="The rule by which the first family goes before the second; none: there are not two."
    )
    techniques: Later[TechniqueAdvice] = field(
        default=(),
        converter=convert_by(_later("TechniqueAdvice")),
        description="Ways of adapting them, ranked, up to the limit.",
    )
    pipelines: Later[Pipeline] = field(
        default=(),
        converter=convert_by(_later("Pipeline")),
        description="Several models one after another, where one model does not do it all.",
    )
    excluded: FrozenMapping[Later[str]] = field(
        default=FrozenMapping(),
        converter=convert_by(_excluded),
        description="Constraint -> ids of the families that it alone rules out, newest first.",
    )
    blocking: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        description="Where nothing fits: the constraints that exclude everything by themselves.",
    )
    relaxations: Later[Relaxation] = field(
        default=(),
        converter=convert_by(_later("Relaxation")),
        description="Where nothing fits: the nearest changes that help.",
    )

    def explain(self) -> str:
        """The answer in plain prose."""

        said = self.requirements.said()
        asked = "; ".join(f"{name} {', '.join(values)}" for name, values in said.items()) or "anything"
        sentences = [f"Asked for: {asked}."]
        for advice in self.model_classes[:2]:
            sentences.append(f"{advice.label}: {' '.join(_sentence(reason.text) for reason in advice.reasons)}")
        if self.families:
            best = self.families[0]
            why = "; ".join(reason.text for reason in best.reasons)
            sentences.append(f"{best.label} comes first, by {best.release_label}: {why}.")
            if best.unknowns:
                sentences.append(f"Not known of it: {', '.join(best.unknowns)}.")
            others = ", ".join(advice.label for advice in self.families[1:])
            if others:
                sentences.append(f"Then {others}. What put {best.label} before {self.families[1].label}:")
                sentences.append(_sentence(self.decided_by or ""))
        else:
            sentences.append("No family fits.")
            if self.blocking:
                sentences.append(f"By itself {' and also '.join(self.blocking)} excludes everything.")
            elif self.excluded:
                sentences.append("No single constraint excludes everything; they do together.")
            for relaxation in self.relaxations[:2]:
                sentences.append(f"Something would fit with {relaxation}.")
        for technique in self.techniques[:1]:
            why = "; ".join(reason.text for reason in technique.reasons)
            sentences.append(f"To adapt it, {technique.label}: {why}.")
        for pipeline in self.pipelines[:1]:
            sentences.append(_sentence(pipeline.reason))
        return " ".join(sentences)

    def to_frame(self, backend: Backend = "pandas") -> Any:
        """The families as a data frame, one row each, in rank order.

        backend: pandas, polars or pyarrow; it comes with the extra of that name.
        """

        from modeltaxonomy.interchange.frames import frame

        return frame(self.rows(), columns=_COLUMNS, backend=backend)

    def rows(self) -> list[dict[str, str | None]]:
        """The families as rows of a table, in rank order."""

        return [
            {
                "family": advice.family,
                "label": advice.label,
                "generation": advice.generation,
                "release": advice.release,
                "release_label": advice.release_label,
                "reasons": "; ".join(reason.text for reason in advice.reasons),
                "unknowns": "; ".join(advice.unknowns),
            }
            for advice in self.families
        ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
