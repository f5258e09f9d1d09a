"""Classes of models, defined by conditions."""

from __future__ import annotations

from typing import Literal

from modeltaxonomy.entries._mapping import FrozenMapping
from modeltaxonomy.entries._noun import Noun, field, frozen_mapping, ids, noun, records
from modeltaxonomy.entries.concept import Concept
from modeltaxonomy.entries.evidence import Evidence, evidence_tuple

__all__ = ["Condition", "ModelClass", "Profile", "SelectionRule"]


@noun
class Condition(Noun):
    """A statement over one axis that holds, fails or cannot be told of a model."""

    axis: str = field(description="The axis it looks at: inputs, outputs, modalities, objectives, breadth, ...")
    match: Literal["any", "all", "none", "only", "count"] = field(
        default="any",
        description="any: at least `at_least` of the values occur; all: every one; none: not one; only: nothing"
        " else; count: at least `at_least` values, whichever they are.",
    )
    values: tuple[str, ...] = ids(
        "axis", description="Ids (or the axis's own words); each stands for its narrower terms too.", axis=False
    )
    at_least: int = field(default=1, description="With any and count: how many different values have to occur.", ge=1)
    reason: str = field(description="The statement in words, as an answer gives it.", min_length=10)


@noun
class SelectionRule(Noun):
    """When a class is the one to choose, as conditions over the question."""

    when: tuple[Condition, ...] = field(
        converter=records(Condition),
        description="Conditions over modalities, inputs, outputs, tasks, domains of the question; all have to hold.",
    )
    reason: str = field(description="Why it is then the one to choose.", min_length=20)
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")


@noun
class Profile(Noun):
    """What is said of a class under one aspect."""

    summary: str = field(description="In a sentence or two.", min_length=20)
    concepts: tuple[str, ...] = ids("*", description="The same as concepts, of any kind.", axis=False)
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")


def _profile(value: object) -> Profile:
    return value if isinstance(value, Profile) else Profile(**value)  # type: ignore[arg-type]


@noun
class ModelClass(Concept):
    """A class of models. A model belongs to it when its conditions and those of its broader classes hold."""

    kind = "model-class"

    conditions: tuple[Condition, ...] = field(
        default=(), converter=records(Condition), description="Necessary and together sufficient conditions."
    )
    selection: tuple[SelectionRule, ...] = field(
        default=(), converter=records(SelectionRule), description="When to choose it; any of the rules is enough."
    )
    profile: FrozenMapping[Profile] = field(
        default=FrozenMapping(),
        converter=frozen_mapping(_profile),
        description="Aspect id -> what is said of the class under it.",
    )
