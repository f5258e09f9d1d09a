"""Classes of models, defined by conditions."""

from __future__ import annotations

from modeltaxonomy.entries.concept import Concept
from modeltaxonomy.entries.condition import Condition, condition_tuple
from modeltaxonomy.entries.evidence import Evidence, evidence_tuple
from modeltaxonomy.values import Value, field, frozen, frozen_mapping, ids, records
from modeltaxonomy.values.containers import FrozenMapping

__all__ = ["ModelClass", "Profile", "SelectionRule"]


@frozen
class SelectionRule(Value):
    """When a class is the one to choose, as conditions over the question."""

    when: tuple[Condition, ...] = field(
        converter=condition_tuple,
        description="Conditions over modalities, inputs, outputs, tasks, domains of the question; all have to hold.",
    )
    reason: str = field(description="Why it is then the one to choose.", min_length=20)
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")


@frozen
class Profile(Value):
    """What is said of a class under one aspect."""

    summary: str = field(description="In a sentence or two.", min_length=20)
    concepts: tuple[str, ...] = ids("*", description="The same as concepts, of any kind.")
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")


def _profile(value: object) -> Profile:
    return value if isinstance(value, Profile) else Profile(**value)  # type: ignore[arg-type]


@frozen
class ModelClass(Concept):
    """A class of models. A model belongs to it when its conditions and those of its broader classes hold."""

    kind = "model-class"

    conditions: tuple[Condition, ...] = field(
        default=(), converter=condition_tuple, description="Necessary and together sufficient conditions."
    )
    selection: tuple[SelectionRule, ...] = field(
        default=(), converter=records(SelectionRule), description="When to choose it; any of the rules is enough."
    )
    profile: FrozenMapping[Profile] = field(
        default=FrozenMapping(),
        converter=frozen_mapping(_profile),
        description="Aspect id -> what is said of the class under it.",
    )
