"""What all answers can do, and what their reasons are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy._shown import Shown
from modeltaxonomy.entries._noun import Noun, field, noun
from modeltaxonomy.entries.evidence import Evidence, evidence_tuple
from modeltaxonomy.errors import InvalidQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from modeltaxonomy._taxonomy import Taxonomy

__all__ = ["Answer", "Reason", "bundled_or", "evidence_for", "names_of", "number_of"]


class Answer(Shown, Noun):
    """A frozen value that says itself: as text, in a notebook, as JSON-ready data, in prose."""

    __slots__ = ()

    def explain(self) -> str:
        """The answer in plain prose."""
        raise NotImplementedError

    def __str__(self) -> str:
        from modeltaxonomy.display import text

        return text(self)


@noun
class Reason(Noun):
    """Why something is in an answer, and how that is known."""

    text: str = field(description="The reason, a clause.")
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")

    def __str__(self) -> str:
        return self.text


def evidence_for(axis: str, record: Mapping[str, Any], family: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    """The evidence that a release's record gives for an axis, or else its family's."""

    own: Sequence[dict[str, Any]] = record.get("evidence", {}).get(axis, ())
    return own or family.get("evidence", {}).get(axis, ())


def bundled_or(taxonomy: Taxonomy | None) -> Taxonomy:
    """The taxonomy given, or else the bundled one."""

    if taxonomy is not None:
        return taxonomy
    from modeltaxonomy import bundled

    return bundled.taxonomy()


def names_of(argument: str, value: Any) -> tuple[str, ...]:
    """An argument that is a name or several, as a tuple. InvalidQuery where it is neither."""

    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    try:
        names: Iterable[Any] = tuple(value)
    except TypeError:
        names = (value,)
    for name in names:
        if not isinstance(name, str):
            raise InvalidQuery(argument, f"a name or several are needed, not {type(name).__name__}: {name!r}")
    return tuple(dict.fromkeys(names))


def number_of(argument: str, value: Any, unit: str) -> float | None:
    """An argument that is a positive number. InvalidQuery where it is not."""

    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidQuery(argument, f"a number of {unit} is needed, not {type(value).__name__}: {value!r}")
    if not 0 < value < float("inf"):
        raise InvalidQuery(argument, f"a positive number of {unit} is needed, not {value!r}")
    return value
