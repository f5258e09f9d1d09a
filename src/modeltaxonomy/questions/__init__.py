"""What all answers can do, and what their reasons are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries.evidence import Evidence, evidence_tuple
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.values import Displayable, Value, field, frozen

if TYPE_CHECKING:
    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.store import Store

__all__ = ["Answer", "Reason", "limit_of", "shown", "store_of"]

_MOST_NAMED = 1_000_000


class Answer(Displayable, Value):
    """A frozen value that says itself: as text, in a notebook, as JSON-ready data, in prose."""

    __slots__ = ()

    def explain(self) -> str:
        """The answer in plain prose."""
        raise NotImplementedError

    def __str__(self) -> str:
        from modeltaxonomy.display import text

        return text(self)


@frozen
class Reason(Value):
    """Why something is in an answer, and how that is known."""

    text: str = field(description="The reason, a clause.")
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")

    def __str__(self) -> str:
        return self.text


def store_of(taxonomy: Taxonomy | None) -> Store:
    """Where the entries of the taxonomy given are kept, or else of the bundled one."""

    if taxonomy is None:
        from modeltaxonomy import bundled

        return bundled.store()
    store: Store | None = getattr(taxonomy, "store", None)
    if store is None:
        raise InvalidQuery("taxonomy", f"a Taxonomy is needed, not {type(taxonomy).__name__}")
    return store


def limit_of(argument: str, value: Any) -> int:
    """An argument that says how many are named. InvalidQuery where it does not."""

    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST_NAMED:
        raise InvalidQuery(argument, f"a whole number from 1 to {_MOST_NAMED:,} is needed, not {shown(value)}")
    return value


def shown(value: Any) -> str:
    """A value that was given, as an error shows it: some have more digits than Python writes."""

    try:
        return f"{value!r:.100}"
    except ValueError:
        return f"{type(value).__name__} of very many digits"
