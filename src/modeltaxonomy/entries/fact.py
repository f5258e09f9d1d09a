"""Facts: values that can be missing, with what is known and not known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from modeltaxonomy.entries.evidence import Evidence, evidence_tuple
from modeltaxonomy.values import Value, convert_by, field, frozen, list_as_tuple

if TYPE_CHECKING:
    from modeltaxonomy.entries.former import FormerValue

__all__ = ["UNKNOWN", "Fact", "Status"]

Status = Literal["known", "undisclosed", "not-applicable", "unknown"]


def _facts(values: Any) -> tuple[Fact, ...]:
    return tuple([value if isinstance(value, Fact) else Fact(**value) for value in values])


def _former(values: Any) -> tuple[FormerValue, ...]:
    if not values:
        return ()
    from modeltaxonomy.entries.former import FormerValue

    return tuple([value if isinstance(value, FormerValue) else FormerValue(**value) for value in values])


def __getattr__(name: str) -> Any:
    # For pydantic, which asks for the hint; few facts have a history.
    if name != "FormerValue":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from modeltaxonomy.entries.former import FormerValue

    return FormerValue


@frozen
class Fact(Value):
    """A value that can be missing, with the kind of missing it is."""

    value: int | float | str | tuple[str, ...] | None = field(
        default=None, converter=list_as_tuple, description="The value; none unless the status is known."
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
    history: tuple[FormerValue, ...] = field(
        default=(),
        converter=convert_by(_former),
        description="What it was before it changed in the world, the oldest first. A correction of ours is no change.",
    )

    def as_of(self, day: str) -> Fact:
        """The fact as it was on that day, ISO 8601: without what came later."""

        earlier = tuple(former for former in self.history if former.until <= day)
        if len(earlier) == len(self.history):
            return self
        then = self.history[len(earlier)]
        if then.value is None:
            return Fact(status="unknown", evidence=then.evidence, history=earlier)
        return Fact(value=then.value, evidence=then.evidence, history=earlier)


UNKNOWN = Fact(status="unknown")
