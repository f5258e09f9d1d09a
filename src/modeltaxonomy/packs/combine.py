"""A pack put on top of a store: checked together with what it refers to, at the pack's cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from modeltaxonomy.integrity import laws
from modeltaxonomy.integrity.records import AddedRecords
from modeltaxonomy.packs.lines import escaped
from modeltaxonomy.store import Store
from modeltaxonomy.store.entry import authored
from modeltaxonomy.store.overlay import overlay

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from modeltaxonomy.packs.pack import Pack

__all__ = ["combined", "problems_with", "problems_with_names"]


def combined(store: Store, pack: Pack | Store) -> Store:
    """The store with the entries of the pack too. InvalidPack where the two together break a law."""

    places: dict[str, tuple[str, str]] = {}
    if isinstance(pack, Store):
        records = [dict(fields) for fields in pack.all_authored()]
        named = pack.ambiguous()
    else:
        records = [authored(entry) for entry in pack.entries]
        named = pack.settings.get("ambiguities", {})
        places = pack.places
    added = {record["id"] for record in records}
    laws.raise_problems([*problems_with(store, records), *problems_with_names(store, named, added)], places)
    ambiguous = {**store.ambiguous(), **named}
    version = store.data_version
    suffixed = version if version.endswith("+pack") or not records else f"{version}+pack"
    return overlay(store, records, ambiguous, suffixed)


def problems_with_names(store: Store, named: Any, added: Collection[str]) -> list[tuple[str, str, str]]:
    """What is wrong with names that a pack declares to mean several things, where these ids are added to the store."""

    file = "ambiguities.toml"
    if not isinstance(named, Mapping):
        return [(file, "", f"names, each with a list of ids, are needed, not {type(named).__name__}")]
    found = []
    for name, meant in named.items():
        pointer = f"/{escaped(str(name))}"
        if not isinstance(meant, (list, tuple)) or not all(isinstance(each, str) for each in meant):
            found.append((file, pointer, "a list of ids is needed: of everything that the name may mean"))
        elif unknown := [each for each in meant if each not in added and store.locate(each) is None]:
            found.append((file, pointer, f"no entries: {', '.join(sorted(unknown))}"))
    return found


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
