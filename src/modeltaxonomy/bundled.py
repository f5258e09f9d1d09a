"""The taxonomy that comes with the package, loaded once."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, cast

from modeltaxonomy._mapped import FileBlock
from modeltaxonomy._taxonomy import Taxonomy

if TYPE_CHECKING:
    from importlib_resources.abc import Traversable

    from modeltaxonomy._mapped import Block

__all__ = ["artefact_files", "taxonomy"]

LINES = "taxonomy.jsonl"
INDEX = "taxonomy.index"

_lock = threading.Lock()
_loaded: Taxonomy | None = None


def taxonomy() -> Taxonomy:
    """The bundled taxonomy: the same object at each call."""

    global _loaded
    if _loaded is None:
        with _lock:
            if _loaded is None:
                _loaded = Taxonomy(_read(LINES), _read(INDEX))
    return _loaded


def artefact_files() -> Traversable:
    """The folder of the compiled artefact, as importlib_resources gives it: for reading and copying the files."""

    from importlib_resources import files

    return files("modeltaxonomy").joinpath("data")


def _read(name: str) -> Block:
    """A data file, read in pieces where it is a file, and whole where it lies in a zip.

    Not through importlib_resources: importing that takes longer than everything else here together.
    """

    path = os.path.join(os.path.dirname(__file__), "data", name)
    try:
        return FileBlock(path)
    except (OSError, AttributeError):  # Not a file, or a system without `os.pread`.
        loader = cast("_Loader", __spec__.loader)
        return memoryview(loader.get_data(path))


if TYPE_CHECKING:
    from typing import Protocol

    class _Loader(Protocol):
        def get_data(self, path: str) -> bytes: ...
