"""What facts were before they changed."""

from __future__ import annotations

from modeltaxonomy.entries.evidence import DATE, Evidence, evidence_tuple
from modeltaxonomy.values import Value, field, frozen, list_as_tuple

__all__ = ["FormerValue"]


@frozen
class FormerValue(Value):
    """What a fact was before it changed."""

    value: int | float | str | tuple[str, ...] | None = field(
        default=None, converter=list_as_tuple, description="The value; none: it was not known or there was none."
    )
    until: str = field(description="The first day on which it was so no more, ISO 8601.", pattern=DATE)
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")
