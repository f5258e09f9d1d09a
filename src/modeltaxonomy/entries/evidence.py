"""How we know: evidence for a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from modeltaxonomy.values import Value, convert_by, field, frozen, frozen_mapping, id_tuple
from modeltaxonomy.values.containers import FrozenMapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    import attrs

__all__ = ["COVERED", "DATE", "ID", "NO_EVIDENCE", "RULES", "Basis", "Evidence", "evidence_by_field", "evidence_tuple"]

Basis = Literal["read", "catalogue", "measured", "inferred", "editorial"]

ID = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
"""How an id is written."""
DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

COVERED = "covered-by-releases"

RULES: Mapping[str, str] = {
    COVERED: "A family has on an axis what its releases have there, side lines (offshoots) apart.",
    "first-of-releases": "A family came out with the first of its releases.",
    "open-as-downloadable": "Weights that anybody can download after accepting terms can be downloaded.",
    "modality-of-task": "What does a task takes the task's inputs and gives its outputs.",
}
"""The rules by which a value may be inferred, and what each says."""


@frozen
class Evidence(Value):
    """Where a statement can be checked."""

    source: str | None = field(default=None, description="Id of the source; none for editorial.", refers="source")
    at: str | None = field(default=None, description="Where in the source: section, table, file, field.")
    record: str | None = field(default=None, description="Id of the record in a catalogue.")
    quote: str | None = field(default=None, description="The source's own words, where they settle it.", max_length=300)
    checked: str | None = field(
        default=None,
        description="Day the source was last looked at for this, ISO 8601; none: the day that the source gives.",
        pattern=DATE,
    )
    basis: Basis = field(
        default="read",
        description="How it is known: the source was read, it is a catalogue's record, it was measured, it follows by a"
        " rule, or it is the curators' own knowledge or judgement, with no source found.",
    )
    values: tuple[str, ...] = field(
        default=(),
        converter=id_tuple,
        description="On an axis with several values, those that it shows; none named: it was cited for all together.",
    )
    rule: str | None = field(default=None, description="The rule by which an inferred value follows.")
    note: str | None = field(default=None, description="What a reader should know of this evidence.")


def _evidence(values: Any) -> tuple[Evidence, ...]:
    return tuple([value if isinstance(value, Evidence) else Evidence(**value) for value in values])


evidence_tuple: attrs.Converter[Any, tuple[Evidence, ...]] = convert_by(_evidence)
"""A converter: a tuple of evidence, from such values or from mappings that make one."""


evidence_by_field: attrs.Converter[Any, FrozenMapping[Any]] = frozen_mapping(_evidence)
NO_EVIDENCE: FrozenMapping[tuple[Evidence, ...]] = FrozenMapping()
