"""Inference optimisations."""

from __future__ import annotations

from modeltaxonomy.entries.applicability import ApplicabilityRule, rule_tuple
from modeltaxonomy.entries.concept import Concept
from modeltaxonomy.values import field, frozen

__all__ = ["InferenceOptimization"]


@frozen
class InferenceOptimization(Concept):
    """A way of making a trained model cheaper or faster to run."""

    kind = "inference"

    rules: tuple[ApplicabilityRule, ...] = field(
        default=(), converter=rule_tuple, description="When it applies and when it does not."
    )
