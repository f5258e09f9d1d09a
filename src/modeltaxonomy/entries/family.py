"""Families: lineages of models, and the generations within them."""

from __future__ import annotations

from modeltaxonomy.entries.axes import Model, axis
from modeltaxonomy.entries.evidence import DATE
from modeltaxonomy.values import field, frozen

__all__ = ["Family"]


@frozen
class Family(Model):
    """A lineage of models, such as Llama, or a generation of one, such as Llama 3.1.

    Its axes are what is said of it and what its releases cover together, side lines apart.
    """

    kind = "family"

    broader: tuple[str, ...] = axis(
        "self", closed=True, inherited=False, description="The next wider family; at most one: families are a tree."
    )
    offshoot: bool = axis(
        default=False,
        single=True,
        inherited=False,
        description="Whether it is a side line: it carries the name, but is another kind of model. Nothing is taken over"
        " from the wider family, and nothing that is said of that one is said of this one.",
    )
    first_release: str | None = field(
        default=None,
        date=True,
        description="When its first release came out, ISO 8601, as precisely as known.",
        pattern=DATE,
    )
