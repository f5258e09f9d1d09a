"""Families: lineages of models."""

from __future__ import annotations

from modeltaxonomy.entries._noun import field, ids, noun
from modeltaxonomy.entries.evidence import DATE
from modeltaxonomy.entries.model import Model

__all__ = ["Family"]


@noun
class Family(Model):
    """A lineage of models, such as Llama. Its axes are what its releases cover together."""

    kind = "family"

    developers: tuple[str, ...] = ids("developer", description="Who made it.")
    first_release: str | None = field(
        default=None, description="When its first release came out, ISO 8601, as precisely as known.", pattern=DATE
    )
