"""What every store can do: the primitives that the artefact, an overlay and a view of the past each have their own of,
and what follows from them; and look-ups by the names that people give.

A place is a kind and a row: (kind, number). Rows of a kind go from 0 to its size; those that are there are `rows`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.errors import AmbiguousName, InvalidQuery, UnknownName
from modeltaxonomy.store.record import Record
from modeltaxonomy.values import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from modeltaxonomy.store.numbers import Numbers
    from modeltaxonomy.store.record import Shape
    from modeltaxonomy.store.rows import Rows

    Place = tuple[str, int]

__all__ = ["Store", "find", "ids_of", "meant", "names_of", "place_of"]

_LONGEST = 500
"""Letters of the longest name that is looked up."""
_MOST_KEPT = 2000
"""How many records are kept at most."""
_MOST_BELOW = 50
"""How many generations of a family are looked at, where a name begins with the family's."""


class Store:
    """Entries by row, columns over them, and look-ups. It never changes; what was read is kept for the next who asks."""

    def __init__(self, data_version: str, schema_version: int, day: str | None = None) -> None:
        self.data_version: str = data_version
        """Version of the curated data."""
        self.schema_version: int = schema_version
        """Version of the form in which the data is kept."""
        self.day: str | None = day
        """For a view of the past, the day."""
        # Threads may at worst read a thing twice.
        self._records: dict[Place, Record] = {}
        self._found: dict[str, Record] = {}
        self._kept_cores: dict[str, Rows] = {}
        self._entries: dict[Place, Any] = {}
        self._suggested: dict[str, tuple[Place, ...]] = {}
        self._digest: str | None = None

    # Primitives

    def _make_digest(self) -> str:
        raise NotImplementedError

    def shape(self, kind: str) -> Shape:
        """The axes of a kind."""
        raise NotImplementedError

    def size(self, kind: str) -> int:
        """How many rows of a kind there are, those included that are not there."""
        raise NotImplementedError

    def rows(self, kind: str) -> Rows:
        """The rows of a kind that are there."""
        raise NotImplementedError

    def locate(self, entry_id: str) -> Place | None:
        """The place of an id."""
        raise NotImplementedError

    def named(self, name: str) -> tuple[Place, ...]:
        """The places of everything that has a normalized name."""
        raise NotImplementedError

    def near_names(self, name: str) -> list[str]:
        """Normalized names like this one, nearest first."""
        raise NotImplementedError

    def id_at(self, kind: str, row: int) -> str:
        """The id of a row."""
        raise NotImplementedError

    def label(self, entry_id: str) -> str:
        """The name people read of an id."""
        raise NotImplementedError

    def fields(self, kind: str, row: int) -> Mapping[str, Any]:
        """An entry as it was authored, with its kind."""
        raise NotImplementedError

    def _having(self, kind: str, axis: str, value: str) -> Rows:
        raise NotImplementedError

    def _known(self, kind: str, axis: str) -> Rows:
        raise NotImplementedError

    def beyond(self, axis: str, value: str) -> Rows:
        """The families that have a value on an axis though none of their releases does."""
        raise NotImplementedError

    def changed(self) -> Rows:
        """The releases with a fact that changed."""
        raise NotImplementedError

    def undecided(self, kind: str, model_class: str) -> Rows:
        """Families or releases of which it cannot be told, or depends on the release, whether they are of a class."""
        raise NotImplementedError

    def _numbers(self, kind: str, name: str) -> Numbers:
        raise NotImplementedError

    def number_names(self, kind: str) -> Sequence[str]:
        """The columns of numbers of a kind."""
        raise NotImplementedError

    def up(self, entry_id: str) -> tuple[str, ...]:
        """The id itself and the ids of everything broader, nearest first."""
        raise NotImplementedError

    def down(self, entry_id: str) -> tuple[str, ...]:
        """The ids of the next narrower entries, sorted."""
        raise NotImplementedError

    def coded(self, scheme: str, code: str) -> tuple[Place, ...]:
        """The places of the entries that another vocabulary's code maps to."""
        raise NotImplementedError

    def codes(self, scheme: str) -> list[str]:
        """The codes of another vocabulary that map to anything."""
        raise NotImplementedError

    def having_word(self, word: str) -> Sequence[tuple[int, int]]:
        """The entries that have a word, by line, each with its weight; those too that are not there any more."""
        raise NotImplementedError

    def place_of_line(self, line: int) -> Place:
        """The place of a line, of all that there are or were."""
        raise NotImplementedError

    def ambiguous(self) -> Mapping[str, Sequence[str]]:
        """Names declared to mean several things -> the ids of those."""
        raise NotImplementedError

    def in_order(self, kind: str, rows: Rows) -> Iterator[int]:
        """The rows in the order of their ids."""
        raise NotImplementedError

    def newest_first(self, rows: Rows) -> Iterator[int]:
        """Rows of releases, newest first, then by id."""
        raise NotImplementedError

    def lineage(self, row: int) -> int:
        """For a release, the row of the family by whose name it goes: the widest, or the side line it stands in."""
        raise NotImplementedError

    def offshoots(self) -> Sequence[str]:
        """Ids of the families that are side lines."""
        raise NotImplementedError

    def listed(self, name: str) -> Sequence[str]:
        """The ids of a list that is kept by name: modalities, root-modalities."""
        raise NotImplementedError

    def selection(self) -> Sequence[Mapping[str, Any]]:
        """The rules by which a class is the one to choose, each with the class and how far down it stands."""
        raise NotImplementedError

    def narrowest_classes(self, release: int) -> Sequence[str]:
        """The classes of a release that have none of its classes below them."""
        raise NotImplementedError

    def pickled(self) -> tuple[Any, ...]:
        """How to open it again: what `__reduce__` returns."""
        raise NotImplementedError

    # What follows

    def __reduce__(self) -> tuple[Any, ...]:
        return self.pickled()

    def __len__(self) -> int:
        from modeltaxonomy.entries import KINDS

        return sum(len(self.rows(kind)) for kind in KINDS)

    @property
    def digest(self) -> str:
        """What it says, as 64 hexadecimal digits."""

        if self._digest is None:
            self._digest = self._make_digest()
        return self._digest

    def all_authored(self) -> Iterator[Mapping[str, Any]]:
        """The fields of every entry, as they were authored, with its kind: kind by kind."""

        from modeltaxonomy.entries import KINDS

        return (self.fields(kind, row) for kind in KINDS for row in self.rows(kind))

    def having(self, kind: str, axis: str, value: str) -> Rows:
        """The rows that have a value, or one narrower, on an axis. InvalidQuery for an axis that the kind has not."""

        self._check_axis(kind, axis)
        return self._having(kind, axis, value)

    def known(self, kind: str, axis: str) -> Rows:
        """The rows of which anything is known on an axis. InvalidQuery for an axis that the kind has not."""

        self._check_axis(kind, axis)
        return self._known(kind, axis)

    def numbers(self, kind: str, name: str) -> Numbers:
        """The numbers of a kind: a fact or a date. InvalidQuery for a name that is none."""

        if name not in self.number_names(kind):
            raise InvalidQuery(
                name, f"a {kind} has no such number; it has {', '.join(self.number_names(kind)) or 'none'}"
            )
        return self._numbers(kind, name)

    def _check_axis(self, kind: str, axis: str) -> None:
        axes = self.shape(kind).axes
        if axis not in axes:
            raise InvalidQuery(axis, f"a {kind} has no such axis; it has {', '.join(axes)}")

    def core(self, family: str) -> Rows:
        """The releases of a family and of what is below it, side lines apart."""

        rows = self._kept_cores.get(family)
        if rows is None:
            rows = self._having("release", "family", family)
            for offshoot in self.offshoots():
                if offshoot != family and family in self.up(offshoot):
                    rows -= self._having("release", "family", offshoot)
            self._kept_cores[family] = rows
        return rows

    def record(self, kind: str, row: int) -> Record:
        """An entry as it is kept."""

        found = self._records.get((kind, row))
        if found is None:
            if len(self._records) >= _MOST_KEPT:
                self._records.clear()
            found = self._records[kind, row] = Record(self, kind, row, self.fields(kind, row))
        return found

    def find_record(self, entry_id: str) -> Record | None:
        """The entry of an id, as it is kept."""

        found = self._found.get(entry_id)
        if found is None:
            place = self.locate(entry_id)
            if place is None:
                return None
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            found = self._found[entry_id] = self.record(*place)
        return found

    def authored(self, entry_id: str) -> Mapping[str, Any] | None:
        """The fields of an id, as they were authored."""

        found = self.find_record(entry_id)
        return None if found is None else found.fields

    def entry(self, kind: str, row: int) -> Any:
        """An entry, made of its class: with what it takes over, and a family with what its releases cover."""

        found = self._entries.get((kind, row))
        if found is None:
            from modeltaxonomy.entries import entry_class
            from modeltaxonomy.store.entry import whole

            fields = whole(self.record(kind, row)) if kind in ("family", "release") else dict(self.fields(kind, row))
            fields.pop("kind")
            found = self._entries[kind, row] = entry_class(kind)(**fields)
        return found

    def suggestions(self, name: str, kinds: Sequence[str] | None = None) -> tuple[str, ...]:
        """Ids of entries that may be meant by a name that means nothing, likeliest first; three at most."""

        from modeltaxonomy.values.names import normalize_name

        name = name[:200]
        key = normalize_name(name)
        places = self._suggested.get(key)
        if places is None:
            if len(self._suggested) >= _MOST_KEPT:
                self._suggested.clear()
            places = self._suggested[key] = self._likely(name, key)
        return tuple([self.id_at(*place) for place in places if kinds is None or place[0] in kinds][:3])

    def _likely(self, name: str, key: str) -> tuple[Place, ...]:
        from modeltaxonomy.store.names import MOST_LETTERS, likely, parts, spans, swapped
        from modeltaxonomy.values.names import normalize_name

        within = parts(name[:MOST_LETTERS])
        found: dict[Place, str] = {}
        for other in (*swapped(key), *self.near_names(key), *map(normalize_name, spans(within))):
            for place in self.named(other):
                found.setdefault(place, other)
        family = self.locate(within[0]) if len(within) > 1 else None
        if family is not None and family[0] == "family":
            for below in self.down(within[0])[:_MOST_BELOW]:
                if (generation := self.locate(below)) is not None:
                    found.setdefault(generation, normalize_name(below))
        places = list(found)
        told = [(found[place], place[0], parts(self.id_at(*place))) for place in places]
        return tuple([places[number] for number in likely(key, within, told)])


def names_of(argument: str, value: Any) -> tuple[str, ...]:
    """An argument that is a name or several, as a tuple, each once. InvalidQuery where it is neither."""

    if value is None:
        return ()
    if isinstance(value, str):
        return (plain_text(value),)
    try:
        names: Iterable[Any] = tuple(value)
    except TypeError:
        names = (value,)
    for name in names:
        if not isinstance(name, str):
            raise InvalidQuery(argument, f"a name or several are needed, not {type(name).__name__}: {name!r}")
    return tuple(dict.fromkeys(map(plain_text, names)))


def find(store: Store, name: str, kinds: Sequence[str] | None = None) -> Place | None:
    """The place of an id or name, None where nothing is called so. An id goes before a name.

    What has no name of its own, such as a task, is found in the plural too.

    kinds: only entries of these. AmbiguousName where the name means several things, see `meant`; InvalidQuery for what
    is no name.
    """

    if not isinstance(name, str):
        raise InvalidQuery("name", f"a name is a string, not {type(name).__name__}: {name!r}")
    name = plain_text(name)
    place = store.locate(name)
    if place is not None and (kinds is None or place[0] in kinds):
        return place
    if len(name) > _LONGEST:
        return None
    from modeltaxonomy.values.names import normalize_name

    key = normalize_name(name)
    places = [each for each in store.named(key) if kinds is None or each[0] in kinds]
    if not places and len(key) > 1:
        key = key[:-1] if key[-1] == "s" else f"{key}s"
        places = [each for each in store.named(key) if each[0] not in _NAMES and (kinds is None or each[0] in kinds)]
    if len(places) > 1:
        places = meant(store, key, places)
        if len(places) > 1:
            raise AmbiguousName(name, tuple(sorted(store.id_at(*each) for each in places)))
    return places[0] if places else None


_NAMES = ("developer", "family", "release", "source")
"""Kinds whose entries go by a name of their own, which has no plural."""
_GIVES_WAY = ("developer", "openness", "source")


def meant(store: Store, key: str, places: list[Place]) -> list[Place]:
    """Of several places that a normalized name has, those that it means.

    - A model goes before a license, a developer or a source that bears the same name, and so does every other entry.
    - An entry whose id it is, however that is spelled, goes before one whose label or alias it is.
    - An entry that bears the name goes before one that is only declared to be meant too: that one is found where its
      kind is asked for.
    """

    from modeltaxonomy.values.names import normalize_name

    places = [place for place in places if place[0] not in _GIVES_WAY] or places
    places = [place for place in places if normalize_name(store.id_at(*place)) == key] or places
    return [place for place in places if _bears(store, key, place)] or places


def _bears(store: Store, key: str, place: Place) -> bool:
    from modeltaxonomy.values.names import normalize_name

    fields = store.fields(*place)
    return any(normalize_name(name) == key for name in (fields["label"], *fields.get("aliases", ())))


def place_of(store: Store, name: str, kinds: Sequence[str] | None = None) -> Place:
    """As `find`, but UnknownName with suggestions where nothing is called so."""

    found = find(store, name, kinds)
    if found is None:
        kind = " or ".join(kinds) if kinds else "entry"
        raise UnknownName(name, kind, store.suggestions(name, kinds), store.data_version)
    return found


def ids_of(store: Store, argument: str, value: Any, kind: str) -> tuple[str, ...]:
    """The ids of an argument that is a name or several of a kind."""

    return tuple(dict.fromkeys(store.id_at(*place_of(store, name, (kind,))) for name in names_of(argument, value)))
