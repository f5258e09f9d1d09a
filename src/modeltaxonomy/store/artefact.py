"""Reads an artefact (see `build`) in place: nothing is parsed before it is asked for, whatever the size."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from modeltaxonomy.store import Store
from modeltaxonomy.store.hashtable import HashTable
from modeltaxonomy.store.record import Shape
from modeltaxonomy.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from modeltaxonomy.store import Place
    from modeltaxonomy.store.hashtable import Block
    from modeltaxonomy.store.numbers import Numbers

__all__ = ["ArtefactStore"]

_FEW = 20
"""One in how many rows are few enough to be put in order by themselves."""
_MOST_KEPT = 20_000
"""How much is kept at most of what was read, of each sort."""


class ArtefactStore(Store):
    """The entries of an artefact."""

    def __init__(self, lines: Block, index: Block) -> None:
        self._lines = lines
        self._index = HashTable(index)
        self._meta: dict[str, Any] = json.loads(bytes(self._item("meta")))
        super().__init__(self._meta["data_version"], self._meta["schema_version"])
        self._spans: dict[str, list[int]] = self._meta["kinds"]
        self._offsets, _ = self._index.find("offsets") or (0, 8)
        end = self._offsets + 8 * len(self)
        if int.from_bytes(self._index.block[end : end + 8], "little") != len(lines):
            raise ValueError("the artefact is broken: its lines are cut short, or not those of its index")
        # Kinds without an entry begin where the next one does, and no line is theirs.
        begins = [(kind, start) for kind, (start, stop) in self._spans.items() if start < stop]
        self._begins = sorted(begins, key=lambda begin: -begin[1])
        self._columns: dict[str, int] = {}
        self._located: dict[str, Place] = {}
        self._sliced: dict[str, Numbers] = {}
        self._wider: dict[str, tuple[str, ...]] = {}
        self._shapes: dict[str, Shape] = {}
        self._lists: dict[str, Sequence[str]] = {}
        self._orders: dict[str, memoryview] = {}

    def _make_digest(self) -> str:
        return cast("str", self._meta["digest"])

    def pickled(self) -> tuple[Any, ...]:
        return (_reopen, (bytes(self._lines[:]), bytes(self._index.block[:])))

    def __len__(self) -> int:
        return max(stop for _, stop in self._spans.values())

    # Kinds and rows

    def shape(self, kind: str) -> Shape:
        found = self._shapes.get(kind)
        if found is None:
            meta = self._meta
            found = self._shapes[kind] = Shape(meta["axes"][kind], meta["derived"], meta["sizes"])
        return found

    def number_names(self, kind: str) -> Sequence[str]:
        return cast("list[str]", self._meta["numbers"][kind])

    def size(self, kind: str) -> int:
        start, stop = self._spans[kind]
        return stop - start

    def rows(self, kind: str) -> Rows:
        return Rows.all(self.size(kind))

    def place_of_line(self, line: int) -> Place:
        for kind, start in self._begins:
            if line >= start:
                return kind, line - start
        raise ValueError(f"the artefact is broken: it has no line {line}")

    def _places(self, key: str) -> tuple[Place, ...]:
        return tuple([self.place_of_line(line) for line in self._array(key)])

    # Entries

    def locate(self, entry_id: str) -> Place | None:
        place = self._located.get(entry_id)
        if place is None:
            found = self._array(f"id:{entry_id}")
            if not found:
                return None
            if len(self._located) >= _MOST_KEPT:
                self._located.clear()
            place = self._located[entry_id] = self.place_of_line(found[0])
        return place

    def id_at(self, kind: str, row: int) -> str:
        place = self._offsets + 8 * (self._spans[kind][0] + row)
        start = int.from_bytes(self._index.block[place : place + 8], "little") + len('{"id":"')
        head = bytes(self._lines[start : start + 128])
        return head[: head.index(b'"')].decode()

    def label(self, entry_id: str) -> str:
        return bytes(self._item(f"label:{entry_id}")).decode()

    def line(self, kind: str, row: int) -> bytes:
        """An entry as it stands, whatever its length: where it begins and ends is read first."""

        place = self._offsets + 8 * (self._spans[kind][0] + row)
        ends = self._index.block[place : place + 16]
        return bytes(self._lines[int.from_bytes(ends[:8], "little") : int.from_bytes(ends[8:], "little")])

    def fields(self, kind: str, row: int) -> Mapping[str, Any]:
        return cast("dict[str, Any]", json.loads(self.line(kind, row)))

    # Names

    def named(self, name: str) -> tuple[Place, ...]:
        return self._places(f"name:{name}")

    def near_names(self, name: str) -> list[str]:
        from modeltaxonomy.store.names import near

        offsets, start = self._index.find("name-offsets"), self._index.find("names")
        if offsets is None or start is None:
            return []

        def spelled(number: int) -> str:
            ends = bytes(self._index.block[offsets[0] + 4 * number : offsets[0] + 4 * number + 8])
            first, last = int.from_bytes(ends[:4], "little"), int.from_bytes(ends[4:], "little")
            return bytes(self._index.block[start[0] + first : start[0] + last]).decode()

        return near(name, lambda gram: self._array(f"gram:{gram}"), spelled)

    def ambiguous(self) -> Mapping[str, Sequence[str]]:
        return cast("dict[str, Sequence[str]]", json.loads(bytes(self._item("ambiguous"))))

    # Columns

    def _having(self, kind: str, axis: str, value: str) -> Rows:
        return self._rows(kind, f"is:{kind}.{axis}={value}")

    def _known(self, kind: str, axis: str) -> Rows:
        return self._rows(kind, f"some:{kind}.{axis}")

    def beyond(self, axis: str, value: str) -> Rows:
        """The families that have a value though none of their releases does."""
        return self._rows("family", f"beyond:family.{axis}={value}")

    def changed(self) -> Rows:
        """The releases with a fact that changed."""
        return self._rows("release", "changed")

    def undecided(self, kind: str, model_class: str) -> Rows:
        return self._rows(kind, f"maybe:{kind}.model_classes={model_class}")

    def _rows(self, kind: str, key: str) -> Rows:
        """A column; none of that name is one without bits."""

        bits = self._columns.get(key)
        if bits is None:
            value = self._index.get(key)
            bits = 0 if value is None else int.from_bytes(value, "little")
            if len(self._columns) >= _MOST_KEPT:
                self._columns.clear()  # What is asked for may be anything.
            self._columns[key] = bits
        return Rows(bits, self.size(kind))

    def _numbers(self, kind: str, name: str) -> Numbers:
        key = f"{kind}.{name}"
        numbers = self._sliced.get(key)
        if numbers is None:
            from modeltaxonomy.store.numbers import Numbers

            numbers = self._sliced[key] = Numbers.read(self._item(f"bits:{key}"), self.size(kind))
        return numbers

    # Hierarchies and other links

    def up(self, entry_id: str) -> tuple[str, ...]:
        found = self._wider.get(entry_id)
        if found is None:
            value = self._index.get(f"up:{entry_id}")
            if len(self._wider) >= _MOST_KEPT:
                self._wider.clear()
            found = (entry_id,) if value is None else tuple(bytes(value).decode().split("\n"))
            self._wider[entry_id] = found
        return found

    def down(self, entry_id: str) -> tuple[str, ...]:
        return tuple(sorted(self.id_at(*place) for place in self._places(f"down:{entry_id}")))

    def coded(self, scheme: str, code: str) -> tuple[Place, ...]:
        return self._places(f"code:{scheme}:{code}")

    def codes(self, scheme: str) -> list[str]:
        value = self._index.get(f"codes:{scheme}")
        return [] if value is None else cast("list[str]", json.loads(bytes(value)))

    def having_word(self, word: str) -> Sequence[tuple[int, int]]:
        found = self._array(f"word:{word}")
        return list(zip(found[::2], found[1::2], strict=True))

    def in_order(self, kind: str, rows: Rows) -> Iterator[int]:
        if kind != "release":
            return iter(rows)
        if _FEW * len(rows) < rows.size:
            return iter(sorted(rows, key=lambda row: self.id_at(kind, row)))
        there = set(rows)
        return (row for row in self._order("by-id:release") if row in there)

    def newest_first(self, rows: Rows) -> Iterator[int]:
        return iter(rows)

    def lineage(self, row: int) -> int:
        return self._order("lineage-of")[row]

    def offshoots(self) -> Sequence[str]:
        return self.listed("offshoots")

    def listed(self, name: str) -> Sequence[str]:
        found = self._lists.get(name)
        if found is None:
            value = self._index.get(name)
            found = self._lists[name] = bytes(value).decode().split("\n") if value else []
        return found

    def selection(self) -> Sequence[Mapping[str, Any]]:
        return cast("list[Mapping[str, Any]]", json.loads(bytes(self._item("selection"))))

    def narrowest_classes(self, release: int) -> Sequence[str]:
        value = self._index.get(f"classes:{self.id_at('release', release)}")
        return bytes(value).decode().split("\n") if value else []

    # The index

    def _item(self, key: str) -> memoryview:
        value = self._index.get(key)
        if value is None:
            raise ValueError(f"the artefact is broken: its index has no {key!r}")
        return value

    def _order(self, key: str) -> memoryview:
        """A number for each release, kept: it is asked for release by release."""

        found = self._orders.get(key)
        if found is None:
            found = self._orders[key] = self._array(key)
        return found

    def _array(self, key: str) -> memoryview:
        value = self._index.get(key)
        return memoryview(b"" if value is None else value).cast("I")


def _reopen(lines: bytes, index: bytes) -> ArtefactStore:
    return ArtefactStore(memoryview(lines), memoryview(index))
