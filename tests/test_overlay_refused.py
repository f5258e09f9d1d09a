"""Packs that are refused on top of a taxonomy: laws that break through what is there already."""

from __future__ import annotations

import pytest

import modeltaxonomy as mt
from modeltaxonomy.errors import InvalidPack
from modeltaxonomy.packs.reader import pack_of

MADE_UP = "It is made up for these tests, as all else here."
NOTE = {"basis": "editorial", "note": "made up for the tests"}


def release(family, **fields):
    return {"family": family, "label": fields.pop("label", "Some release"), "definition": MADE_UP, **fields}


def test_a_pack_that_breaks_a_law_is_refused(small):
    """What breaks a law together with what it refers to is refused with every problem, though the base is not read."""

    bad = pack_of(
        [
            ("x", "release", {"id": "quakeling-x", **release("quakelin", label="X")}),
            ("y", "family", {"id": "fault-line-lab", "label": "Y", "definition": MADE_UP}),
        ]
    )
    with pytest.raises(InvalidPack) as caught:
        small.combine(bad)

    assert [(problem.file, problem.pointer, problem.message) for problem in caught.value.problems] == [
        ("x", "/family", "'quakelin' is no family; did you mean 'quakeling'?"),
        ("y", "", "a family needs at least one release, or a family below it"),
        ("y", "", "the id 'fault-line-lab' is taken by a developer; choose another"),
    ]


def test_what_now_follows_from_what_is_added(small):
    """A concept that is given another place is refused where one below it already names what now follows."""

    over = {"id": "ground-motion", "label": "Ground motion", "definition": MADE_UP}
    below = {
        "id": "nano-tremor-trace",
        "label": "Nano tremor trace",
        "definition": MADE_UP,
        "broader": ["ground-motion", "tremor-trace"],
    }
    moved = {"id": "tremor-trace", "label": "Trace of a tremor", "definition": MADE_UP, "broader": ["ground-motion"]}
    tax = small.combine(pack_of([("x", "modality", over), ("x", "modality", below)]))

    with pytest.raises(InvalidPack, match="'ground-motion' already follows from 'tremor-trace'"):
        tax.combine(pack_of([("x", "modality", moved)]))


@pytest.mark.parametrize(
    ("said", "pointer"),
    [(3, ""), ({"A/b": 3}, "/A~1b"), ({"Foo": "llama"}, "/Foo"), ({"Foo": [1]}, "/Foo"), ({"Foo": ["nope"]}, "/Foo")],
)
def test_names_that_cannot_be_declared_so(small, said, pointer):
    """A pack that declares a name to mean what is no list of entries is refused."""

    with pytest.raises(InvalidPack) as caught:
        small.combine(mt.Pack(entries=(), settings={"ambiguities": said}))
    (problem,) = caught.value.problems
    assert (problem.file, problem.pointer) == ("ambiguities.toml", pointer)


@pytest.mark.parametrize("entries", [None, 3, (1,), ("llama",), [{"id": "llama"}]])
def test_what_is_no_pack(small, entries):
    """What is no pack is not combined, and what are no entries make none."""

    with pytest.raises(mt.InvalidQuery):
        small.combine(entries)
    with pytest.raises(mt.InvalidQuery):
        mt.Pack(entries=entries)
