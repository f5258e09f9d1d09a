"""Collections: the entries of one kind, or some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from modeltaxonomy.entries import KINDS
from modeltaxonomy.errors import InvalidQuery, UnknownName
from modeltaxonomy.store import find, ids_of, names_of
from modeltaxonomy.store.rows import Rows
from modeltaxonomy.values import Displayable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from modeltaxonomy.store import Store

__all__ = ["Collection"]

E = TypeVar("E")


class Collection(Displayable, Generic[E]):
    """The entries of one kind, or some of them, in the order of their ids."""

    __slots__ = ("_kind", "_rows", "_store")

    def __init__(self, store: Store, kind: str, rows: Rows | None = None) -> None:
        self._store = store
        self._kind = kind
        self._rows = store.rows(kind) if rows is None else rows

    @property
    def kind(self) -> str:
        """The kind of its entries, in the singular."""
        return self._kind

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, sorted."""
        return tuple([self._store.id_at(self._kind, row) for row in self._in_order()])

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[E]:
        return (self._store.entry(self._kind, row) for row in self._in_order())

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return self._row(item) is not None
        row = self._row(str(getattr(item, "id", "")))
        return row is not None and bool(self._store.entry(self._kind, row) == item)

    def __getitem__(self, entry_id: str) -> E:
        if not isinstance(entry_id, str):
            raise InvalidQuery("entry_id", f"an id is a string, not {type(entry_id).__name__}: {entry_id!r}")
        row = self._row(entry_id)
        if row is None:
            raise UnknownName(entry_id, self._kind, self._store.suggestions(entry_id, (self._kind,)))
        return cast("E", self._store.entry(self._kind, row))

    def find(self, name: str) -> E | None:
        """The entry of that id or name, None where none is called so. AmbiguousName where several are."""

        place = find(self._store, name, (self._kind,))
        return cast("E", self._store.entry(*place)) if place is not None and place[1] in self._rows else None

    def where(self, **axes: str | Iterable[str]) -> Collection[E]:
        """The entries that have every value named, or one narrower.

        axes: a field of the entries that holds ids (or `broader`, `model_classes`, `license`, `languages`, `breadth`)
        -> a name or several. What is not known of an entry counts as not so. InvalidQuery for an axis that the kind
        does not have, UnknownName for a value that does not exist.
        """

        rows = self._rows
        for axis, values in axes.items():
            for value in self._values(axis, values):
                rows &= self._store.having(self._kind, axis, value)
        return Collection(self._store, self._kind, rows)

    def to_frame(self) -> Any:
        """A pandas DataFrame, one row an entry, indexed by id. Needs the extra `pandas`."""

        from modeltaxonomy.interchange.frames import frame

        return frame([{"id": entry.id, **entry.to_dict()} for entry in cast("Iterable[Any]", self)], index="id")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection):
            return NotImplemented
        if self._kind != other._kind or len(self) != len(other):
            return False
        if self._store is other._store:
            return self._rows == other._rows
        return self._store.digest == other._store.digest and self.ids == other.ids

    def __hash__(self) -> int:
        return hash((self._kind, self._store.digest, self.ids))

    def __reduce__(self) -> tuple[Any, ...]:
        whole = self._rows == self._store.rows(self._kind)
        return (_reopen, (self._store, self._kind, None if whole else self.ids))

    def __repr__(self) -> str:
        shown = ", ".join(
            self._store.id_at(self._kind, row) for _, row in zip(range(5), self._in_order(), strict=False)
        )
        return f"<{len(self)} {KINDS[self._kind].collection}: {shown}{', ...' if len(self) > 5 else ''}>"

    def _in_order(self) -> Iterator[int]:
        return self._store.in_order(self._kind, self._rows)

    def _row(self, entry_id: str) -> int | None:
        place = self._store.locate(entry_id)
        return place[1] if place is not None and place[0] == self._kind and place[1] in self._rows else None

    def _values(self, axis: str, values: str | Iterable[str]) -> tuple[str, ...]:
        axes = self._store.shape(self._kind).axes
        if axis not in axes:
            raise InvalidQuery(axis, f"a {self._kind} has no such axis; it has {', '.join(axes)}")
        refers = axes[axis][0]
        return names_of(axis, values) if refers in (None, "*") else ids_of(self._store, axis, values, refers)


def _reopen(store: Store, kind: str, ids: tuple[str, ...] | None) -> Collection[Any]:
    if ids is None:
        return Collection(store, kind)
    places = [store.locate(entry_id) for entry_id in ids]
    return Collection(store, kind, Rows.of(store.size(kind), [place[1] for place in places if place is not None]))
