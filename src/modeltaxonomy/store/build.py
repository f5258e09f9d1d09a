"""Entries -> artefact: the lines that hold the records, and the index by which one is found without reading the rest.

Needed to build a taxonomy (compiling, `combine`), not to read one.

The artefact is two blocks of bytes. The lines: one entry a line as it was authored, JSON, its id first, in the order of
the kinds; within a kind by id, but releases newest first, so that the lowest rows are the newest releases. The index: a
constant hash table (`hashtable`) with

    meta                      versions, digest, the range of lines of each kind, and its axes and numbers, JSON
    offsets                   where each line begins
    by-id:release             the rows of releases in the order of their ids
    id:<id>                   the line of an entry
    label:<id>                the name people read
    name:<normalized name>    the lines of everything called so
    names, name-offsets       all normalized names, and where each begins
    gram:<three letters>      the names that have them, by number
    up:<id>                   the entry's own id and those of everything broader
    down:<id>                 lines of the next narrower entries of the kind
    ambiguous                 names declared to mean several things, with the ids of those, JSON
    modalities                ids of the modalities that are data, not labels or vectors
    root-modalities           of these the ones that have nothing broader
    selection                 the rules by which a class is the one to choose, JSON
    offshoots                 ids of the families that are side lines
    lineage-of                for each release the row of the family by whose name it goes
    changed                   a column: releases with a fact that changed
    is:<kind>.<axis>=<value>  a column: bit i is set where the i-th entry of the kind has the value or a narrower one
    some:<kind>.<axis>        a column: where anything is known on the axis
    beyond:family.<axis>=<value>   a column: families that have the value though none of their releases here does
    maybe:<kind>.model_classes=<class>   a column: where membership cannot be told
    bits:<kind>.<name>        numbers, sliced by digit (`numbers`)
    classes:<release>         ids of its classes that have none of its classes below them
    code:<scheme>:<code>      the lines of the entries that another vocabulary's code maps to
    codes:<scheme>            the codes of another vocabulary that map to anything
    word:<word>               search: (line, weight) for each entry that has the word

Columns of families and releases hold what is in effect: what an entry states, or takes over from a family above it; of
a family, what its releases cover together as well.
"""

from __future__ import annotations

import array
import json
import sys
from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries import AXES, FACTS, KINDS, entry_class
from modeltaxonomy.entries.axes import CONDITIONED, DERIVED, SIZES, axes_of, dates_of
from modeltaxonomy.store import hashtable
from modeltaxonomy.store.digest import line_number, total
from modeltaxonomy.store.membership import judge
from modeltaxonomy.store.names import by_gram
from modeltaxonomy.store.numbers import Numbers
from modeltaxonomy.store.record import Shape, fact_value, known_on, lineage_of, said, stating, wider
from modeltaxonomy.values.dates import date_number
from modeltaxonomy.values.names import normalize_name, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Protocol

    from modeltaxonomy.conditions import Known
    from modeltaxonomy.store.record import Record
    from modeltaxonomy.store.rows import Rows

    class Beside(Protocol):
        """Where the entries are that the ones given refer to."""

        def authored(self, entry_id: str) -> Mapping[str, Any] | None: ...
        def up(self, entry_id: str) -> tuple[str, ...]: ...
        def rows(self, kind: str) -> Rows: ...
        def record(self, kind: str, row: int) -> Record: ...


__all__ = ["SCHEMA_VERSION", "Fields", "build", "line_of"]

SCHEMA_VERSION = 2

Fields = dict[str, Any]
"""An entry as it was authored, with its kind."""

_WEIGHTS = {"label": 8, "id": 6, "aliases": 5, "definition": 2}


def build(
    records: Iterable[Fields],
    *,
    data_version: str,
    ambiguous: Mapping[str, Sequence[str]] | None = None,
    beside: Beside | None = None,
) -> tuple[bytes, bytes]:
    """The lines and the index of a taxonomy.

    records: entries as they were authored, each with its `kind`; they have passed the laws.
    ambiguous: names that mean several things -> ids of those; ids that are not there are passed over.
    beside: where the entries are that these refer to and that are not among them.
    """

    ordered = sorted(records, key=_order)
    lines = [line_of(record) for record in ordered]
    index = _Index(ordered, lines, beside)
    index.add_names(ambiguous or {})
    index.add_hierarchy()
    index.add_columns()
    index.add_numbers()
    index.add_memberships()
    index.add_codes()
    index.add_words()
    meta = {
        "schema_version": SCHEMA_VERSION,
        "data_version": data_version,
        "digest": total([*map(line_number, lines), line_number(index.items["ambiguous"])]),
        "kinds": {kind: list(span) for kind, span in index.spans.items()},
        "axes": {kind: {name: list(axis) for name, axis in _axes(kind).items()} for kind in KINDS},
        "numbers": {kind: _numbers_of(kind) for kind in KINDS},
        "derived": DERIVED,
        "sizes": list(SIZES.items()),
    }
    index.items["meta"] = json.dumps(meta, sort_keys=True).encode()
    return b"".join(lines), hashtable.pack(index.items)


def _order(record: Fields) -> tuple[int, int, str]:
    newest_first = -date_number(record["released"]) if record.get("released") else 0
    return _KIND_ORDER[record["kind"]], newest_first, record["id"]


_KIND_ORDER = {kind: number for number, kind in enumerate(KINDS)}


def line_of(record: Fields) -> bytes:
    """A record as its line: the id first, then the kind, the rest sorted. Equal records give equal bytes."""

    first = {"id": record["id"], "kind": record["kind"]}
    rest = {name: record[name] for name in record if name not in first}
    head, tail = (
        json.dumps(part, ensure_ascii=False, separators=(",", ":"), sort_keys=part is rest) for part in (first, rest)
    )
    return f"{head[:-1]},{tail[1:]}\n".encode()


def _axes(kind: str) -> dict[str, Any]:
    """The axes by which a collection of the kind is filtered: fields, facts that refer to entries, classes."""

    axes: dict[str, Any] = {
        name: (axis.refers, axis.closed, axis.single, axis.inherited)
        for name, axis in axes_of(entry_class(kind)).items()
    }
    if kind == "release":
        axes |= {name: (fact.refers, False, True, False) for name, fact in FACTS.items() if fact.refers}
    if kind in ("family", "release"):
        axes["model_classes"] = ("model-class", False, False, False)
    return axes


def _numbers_of(kind: str) -> list[str]:
    """The columns of numbers of a kind: its dates, and the facts that are numbers."""

    return [*dates_of(entry_class(kind)), *(name for name, fact in FACTS.items() if fact.numeric and kind == "release")]


def _array(values: Iterable[int], code: str = "I") -> bytes:
    made = array.array(code, values)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()


_RELEASES = Shape(_axes("release"), DERIVED, tuple(SIZES.items()))
_TAKEN_OVER = {kind: axes_of(entry_class(kind)) for kind in ("family", "release")}


class _Columns(dict[str, int]):
    def __missing__(self, key: str) -> int:
        return 0


class _Index:
    def __init__(self, ordered: Sequence[Fields], lines: Sequence[bytes], beside: Beside | None) -> None:
        self.items: dict[str, bytes] = {}
        self.ordered = ordered
        self.beside = beside
        self.number = {record["id"]: line for line, record in enumerate(ordered)}
        self.spans: dict[str, tuple[int, int]] = {}
        self._up: dict[str, tuple[str, ...]] = {}
        offsets = [0]
        for line in lines:
            offsets.append(offsets[-1] + len(line))
        self.items["offsets"] = _array(offsets, "Q")
        start = 0
        for kind in KINDS:
            stop = start + sum(record["kind"] == kind for record in ordered)
            self.spans[kind] = (start, stop)
            start = stop

    def of(self, kind: str) -> Sequence[Fields]:
        start, stop = self.spans[kind]
        return self.ordered[start:stop]

    def record(self, entry_id: str) -> Mapping[str, Any] | None:
        line = self.number.get(entry_id)
        if line is not None:
            return self.ordered[line]
        return None if self.beside is None else self.beside.authored(entry_id)

    def up(self, entry_id: str) -> tuple[str, ...]:
        """The id itself, then everything broader, nearest first. Words that are no ids have nothing broader."""

        if entry_id not in self._up:
            found = {entry_id: None}
            ahead = [entry_id]
            for known in ahead:
                if known not in self.number and self.beside is not None:
                    new = self.beside.up(known)
                else:
                    line = self.number.get(known)
                    new = self.ordered[line].get("broader", ()) if line is not None else ()
                for wider in new:
                    if wider not in found:
                        found[wider] = None
                        ahead.append(wider)
            self._up[entry_id] = tuple(found)
        return self._up[entry_id]

    def add_names(self, ambiguous: Mapping[str, Sequence[str]]) -> None:
        names: dict[str, set[int]] = {}
        for line, record in enumerate(self.ordered):
            self.items[f"id:{record['id']}"] = _array([line])
            self.items[f"label:{record['id']}"] = (record.get("label") or record["title"]).encode()
            if record["kind"] == "source":
                continue  # Sources are looked up by key; a title may be anything.
            for spelling in (record["id"], record["label"], *record.get("aliases", ())):
                if normalized := normalize_name(spelling):
                    names.setdefault(normalized, set()).add(line)
        for name, meant in ambiguous.items():
            found = {self.number[entry_id] for entry_id in meant if entry_id in self.number}
            if found:
                names.setdefault(normalize_name(name), set()).update(found)
        for normalized, found in names.items():
            self.items[f"name:{normalized}"] = _array(sorted(found))
        self.items["ambiguous"] = json.dumps(dict(ambiguous), ensure_ascii=False, sort_keys=True).encode()
        ordered = sorted(names)
        blob, offsets = bytearray(), [0]
        for name in ordered:
            blob += name.encode()
            offsets.append(len(blob))
        self.items["names"] = bytes(blob)
        self.items["name-offsets"] = _array(offsets)
        for gram, numbers in by_gram(ordered).items():
            self.items[f"gram:{gram}"] = _array(numbers)

    def add_hierarchy(self) -> None:
        down: dict[str, list[int]] = {}
        for line, record in enumerate(self.ordered):
            if record["kind"] == "family" or "broader" in record:
                self.items[f"up:{record['id']}"] = "\n".join(self.up(record["id"])).encode()
            for above in record.get("broader", ()):
                down.setdefault(above, []).append(line)
        for above, narrower in down.items():
            self.items[f"down:{above}"] = _array(narrower)
        offshoots = [record["id"] for record in self.of("family") if record.get("offshoot")]
        self.items["offshoots"] = "\n".join(offshoots).encode()
        start, stop = self.spans["release"]
        first = self.spans["family"][0]
        lineages = (lineage_of(record, self.record) for record in self.of("release"))
        # A family that is beside has no row here; who reads this looks it up there.
        self.items["lineage-of"] = _array(
            self.number[name] - first if name in self.number else 0xFFFF_FFFF for name in lineages
        )
        in_order = sorted(range(start, stop), key=lambda line: self.ordered[line]["id"])
        self.items["by-id:release"] = _array(line - start for line in in_order)
        data = [r for r in self.of("modality") if not r.get("only_as") and not r.get("abstract")]
        self.items["modalities"] = "\n".join(record["id"] for record in data).encode()
        roots = (record["id"] for record in data if not record.get("broader"))
        self.items["root-modalities"] = "\n".join(roots).encode()
        rules = [
            {"model_class": record["id"], "depth": len(self.up(record["id"])), **rule}
            for record in self.of("model-class")
            for rule in record.get("selection", ())
        ]
        self.items["selection"] = json.dumps(rules, ensure_ascii=False).encode()

    def add_columns(self) -> None:
        for kind in KINDS:
            axes = axes_of(entry_class(kind))
            columns = _Columns()
            for row, record in enumerate(self.of(kind)):
                bit = 1 << row
                for name in axes:
                    if name == "broader":
                        reached = set(self.up(record["id"])[1:])
                    else:
                        reached = {wider for value in self._effective(record, name) for wider in self.up(value)}
                    if reached:
                        columns[f"some:{kind}.{name}"] |= bit
                    for value in reached:
                        columns[f"is:{kind}.{name}={value}"] |= bit
                for name, fact in record.get("facts", {}).items():
                    if FACTS[name].refers and "value" in fact:
                        columns[f"some:{kind}.{name}"] |= bit
                        for value in self.up(fact["value"]):
                            columns[f"is:{kind}.{name}={value}"] |= bit
                if any("history" in fact for fact in record.get("facts", {}).values()):
                    columns["changed"] |= bit
            if kind == "family":
                self._cover(columns)
            for key, column in columns.items():
                self._add_column(key, column)

    def _effective(self, record: Mapping[str, Any], axis: str) -> tuple[str, ...]:
        """What holds of an entry on one of its axes."""

        info = _TAKEN_OVER.get(record["kind"], {}).get(axis)
        if info is not None and info.inherited:
            source = stating(record, axis, self.record)
            return () if source is None else said(source, axis)
        return said(record, axis)

    def _cover(self, columns: _Columns) -> None:
        """Add to the columns of families what their releases cover, and note what they have beyond that."""

        covered = _Columns()
        for record in self.of("release"):
            above = [
                1 << self.number[name] - self.spans["family"][0]
                for name in self._core_of(record)
                if name in self.number
            ]
            bits = sum(above)
            for axis in AXES:
                reached = {wider for value in self._effective(record, axis) for wider in self.up(value)}
                for value in reached:
                    covered[f"is:family.{axis}={value}"] |= bits
                if reached:
                    columns[f"some:family.{axis}"] |= bits
        stated = [key for key in columns if key.startswith(tuple(f"is:family.{axis}=" for axis in AXES))]
        for key in stated:
            if beyond := columns[key] & ~covered[key]:
                columns[f"beyond:{key.removeprefix('is:')}"] = beyond
        for key, column in covered.items():
            columns[key] |= column

    def _core_of(self, release: Mapping[str, Any]) -> list[str]:
        """Ids of the families of whose core a release is: all above it, up to the side line it stands in."""

        return [family["id"] for family in wider(release, self.record)]

    def add_numbers(self) -> None:
        for kind in KINDS:
            for name in _numbers_of(kind):
                values: list[int | None] = []
                for record in self.of(kind):
                    if name in FACTS:
                        value = fact_value(record, name)
                        values.append(None if value is None else int(value))
                    else:
                        values.append(date_number(record[name]) if record.get(name) else None)
                self.items[f"bits:{kind}.{name}"] = Numbers.of(values).write()

    def add_memberships(self) -> None:
        """A family belongs to a class when all its releases do, and does not when none does; else it depends."""

        classes = {record["id"]: record for record in self.of("model-class")}
        if self.beside is not None:
            for row in self.beside.rows("model-class"):
                record = self.beside.record("model-class", row)
                classes.setdefault(record.id, dict(record.fields))
        releases = self.of("release")
        held: list[list[str]] = [[] for _ in releases]
        below: dict[str, int] = {}
        for row, release in enumerate(releases):
            for name in self._core_of(release):
                below[name] = below.get(name, 0) | 1 << row
        verdicts = judge(classes, [self._known(record) for record in releases], self.up)
        for name, (members, maybe) in verdicts.items():
            self._add_column(f"is:release.model_classes={name}", members)
            self._add_column(f"maybe:release.model_classes={name}", maybe)
            all_, open_ = 0, 0
            for row, family in enumerate(self.of("family")):
                rows = below.get(family["id"], 0)
                if rows and not rows & ~members:
                    all_ |= 1 << row
                elif rows & (members | maybe):
                    open_ |= 1 << row
            self._add_column(f"is:family.model_classes={name}", all_)
            self._add_column(f"maybe:family.model_classes={name}", open_)
            if not classes[name].get("abstract"):
                for row in range(len(releases)):
                    if members >> row & 1:
                        held[row].append(name)
        for release, names in zip(releases, held, strict=True):
            above = {up for name in names for up in self.up(name)[1:]}
            narrowest = [name for name in names if name not in above]
            self.items[f"classes:{release['id']}"] = "\n".join(narrowest).encode()

    def _known(self, record: Mapping[str, Any]) -> dict[str, Known]:
        return {axis: known_on(axis, record, self.record, _RELEASES) for axis in CONDITIONED}

    def add_codes(self) -> None:
        codes: dict[tuple[str, str], list[int]] = {}
        for line, record in enumerate(self.ordered):
            for mapping in record.get("mappings", ()):
                codes.setdefault((mapping["scheme"], mapping["code"]), []).append(line)
        schemes: dict[str, list[str]] = {}
        for (scheme, code), found in codes.items():
            self.items[f"code:{scheme}:{code}"] = _array(found)
            schemes.setdefault(scheme, []).append(code)
        for scheme, listed in schemes.items():
            self.items[f"codes:{scheme}"] = json.dumps(sorted(listed), ensure_ascii=False).encode()

    def add_words(self) -> None:
        found: dict[str, dict[int, int]] = {}
        for line, record in enumerate(self.ordered):
            if record["kind"] == "source":
                continue
            for name, weight in _WEIGHTS.items():
                text = record.get(name, "")
                for word in set(words(" ".join(text) if isinstance(text, list) else text)):
                    weights = found.setdefault(word, {})
                    weights[line] = weights.get(line, 0) + weight
        for word, weights in found.items():
            self.items[f"word:{word}"] = _array(number for pair in sorted(weights.items()) for number in pair)

    def _add_column(self, key: str, column: int) -> None:
        self.items[key] = column.to_bytes((column.bit_length() + 7) // 8, "little")
