"""A store with some entries added to another: the base stays as it is, and the cost is that of what is added.

Rows of a kind are those of the base, then those added. A row of the base whose entry is replaced, or restated because a
family above it is, is there no more.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries import KINDS
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.store.artefact import ArtefactStore
from modeltaxonomy.store.build import Fields, build, line_of
from modeltaxonomy.store.digest import line_number, without
from modeltaxonomy.store.membership import belongs
from modeltaxonomy.store.project import Projection
from modeltaxonomy.store.record import lineage_of
from modeltaxonomy.store.rows import Rows
from modeltaxonomy.values.names import normalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from modeltaxonomy.store import Place, Store
    from modeltaxonomy.store.numbers import Numbers
    from modeltaxonomy.store.record import Record, Shape

__all__ = ["OverlayStore", "ambiguous_line", "overlay"]


def overlay(base: Store, records: Iterable[Fields], ambiguous: Mapping[str, Sequence[str]], data_version: str) -> Store:
    """The base with these entries, which have passed the laws, in the place of those with the same ids.

    ambiguous: names that mean several things, all of them, those of the base included.
    """

    changed = [record for record in records if base.authored(record["id"]) != record]
    if not changed and ambiguous == base.ambiguous():
        return base
    if isinstance(base, OverlayStore) and not base.is_large():
        # One layer, not two: what was added before is added anew together with this.
        mine = {record["id"]: record for record in base.added_records()}
        return overlay(base.base, [*(mine | {r["id"]: r for r in changed}).values()], ambiguous, data_version)
    if len(base) == 0 or any(_moves(base, record) for record in changed):
        if base.day is not None and len(base) > 0:
            raise InvalidQuery(
                "pack", "it gives a concept another place in the hierarchy; combine it first, then ask as of a day"
            )
        # What is narrower than what changes with the place of a concept in the hierarchy; that is rare.
        whole = {fields["id"]: dict(fields) for fields in base.all_authored()}
        whole |= {record["id"]: record for record in changed}
        lines, index = build(whole.values(), data_version=data_version, ambiguous=ambiguous)
        return ArtefactStore(memoryview(lines), memoryview(index))
    return OverlayStore(base, changed, ambiguous, data_version)


def _moves(base: Store, record: Mapping[str, Any]) -> bool:
    """Whether a record gives an entry that is there another place in a hierarchy, or another meaning to a class."""

    before = base.authored(record["id"])
    if before is None:
        return False
    named = ("broader", "offshoot", "conditions", "only_as", "abstract", "family")
    return any(before.get(name) != record.get(name) for name in named)


def _touched(base: Store, record: Fields) -> Iterator[str]:
    """Ids of what the base has to say anew because a record takes the place of one of its entries.

    Of a family that is everything below it, which may take over from it; and the families above an entry, whose
    columns say what their releases cover.
    """

    place = base.locate(record["id"])
    if place is None:
        return
    if record["kind"] == "family":
        for kind, axis in (("release", "family"), ("family", "broader")):
            for row in base.having(kind, axis, record["id"]):
                yield base.id_at(kind, row)
    if record["kind"] in ("family", "release"):
        yield from base.up(base.record(*place).get("family", record["id"]))


class OverlayStore(Projection):
    """A base, and an artefact of what is added."""

    def __init__(
        self, base: Store, records: Sequence[Fields], ambiguous: Mapping[str, Sequence[str]], data_version: str
    ) -> None:
        super().__init__(data_version, base.schema_version, base.day)
        self.base = base
        self._ambiguous = ambiguous
        self._meant: dict[str, list[Sequence[str]]] = {}
        for spelled, meant in ambiguous.items():
            self._meant.setdefault(normalize_name(spelled), []).append(meant)
        self._given = {record["id"]: record for record in records}
        restated = dict(self._given)
        for entry_id in [name for record in records for name in _touched(base, record)]:
            if entry_id not in restated:
                restated[entry_id] = dict(base.authored(entry_id) or {})
        lines, index = build(restated.values(), data_version=data_version, ambiguous={}, beside=_Beside(base, restated))
        self.added: ArtefactStore = ArtefactStore(memoryview(lines), memoryview(index))
        self._hidden: dict[str, Rows] = {}
        for record in restated.values():
            place = base.locate(record["id"])
            if place is not None:
                kind, row = place
                size = base.size(kind)
                self._hidden[kind] = self._hidden.get(kind, Rows(0, size)) | Rows.of(size, [row])
        self._lines = sum(base.size(kind) for kind in KINDS)
        new = [record["id"] for record in records if record["kind"] == "model-class"]
        self._new_classes = frozenset(new)
        self._judged: dict[str, tuple[Rows, Rows]] = {}

    def is_large(self) -> bool:
        """Whether what is added is too much to be built anew with every pack that follows."""
        return len(self._given) > 1000

    def added_records(self) -> Iterable[Fields]:
        """What was added, as it was given."""
        return self._given.values()

    def pickled(self) -> tuple[Any, ...]:
        return (overlay, (self.base, list(self._given.values()), dict(self._ambiguous), self.data_version))

    def _make_digest(self) -> str:
        gone = [line_of(dict(before)) for name in self._given if (before := self.base.authored(name)) is not None]
        added = [line_of(record) for record in self._given.values()]
        named = [ambiguous_line(each) for each in (self.base.ambiguous(), self._ambiguous)]
        return without(self.base.digest, map(line_number, [*gone, named[0]]), map(line_number, [*added, named[1]]))

    # Kinds and rows

    def shape(self, kind: str) -> Shape:
        return self.base.shape(kind)

    def number_names(self, kind: str) -> Sequence[str]:
        return self.base.number_names(kind)

    def size(self, kind: str) -> int:
        return self.base.size(kind) + self.added.size(kind)

    def rows(self, kind: str) -> Rows:
        return self._joined(kind, self.base.rows(kind), self.added.rows(kind))

    def _joined(self, kind: str, low: Rows, high: Rows) -> Rows:
        hidden = self._hidden.get(kind)
        bits = low.bits & ~hidden.bits if hidden is not None else low.bits
        return Rows(bits | high.bits << low.size, low.size + high.size)

    def _is_added(self, kind: str, row: int) -> bool:
        return row >= self.base.size(kind)

    def _shown(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Places of the base that are still there."""
        return tuple([(kind, row) for kind, row in places if kind not in self._hidden or row not in self._hidden[kind]])

    def _moved(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Places of what is added, as places here."""
        return tuple([(kind, self.base.size(kind) + row) for kind, row in places])

    # Entries

    def locate(self, entry_id: str) -> Place | None:
        place = self.added.locate(entry_id)
        if place is not None:
            return place[0], self.base.size(place[0]) + place[1]
        return self.base.locate(entry_id)

    def id_at(self, kind: str, row: int) -> str:
        size = self.base.size(kind)
        return self.added.id_at(kind, row - size) if row >= size else self.base.id_at(kind, row)

    def label(self, entry_id: str) -> str:
        return (self.base if self.added.locate(entry_id) is None else self.added).label(entry_id)

    def fields(self, kind: str, row: int) -> Mapping[str, Any]:
        size = self.base.size(kind)
        return self.added.fields(kind, row - size) if row >= size else self.base.record(kind, row).fields

    # Names

    def named(self, name: str) -> tuple[Place, ...]:
        found = [*self._shown(self.base.named(name)), *self._moved(self.added.named(name))]
        for meant in self._meant.get(name, ()):
            found += [place for entry_id in meant if (place := self.locate(entry_id)) is not None]
        return tuple(dict.fromkeys(found))

    def near_names(self, name: str) -> list[str]:
        return list(dict.fromkeys([*self.added.near_names(name), *self.base.near_names(name)]))

    def ambiguous(self) -> Mapping[str, Sequence[str]]:
        return self._ambiguous

    # Columns

    def _column(self, kind: str, axis: str, value: str) -> Rows:
        if axis == "model_classes" and self._is_new(value):
            return self._members(value)[0]
        return self._joined(kind, self.base.having(kind, axis, value), self.added.having(kind, axis, value))

    def _known(self, kind: str, axis: str) -> Rows:
        joined = self._joined(kind, self.base.known(kind, axis), self.added.known(kind, axis))
        if kind == "family" and self.covers(axis):
            covered = self.projected_known(axis)
            return covered if self.day is not None else joined | covered
        return joined

    def beyond(self, axis: str, value: str) -> Rows:
        if self.day is not None:
            return Rows(0, self.size("family"))
        return self._joined("family", self.base.beyond(axis, value), self.added.beyond(axis, value))

    def changed(self) -> Rows:
        return self._joined("release", self.base.changed(), self.added.changed())

    def undecided(self, kind: str, model_class: str) -> Rows:
        if kind == "family":
            return self.projected_undecided(model_class)
        if self._is_new(model_class):
            return self._members(model_class)[1]
        return self._joined(kind, self.base.undecided(kind, model_class), self.added.undecided(kind, model_class))

    def _is_new(self, model_class: str) -> bool:
        return bool(self._new_classes) and not self._new_classes.isdisjoint(self.up(model_class))

    def _members(self, model_class: str) -> tuple[Rows, Rows]:
        """The releases that are of a class which the base does not know, and those of which it cannot be told."""

        found = self._judged.get(model_class)
        if found is None:
            members: list[int] = []
            maybe: list[int] = []
            for row in self.rows("release"):
                verdict = belongs(self, model_class, self.record("release", row))
                if verdict is not False:
                    (members if verdict else maybe).append(row)
            size = self.size("release")
            found = self._judged[model_class] = (Rows.of(size, members), Rows.of(size, maybe))
        return found

    def _numbers(self, kind: str, name: str) -> Numbers:
        joined = self.base.numbers(kind, name).then(self.added.numbers(kind, name))
        return joined.among(self.rows(kind))

    # Hierarchies and other links

    def up(self, entry_id: str) -> tuple[str, ...]:
        return (self.base if self.added.locate(entry_id) is None else self.added).up(entry_id)

    def down(self, entry_id: str) -> tuple[str, ...]:
        base = (name for name in self.base.down(entry_id) if self.added.locate(name) is None)
        return tuple(sorted({*base, *self.added.down(entry_id)}))

    def coded(self, scheme: str, code: str) -> tuple[Place, ...]:
        return self._shown(self.base.coded(scheme, code)) + self._moved(self.added.coded(scheme, code))

    def codes(self, scheme: str) -> list[str]:
        base = (code for code in self.base.codes(scheme) if not self._hidden or self.coded(scheme, code))
        return sorted({*base, *self.added.codes(scheme)})

    def having_word(self, word: str) -> Sequence[tuple[int, int]]:
        added = [(self._lines + line, weight) for line, weight in self.added.having_word(word)]
        return [*self.base.having_word(word), *added]

    def place_of_line(self, line: int) -> Place:
        if line < self._lines:
            return self.base.place_of_line(line)
        kind, row = self.added.place_of_line(line - self._lines)
        return kind, self.base.size(kind) + row

    def in_order(self, kind: str, rows: Rows) -> Iterator[int]:
        return self._merged(kind, rows, self.base.in_order, self.added.in_order, lambda row: self.id_at(kind, row))

    def newest_first(self, rows: Rows) -> Iterator[int]:
        dates = self._numbers("release", "released")

        def age(row: int) -> tuple[int, str]:
            return -(dates.of_row(row) or 0), self.id_at("release", row)

        return self._merged(
            "release",
            rows,
            lambda _, some: self.base.newest_first(some),
            lambda _, some: self.added.newest_first(some),
            age,
        )

    def _merged(self, kind: str, rows: Rows, low: Any, high: Any, key: Any) -> Iterator[int]:
        """Rows in an order, of which base and addition each give their own."""

        size, more = self.base.size(kind), self.added.size(kind)
        later = Rows(rows.bits >> size, more)
        first = low(kind, Rows(rows.bits & ((1 << size) - 1), size))
        if not later:
            return iter(first)
        return heapq.merge(first, (size + row for row in high(kind, later)), key=key)

    def lineage(self, row: int) -> int:
        if not self._is_added("release", row):
            family = self.base.lineage(row)
            hidden = self._hidden.get("family")
            if hidden is None or family not in hidden:
                return family
        found = self.locate(lineage_of(self.record("release", row).fields, self.authored))
        return 0 if found is None else found[1]

    def offshoots(self) -> Sequence[str]:
        return tuple(dict.fromkeys([*self.base.offshoots(), *self.added.offshoots()]))

    def listed(self, name: str) -> Sequence[str]:
        return tuple(dict.fromkeys([*self.base.listed(name), *self.added.listed(name)]))

    def selection(self) -> Sequence[Mapping[str, Any]]:
        kept = [rule for rule in self.base.selection() if self.added.locate(rule["model_class"]) is None]
        return [*kept, *self.added.selection()]

    def narrowest_classes(self, release: int) -> Sequence[str]:
        if not self._new_classes:
            size = self.base.size("release")
            if self._is_added("release", release):
                return self.added.narrowest_classes(release - size)
            return self.base.narrowest_classes(release)
        return self.worked_out_classes(release)


class _Beside:
    """What the builder of an addition sees of the base: that, with what is added in its place."""

    def __init__(self, base: Store, added: Mapping[str, Fields]) -> None:
        self._base = base
        self._added = added

    def authored(self, entry_id: str) -> Mapping[str, Any] | None:
        return self._added.get(entry_id) or self._base.authored(entry_id)

    def up(self, entry_id: str) -> tuple[str, ...]:
        return self._base.up(entry_id)

    def rows(self, kind: str) -> Rows:
        return self._base.rows(kind)

    def record(self, kind: str, row: int) -> Record:
        return self._base.record(kind, row)


def ambiguous_line(names: Mapping[str, Sequence[str]]) -> bytes:
    import json

    return json.dumps(dict(names), ensure_ascii=False, sort_keys=True).encode()
