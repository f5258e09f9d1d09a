"""What all entries have."""

from __future__ import annotations

from typing import ClassVar, Literal

from modeltaxonomy._shown import Shown
from modeltaxonomy.entries._mapping import FrozenMapping
from modeltaxonomy.entries._noun import Noun, abstract_noun, as_tuple, field, ids, noun, records
from modeltaxonomy.entries.evidence import NO_EVIDENCE, Evidence, evidence_by_field

__all__ = ["ID", "Correspondence", "Entry"]

ID = r"^[a-z0-9]+([.-][a-z0-9]+)*$"


@noun
class Correspondence(Noun):
    """A code of another vocabulary that stands for this entry."""

    scheme: str = field(description="The other vocabulary, such as hf-pipeline-tag.", pattern=ID)
    code: str = field(description="The code in that vocabulary, as it is written there.", min_length=1)
    match: Literal["exact", "close", "broad", "narrow", "related"] = field(
        default="exact", description="How near, as SKOS has it: the code is broader, narrower, ... than the entry."
    )


@abstract_noun
class Entry(Shown, Noun):
    """A thing the taxonomy knows. Entries hold ids; the taxonomy navigates."""

    kind: ClassVar[str]

    id: str = field(description="Stable name, unique over all kinds.", pattern=ID, max_length=100)
    label: str = field(description="The name people read.", min_length=1, max_length=200)
    aliases: tuple[str, ...] = field(default=(), converter=as_tuple, description="Other names for the same thing.")
    definition: str = field(description="What it is and what tells it from its neighbours.", min_length=20)
    references: tuple[str, ...] = ids(
        "source", description="Sources worth reading; bibliographic, not evidence.", axis=False
    )
    mappings: tuple[Correspondence, ...] = field(
        default=(), converter=records(Correspondence), description="What other vocabularies call it."
    )
    replaced_by: str | None = field(
        default=None, refers="*", description="The entry to use instead; ids are retired, never deleted."
    )
    evidence: FrozenMapping[tuple[Evidence, ...]] = field(
        default=NO_EVIDENCE, converter=evidence_by_field, description="Field -> how we know."
    )

    def __str__(self) -> str:
        return self.label
