"""Finding entries by words.

An entry scores for each word of the query that its label, id, aliases or definition has: more for a rarer word and for
a more telling field. A query that is the very name of an entry puts it first. Ties go to the kind listed first and the
lower id.
"""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries import KINDS
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.questions import Answer, limit_of, store_of
from modeltaxonomy.values import Value, field, frozen, records
from modeltaxonomy.values.names import normalize_name, words

if TYPE_CHECKING:
    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.interchange.frames import Backend
    from modeltaxonomy.store import Place, Store

__all__ = ["Hit", "SearchResult", "search"]

_TOO_COMMON = 3
"""Words of the query that occur in more than a third of all entries tell nothing, unless there are no others."""


@frozen
class Hit(Value):
    """An entry that was found."""

    id: str = field(description="Its id.")
    kind: str = field(description="Its kind.")
    label: str = field(description="Its name.")
    score: float = field(description="Its score: comparable within one answer only.")


@frozen
class SearchResult(Answer):
    """What was found, best first."""

    query: str = field(description="The query.")
    hits: tuple[Hit, ...] = field(default=(), converter=records(Hit), description="The entries, best first.")

    def __len__(self) -> int:
        return len(self.hits)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the hits, best first."""
        return tuple(hit.id for hit in self.hits)

    def explain(self) -> str:
        """The result in plain prose."""

        if not self.hits:
            return f"Nothing is found for {self.query!r}."
        return f"For {self.query!r}: {', '.join(f'{hit.label} ({hit.kind})' for hit in self.hits)}."

    def to_frame(self, backend: Backend = "pandas") -> Any:
        """The hits as a data frame.

        backend: pandas, polars or pyarrow; it comes with the extra of that name.
        """

        from modeltaxonomy.interchange.frames import frame

        return frame([hit.to_dict() for hit in self.hits], columns=("id", "kind", "label", "score"), backend=backend)


class _Id:
    """The id of a place, read only where two entries are otherwise equal."""

    __slots__ = ("place", "store")

    def __init__(self, store: Store, place: Place) -> None:
        self.store = store
        self.place = place

    def __lt__(self, other: _Id) -> bool:
        return self.store.id_at(*self.place) < other.store.id_at(*other.place)


def search(query: str, *, kind: str | None = None, limit: int = 10, taxonomy: Taxonomy | None = None) -> SearchResult:
    """Entries of any kind but sources, best first.

    kind: only entries of this kind. InvalidQuery for a query that is no text, or a kind that does not exist.
    """

    store = store_of(taxonomy)
    if not isinstance(query, str):
        raise InvalidQuery("query", f"a text is needed, not {type(query).__name__}")
    if kind is not None and (not isinstance(kind, str) or kind not in KINDS):
        raise InvalidQuery("kind", f"no kind is called {kind!r}; they are {', '.join(KINDS)}")
    limit_of("limit", limit)
    entries = len(store)
    lines: dict[int, float] = {}
    postings = [store.having_word(word) for word in dict.fromkeys(words(query))]
    telling = [found for found in postings if len(found) * _TOO_COMMON < entries]
    for found in telling or postings:
        rarity = math.log(1 + entries / (1 + len(found)))
        for line, weight in found:
            lines[line] = lines.get(line, 0.0) + rarity * math.sqrt(weight)
    scores = {
        place: score
        for line, score in lines.items()
        if ((place := store.place_of_line(line))[0] == kind or kind is None) and place[1] in store.rows(place[0])
    }
    for place in store.named(normalize_name(query)):
        if kind is None or place[0] == kind:
            scores[place] = scores.get(place, 0.0) + 1000.0
    order = {name: number for number, name in enumerate(KINDS)}
    # Ids are read of those alone that may be named.
    best = heapq.nsmallest(limit, scores, key=lambda place: (-scores[place], order[place[0]], _Id(store, place)))
    hits = []
    for place in best:
        entry_id = store.id_at(*place)
        hits.append(Hit(id=entry_id, kind=place[0], label=store.label(entry_id), score=round(scores[place], 3)))
    return SearchResult(query=query, hits=tuple(hits))
