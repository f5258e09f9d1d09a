"""What all entries have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from modeltaxonomy.entries.evidence import ID, NO_EVIDENCE, Evidence, evidence_by_field
from modeltaxonomy.values import Displayable, Value, abstract, as_tuple, convert_by, field, ids
from modeltaxonomy.values.containers import FrozenMapping

if TYPE_CHECKING:
    from modeltaxonomy.entries.correspondence import Correspondence

__all__ = ["Entry"]


def _mappings(values: Any) -> tuple[Correspondence, ...]:
    if not values:
        return ()
    from modeltaxonomy.entries.correspondence import Correspondence

    return tuple([value if isinstance(value, Correspondence) else Correspondence(**value) for value in values])


def __getattr__(name: str) -> Any:
    # For pydantic, which asks for the hint; few releases have a mapping.
    if name != "Correspondence":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from modeltaxonomy.entries.correspondence import Correspondence

    return Correspondence


@abstract
class Entry(Displayable, Value):
    """A thing the taxonomy knows. Entries hold ids; the taxonomy navigates."""

    __slots__ = ()

    kind: ClassVar[str]

    id: str = field(description="Stable name, unique over all kinds.", pattern=ID, max_length=100)
    label: str = field(description="The name people read.", min_length=1, max_length=200)
    aliases: tuple[str, ...] = field(default=(), converter=as_tuple, description="Other names for the same thing.")
    definition: str = field(description="What it is and what tells it from its neighbours.", min_length=20)
    references: tuple[str, ...] = ids("source", description="Sources worth reading; bibliographic, not evidence.")
    mappings: tuple[Correspondence, ...] = field(
        default=(), converter=convert_by(_mappings), description="What other vocabularies call it."
    )
    replaced_by: str | None = field(
        default=None, refers="*", description="The entry to use instead; ids are retired, never deleted."
    )
    evidence: FrozenMapping[tuple[Evidence, ...]] = field(
        default=NO_EVIDENCE, converter=evidence_by_field, description="Field -> how we know."
    )

    def __str__(self) -> str:
        return self.label
