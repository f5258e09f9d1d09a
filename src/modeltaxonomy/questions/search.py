"""Finding entries by words.

An entry scores for each word of the query that its label, id, aliases or definition has: more for a rarer word and for
a more telling field. A query that is the very name of an entry puts it first. Ties go to the kind listed first and the
lower id.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from modeltaxonomy._names import fold, words
from modeltaxonomy.entries import KINDS
from modeltaxonomy.entries._noun import Noun, field, noun, records
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.questions._answer import Answer, bundled_or

if TYPE_CHECKING:
    from modeltaxonomy._taxonomy import Taxonomy

__all__ = ["Hit", "SearchResult", "search"]

_TOO_COMMON = 3
"""Words of the query that occur in more than a third of all entries tell nothing, unless there are no others."""


@noun
class Hit(Noun):
    """An entry that was found."""

    id: str = field(description="Its id.")
    kind: str = field(description="Its kind.")
    label: str = field(description="Its name.")
    score: float = field(description="Its score: comparable within one answer only.")


@noun
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

    def to_frame(self) -> Any:
        """The hits as a pandas DataFrame. Needs the extra `pandas`."""

        from modeltaxonomy.interchange.frames import frame

        return frame([hit.to_dict() for hit in self.hits], index=None, columns=("id", "kind", "label", "score"))


def search(query: str, *, kind: str | None = None, limit: int = 10, taxonomy: Taxonomy | None = None) -> SearchResult:
    """Entries of any kind but sources, best first.

    kind: only entries of this kind. InvalidQuery for a query that is no text, or a kind that does not exist.
    """

    tax = bundled_or(taxonomy)
    if not isinstance(query, str):
        raise InvalidQuery("query", f"a text is needed, not {type(query).__name__}")
    if kind is not None and kind not in KINDS:
        raise InvalidQuery("kind", f"no kind is called {kind!r}; they are {', '.join(KINDS)}")
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise InvalidQuery("limit", f"a whole number from 1 is needed, not {limit!r}")
    start, stop = tax._span(kind) if kind else (0, tax._span("source")[0])
    scores: dict[int, float] = {}
    postings = [(word, tax._array(f"word:{word}")) for word in dict.fromkeys(words(query))]
    telling = [found for _, found in postings if len(found) // 2 * _TOO_COMMON < len(tax)]
    for found in telling or [found for _, found in postings]:
        rarity = math.log(1 + len(tax) / (1 + len(found) / 2))
        for line, weight in zip(found[::2], found[1::2], strict=True):
            if start <= line < stop:
                scores[line] = scores.get(line, 0.0) + rarity * math.sqrt(weight)
    for line in tax._array(f"name:{fold(query)}"):
        if start <= line < stop:
            scores[line] = scores.get(line, 0.0) + 1000.0
    best = sorted(scores, key=lambda line: (-scores[line], line))[:limit]
    hits = []
    for line in best:
        entry_id = tax._id(line)
        kind_of = next(name for name in KINDS if tax._span(name)[0] <= line < tax._span(name)[1])
        hits.append(Hit(id=entry_id, kind=kind_of, label=tax._label(entry_id), score=round(scores[line], 3)))
    return SearchResult(query=query, hits=tuple(hits))
