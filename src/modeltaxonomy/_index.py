"""Entries -> artefact: the lines that hold the records, and the index by which one is found without reading the rest.

Needed to build a taxonomy (compiling, `combine`, `as_of`), not to read one.

The artefact is two blocks of bytes. The lines: one entry a line, JSON, its id first, in the order of the kinds; within
a kind by id, but releases newest first, so that the lowest set bits of a column are the newest releases. The index: a
constant hash table (`_mapped`) with

    meta                      versions, digest, and the range of lines of each kind, JSON
    offsets                   where each line begins
    by-id:release             the lines of releases in the order of their ids
    id:<id>                   the line of an entry
    label:<id>                the name people read
    name:<folded name>        the lines of everything called so
    up:<id>                   the entry's own id and those of everything broader
    down:<id>                 lines of the next narrower concepts
    ambiguous                 names declared to mean several things, with the ids of those, JSON
    modalities                ids of the modalities that are data, not labels or vectors
    root-modalities           of these the ones that have nothing broader
    selection                 the rules by which a class is the one to choose, JSON
    family-of                 for each release the line of its family
    is:<kind>.<axis>=<value>  a column: bit i is set where the i-th entry of the kind has the value or a narrower one
    some:<kind>.<axis>        a column: where anything is known on the axis
    maybe:<kind>.model_classes=<class>   a column: where membership cannot be told
    bits:<kind>.<fact>        bit-sliced numbers: the width, a column of where it is known, then one for each binary
                              digit, lowest first (P. O'Neil and D. Quass, "Improved Query Performance with Variant
                              Indexes", 1997)
    classes:<release>         ids of its classes that have none of its classes below them
    code:<scheme>:<code>      the lines of the entries that another vocabulary's code maps to
    word:<word>               search: (line, weight) for each entry that has the word
"""

from __future__ import annotations

import array
import hashlib
import json
import sys
from typing import TYPE_CHECKING, Any

from modeltaxonomy import _mapped
from modeltaxonomy._dates import date_number
from modeltaxonomy._names import fold, words
from modeltaxonomy.entries import KINDS, entry_class
from modeltaxonomy.membership import all_of, evaluate, model_axes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from modeltaxonomy.membership import Values

__all__ = ["FACT_NUMBERS", "SCHEMA_VERSION", "Record", "build", "disinherit", "inherit_axes"]

SCHEMA_VERSION = 1

Record = dict[str, Any]

FACT_NUMBERS = (
    "parameters",
    "active_parameters",
    "context",
    "max_output",
    "training_tokens",
    "training_compute",
    "embedding_dimensions",
)
_WEIGHTS = {"label": 8, "id": 6, "aliases": 5, "definition": 2}


def build(
    records: Iterable[Record], *, data_version: str, ambiguous: Mapping[str, Sequence[str]] | None = None
) -> tuple[bytes, bytes]:
    """The lines and the index of a taxonomy.

    records: entries as `to_dict` gives them, each with its `kind`; they have passed the laws.
    ambiguous: names that mean several things -> ids of those; ids that are not there are passed over.
    """

    by_id = {record["id"]: record for record in records}
    inherit_axes(by_id)
    ordered = sorted(by_id.values(), key=_order)
    lines = [_line(record) for record in ordered]
    index = _Index(ordered, lines)
    body = b"".join(lines)
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
        "digest": hashlib.sha256(body).hexdigest(),
        "kinds": {kind: list(span) for kind, span in index.spans.items()},
    }
    index.items["meta"] = json.dumps(meta, sort_keys=True).encode()
    return body, _mapped.pack(index.items)


def inherit_axes(by_id: Mapping[str, Record]) -> None:
    """Give each release the axes of which it says nothing itself, from its family: values, or why there are none."""

    axes = [name for name in _axis_fields("family") if name != "developers"]
    for record in by_id.values():
        if record["kind"] != "release":
            continue
        disinherit(record)
        family = by_id[record["family"]]
        why_none = family.get("missing", {})
        silent = {*record.get("missing", ()), *record.get("evidence", ())}
        own = {axis for axis in axes if record.get(axis) or axis in silent}
        inherited = [axis for axis in axes if axis not in own and (family.get(axis) or axis in why_none)]
        for axis in inherited:
            if family.get(axis):
                record[axis] = family[axis]
            else:
                record["missing"] = {**record.get("missing", {}), axis: why_none[axis]}
        if inherited:
            record["inherited"] = inherited


def disinherit(record: Record) -> None:
    """Leave a release what it states itself."""

    for axis in record.pop("inherited", ()):
        record.pop(axis, None)
        missing = {name: why for name, why in record.pop("missing", {}).items() if name != axis}
        if missing:
            record["missing"] = missing


def _order(record: Record) -> tuple[int, int, str]:
    newest_first = -date_number(record["released"]) if record.get("released") else 0
    return _KIND_ORDER[record["kind"]], newest_first, record["id"]


_KIND_ORDER = {kind: number for number, kind in enumerate(KINDS)}


def _line(record: Record) -> bytes:
    """The id first, then the kind, the rest sorted: equal records give equal bytes."""

    first = {"id": record["id"], "kind": record["kind"]}
    rest = {name: record[name] for name in record if name not in first}
    head, tail = (
        json.dumps(part, ensure_ascii=False, separators=(",", ":"), sort_keys=part is rest) for part in (first, rest)
    )
    return f"{head[:-1]},{tail[1:]}\n".encode()


def _axis_fields(kind: str) -> dict[str, str | None]:
    """The fields that are axes of a kind, with the kind of entry they refer to."""

    return {
        attribute.name: attribute.metadata.get("refers")
        for attribute in entry_class(kind).__attrs_attrs__
        if attribute.metadata.get("axis")
    }


def _numbers(values: Iterable[int], code: str = "I") -> bytes:
    made = array.array(code, values)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()


class _Index:
    def __init__(self, ordered: Sequence[Record], lines: Sequence[bytes]) -> None:
        self.items: dict[str, bytes] = {}
        self.ordered = ordered
        self.number = {record["id"]: line for line, record in enumerate(ordered)}
        self.spans: dict[str, tuple[int, int]] = {}
        self._up: dict[str, tuple[str, ...]] = {}
        self._columns: dict[str, int] = {}
        offsets = [0]
        for line in lines:
            offsets.append(offsets[-1] + len(line))
        self.items["offsets"] = _numbers(offsets, "Q")
        start = 0
        for kind in KINDS:
            stop = start + sum(record["kind"] == kind for record in ordered)
            self.spans[kind] = (start, stop)
            start = stop

    def of(self, kind: str) -> Sequence[Record]:
        start, stop = self.spans[kind]
        return self.ordered[start:stop]

    def up(self, entry_id: str) -> tuple[str, ...]:
        """The id itself, then everything broader, nearest first. Words that are no ids have nothing broader."""

        if entry_id not in self._up:
            found = [entry_id]
            for known in found:
                line = self.number.get(known)
                for wider in self.ordered[line].get("broader", ()) if line is not None else ():
                    if wider not in found:
                        found.append(wider)
            self._up[entry_id] = tuple(found)
        return self._up[entry_id]

    def add_names(self, ambiguous: Mapping[str, Sequence[str]]) -> None:
        names: dict[str, set[int]] = {}
        for line, record in enumerate(self.ordered):
            self.items[f"id:{record['id']}"] = _numbers([line])
            self.items[f"label:{record['id']}"] = (record.get("label") or record["title"]).encode()
            if record["kind"] == "source":
                continue  # Sources are looked up by key; a title may be anything.
            for spelling in (record["id"], record["label"], *record.get("aliases", ())):
                if folded := fold(spelling):
                    names.setdefault(folded, set()).add(line)
        for name, meant in ambiguous.items():
            found = {self.number[entry_id] for entry_id in meant if entry_id in self.number}
            if found:
                names.setdefault(fold(name), set()).update(found)
        for folded, found in names.items():
            self.items[f"name:{folded}"] = _numbers(sorted(found))
        self.items["ambiguous"] = json.dumps(ambiguous, ensure_ascii=False, sort_keys=True).encode()

    def add_hierarchy(self) -> None:
        down: dict[str, list[int]] = {}
        for line, record in enumerate(self.ordered):
            if "broader" in record:
                self.items[f"up:{record['id']}"] = "\n".join(self.up(record["id"])).encode()
                for wider in record["broader"]:
                    down.setdefault(wider, []).append(line)
        for wider, narrower in down.items():
            self.items[f"down:{wider}"] = _numbers(narrower)
        start, stop = self.spans["release"]
        self.items["family-of"] = _numbers(self.number[record["family"]] for record in self.of("release"))
        in_order = sorted(range(start, stop), key=lambda line: self.ordered[line]["id"])
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
        self.items["by-id:release"] = _numbers(in_order)

    def add_columns(self) -> None:
        for kind in KINDS:
            fields = _axis_fields(kind)
            columns: dict[str, int] = {}
            for bit, record in enumerate(self.of(kind)):
                for axis in fields:
                    said = record.get(axis)
                    values = _as_values(said)
                    if axis == "broader":
                        reached = set(self.up(record["id"])[1:])
                    else:
                        reached = {wider for value in values for wider in self.up(value)}
                    if values:
                        key = f"some:{kind}.{axis}"
                        columns[key] = columns.get(key, 0) | 1 << bit
                    for value in reached:
                        key = f"is:{kind}.{axis}={value}"
                        columns[key] = columns.get(key, 0) | 1 << bit
                licence = record.get("facts", {}).get("licence", {})
                if "value" in licence:
                    for value in self.up(licence["value"]):
                        key = f"is:{kind}.licence={value}"
                        columns[key] = columns.get(key, 0) | 1 << bit
                    key = f"some:{kind}.licence"
                    columns[key] = columns.get(key, 0) | 1 << bit
            for key, column in columns.items():
                self._add_column(key, column)

    def add_numbers(self) -> None:
        releases = self.of("release")
        self._add_bits("release.released", [_maybe(date_number, record.get("released")) for record in releases])
        families = self.of("family")
        self._add_bits("family.first_release", [_maybe(date_number, r.get("first_release")) for r in families])
        for fact in FACT_NUMBERS:
            values = [record.get("facts", {}).get(fact, {}).get("value") for record in releases]
            self._add_bits(f"release.{fact}", [_maybe(int, value) for value in values])

    def add_memberships(self) -> None:
        """A family belongs to a class when all its releases do, and does not when none does; else it depends."""

        releases, families = self.of("release"), self.of("family")
        own = [_verdicts(self.of("model-class"), model_axes(record), self.up) for record in releases]
        members: dict[str, list[Mapping[str, bool | None]]] = {}
        for record, verdicts in zip(releases, own, strict=True):
            members.setdefault(record["family"], []).append(verdicts)
        of_families = []
        for record in families:
            group = members.get(record["id"]) or [_verdicts(self.of("model-class"), model_axes(record), self.up)]
            of_families.append({name: _unanimous([verdicts[name] for verdicts in group]) for name in group[0]})
        abstract = {record["id"] for record in self.of("model-class") if record.get("abstract")}
        for record, verdicts in zip(releases, own, strict=True):
            held = [name for name, verdict in verdicts.items() if verdict and name not in abstract]
            wider = {up for name in held for up in self.up(name)[1:]}
            narrowest = [name for name in held if name not in wider]
            self.items[f"classes:{record['id']}"] = "\n".join(narrowest).encode()
        for kind, rows in (("release", own), ("family", of_families)):
            for model_class in self.of("model-class"):
                name = model_class["id"]
                members_column = sum(1 << bit for bit, verdicts in enumerate(rows) if verdicts[name] is True)
                open_ = sum(1 << bit for bit, verdicts in enumerate(rows) if verdicts[name] is None)
                self._add_column(f"is:{kind}.model_classes={name}", members_column)
                self._add_column(f"maybe:{kind}.model_classes={name}", open_)

    def add_codes(self) -> None:
        codes: dict[str, list[int]] = {}
        for line, record in enumerate(self.ordered):
            for mapping in record.get("mappings", ()):
                codes.setdefault(f"code:{mapping['scheme']}:{mapping['code']}", []).append(line)
        for key, found in codes.items():
            self.items[key] = _numbers(found)

    def add_words(self) -> None:
        found: dict[str, dict[int, int]] = {}
        for line, record in enumerate(self.ordered):
            if record["kind"] == "source":
                continue
            for name, weight in _WEIGHTS.items():
                said = record.get(name, "")
                for word in set(words(" ".join(said) if isinstance(said, list) else said)):
                    weights = found.setdefault(word, {})
                    weights[line] = weights.get(line, 0) + weight
        for word, weights in found.items():
            self.items[f"word:{word}"] = _numbers(number for pair in sorted(weights.items()) for number in pair)

    def _add_column(self, key: str, column: int) -> None:
        self.items[key] = column.to_bytes((column.bit_length() + 7) // 8, "little")

    def _add_bits(self, name: str, values: Sequence[int | None]) -> None:
        size = (len(values) + 7) // 8
        width = max((value.bit_length() for value in values if value is not None), default=0)
        known = sum(1 << bit for bit, value in enumerate(values) if value is not None)
        planes = [
            sum(1 << bit for bit, value in enumerate(values) if value is not None and value >> digit & 1)
            for digit in range(width)
        ]
        columns = (column.to_bytes(size, "little") for column in (known, *planes))
        self.items[f"bits:{name}"] = b"".join([_numbers([width, size]), *columns])


def _as_values(said: Any) -> Sequence[str]:
    if isinstance(said, bool):
        return ("true",) if said else ()
    return (said,) if isinstance(said, str) else said or ()


def _maybe(convert: Callable[[Any], int], value: Any) -> int | None:
    return None if value is None else convert(value)


def _unanimous(verdicts: Sequence[bool | None]) -> bool | None:
    first = verdicts[0]
    return first if all(verdict is first for verdict in verdicts) else None


def _verdicts(
    classes: Sequence[Record], axes: Mapping[str, Values], up: Callable[[str], tuple[str, ...]]
) -> dict[str, bool | None]:
    own = {
        record["id"]: all_of(evaluate(condition, axes, up) for condition in record.get("conditions", ()))
        for record in classes
    }
    return {name: all_of(own[wider] for wider in up(name)) for name in own}
