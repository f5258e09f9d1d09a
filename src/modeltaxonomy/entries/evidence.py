"""How we know: evidence for a statement."""

from __future__ import annotations

from typing import Any, Literal

import attrs

from modeltaxonomy.entries._mapping import FrozenMapping
from modeltaxonomy.entries._noun import Noun, convert_by, field, frozen_mapping, noun

__all__ = ["DATE", "NO_EVIDENCE", "Basis", "Evidence", "evidence_by_field", "evidence_tuple"]

Basis = Literal["read", "catalogue", "measured", "editorial"]

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


def _evidence(values: Any) -> tuple[Evidence, ...]:
    return tuple([value if isinstance(value, Evidence) else Evidence(**value) for value in values])


evidence_tuple: attrs.Converter[Any, tuple[Evidence, ...]] = convert_by(_evidence)
"""A converter: a tuple of evidence, from such values or from mappings that make one."""


evidence_by_field: attrs.Converter[Any, FrozenMapping[Any]] = frozen_mapping(_evidence)
NO_EVIDENCE: FrozenMapping[tuple[Evidence, ...]] = FrozenMapping()
