"""Statements: what is said of a model on one axis, and how that is known."""

from __future__ import annotations

from modeltaxonomy.entries.evidence import Evidence, evidence_tuple
from modeltaxonomy.values import Value, as_tuple, field, frozen

__all__ = ["Statement"]


@frozen
class Statement(Value):
    """The values on one axis, with their evidence, why there are none, and from where they are taken over."""

    axis: str = field(description="The axis.")
    values: tuple[str, ...] = field(default=(), converter=as_tuple, description="Ids, or the axis's own words, sorted.")
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")
    missing: str | None = field(
        default=None, description="Where there are no values: undisclosed, not-applicable or unknown."
    )
    complete: bool = field(
        default=False, description="Whether what is not named is known not to hold. Only such a statement refutes."
    )
    inherited_from: str | None = field(
        default=None, description="Id of the family that states it; none: the entry states it itself."
    )

    def evidence_for(self, value: str) -> tuple[Evidence, ...]:
        """The evidence that names this value, or else that which was cited for the axis as a whole."""

        named = tuple(item for item in self.evidence if value in item.values)
        return named or tuple(item for item in self.evidence if not item.values)
