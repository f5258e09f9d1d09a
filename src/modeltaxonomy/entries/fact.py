"""Facts: values that can be missing, with what is known and not known of them."""

from __future__ import annotations

from typing import Any, Literal

from modeltaxonomy.entries._noun import Noun, convert_by, field, noun
from modeltaxonomy.entries.evidence import Evidence, evidence_tuple

__all__ = ["UNKNOWN", "Fact", "Status"]

Status = Literal["known", "undisclosed", "not-applicable", "unknown"]


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _facts(values: Any) -> tuple[Fact, ...]:
    return tuple([value if isinstance(value, Fact) else Fact(**value) for value in values])


@noun
class Fact(Noun):
    """A value that can be missing, with the kind of missing it is."""

    value: int | float | str | tuple[str, ...] | None = field(
        default=None, converter=convert_by(_value), description="The value; none unless the status is known."
    )
    status: Status = field(
        default="known",
        description="known; undisclosed: its maker keeps it back; not-applicable: no such thing; unknown: not found.",
    )
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")
    alternatives: tuple[Fact, ...] = field(
        default=(),
        converter=convert_by(_facts),
        description="What other sources say instead, kept.",
    )


UNKNOWN = Fact(status="unknown")
