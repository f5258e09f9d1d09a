"""Names that mean several things never resolve silently, those that are plain do."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import modeltaxonomy as mt
from modeltaxonomy.entries import KINDS
from modeltaxonomy.store import meant
from modeltaxonomy.values.names import normalize_name

ROOT = Path(__file__).resolve().parent.parent
DECLARED = tomllib.loads((ROOT / "curation" / "ambiguities.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DECLARED)
def test_never_silently(name: str) -> None:
    """A declared name is the one whose id it is, or that alone bears it, or raises AmbiguousName; by kind it is found."""
    tax = mt.taxonomy()
    several = [tax.get(entry_id) for entry_id in DECLARED[name]]
    several = [entry for entry in several if entry.kind not in ("developer", "openness")] or several
    key = normalize_name(name)
    ids = [entry for entry in several if normalize_name(entry.id) == key]
    bearing = [entry for entry in several if key in map(normalize_name, (entry.label, *entry.aliases))]
    expected = {entry.id for entry in ids or bearing or several}
    if len(expected) == 1:
        assert {mt.get(name).id} == expected
    else:
        with pytest.raises(mt.AmbiguousName) as caught:
            mt.get(name)
        assert set(caught.value.candidates) == expected
        assert list(caught.value.candidates) == sorted(caught.value.candidates)
    for kind in KINDS:
        inside = [entry_id for entry_id in DECLARED[name] if tax.get(entry_id).kind == kind]
        if len(inside) == 1:
            assert tax.get(name, kind).id == inside[0]


@pytest.mark.parametrize(
    ("typed", "entry_id"),
    [
        ("RLHF", "reinforcement-learning-from-human-feedback"),
        ("VAE", "variational-autoencoder-model"),
        ("ResNet", "resnet"),
        ("DeepSeek", "deepseek"),
        ("MiniMax", "minimax"),
        ("MRL", "matryoshka-representation"),
        ("image generation", "text-to-image"),
    ],
)
def test_plain_to_everybody(typed: str, entry_id: str) -> None:
    """Where nearly everybody means one thing, that is it."""
    assert mt.get(typed).id == entry_id


def test_a_model_goes_first() -> None:
    """A model goes before a license, a developer or a source that bears the same name."""
    assert mt.get("MiniMax").kind == "family"
    assert mt.taxonomy().get("MiniMax", "developer").id == "minimax-ai"
    tax = mt.taxonomy()
    places = [("developer", 0), ("family", 0), ("openness", 0)]
    assert meant(tax.store, "no name of these", places) == [("family", 0)]
    assert meant(tax.store, "no name of these", places[::2]) == places[::2]


@pytest.mark.parametrize(("plural", "entry_id"), [("images", "image"), ("LLMs", "large-language-model")])
def test_plurals(plural: str, entry_id: str) -> None:
    """What has no name of its own is found in the plural; a model is not."""
    assert mt.get(plural).id == entry_id
    with pytest.raises(mt.UnknownName):
        mt.get("berts")


def test_declarations_are_kept() -> None:
    """A taxonomy made from this one knows the same ambiguities, and those of a pack besides."""
    then = mt.taxonomy().as_of("2024-01-01")
    with pytest.raises(mt.AmbiguousName):
        then.get("lycoris")
    pack = mt.Pack(entries=(), settings={"ambiguities": {"the usual": ["bert", "llama"]}})
    ours = mt.taxonomy().combine(pack)
    with pytest.raises(mt.AmbiguousName) as caught:
        ours.get("The Usual")
    assert caught.value.candidates == ("bert", "llama")
    with pytest.raises(mt.UnknownName):
        mt.get("the usual")
