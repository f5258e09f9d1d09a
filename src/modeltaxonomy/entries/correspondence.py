"""What other vocabularies call an entry."""

from __future__ import annotations

from typing import Literal

from modeltaxonomy.entries.evidence import ID
from modeltaxonomy.values import Value, field, frozen

__all__ = ["Correspondence"]


@frozen
class Correspondence(Value):
    """A code of another vocabulary that stands for this entry."""

    scheme: str = field(description="The other vocabulary, such as hf-pipeline-tag.", pattern=ID)
    code: str = field(description="The code in that vocabulary, as it is written there.", min_length=1)
    match: Literal["exact", "close", "broad", "narrow", "related"] = field(
        default="exact", description="How near, as SKOS has it: the code is broader, narrower, ... than the entry."
    )
