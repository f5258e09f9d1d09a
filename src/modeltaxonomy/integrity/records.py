"""What laws look at: some entries, and where the others are that these refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.store.names import by_gram, near

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from modeltaxonomy.store import Store

    Record = Mapping[str, Any]

__all__ = ["MAX_ABOVE", "AddedRecords", "Records"]

MAX_ABOVE = 100
"""Most entries that may be broader than one."""


class Records:
    """Entries as they were authored, all of which are looked at."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records
        self._parents: set[str] | None = None
        self._above: dict[str, set[str]] = {}
        self._near: dict[str, tuple[list[str], dict[str, list[int]]]] = {}

    def __iter__(self) -> Iterator[Record]:
        """The entries that are looked at."""
        return iter(self._records.values())

    def get(self, entry_id: object) -> Record | None:
        """The entry of an id, of those too that others refer to."""
        return self._records.get(entry_id) if isinstance(entry_id, str) else None

    def is_parent(self, family_id: str) -> bool:
        """Whether a family has a release, or a family below it."""

        if self._parents is None:
            self._parents = {
                holder
                for record in self._records.values()
                if record["kind"] in ("release", "family")
                for holder in (record.get("family"), *record.get("broader", ()))
                if isinstance(holder, str)
            }
        return family_id in self._parents

    def above(self, entry_id: str) -> set[str]:
        """Ids of everything broader; the entry's own among them where there is a cycle.

        Of more than MAX_ABOVE, only some.
        """

        found = self._above.get(entry_id)
        if found is None:
            found = set()
            ahead = [entry_id]
            while ahead and len(found) <= MAX_ABOVE:
                for wider in (self.get(ahead.pop()) or {}).get("broader", ()):
                    known = self._above.get(wider)
                    if known is not None:
                        found |= {wider, *known}
                    elif wider not in found:
                        found.add(wider)
                        ahead.append(wider)
            self._above[entry_id] = found
        return found

    def near(self, value: str, kind: str) -> str | None:
        """The id of the kind that is most like a value; "*": of any kind."""

        if kind not in self._near:
            names = sorted(name for name, record in self._records.items() if kind in ("*", record["kind"]))
            self._near[kind] = names, by_gram(names)
        names, postings = self._near[kind]
        return next(iter(near(value, lambda gram: postings.get(gram, ()), names.__getitem__, 1)), None)


class AddedRecords(Records):
    """Entries that are added to a store, and those of the store that belong to them.

    Looked at are the entries added; of the store only the releases below a family that is replaced, and the family from
    which a replaced entry is taken away, for nothing else can break a law by it.
    """

    def __init__(self, store: Store, added: Mapping[str, Record]) -> None:
        super().__init__(added)
        self._store = store

    def __iter__(self) -> Iterator[Record]:
        yield from self._records.values()
        looked_at = set(self._records)
        for record in list(self._records.values()):
            for other in self._concerned(record):
                if other["id"] not in looked_at:
                    looked_at.add(other["id"])
                    yield other

    def _concerned(self, record: Record) -> Iterator[Record]:
        """The entries of the store for which it matters that this one takes the place of another."""

        before = self._store.authored(record["id"])
        if before is None:
            return
        if before.get("broader") != record.get("broader"):
            # What is below may name as broader what now follows from this.
            yield from self._below_in_store(record["id"])
        if before["kind"] not in ("family", "release"):
            return
        if before["kind"] == "family":
            for row in self._store.having("release", "family", record["id"]):
                yield self._store.record("release", row).fields
        for holder in (before.get("family"), *before.get("broader", ())):
            found = self._store.authored(holder) if holder else None
            if found is not None:
                yield found

    def _below_in_store(self, entry_id: str) -> Iterator[Record]:
        seen = {entry_id}
        ahead = [entry_id]
        while ahead:
            for name in self._store.down(ahead.pop()):
                found = self._store.authored(name) if name not in seen else None
                seen.add(name)
                if found is not None:
                    ahead.append(name)
                    yield found

    def get(self, entry_id: object) -> Record | None:
        if not isinstance(entry_id, str):
            return None
        return self._records.get(entry_id) or self._store.authored(entry_id)

    def is_parent(self, family_id: str) -> bool:
        return (
            super().is_parent(family_id)
            or any(name not in self._records for name in self._store.down(family_id))
            or any(
                record["family"] == family_id and record["id"] not in self._records
                for row in self._store.having("release", "family", family_id)
                for record in [self._store.record("release", row).fields]
            )
        )

    def near(self, value: str, kind: str) -> str | None:
        found = super().near(value, kind)
        return found or next(iter(self._store.suggestions(value, None if kind == "*" else (kind,))), None)
