"""Collections: the entries of one kind, or some of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from modeltaxonomy.entries import KINDS
from modeltaxonomy.errors import InvalidQuery, UnknownName
from modeltaxonomy.store import find, ids_of, names_of
from modeltaxonomy.store.rows import Rows
from modeltaxonomy.values import Displayable, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from modeltaxonomy.interchange.frames import Backend
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

    def where(
        self,
        *,
        all_of: Mapping[str, str | Iterable[str]] | None = None,
        exclude: Mapping[str, str | Iterable[str]] | None = None,
        **conditions: Any,
    ) -> Collection[E]:
        """The entries of which all conditions hold. What is not known of an entry counts as not so.

        axis=value, or several: it has any of these on the axis, or one narrower; no value is no condition.
        all_of: axis -> values that it has, every one. exclude: axis -> values of which it has none.
        min_<number>, max_<number>: a fact or date within bounds, both included; "8B" means what rounds to it.
        <date>_after, <date>_before: a date of the entry, ISO 8601, lies later, or earlier.

        InvalidQuery for an axis or number that the kind does not have, or a value that cannot be one; UnknownName for a
        name that means nothing.
        """

        rows = self._rows
        for name, value in conditions.items():
            rows &= self._meeting(name, value)
        for argument, given in (("all_of", all_of), ("exclude", exclude)):
            if given is not None and not isinstance(given, Mapping):
                raise InvalidQuery(argument, f"a mapping from axes to values is needed, not {type(given).__name__}")
        for axis, values in (all_of or {}).items():
            for each in self._values(axis, values):
                rows &= self._store.having(self._kind, axis, each)
        for axis, values in (exclude or {}).items():
            for each in self._values(axis, values):
                rows -= self._store.having(self._kind, axis, each)
        return self._with(rows)

    def _meeting(self, name: str, value: Any) -> Rows:
        """The rows that meet one condition of `where`."""

        store, kind = self._store, self._kind
        if name in store.shape(kind).axes:
            if isinstance(value, bool):
                yes = store.having(kind, name, "true")
                return yes if value else store.rows(kind) - yes
            values = self._values(name, value)
            found = Rows(0, store.size(kind)) if values else self._rows
            for each in values:
                found |= store.having(kind, name, each)
            return found
        numbers = store.number_names(kind)
        bound, _, number = name.partition("_")
        if bound in ("min", "max") and number in numbers:
            from modeltaxonomy.values.amounts import bounds

            low, high = bounds(name, value)
            column = store.numbers(kind, number)
            return column.at_least(low) if bound == "min" else column.at_most(high)
        date, _, side = name.rpartition("_")
        if side in ("after", "before") and date in numbers:
            from modeltaxonomy.values.dates import checked_date, date_number

            day = date_number(checked_date(name, value))
            column = store.numbers(kind, date)
            return column.at_least(day + 1) if side == "after" else column.at_most(day - 1)
        raise InvalidQuery(name, f"a {kind} has no such axis or number; {self._may_be_asked()}")

    def _may_be_asked(self) -> str:
        numbers = self._store.number_names(self._kind)
        said = f"axes: {', '.join(self._store.shape(self._kind).axes)}"
        return f"{said}; numbers, after min_ or max_: {', '.join(numbers)}" if numbers else said

    def sorted_by(self, name: str, *, reverse: bool = False) -> tuple[E, ...]:
        """The entries by a fact, a date or another field, those last of which it is not known.

        reverse: the greatest, or newest, first. InvalidQuery for what is no field of the kind.
        """

        entries = list(self)
        if not entries:
            return ()
        if not isinstance(name, str) or not hasattr(entries[0], name):
            raise InvalidQuery("name", f"a {self._kind} has no {name!r} to be sorted by")
        known = [entry for entry in entries if getattr(entry, name) not in (None, ())]
        try:
            known.sort(key=lambda entry: getattr(entry, name), reverse=reverse)
        except TypeError:
            raise InvalidQuery("name", f"what a {self._kind} has as {name!r} has no order") from None
        return (*known, *(entry for entry in entries if getattr(entry, name) in (None, ())))

    def __and__(self, other: Collection[E]) -> Collection[E]:
        return self._with(self._rows & self._rows_of(other))

    def __or__(self, other: Collection[E]) -> Collection[E]:
        return self._with(self._rows | self._rows_of(other))

    def __sub__(self, other: Collection[E]) -> Collection[E]:
        return self._with(self._rows - self._rows_of(other))

    def _with(self, rows: Rows) -> Collection[E]:
        return Collection(self._store, self._kind, rows)

    def _rows_of(self, other: Collection[E]) -> Rows:
        """The rows of another collection of the same kind, in this taxonomy."""

        if not isinstance(other, Collection) or other._kind != self._kind:
            what = f"{other._kind} entries" if isinstance(other, Collection) else type(other).__name__
            raise InvalidQuery("other", f"{self._kind} entries are needed, not {what}")
        if other._store is self._store:
            return other._rows
        places = (self._store.locate(entry_id) for entry_id in other.ids)
        return Rows.of(self._store.size(self._kind), [place[1] for place in places if place is not None])

    def to_frame(self, backend: Backend = "pandas", *, evidence: bool = False) -> Any:
        """A data frame with a row for each entry: fields, dates, lists of ids, and of releases every fact.

        backend: pandas (indexed by id), polars or pyarrow; it comes with the extra of that name.
        evidence: whether a column says where an entry's statements can be checked, as JSON-ready values.
        """

        from modeltaxonomy.entries import entry_class
        from modeltaxonomy.interchange.frames import frame
        from modeltaxonomy.interchange.rows import columns_of, row_of

        columns = columns_of(entry_class(self._kind))
        rows = [row_of(entry, columns) for entry in self]
        if evidence:
            columns = (*columns, "evidence")
            for row, entry in zip(rows, self, strict=True):
                row["evidence"] = cast("Any", entry).to_dict().get("evidence")
        return frame(rows, columns=columns, index="id", backend=backend)

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
        place = self._store.locate(plain_text(entry_id))
        return place[1] if place is not None and place[0] == self._kind and place[1] in self._rows else None

    def _values(self, axis: str, values: Any) -> tuple[str, ...]:
        from modeltaxonomy.entries import entry_class
        from modeltaxonomy.entries.axes import axes_of

        axes = self._store.shape(self._kind).axes
        if axis not in axes:
            raise InvalidQuery(axis, f"a {self._kind} has no such axis; {self._may_be_asked()}")
        refers = self._store.shape(self._kind).refers(axis)
        if refers not in (None, "*"):
            return ids_of(self._store, axis, values, refers)
        names = names_of(axis, values)
        words = axes_of(entry_class(self._kind))[axis].words if refers is None else ()
        for name in names:
            if words and name not in words:
                raise InvalidQuery(axis, f"{name!r} is no value of it; they are {', '.join(words)}")
        return names


def _reopen(store: Store, kind: str, ids: tuple[str, ...] | None) -> Collection[Any]:
    if ids is None:
        return Collection(store, kind)
    places = (store.locate(entry_id) for entry_id in ids)
    return Collection(store, kind, Rows.of(store.size(kind), [place[1] for place in places if place is not None]))
