"""The taxonomy that comes with the package, loaded once."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, cast

from modeltaxonomy.store.artefact import ArtefactStore
from modeltaxonomy.store.hashtable import FileBlock

if TYPE_CHECKING:
    from typing import Protocol

    from importlib_resources.abc import Traversable

    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.store.hashtable import Block

    class _Loader(Protocol):
        def get_data(self, path: str) -> bytes: ...


__all__ = ["artefact_files", "store", "taxonomy"]

LINES = "taxonomy.jsonl"
INDEX = "taxonomy.index"

_lock = threading.Lock()
_store: _BundledStore | None = None
_taxonomy: Taxonomy | None = None


class _BundledStore(ArtefactStore):
    """The store that comes with the package: pickled by its digest, not by its content."""

    def pickled(self) -> tuple[Any, ...]:
        return (_reopen, (self.data_version, self.digest))


def store() -> ArtefactStore:
    """Where the entries of the bundled taxonomy are kept: the same object at each call."""

    global _store
    if _store is None:
        with _lock:
            if _store is None:
                _store = _BundledStore(_read(LINES), _read(INDEX))
    return _store


def taxonomy() -> Taxonomy:
    """The bundled taxonomy: the same object at each call."""

    global _taxonomy
    if _taxonomy is None:
        from modeltaxonomy._taxonomy import Taxonomy

        kept = store()
        with _lock:
            if _taxonomy is None:
                _taxonomy = Taxonomy(kept)
    return _taxonomy


def artefact_files() -> Traversable:
    """The folder of the compiled artefact, as importlib_resources gives it: for reading and copying the files."""

    from importlib_resources import files

    return files("modeltaxonomy").joinpath("data")


def _reopen(data_version: str, digest: str) -> ArtefactStore:
    kept = store()
    if kept.digest != digest:
        raise ValueError(
            f"this was pickled with data version {data_version} of the bundled taxonomy, and the one here is"
            f" {kept.data_version}; install the version of modeltaxonomy that it was pickled with"
        )
    return kept


def _read(name: str) -> Block:
    """A data file, read in pieces where it is a file, and whole where it lies in a zip.

    Not through importlib_resources: importing that takes longer than everything else here together.
    """

    path = os.path.join(os.path.dirname(__file__), "data", name)
    try:
        return FileBlock(path)
    except OSError:  # Not a file.
        loader = cast("_Loader", __spec__.loader)
        return memoryview(loader.get_data(path))
