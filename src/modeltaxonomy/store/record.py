"""An entry as it is kept, and what holds of it on an axis: what it states, or else what the nearest family above it states.

Fields here are those of an entry as it was authored, as `to_dict` gives them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from modeltaxonomy.entries.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from modeltaxonomy.conditions import Known
    from modeltaxonomy.entries.statement import Statement
    from modeltaxonomy.store import Store

    Fields = Mapping[str, Any]
    Find = Callable[[str], Fields | None]

__all__ = ["Record", "Shape", "fact_value", "known_on", "lineage_of", "said", "states", "stating", "wider"]


class Record:
    """The fields of an entry as they were authored, and what holds of it on the axes."""

    __slots__ = ("_evidence", "_known", "fields", "id", "kind", "label", "row", "store")

    def __init__(self, store: Store, kind: str, row: int, fields: Mapping[str, Any]) -> None:
        self.store: Store = store
        self.kind: str = kind
        self.row: int = row
        self.fields: Mapping[str, Any] = fields
        """What was authored, as JSON has it. Nobody changes it."""
        self.id: str = fields["id"]
        self.label: str = fields.get("label") or fields["title"]
        self._known: dict[str, Known] = {}
        self._evidence: dict[str, tuple[Evidence, ...]] = {}

    def get(self, name: str, default: Any = None) -> Any:
        """A field as it was authored."""
        return self.fields.get(name, default)

    def ids(self, name: str) -> tuple[str, ...]:
        """The ids that a field holds."""
        return said(self.fields, name)

    def known(self, axis: str) -> Known:
        """What is known on an axis, one that is worked out from others included."""

        found = self._known.get(axis)
        if found is None:
            found = known_on(axis, self.fields, self.store.authored, self.store.shape(self.kind))
            self._known[axis] = found
        return found

    def statement(self, axis: str) -> Statement:
        """What holds on an axis, with its evidence and where it is taken over from."""

        from modeltaxonomy.entries.statement import Statement

        source = stating(self.fields, axis, self.store.authored)
        known = self.known(axis)
        if source is None:
            return Statement(axis=axis, missing="unknown")
        return Statement(
            axis=axis,
            values=known.values,
            evidence=source.get("evidence", {}).get(axis, ()),
            missing=source.get("missing", {}).get(axis),
            complete=known.complete,
            inherited_from=None if source is self.fields else source["id"],
        )

    def evidence_on(self, axis: str) -> tuple[Evidence, ...]:
        """How it is known what holds on an axis: the entry's own evidence, or that of the family that states it."""

        found = self._evidence.get(axis)
        if found is None:
            source = stating(self.fields, axis, self.store.authored)
            items = () if source is None else source.get("evidence", {}).get(axis, ())
            found = self._evidence[axis] = tuple([Evidence(**item) for item in items])
        return found

    def showing(self, axis: str, wanted: Collection[str]) -> tuple[Evidence, ...]:
        """The evidence for what the entry has of some values, or of ones narrower than these."""

        items = self.evidence_on(axis)
        if not any(item.values for item in items):
            return items  # Cited for all together, as most is.
        found = {value for value in self.known(axis).values if not set(wanted).isdisjoint(self.store.up(value))}
        named = {value for item in items for value in item.values if value in found}
        return tuple([item for item in items if named.intersection(item.values) or (not item.values and found - named)])

    def fact(self, name: str) -> Mapping[str, Any]:
        """A fact, empty where nothing is recorded."""

        found: Mapping[str, Any] = self.fields.get("facts", {}).get(name, {})
        return found

    def evidence(self, name: str) -> tuple[Evidence, ...]:
        """The evidence for a field that the entry itself has, or for a fact."""

        items = self.fact(name).get("evidence") or self.fields.get("evidence", {}).get(name, ())
        return tuple([Evidence(**item) for item in items])


def said(record: Fields, axis: str) -> tuple[str, ...]:
    """The values that a record has on an axis."""

    values = record.get(axis)
    if isinstance(values, bool):
        return ("true",) if values else ()
    return (values,) if isinstance(values, str) else tuple(values or ())


def fact_value(record: Fields, name: str) -> Any:
    """The value of a fact, None where it is not known."""
    return record.get("facts", {}).get(name, {}).get("value")


def states(record: Fields, axis: str) -> bool:
    """Whether a record says anything on an axis: values, why there are none, or evidence that there are none."""

    return bool(record.get(axis)) or axis in record.get("missing", ()) or axis in record.get("evidence", ())


def wider(record: Fields, find: Find) -> Iterator[Fields]:
    """The families above a release or family from which it takes over what it does not state, nearest first.

    Nothing is taken over across the beginning of a side line.
    """

    seen = set()
    above = [record["family"]] if record["kind"] == "release" else _above(record)
    while above:
        family = find(above[0])
        if family is None or family["kind"] != "family" or family["id"] in seen:
            return
        seen.add(family["id"])
        yield family
        above = _above(family)


def _above(family: Fields) -> Any:
    return () if family.get("offshoot") else family.get("broader", ())


def stating(record: Fields, axis: str, find: Find) -> Fields | None:
    """The record that gives what holds of another on an axis: itself, or a family above it; None where none does."""

    if states(record, axis):
        return record
    return next((family for family in wider(record, find) if states(family, axis)), None)


def lineage_of(release: Fields, find: Find) -> str:
    """Id of the family by whose name a release goes: the widest, or the side line it stands in."""

    found: str = release["family"]
    for family in wider(release, find):
        found = family["id"]
    return found


def known_on(axis: str, record: Fields, find: Find, shape: Shape) -> Known:
    """What is known of a family or release on an axis, one that is worked out from others included."""

    from modeltaxonomy.conditions import NOTHING, Known, is_complete

    of = shape.derived.get(axis)
    if of is not None:
        parts = [known_on(name, record, find, shape) for name in of if name in shape.axes]
        if parts:
            return parts[0].with_(parts[1])
        number = fact_value(record, of[0])
        return NOTHING if number is None else Known((shape.size(number),), complete=True)
    info = shape.axes.get(axis)
    if info is None:
        return NOTHING
    _, closed, _, inherited = info
    source = stating(record, axis, find) if inherited else record
    if source is None:
        return NOTHING
    values = said(source, axis)
    if not inherited and closed:
        return Known(values, complete=True)  # Where nothing is said, there is nothing: no base, no wider family.
    return Known(
        values,
        is_complete(
            values,
            source.get("evidence", {}).get(axis),
            source.get("missing", {}).get(axis),
            closed=closed,
            partial=axis in source.get("partial", ()) or axis in record.get("partial", ()),
            complete=axis in source.get("complete", ()),
        ),
    )


class Shape:
    """The axes of a kind, as an artefact names them."""

    __slots__ = ("axes", "derived", "sizes")

    def __init__(
        self,
        axes: Mapping[str, Sequence[Any]],
        derived: Mapping[str, Sequence[str]] | None = None,
        sizes: Sequence[tuple[str, int | None]] = (),
    ) -> None:
        self.axes: Mapping[str, Sequence[Any]] = axes
        """Axis -> the kind its values are ids of, whether it is closed, single, inherited."""
        self.derived: Mapping[str, Sequence[str]] = derived or {}
        """Axis that is worked out -> the axes or the fact that it is worked out from."""
        self.sizes: Sequence[tuple[str, int | None]] = sizes
        """(word, number of parameters from which a model has a larger one), the smallest first."""

    def refers(self, axis: str) -> str | None:
        """The kind whose ids stand on an axis that there is; none: words of its own."""
        return cast("str | None", self.axes[axis][0])

    def is_single(self, axis: str) -> bool:
        """Whether an axis holds one value at most, as one does that is worked out from a fact."""

        of = self.derived.get(axis)
        if of is not None:
            return len(of) == 1
        return axis in self.axes and bool(self.axes[axis][2])

    def is_inherited(self, axis: str) -> bool:
        """Whether a release that says nothing on an axis has it from what it belongs to."""
        return axis in self.axes and bool(self.axes[axis][3])

    def size(self, number: float) -> str:
        """The word for so many parameters."""
        return next(name for name, limit in self.sizes if limit is None or number < limit)
