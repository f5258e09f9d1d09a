"""What facts were before they changed."""

from __future__ import annotations

from modeltaxonomy.entries.evidence import DATE, Evidence, evidence_tuple
from modeltaxonomy.entries.facts import FactValue, fact_value
from modeltaxonomy.values import Value, field, frozen

__all__ = ["FormerValue"]


@frozen
class FormerValue(Value):
    """What a fact was before it changed."""

    value: FactValue = field(
        default=None, converter=fact_value, description="The value; none: it was not known or there was none."
    )
    until: str = field(description="The first day on which it was so no more, ISO 8601.", pattern=DATE)
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")
