"""What the tests share: the bundled taxonomy, a small one, and a builder of packs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from modeltaxonomy import bundled
from modeltaxonomy._taxonomy import Taxonomy
from modeltaxonomy.entries import KINDS
from modeltaxonomy.packs.reader import load_pack
from modeltaxonomy.store.artefact import ArtefactStore
from modeltaxonomy.store.build import build
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    WritePack = Callable[[dict[str, str]], Path]


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tax() -> Taxonomy:
    """The bundled taxonomy."""
    return bundled.taxonomy()


@pytest.fixture(scope="session")
def empty() -> Taxonomy:
    """A taxonomy without entries."""
    lines, index = build([], data_version="0")
    return Taxonomy(ArtefactStore(memoryview(lines), memoryview(index)))


@pytest.fixture(scope="session")
def small(empty: Taxonomy, tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    """The taxonomy of the sample pack and nothing else."""
    return empty.combine(load_pack(_write(tmp_path_factory.mktemp("small"), samples.PACK)))


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """Write files, given as name -> text, as a pack; its folder."""
    made = 0

    def write(files: dict[str, str]) -> Path:
        nonlocal made
        made += 1
        folder = tmp_path / f"pack-{made}"
        folder.mkdir()
        return _write(folder, files)

    return write


def sampled(tax: Taxonomy, kind: str, most: int = 25) -> list[Any]:
    """Entries of a kind, spread over all of them."""

    ids = getattr(tax, KINDS[kind].collection).ids
    assert ids, f"there is no {kind} to look at"
    return [getattr(tax, KINDS[kind].collection)[name] for name in ids[:: -(-len(ids) // most)]]
