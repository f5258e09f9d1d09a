"""Conditions over the axes of a model, or of a question."""

from __future__ import annotations

from typing import Any, Literal

import attrs

from modeltaxonomy.values import Value, field, frozen, ids, records

__all__ = ["Condition", "condition_tuple"]


@frozen
class Condition(Value):
    """A statement over one axis that holds, fails or cannot be told of a model."""

    axis: str = field(description="The axis it looks at: inputs, outputs, modalities, objectives, breadth, ...")
    match: Literal["any", "all", "none", "only", "count"] = field(
        default="any",
        description="any: at least `at_least` of the values occur; all: every one; none: not one; only: nothing"
        " else; count: at least `at_least` values, whichever they are.",
    )
    values: tuple[str, ...] = ids(
        "axis", description="Ids (or the axis's own words); each stands for its narrower terms too."
    )
    at_least: int = field(default=1, description="With any and count: how many different values have to occur.", ge=1)
    reason: str = field(description="The statement in words, as an answer gives it.", min_length=10)


condition_tuple: attrs.Converter[Any, tuple[Condition, ...]] = records(Condition)
"""A converter: a tuple of conditions, from such values or from mappings that make one."""
