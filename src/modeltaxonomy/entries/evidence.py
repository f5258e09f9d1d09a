"""How we know: evidence for a statement, and a fact with what is known and not known of it."""

from __future__ import annotations

from typing import Any, Literal

import attrs

from modeltaxonomy.entries._mapping import FrozenMapping
from modeltaxonomy.entries._noun import Noun, convert_by, field, frozen_mapping, noun

__all__ = ["DATE", "Basis", "Evidence", "Fact", "Status", "evidence_by_field"]

Basis = Literal["read", "catalogue", "measured", "editorial"]
Status = Literal["known", "undisclosed", "not-applicable", "unknown"]

DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


@noun
class Evidence(Noun):
    """Where a statement can be checked."""

    source: str | None = field(default=None, description="Id of the source; none for editorial.", refers="source")
    at: str | None = field(default=None, description="Where in the source: section, table, file, field.")
    record: str | None = field(default=None, description="Id of the record in a catalogue.")
    quote: str | None = field(default=None, description="The source's own words, where they settle it.", max_length=300)
    checked: str | None = field(default=None, description="Day the source was last looked at, ISO 8601.", pattern=DATE)
    basis: Basis = field(
        default="read",
        description="How it is known: the source was read, it is a catalogue's record, it was measured, or it is the"
        " curators' own knowledge or judgement, with no source found.",
    )
    note: str | None = field(default=None, description="What a reader should know of this evidence.")


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _facts(values: Any) -> tuple[Fact, ...]:
    return tuple([value if isinstance(value, Fact) else Fact(**value) for value in values])


def _evidence(values: Any) -> tuple[Evidence, ...]:
    return tuple([value if isinstance(value, Evidence) else Evidence(**value) for value in values])


evidence_tuple: attrs.Converter[Any, tuple[Evidence, ...]] = convert_by(_evidence)
"""A converter: a tuple of evidence, from such values or from mappings that make one."""


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


evidence_by_field: attrs.Converter[Any, FrozenMapping[Any]] = frozen_mapping(_evidence)
UNKNOWN = Fact(status="unknown")
NO_EVIDENCE: FrozenMapping[tuple[Evidence, ...]] = FrozenMapping()
