"""A taxonomy with a pack on top answers exactly like one that was built of all the entries at once."""

from __future__ import annotations

import itertools
import pickle
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import modeltaxonomy as mt
from modeltaxonomy.entries import KINDS
from modeltaxonomy.packs.reader import pack_of
from modeltaxonomy.store.artefact import ArtefactStore
from modeltaxonomy.store.build import build
from modeltaxonomy.store.entry import authored
from modeltaxonomy.store.overlay import OverlayStore
from tests.answers import differences

if TYPE_CHECKING:
    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.packs.pack import Pack

MADE_UP = "It is made up for these tests, as all else here."
NOTE = {"basis": "editorial", "note": "made up for the tests"}


def release(family, **fields):
    return {"family": family, "label": fields.pop("label", "Some release"), "definition": MADE_UP, **fields}


# Name -> (kind, id, fields) of each entry: what a pack may bring. Each stands with any others.
PIECES = {
    "a family": [
        ("family", "quakelet", {"label": "Quakelet", "definition": MADE_UP, "tasks": ["tremor-forecasting"]}),
        ("release", "quakelet-mini", release("quakelet", label="Quakelet Mini", released="2026-01-05")),
    ],
    "a side line": [
        (
            "family",
            "quakeling-guard",
            {
                "label": "Quakeling Guard",
                "definition": MADE_UP,
                "broader": ["quakeling"],
                "offshoot": True,
                "inputs": ["micro-tremor-trace"],
                "languages": ["fo"],
            },
        ),
        ("release", "quakeling-guard-1", release("quakeling-guard", label="Quakeling Guard 1", released="2025-12")),
    ],
    "a generation": [
        (
            "family",
            "quakeling-later",
            {"label": "Quakeling Later", "definition": MADE_UP, "broader": ["quakeling-next"], "languages": ["de"]},
        ),
        ("release", "quakeling-3", release("quakeling-later", label="Quakeling 3", released="2025-07-01")),
        (
            "release",
            "quakeling-4",
            release("quakeling-later", label="Quakeling 4", released="2026-02", tasks=["tremor-counting"]),
        ),
        (
            "task",
            "tremor-counting",
            {
                "label": "Tremor counting",
                "definition": MADE_UP,
                "broader": ["tremor-forecasting"],
                "inputs": ["tremor-trace"],
                "outputs": ["tremor-trace"],
            },
        ),
    ],
    "another family in its place": [
        (
            "family",
            "quakeling",
            {
                "label": "Quaker",
                "definition": MADE_UP,
                "inputs": ["tremor-trace"],
                "outputs": ["tremor-trace"],
                "architectures": ["tremor-net"],
                "partial": ["architectures"],
                "breadth": "task",
                "mappings": [{"scheme": "hf-model-type", "code": "quaker"}],
            },
        )
    ],
    "a family that is renamed": [
        (
            "family",
            "quakeling",
            {
                "label": "Quakeling (renamed)",
                "definition": MADE_UP,
                "aliases": ["Renamed"],
                "developers": ["fault-line-lab"],
                "inputs": ["micro-tremor-trace"],
                "tasks": ["tremor-forecasting"],
                "missing": {"outputs": "undisclosed"},
            },
        )
    ],
    "another generation in its place": [
        (
            "family",
            "quakeling-next",
            {
                "label": "Quakeling Next",
                "definition": MADE_UP,
                "broader": ["quakeling"],
                "objectives": [],
                "missing": {"objectives": "undisclosed"},
                "languages": ["is"],
            },
        )
    ],
    "a release that says it itself": [
        (
            "release",
            "quakeling-1",
            release(
                "quakeling",
                label="Quakeling 1",
                released="2025-04",
                inputs=["tremor-trace"],
                tasks=[],
                missing={"tasks": "unknown"},
                breadth="domain",
                facts={"context": {"value": 4096, "evidence": [NOTE]}},
            ),
        )
    ],
    "a release without a date": [
        (
            "release",
            "quakeling-2",
            release("quakeling-next", label="Quakeling 2", base="quakeling-1", relation="distilled"),
        )
    ],
    "facts that changed": [
        (
            "release",
            "quakeling-draft",
            release(
                "quakeling",
                label="Quakeling draft",
                released="2025-03-20",
                facts={
                    "context": {
                        "value": 9000,
                        "evidence": [NOTE],
                        "history": [{"value": 1000, "until": "2025-06-01", "evidence": [NOTE]}],
                    },
                    "license": {"value": "quake-license", "evidence": [NOTE]},
                },
            ),
        )
    ],
    "a concept that is renamed": [
        (
            "architecture",
            "tremor-net",
            {
                "label": "Tremor network",
                "definition": MADE_UP,
                "aliases": ["TN"],
                "mappings": [{"scheme": "seismic-codes", "code": "TT-1"}],
            },
        )
    ],
    "a modality without its code": [
        ("modality", "tremor-trace", {"label": "Trace of a tremor", "definition": MADE_UP}),
    ],
    "a narrower modality": [
        (
            "modality",
            "nano-tremor-trace",
            {"label": "Nano tremor trace", "definition": MADE_UP, "broader": ["micro-tremor-trace"]},
        ),
        (
            "release",
            "quakeling-nano",
            release("quakeling", label="Quakeling Nano", released="2025-05", inputs=["nano-tremor-trace"]),
        ),
    ],
    "a class": [
        (
            "model-class",
            "net-model",
            {
                "label": "Net model",
                "definition": MADE_UP,
                "broader": ["seismic-model"],
                "conditions": [
                    {"axis": "architectures", "values": ["tremor-net"], "reason": "is built as a tremor net"}
                ],
                "selection": [
                    {
                        "when": [{"axis": "tasks", "values": ["tremor-forecasting"], "reason": "tremors are forecast"}],
                        "reason": "Such a model is the one that forecasts.",
                    }
                ],
            },
        ),
        (
            "model-class",
            "talking-model",
            {
                "label": "Talking model",
                "definition": MADE_UP,
                "conditions": [
                    {"axis": "outputs", "match": "none", "values": ["tremor-trace"], "reason": "gives no traces"},
                    {"axis": "languages", "match": "count", "reason": "knows a language"},
                ],
            },
        ),
    ],
    "a class that is renamed": [
        (
            "model-class",
            "seismic-model",
            {
                "label": "Earthquake model",
                "definition": MADE_UP,
                "conditions": [
                    {"axis": "inputs", "values": ["tremor-trace"], "reason": "takes recordings of the ground"}
                ],
            },
        )
    ],
    "a namesake": [
        ("developer", "quake-lab", {"label": "Quakeling", "definition": MADE_UP, "aliases": ["tremor net"]}),
    ],
    "a concept that moves": [
        ("modality", "ground-motion", {"label": "Ground motion", "definition": MADE_UP, "abstract": True}),
        (
            "modality",
            "micro-tremor-trace",
            {"label": "Micro tremor trace", "definition": MADE_UP, "broader": ["ground-motion"]},
        ),
    ],
    "a class that means something else": [
        (
            "model-class",
            "seismic-model",
            {
                "label": "Seismic model",
                "definition": MADE_UP,
                "conditions": [
                    {"axis": "inputs", "match": "none", "values": ["tremor-trace"], "reason": "takes no recordings"}
                ],
            },
        )
    ],
    "a release that moves": [
        ("release", "quakeling-1", release("quakeling-next", label="Quakeling 1", released="2025-03-14")),
    ],
}
MOVES = {"a concept that moves", "a class that means something else", "a release that moves"}


@cache
def piece(name: str) -> Pack:
    # Families need evidence for some axes; one note will do.
    records = []
    for kind, entry_id, fields in PIECES[name]:
        record = {"id": entry_id, **fields}
        if kind == "family":
            axes = ("developers", "inputs", "outputs", "tasks", "objectives", "architectures", "access")
            record["evidence"] = {axis: [NOTE] for axis in axes if record.get(axis)}
        if record.get("base"):
            record["evidence"] = {"base": [NOTE]}
        records.append(("test", kind, record))
    return pack_of(records)


def together(*packs: Pack) -> Pack:
    """One pack of several; of two entries with the same id the later one."""

    entries = {entry.id: entry for pack in packs for entry in pack.entries}
    return mt.Pack(entries=tuple(entries.values()), settings={k: v for pack in packs for k, v in pack.settings.items()})


def built(tax: Taxonomy, *packs: Pack) -> ArtefactStore:
    """What all the entries at once give, without a store on top of another."""

    store = tax.store
    records = {store.id_at(kind, row): dict(store.fields(kind, row)) for kind in KINDS for row in store.rows(kind)}
    ambiguous = dict(store.ambiguous())
    for pack in packs:
        records |= {entry.id: authored(entry) for entry in pack.entries}
        ambiguous |= pack.settings.get("ambiguities", {})
    return ArtefactStore(*map(memoryview, build(records.values(), data_version="0", ambiguous=ambiguous)))


def test_a_difference_is_noticed(small):
    """The comparison finds what one store answers otherwise: here that of a pack left out."""

    found = differences(small.store, small.combine(piece("a release that says it itself")).store)

    assert "digest" in found
    assert found["having", "release", "breadth", "domain"] == ([], ["quakeling-1"])
    assert found["numbers", "release", "context"] == ({}, {"quakeling-1": 4096})
    assert found["having", "release", "tasks", "tremor-forecasting"] == (
        ["quakeling-1", "quakeling-2", "quakeling-draft"],
        ["quakeling-2", "quakeling-draft"],
    )
    assert differences(small.store, small.store) == {}


@pytest.mark.parametrize("name", PIECES)
def test_each_addition_is_as_if_built(small, name):
    """Whatever is added or replaced, the answers, the digest among them, are those of all entries built at once."""

    combined = small.combine(piece(name))

    assert isinstance(combined.store, OverlayStore) is (name not in MOVES)
    assert differences(built(small, piece(name)), combined.store) == {}
    assert combined == mt.Taxonomy(built(small, piece(name)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_additions_in_any_order_are_as_if_built(small, data):
    """Packs on top of packs, at once or one by one, answer as all entries built at once do; of twins the last stands."""

    names = data.draw(st.lists(st.sampled_from(sorted(PIECES)), min_size=1, max_size=6))
    cuts = data.draw(st.sets(st.integers(1, len(names))))
    spans = itertools.pairwise([0, *sorted(cuts | {len(names)})])
    packs = [together(*map(piece, names[start:stop])) for start, stop in spans]
    combined = small
    for pack in packs:
        combined = combined.combine(pack)

    assert differences(built(small, *packs), combined.store) == {}


def test_a_taxonomy_on_top_of_another(small, empty):
    """A taxonomy is put on top of another as a pack is, and as the whole one on top of the empty one."""

    one = small.combine(piece("a family"))
    other = small.combine(piece("a generation")).combine(piece("a class"))

    expected = built(small, piece("a family"), piece("a generation"), piece("a class"))
    assert differences(expected, one.combine(other).store) == {}
    assert empty.combine(one) == one
    assert one.combine(empty) == one == one.combine(one) == one.combine(small) == one.combine(mt.Pack(entries=()))


def test_what_is_taken_back_is_gone(small):
    """A pack and then the entries that it replaced give the taxonomy that was there before."""

    replaced = small.combine(piece("another family in its place")).combine(piece("a concept that is renamed"))

    assert replaced != small
    assert replaced.combine(small) == small
    assert differences(small.store, replaced.combine(small).store) == {}


def test_the_base_stays_as_it_is(small):
    """What is put on top changes nothing of the taxonomy below."""

    before = pickle.loads(pickle.dumps(small))
    asked = [len(small.combine(piece(name))) for name in PIECES]

    assert max(asked) > len(small)
    assert differences(before.store, small.store) == {}


def test_names_declared_ambiguous(small):
    """A name that a pack declares to mean several things means them, those of the base included, and adds to others."""

    settings_of = {"ambiguities": {"The Model": ["quakeling-1", "quakelet-mini"]}}
    named = mt.Pack(entries=piece("a family").entries, settings=settings_of)
    combined = small.combine(named)

    assert differences(built(small, named), combined.store) == {}
    with pytest.raises(mt.AmbiguousName) as caught:
        combined.get("the model")
    assert caught.value.candidates == ("quakelet-mini", "quakeling-1")
    more = mt.Pack(entries=(), settings={"ambiguities": {"Others": ["quakeling-2", "quakelet"]}})
    assert differences(built(small, named, more), combined.combine(more).store) == {}


def test_pickles_come_back(small):
    """A taxonomy with a pack comes back equal, and answering the same, and so do its collections."""

    combined = small.combine(piece("a generation")).combine(piece("another family in its place"))
    same = pickle.loads(pickle.dumps(combined))

    assert same == combined
    assert isinstance(same.store, OverlayStore)
    assert differences(combined.store, same.store) == {}
    some = combined.releases.where(family="quakeling-later")
    assert some.ids == ("quakeling-3", "quakeling-4")
    assert pickle.loads(pickle.dumps(some)) == some


def llama_pack() -> Pack:
    """A generation of Llama, and other things that touch what the bundled taxonomy has."""

    tax = mt.taxonomy()
    made = [
        ("family", "llama-9", {"label": "Llama 9", "definition": MADE_UP, "broader": ["llama"], "languages": ["tlh"]}),
        *(
            ("release", f"llama-9-{size}b", release("llama-9", label=f"Llama 9 {size}B", released=f"2026-09-0{size}"))
            for size in (1, 3, 8)
        ),
        ("release", "llama-9-image", release("llama-9", label="Llama 9 Image", released="2026-10", outputs=["image"])),
    ]
    pack = pack_of(("test", kind, {"id": entry_id, **fields}) for kind, entry_id, fields in made)
    renamed = [authored(tax.families["gemini"]), authored(tax.releases["llama-3.1-405b"])]
    renamed = [{**record, "label": f"{record['label']} (renamed)"} for record in renamed]
    others = pack_of(("test", record.pop("kind"), record) for record in renamed)
    return together(pack, others)


def test_on_top_of_the_bundled_taxonomy(tax):
    """The bundled taxonomy with a pack answers as if built with it, and its pickle holds the pack alone."""

    pack = llama_pack()
    combined = tax.combine(pack)

    assert isinstance(combined.store, OverlayStore)
    assert differences(built(tax, pack), combined.store) == {}
    assert combined.releases_of("llama-9").ids == ("llama-9-1b", "llama-9-3b", "llama-9-8b", "llama-9-image")
    assert len(pickle.dumps(tax)) <= 1000
    assert len(pickle.dumps(tax.releases.where(family="llama-3.1"))) <= 1000 + 30 * len(tax.releases_of("llama-3.1"))
    said = sum(len(str(authored(entry))) for entry in pack.entries)
    assert len(pickle.dumps(combined)) <= 2000 + 2 * said
    assert pickle.loads(pickle.dumps(combined)) == combined
    assert pickle.loads(pickle.dumps(tax)).store is tax.store


@pytest.mark.parametrize(
    "ask",
    [
        lambda tax: mt.recommend("tremor-trace", "tremor-forecasting", taxonomy=tax),
        lambda tax: mt.search("tremor", taxonomy=tax),
        lambda tax: mt.classify("quakeling-2", taxonomy=tax),
        lambda tax: mt.classify("quakeling", taxonomy=tax),
        lambda tax: mt.compare("quakeling-1", "quakelet-mini", taxonomy=tax),
    ],
    ids=["recommend", "search", "classify", "classify family", "compare"],
)
def test_questions_are_answered_the_same(small, ask):
    """Every question is answered as in the taxonomy that was built at once."""

    packs = [piece(name) for name in ("a family", "a generation", "a class", "another generation in its place")]
    combined = small
    for pack in packs:
        combined = combined.combine(pack)
    one, other = ask(combined).to_dict(), ask(mt.Taxonomy(built(small, *packs))).to_dict()
    for answer in (one, other):
        answer.pop("data_version", None)

    assert one == other
