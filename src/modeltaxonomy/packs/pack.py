"""A pack: entries that go on top of a taxonomy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modeltaxonomy.entries import Entry, Source

__all__ = ["Pack"]


def _are_entries(pack: object, attribute: object, entries: Any) -> None:
    from modeltaxonomy.entries import KINDS
    from modeltaxonomy.errors import InvalidQuery

    if not isinstance(entries, (tuple, list)):
        raise InvalidQuery("entries", f"a tuple of entries is needed, not {type(entries).__name__}")
    for entry in entries:
        if getattr(entry, "kind", None) not in KINDS:
            raise InvalidQuery("entries", f"an entry is needed, not {type(entry).__name__}")


@attrs.frozen(kw_only=True)
class Pack:
    """Entries read from files, each valid by itself; `Taxonomy.combine` checks them together with the rest."""

    entries: tuple[Entry | Source, ...] = attrs.field(validator=_are_entries)
    """The entries, in the order of kind and id."""
    files: tuple[tuple[str, str], ...] = ()
    """(id, file) for each entry, the file relative to the pack."""
    pointers: tuple[tuple[str, str], ...] = ()
    """(id, JSON Pointer) for each entry that does not have its file to itself: where in the file it stands."""
    settings: Mapping[str, Any] = attrs.field(factory=dict, eq=False)
    """What `taxonomy.toml` and `ambiguities.toml` say, by the files' stems; used when the pack is compiled by itself."""

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def places(self) -> dict[str, tuple[str, str]]:
        """Id -> file, and where in the file the entry stands, as a JSON Pointer; empty where it is the whole file."""

        pointers = dict(self.pointers)
        return {entry_id: (file, pointers.get(entry_id, "")) for entry_id, file in self.files}
