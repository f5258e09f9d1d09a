"""Applicability rules: when a technique or optimisation works, and when it does not."""

from __future__ import annotations

from typing import Any, Literal

import attrs

from modeltaxonomy.entries.condition import Condition, condition_tuple
from modeltaxonomy.entries.evidence import Evidence, evidence_tuple
from modeltaxonomy.values import Value, field, frozen, records

__all__ = ["ApplicabilityRule", "rule_tuple"]


@frozen
class ApplicabilityRule(Value):
    """That something works, or does not, with models that meet conditions; and how that is known."""

    verdict: Literal["applies", "does-not-apply"] = field(
        description="What follows for a model of which every condition holds."
    )
    when: tuple[Condition, ...] = field(converter=condition_tuple, description="Conditions over the axes of a model.")
    statement: str = field(description="The rule in words, as an answer gives it.", min_length=15)
    evidence: tuple[Evidence, ...] = field(
        default=(), converter=evidence_tuple, description="How it is known: measured, read, or editorial."
    )


rule_tuple: attrs.Converter[Any, tuple[ApplicabilityRule, ...]] = records(ApplicabilityRule)
"""A converter: a tuple of rules, from such values or from mappings that make one."""
