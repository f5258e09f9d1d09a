"""The taxonomy: an immutable value that finds entries and navigates between them.

The module has an underscore because `modeltaxonomy.taxonomy` is a function: a submodule of that name would replace it
as soon as it is imported. Its names are public from the package.

It reads an artefact (see `_index`) in place. Nothing is parsed before it is asked for, so that opening a taxonomy and
finding a record cost the same whatever its size.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from modeltaxonomy._mapped import MappedHash
from modeltaxonomy._names import fold
from modeltaxonomy._shown import Shown
from modeltaxonomy.entries import KINDS, entry_class
from modeltaxonomy.errors import AmbiguousName, InvalidQuery, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from modeltaxonomy._mapped import Block
    from modeltaxonomy.entries import (
        Architecture,
        Aspect,
        Component,
        Developer,
        Domain,
        Entry,
        Family,
        InferenceOptimisation,
        Infrastructure,
        Modality,
        ModelClass,
        Objective,
        Openness,
        Paradigm,
        Regulation,
        Release,
        Source,
        Task,
        Technique,
    )
    from modeltaxonomy.packs import Pack

__all__ = ["Collection", "Numbers", "Taxonomy", "bits"]

E = TypeVar("E")

_MOST_READ = 1000
"""How many records are kept at most."""


class Taxonomy:
    """Everything that is known, as a value: equal when its content is, hashable, safe to share between threads.

    `combine` and `as_of` give a new taxonomy and leave this one as it is.
    """

    __slots__ = (
        "_columns",
        "_count",
        "_entries",
        "_index",
        "_lines",
        "_meta",
        "_offsets",
        "_read",
        "_sliced",
        "_wider",
    )

    def __init__(self, lines: Block, index: Block) -> None:
        self._lines = lines
        self._index = MappedHash(index)
        self._meta: dict[str, Any] = json.loads(bytes(self._item("meta")))
        self._offsets, stop = self._index.find("offsets") or (0, 8)
        self._count = (stop - self._offsets) // 8 - 1
        # What was read is kept, so that a service asks the same things fast; threads may at worst read a thing twice.
        self._entries: dict[int, Any] = {}
        self._columns: dict[str, int] = {}
        self._read: dict[int, dict[str, Any]] = {}
        self._sliced: dict[str, Numbers] = {}
        self._wider: dict[str, tuple[str, ...]] = {}

    # What it is

    @property
    def digest(self) -> str:
        """SHA-256 of the content, hexadecimal: two taxonomies with the same digest say the same."""
        return cast("str", self._meta["digest"])

    @property
    def data_version(self) -> str:
        """Version of the curated data."""
        return cast("str", self._meta["data_version"])

    @property
    def schema_version(self) -> int:
        """Version of the form in which the data is kept."""
        return cast("int", self._meta["schema_version"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Taxonomy) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"<Taxonomy {self.data_version}: {len(self)} entries, digest {self.digest[:12]}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_reopen, (bytes(self._lines[:]), bytes(self._index.block[:])))

    # Collections

    @property
    def model_classes(self) -> Collection[ModelClass]:
        """Classes of models, defined by conditions."""
        return Collection(self, "model-class")

    @property
    def modalities(self) -> Collection[Modality]:
        """Forms of data."""
        return Collection(self, "modality")

    @property
    def tasks(self) -> Collection[Task]:
        """What models are asked to do."""
        return Collection(self, "task")

    @property
    def domains(self) -> Collection[Domain]:
        """Sectors and application areas."""
        return Collection(self, "domain")

    @property
    def objectives(self) -> Collection[Objective]:
        """What training optimises."""
        return Collection(self, "objective")

    @property
    def paradigms(self) -> Collection[Paradigm]:
        """Ways of learning and stages of training."""
        return Collection(self, "paradigm")

    @property
    def architectures(self) -> Collection[Architecture]:
        """How networks are laid out."""
        return Collection(self, "architecture")

    @property
    def components(self) -> Collection[Component]:
        """Parts of architectures."""
        return Collection(self, "component")

    @property
    def techniques(self) -> Collection[Technique]:
        """Ways of fitting a model to a use."""
        return Collection(self, "technique")

    @property
    def inference(self) -> Collection[InferenceOptimisation]:
        """Ways of making a model cheaper or faster to run."""
        return Collection(self, "inference")

    @property
    def infrastructure(self) -> Collection[Infrastructure]:
        """What training at scale is built on."""
        return Collection(self, "infrastructure")

    @property
    def openness(self) -> Collection[Openness]:
        """Access levels, licences and openness classes."""
        return Collection(self, "openness")

    @property
    def aspects(self) -> Collection[Aspect]:
        """Sides from which models are compared."""
        return Collection(self, "aspect")

    @property
    def regulations(self) -> Collection[Regulation]:
        """Classes of models in law."""
        return Collection(self, "regulation")

    @property
    def families(self) -> Collection[Family]:
        """Lineages of models."""
        return Collection(self, "family")

    @property
    def releases(self) -> Collection[Release]:
        """Single published models."""
        return Collection(self, "release")

    @property
    def developers(self) -> Collection[Developer]:
        """Who makes models."""
        return Collection(self, "developer")

    @property
    def sources(self) -> Collection[Source]:
        """What evidence and references point to."""
        return Collection(self, "source")

    # Finding

    def get(self, name: str, kind: str | None = None) -> Entry:
        """The entry of that id or name, of any kind or of the kind given.

        An id goes before a name. UnknownName where nothing is called so, AmbiguousName where several things are.
        """

        return cast("Entry", self._entry(self._line_of(name, (kind,) if kind else None)))

    def find(self, name: str, kind: str | None = None) -> Entry | None:
        """As `get`, but None where nothing is called so."""

        try:
            return self.get(name, kind)
        except UnknownName:
            return None

    def ancestors(self, entry_id: str) -> tuple[str, ...]:
        """Ids of everything broader than a concept, nearest first."""

        self._line_of_id(entry_id)
        return self._up(entry_id)[1:]

    def narrower(self, entry_id: str) -> tuple[str, ...]:
        """Ids of the next narrower concepts, sorted."""

        self._line_of_id(entry_id)
        return tuple(sorted(self._id(line) for line in self._array(f"down:{entry_id}")))

    def releases_of(self, family_id: str) -> Collection[Release]:
        """The releases of a family."""

        return self.releases.where(family=family_id)

    def crosswalk(self, scheme: str, code: str) -> tuple[Entry, ...]:
        """The entries that another vocabulary's code maps to, by id. Empty where there are none."""

        found = [self._entry(line) for line in self._array(f"code:{scheme}:{code}")]
        return tuple(sorted(found, key=lambda entry: cast("str", entry.id)))

    # New taxonomies from this one

    def combine(self, pack: Pack | Taxonomy) -> Taxonomy:
        """A taxonomy with the entries of the pack too; an entry that has the same id takes the other's place.

        InvalidPack, with every problem, where the two together break a law; this taxonomy is untouched.
        """

        from modeltaxonomy import laws

        ambiguous = self._ambiguous()
        if isinstance(pack, Taxonomy):
            ambiguous |= pack._ambiguous()
            files: dict[str, str] = {}
            added = [pack._record(line) for line in range(len(pack))]
        else:
            ambiguous |= pack.settings.get("ambiguities", {})
            files = dict(pack.files)
            added = [{"kind": entry.kind, **entry.to_dict()} for entry in pack.entries]
        records, found = self._joined(added)
        laws.raise_problems(found, files)
        return self._rebuilt(records.values(), "+pack" if added else "", ambiguous)

    def _joined(
        self, added: Sequence[dict[str, Any]], unread: Mapping[str, str] | None = None
    ) -> tuple[dict[str, dict[str, Any]], list[tuple[str, str, str]]]:
        """All records with those added, and what breaks a law.

        unread: ids of entries that could not be read -> their kinds; they count as there, and nothing is said of them.
        """

        from modeltaxonomy import laws
        from modeltaxonomy._index import disinherit

        records = {record["id"]: record for record in (self._record(line) for line in range(len(self)))}
        # Laws look at what a release states itself: a family that takes another's place may give it other axes.
        for record in (*records.values(), *added):
            disinherit(record)
        found = list(laws.clashes(records, added))  # Before the records change.
        records.update({record["id"]: record for record in added})
        missing = {name: kind for name, kind in (unread or {}).items() if name not in records}
        stubs = {name: {"id": name, "kind": kind, "label": name} for name, kind in missing.items()}
        found += laws.broken({**records, **stubs})
        return records, [problem for problem in found if problem[0] not in missing]

    def as_of(self, date: str) -> Taxonomy:
        """The taxonomy as it was on that day (ISO 8601): releases not yet out are left out, families without any too.

        So are releases whose date is not known. A family's axes are what its releases of that day cover. Concepts
        stay: they are what the rest is described with.
        """

        from modeltaxonomy._dates import checked_date, date_number

        day = date_number(checked_date("date", date))
        kept: dict[str, dict[str, Any]] = {}
        out: dict[str, list[dict[str, Any]]] = {}
        for line in range(len(self)):
            record = self._record(line)
            if record["kind"] == "release":
                if "released" not in record or date_number(record["released"]) > day:
                    continue
                out.setdefault(record["family"], []).append(record)
            kept[record["id"]] = record
        for record in list(kept.values()):
            if record["kind"] == "family":
                if record["id"] in out:
                    _narrow(record, out[record["id"]])
                else:
                    del kept[record["id"]]
            elif record["kind"] == "release" and "base" in record and record["base"] not in kept:
                for name in ("base", "relation"):
                    del record[name]
                    record.get("evidence", {}).pop(name, None)
        return self._rebuilt(kept.values(), f" as of {date}", self._ambiguous())

    def _rebuilt(
        self, records: Iterable[dict[str, Any]], suffix: str, ambiguous: Mapping[str, Sequence[str]]
    ) -> Taxonomy:
        from modeltaxonomy import _index

        version = self.data_version
        lines, index = _index.build(
            records,
            data_version=version if version.endswith(suffix) else version + suffix,
            ambiguous=ambiguous,
        )
        return Taxonomy(memoryview(lines), memoryview(index))

    def _ambiguous(self) -> dict[str, Sequence[str]]:
        """The names declared to mean several things, with the ids of those."""

        return cast("dict[str, Sequence[str]]", json.loads(bytes(self._item("ambiguous"))))

    # Reading the artefact; the questions use these too

    def _item(self, key: str) -> memoryview:
        value = self._index.get(key)
        if value is None:
            raise ValueError(f"the artefact is broken: its index has no {key!r}")
        return value

    def _array(self, key: str) -> memoryview:
        value = self._index.get(key)
        return memoryview(b"" if value is None else value).cast("I")

    def _column(self, key: str) -> int:
        """A column as bits; no column of that name is one without bits."""

        column = self._columns.get(key)
        if column is None:
            value = self._index.get(key)
            if value is None:
                return 0
            column = self._columns[key] = int.from_bytes(value, "little")
        return column

    def _numbers(self, name: str) -> Numbers:
        numbers = self._sliced.get(name)
        if numbers is None:
            numbers = self._sliced[name] = Numbers(self._item(f"bits:{name}"))
        return numbers

    def _span(self, kind: str) -> tuple[int, int]:
        start, stop = self._meta["kinds"][kind]
        return start, stop

    def _raw(self, line: int) -> bytes:
        """A line as it stands, whatever its length: where it begins and ends is read first."""

        place = self._offsets + 8 * line
        ends = self._index.block[place : place + 16]
        return bytes(self._lines[int.from_bytes(ends[:8], "little") : int.from_bytes(ends[8:], "little")])

    def _id(self, line: int) -> str:
        place = self._offsets + 8 * line
        start = int.from_bytes(self._index.block[place : place + 8], "little") + len('{"id":"')
        head = bytes(self._lines[start : start + 128])
        return head[: head.index(b'"')].decode()

    def _record(self, line: int) -> dict[str, Any]:
        return cast("dict[str, Any]", json.loads(self._raw(line)))

    def _peek(self, line: int) -> dict[str, Any]:
        """A record that the caller leaves as it is."""

        record = self._read.get(line)
        if record is None:
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            record = self._read[line] = self._record(line)
        return record

    def _entry(self, line: int) -> Any:
        entry = self._entries.get(line)
        if entry is None:
            record = self._record(line)
            entry = entry_class(record.pop("kind"))(**record)
            self._entries[line] = entry
        return entry

    def _up(self, entry_id: str) -> tuple[str, ...]:
        found = self._wider.get(entry_id)
        if found is None:
            found = tuple(self._lines_of(f"up:{entry_id}"))
            if not found:
                return (entry_id,)
            self._wider[entry_id] = found
        return found

    def _label(self, entry_id: str) -> str:
        return bytes(self._item(f"label:{entry_id}")).decode()

    def _lines_of(self, key: str) -> list[str]:
        """A value that is a list of words, one a line."""

        value = self._index.get(key)
        return bytes(value).decode().split("\n") if value else []

    def _line_of_id(self, entry_id: str) -> int:
        line = self._find_id(entry_id)
        if line is None:
            raise UnknownName(entry_id, suggestions=self._suggestions(entry_id, None))
        return line

    def _find_id(self, entry_id: str) -> int | None:
        found = self._array(f"id:{entry_id}")
        return found[0] if found else None

    def _line_of(self, name: str, kinds: tuple[str, ...] | None = None) -> int:
        if not isinstance(name, str):
            raise InvalidQuery("name", f"a name is a string, not {type(name).__name__}: {name!r}")
        for kind in kinds or ():
            if kind not in KINDS:
                raise InvalidQuery("kind", f"no kind is called {kind!r}; they are {', '.join(KINDS)}")
        spans = [self._span(kind) for kind in kinds] if kinds else [(0, len(self))]
        line = self._find_id(name)
        if line is not None and any(start <= line < stop for start, stop in spans):
            return line
        lines = [
            line for line in self._array(f"name:{fold(name)}") if any(start <= line < stop for start, stop in spans)
        ]
        if len(lines) == 1:
            return lines[0]
        if lines:
            raise AmbiguousName(name, tuple(sorted(self._id(line) for line in lines)))
        raise UnknownName(name, " or ".join(kinds) if kinds else "entry", self._suggestions(name, kinds))

    def _suggestions(self, name: str, kinds: tuple[str, ...] | None) -> tuple[str, ...]:
        import difflib

        spans = [self._span(kind) for kind in kinds] if kinds else [(0, len(self))]
        names = [key.removeprefix("name:") for key in self._index.keys("name:")]
        found: dict[str, None] = {}
        for near in difflib.get_close_matches(fold(name), sorted(names), n=12, cutoff=0.7):
            for line in self._array(f"name:{near}"):
                if any(start <= line < stop for start, stop in spans):
                    found[self._id(line)] = None
        return tuple(found)[:3]


def _narrow(family: dict[str, Any], releases: Iterable[Mapping[str, Any]]) -> None:
    """Leave a family what these of its releases cover."""

    for attribute in entry_class("release").__attrs_attrs__:
        axis = attribute.name
        if attribute.metadata.get("axis") and attribute.metadata.get("refers") and axis in family:
            covered = {value for record in releases for value in record.get(axis, ())}
            family[axis] = [value for value in family[axis] if value in covered]
            if not family[axis]:
                del family[axis]
                family.get("evidence", {}).pop(axis, None)


def _reopen(lines: bytes, index: bytes) -> Taxonomy:
    return Taxonomy(memoryview(lines), memoryview(index))


class Collection(Shown, Generic[E]):
    """The entries of one kind, or some of them, in the order of their ids."""

    __slots__ = ("_bits", "_kind", "_taxonomy")

    def __init__(self, taxonomy: Taxonomy, kind: str, column: int | None = None) -> None:
        start, stop = taxonomy._span(kind)
        self._taxonomy = taxonomy
        self._kind = kind
        self._bits = (1 << stop - start) - 1 if column is None else column

    @property
    def kind(self) -> str:
        """The kind of its entries, in the singular."""
        return self._kind

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, sorted."""
        return tuple(self._taxonomy._id(line) for line in self._lines())

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __iter__(self) -> Iterator[E]:
        return (self._taxonomy._entry(line) for line in self._lines())

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return self._has(self._taxonomy._find_id(item))
        line = self._taxonomy._find_id(getattr(item, "id", ""))
        return self._has(line) and bool(self._taxonomy._entry(cast("int", line)) == item)

    def __getitem__(self, entry_id: str) -> E:
        if not isinstance(entry_id, str):
            raise InvalidQuery("entry_id", f"an id is a string, not {type(entry_id).__name__}: {entry_id!r}")
        line = self._taxonomy._find_id(entry_id)
        if not self._has(line):
            raise UnknownName(entry_id, self._kind, self._taxonomy._suggestions(entry_id, (self._kind,)))
        return cast("E", self._taxonomy._entry(cast("int", line)))

    def find(self, name: str) -> E | None:
        """The entry of that id or name, None where none is called so. AmbiguousName where several are."""

        try:
            line = self._taxonomy._line_of(name, (self._kind,))
        except UnknownName:
            return None
        return cast("E", self._taxonomy._entry(line)) if self._has(line) else None

    def where(self, **axes: str | Iterable[str]) -> Collection[E]:
        """The entries that have every value named, or one narrower.

        axes: a field of the entries that holds ids (or `broader`, `model_classes`, `licence`, `languages`, `breadth`)
        -> a name or several. What is not known of an entry counts as not so. InvalidQuery for an axis that the kind
        does not have, UnknownName for a value that does not exist.
        """

        column = self._bits
        for axis, values in axes.items():
            for value in self._values(axis, values):
                column &= self._taxonomy._column(f"is:{self._kind}.{axis}={value}")
        return Collection(self._taxonomy, self._kind, column)

    def to_frame(self) -> Any:
        """A pandas DataFrame, one row an entry, indexed by id. Needs the extra `pandas`."""

        from modeltaxonomy.interchange.frames import frame

        return frame([{"id": entry.id, **entry.to_dict()} for entry in cast("Iterable[Entry]", self)], index="id")

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Collection)
            and self._kind == other._kind
            and self._bits == other._bits
            and self._taxonomy == other._taxonomy
        )

    def __hash__(self) -> int:
        return hash((self._kind, self._bits, self._taxonomy))

    def __repr__(self) -> str:
        shown = ", ".join(self.ids[:5])
        return f"<{len(self)} {KINDS[self._kind].collection}: {shown}{', ...' if len(self) > 5 else ''}>"

    def _has(self, line: int | None) -> bool:
        start, stop = self._taxonomy._span(self._kind)
        return line is not None and start <= line < stop and bool(self._bits >> (line - start) & 1)

    def _lines(self) -> Iterator[int]:
        start, _ = self._taxonomy._span(self._kind)
        if self._kind == "release":
            return (line for line in self._taxonomy._array("by-id:release") if self._bits >> (line - start) & 1)
        return (start + bit for bit in bits(self._bits))

    def _values(self, axis: str, values: str | Iterable[str]) -> list[str]:
        refers = self._axes().get(axis, "")
        if refers == "":
            raise InvalidQuery(axis, f"a {self._kind} has no such axis; it has {', '.join(self._axes())}")
        try:
            names = [values] if isinstance(values, str) else list(values)
        except TypeError:
            names = [cast("str", values)]
        for name in names:
            if not isinstance(name, str):
                raise InvalidQuery(axis, f"a name or several are needed, not {type(name).__name__}: {name!r}")
        if refers is None or refers == "*":
            return names
        return [self._taxonomy._id(self._taxonomy._line_of(name, (refers,))) for name in names]

    def _axes(self) -> Mapping[str, str | None]:
        axes: dict[str, str | None] = {}
        for attribute in entry_class(self._kind).__attrs_attrs__:
            if attribute.metadata.get("axis"):
                refers = attribute.metadata.get("refers")
                axes[attribute.name] = self._kind if refers == "self" else refers
        if self._kind in ("family", "release"):
            axes["model_classes"] = "model-class"
        if self._kind == "release":
            axes["licence"] = "openness"
        return axes


def bits(column: int) -> Iterator[int]:
    """The positions of the set bits, lowest first."""

    position = 0
    while column:
        # A window at a time: shifting the whole column for each bit would take quadratic time.
        window = column & 0xFFFF_FFFF_FFFF_FFFF
        while window:
            lowest = window & -window
            yield position + lowest.bit_length() - 1
            window ^= lowest
        column >>= 64
        position += 64


class Numbers:
    """A bit-sliced column of numbers: compared for all entries at once, a digit at a time."""

    __slots__ = ("_planes", "known")

    def __init__(self, item: memoryview) -> None:
        width, size = item[:8].cast("I")
        columns = [int.from_bytes(item[8 + size * i : 8 + size * (i + 1)], "little") for i in range(width + 1)]
        self.known = columns[0]
        """Where a number is known at all."""
        self._planes = columns[1:]

    def at_most(self, limit: int) -> int:
        """Where the number is known and not above the limit."""

        if limit < 0:
            return 0
        if limit.bit_length() > len(self._planes):
            return self.known
        less, equal = 0, self.known
        for digit in reversed(range(len(self._planes))):
            plane = self._planes[digit]
            if limit >> digit & 1:
                less |= equal & ~plane
                equal &= plane
            else:
                equal &= ~plane
        return less | equal

    def at_least(self, limit: int) -> int:
        """Where the number is known and not below the limit."""

        return self.known & ~self.at_most(limit - 1)

    def lowest(self, among: int) -> int | None:
        """The least of the known numbers there."""

        return self._extreme(among, keep_set=False)

    def highest(self, among: int) -> int | None:
        """The greatest of the known numbers there."""

        return self._extreme(among, keep_set=True)

    def _extreme(self, among: int, *, keep_set: bool) -> int | None:
        left = among & self.known
        if not left:
            return None
        number = 0
        for digit in reversed(range(len(self._planes))):
            plane = self._planes[digit]
            kept = left & plane if keep_set else left & ~plane
            if bool(kept) is keep_set:
                number |= 1 << digit
            left = kept or left
        return number
