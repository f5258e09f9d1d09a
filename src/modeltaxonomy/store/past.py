"""A store as it was on a day: a mask over another, nothing is built anew.

Releases that were not out yet are not there, nor are those whose date is not known and families without a release.
Facts that changed later are what they were. Concepts stay: they are what the rest is described with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries.facts import FACTS
from modeltaxonomy.store.membership import belongs
from modeltaxonomy.store.project import Projection
from modeltaxonomy.store.record import fact_value
from modeltaxonomy.store.rows import Rows
from modeltaxonomy.values.dates import date_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from modeltaxonomy.store import Place, Store
    from modeltaxonomy.store.numbers import Numbers
    from modeltaxonomy.store.record import Shape

__all__ = ["PastStore"]

_LATER = ("deprecated", "retired")
"""Dates of a release that lie after the one by which it is there: nothing is known of them before they come."""


class PastStore(Projection):
    """Another store, as it was on a day."""

    def __init__(self, base: Store, day: str) -> None:
        # A day or month that is not known counts as its first; and nothing is known of the past that its base forgot.
        number = date_number(day)
        if base.day is not None:
            number = min(number, date_number(base.day))
        day = f"{number // 10_000:04}-{number // 100 % 100:02}-{number % 100:02}"
        super().__init__(f"{base.data_version.partition(' as of ')[0]} as of {day}", base.schema_version, day)
        self._base = base
        self._day = day
        out = base.numbers("release", "released").at_most(number) & base.rows("release")
        self._there = {"release": out}
        self._rewound: Rows | None = None

    def pickled(self) -> tuple[Any, ...]:
        return (PastStore, (self._base, self._day))

    def _make_digest(self) -> str:
        from modeltaxonomy.store.build import line_of
        from modeltaxonomy.store.digest import line_number, total
        from modeltaxonomy.store.overlay import ambiguous_line

        lines = (line_of(dict(fields)) for fields in self.all_authored())
        # The same lines say less here: of families only what their releases have. So they have another sum.
        return total([*map(line_number, lines), line_number(ambiguous_line(self.ambiguous())), line_number(b"past")])

    # Kinds and rows

    def shape(self, kind: str) -> Shape:
        return self._base.shape(kind)

    def number_names(self, kind: str) -> Sequence[str]:
        return self._base.number_names(kind)

    def size(self, kind: str) -> int:
        return self._base.size(kind)

    def rows(self, kind: str) -> Rows:
        found = self._there.get(kind)
        if found is not None:
            return found
        if kind != "family":
            return self._base.rows(kind)
        base, out = self._base, self._there["release"]
        there = [
            row for row in base.rows("family") if base.having("release", "family", base.id_at("family", row)) & out
        ]
        found = self._there["family"] = Rows.of(base.size("family"), there)
        return found

    def _is_there(self, place: Place | None) -> bool:
        if place is None:
            return False
        kind, row = place
        if kind == "family" and kind not in self._there:
            # Of one family this is soon told; of all it takes as long as there are families.
            return bool(self._base.having("release", "family", self._base.id_at(kind, row)) & self._there["release"])
        return kind not in ("family", "release") or row in self.rows(kind)

    # Entries

    def locate(self, entry_id: str) -> Place | None:
        place = self._base.locate(entry_id)
        return place if self._is_there(place) else None

    def id_at(self, kind: str, row: int) -> str:
        return self._base.id_at(kind, row)

    def label(self, entry_id: str) -> str:
        return self._base.label(entry_id)

    def fields(self, kind: str, row: int) -> Mapping[str, Any]:
        fields = self._base.record(kind, row).fields
        if kind != "release":
            return fields
        changed = {name: _then(fact, self._day) for name, fact in fields.get("facts", {}).items() if "history" in fact}
        gone = {name for name in _LATER if str(fields.get(name, "")) > self._day}
        if "base" in fields and self.locate(fields["base"]) is None:
            gone.add("base")
        if not changed and not gone:
            return fields
        made = {name: value for name, value in fields.items() if name not in gone}
        if changed:
            facts = {**fields["facts"], **changed}
            made["facts"] = {name: fact for name, fact in facts.items() if fact}
            if not made["facts"]:
                del made["facts"]
        evidence = {name: items for name, items in fields.get("evidence", {}).items() if name not in gone}
        if evidence:
            made["evidence"] = evidence
        else:
            made.pop("evidence", None)
        return made

    # Names

    def named(self, name: str) -> tuple[Place, ...]:
        return tuple([place for place in self._base.named(name) if self._is_there(place)])

    def near_names(self, name: str) -> list[str]:
        return self._base.near_names(name)

    def ambiguous(self) -> Mapping[str, Sequence[str]]:
        return self._base.ambiguous()

    # Columns

    def _column(self, kind: str, axis: str, value: str) -> Rows:
        found = self._base.having(kind, axis, value) & self.rows(kind)
        if kind == "release" and axis in FACTS:
            return self._rewind_rows(found, axis, lambda then: value in self.up(then))
        if kind == "release" and axis == "model_classes":
            return self._judged_anew(found, value, verdict=True)
        return found

    def _rewind_rows(self, found: Rows, axis: str, holds: Callable[[str], bool]) -> Rows:
        """A column of a fact that is an id, with the releases whose fact changed."""

        for row in self.changed():
            then = fact_value(self.fields("release", row), axis)
            one = Rows.of(found.size, [row])
            found = found | one if then is not None and holds(then) else found - one
        return found

    def _judged_anew(self, found: Rows, model_class: str, *, verdict: bool | None) -> Rows:
        """A column of a class, with the releases that had another fact by which it is worked out what they are."""

        for row in self._otherwise():
            one = Rows.of(found.size, [row])
            same = belongs(self, model_class, self.record("release", row)) is verdict
            found = found | one if same else found - one
        return found

    def _otherwise(self) -> list[int]:
        """The releases that had another size, say, on the day."""

        named = {fact for of in self.shape("release").derived.values() for fact in of if fact in FACTS}
        facts = ((row, self._base.record("release", row).get("facts", {})) for row in self.changed())
        return [row for row, known in facts if any("history" in known.get(name, {}) for name in named)]

    def _known(self, kind: str, axis: str) -> Rows:
        if kind == "family" and self.covers(axis):
            return self.projected_known(axis)
        found = self._base.known(kind, axis) & self.rows(kind)
        return self._rewind_rows(found, axis, lambda _: True) if kind == "release" and axis in FACTS else found

    def beyond(self, axis: str, value: str) -> Rows:
        # Of what was said of a family, only what its releases of that day had.
        return Rows(0, self.size("family"))

    def changed(self) -> Rows:
        if self._rewound is None:
            self._rewound = self._base.changed() & self._there["release"]
        return self._rewound

    def undecided(self, kind: str, model_class: str) -> Rows:
        if kind == "family":
            return self.projected_undecided(model_class)
        return self._judged_anew(self._base.undecided(kind, model_class) & self.rows(kind), model_class, verdict=None)

    def _numbers(self, kind: str, name: str) -> Numbers:
        numbers = self._base.numbers(kind, name).among(self.rows(kind))
        if name in _LATER:
            return numbers.among(numbers.at_most(date_number(self._day)))
        if kind == "release" and name in FACTS:
            for row in self.changed():
                value = fact_value(self.fields("release", row), name)
                if value is not None or row in numbers.known:
                    numbers = numbers.with_row(row, None if value is None else int(value))
        return numbers

    # Hierarchies and other links

    def up(self, entry_id: str) -> tuple[str, ...]:
        return self._base.up(entry_id)

    def down(self, entry_id: str) -> tuple[str, ...]:
        return tuple([name for name in self._base.down(entry_id) if self.locate(name) is not None])

    def coded(self, scheme: str, code: str) -> tuple[Place, ...]:
        return tuple([place for place in self._base.coded(scheme, code) if self._is_there(place)])

    def codes(self, scheme: str) -> list[str]:
        return [code for code in self._base.codes(scheme) if self.coded(scheme, code)]

    def having_word(self, word: str) -> Sequence[tuple[int, int]]:
        return self._base.having_word(word)

    def place_of_line(self, line: int) -> Place:
        return self._base.place_of_line(line)

    def in_order(self, kind: str, rows: Rows) -> Iterator[int]:
        return self._base.in_order(kind, rows)

    def newest_first(self, rows: Rows) -> Iterator[int]:
        return self._base.newest_first(rows)

    def lineage(self, row: int) -> int:
        return self._base.lineage(row)

    def offshoots(self) -> Sequence[str]:
        return self._base.offshoots()

    def listed(self, name: str) -> Sequence[str]:
        return self._base.listed(name)

    def selection(self) -> Sequence[Mapping[str, Any]]:
        return self._base.selection()

    def narrowest_classes(self, release: int) -> Sequence[str]:
        if release in self._otherwise():
            return self.worked_out_classes(release)
        return self._base.narrowest_classes(release)


def _then(fact: Mapping[str, Any], day: str) -> dict[str, Any]:
    """A fact, as its record, as it was on a day; empty where it was not known or there was none."""

    from modeltaxonomy.entries.fact import UNKNOWN, Fact

    then = Fact(**fact).as_of(day)
    return {} if then.status == UNKNOWN.status and not then.history else then.to_dict()
