"""A pack put on top of a store: checked together with what it refers to, at the pack's cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.integrity import laws
from modeltaxonomy.integrity.records import AddedRecords
from modeltaxonomy.store import Store
from modeltaxonomy.store.entry import authored
from modeltaxonomy.store.overlay import overlay

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from modeltaxonomy.packs.pack import Pack

__all__ = ["combined", "problems_with"]


def combined(store: Store, pack: Pack | Store) -> Store:
    """The store with the entries of the pack too. InvalidPack where the two together break a law."""

    from modeltaxonomy.entries import KINDS

    places: dict[str, tuple[str, str]] = {}
    if isinstance(pack, Store):
        records = [dict(pack.fields(kind, row)) for kind in KINDS for row in pack.rows(kind)]
        named = pack.ambiguous()
    else:
        records = [authored(entry) for entry in pack.entries]
        named = pack.settings.get("ambiguities", {})
        places = pack.places
    laws.raise_problems(problems_with(store, records), places)
    ambiguous = {**store.ambiguous(), **named}
    version = store.data_version
    suffixed = version if version.endswith("+pack") or not records else f"{version}+pack"
    return overlay(store, records, ambiguous, suffixed)


def problems_with(
    store: Store, records: Iterable[dict[str, Any]], unread: Mapping[str, Mapping[str, Any]] | None = None
) -> list[tuple[str, str, str]]:
    """What breaks a law where these records stand with those of the store.

    unread: ids of entries that could not be read -> their kind, and the family they stand in; they count as there, and
    nothing is said of them.
    """

    added = list(records)
    found = list(laws.clashes(store.authored, added))
    new = {record["id"]: record for record in added if store.authored(record["id"]) != record}
    stubs = {name: {"id": name, "label": name, **known} for name, known in (unread or {}).items() if name not in new}
    found += laws.broken(AddedRecords(store, {**new, **stubs}))
    return [problem for problem in found if problem[0] not in stubs]
