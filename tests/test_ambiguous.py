"""Names that mean several things never resolve silently."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import modeltaxonomy as mt
from modeltaxonomy.entries import KINDS

ROOT = Path(__file__).resolve().parent.parent
DECLARED = tomllib.loads((ROOT / "curation" / "ambiguities.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DECLARED)
def test_never_silently(name: str) -> None:
    """A declared name raises AmbiguousName with everything it may mean, unless it is itself an id."""
    tax = mt.taxonomy()
    if name in {entry_id for ids in DECLARED.values() for entry_id in ids}:
        assert mt.get(name).id == name
        return
    with pytest.raises(mt.AmbiguousName) as caught:
        mt.get(name)
    assert list(caught.value.candidates) == sorted(DECLARED[name])
    for kind in KINDS:
        inside = [entry_id for entry_id in DECLARED[name] if tax.get(entry_id).kind == kind]
        if len(inside) == 1:
            assert tax.get(name, kind).id == inside[0]


def test_declarations_are_kept() -> None:
    """A taxonomy made from this one knows the same ambiguities, and those of a pack besides."""
    then = mt.taxonomy().as_of("2024-01-01")
    with pytest.raises(mt.AmbiguousName):
        then.get("rlvr")
    pack = mt.Pack(entries=(), settings={"ambiguities": {"the usual": ["bert", "llama"]}})
    ours = mt.taxonomy().combine(pack)
    with pytest.raises(mt.AmbiguousName) as caught:
        ours.get("The Usual")
    assert caught.value.candidates == ("bert", "llama")
    with pytest.raises(mt.UnknownName):
        mt.get("the usual")
