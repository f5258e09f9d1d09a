"""Packs on top of a taxonomy: what comes of combining, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import modeltaxonomy as mt
from modeltaxonomy.errors import InvalidPack
from modeltaxonomy.packs.pack import Pack
from modeltaxonomy.packs.reader import load_pack
from modeltaxonomy.questions.classification.answer import classify
from modeltaxonomy.questions.recommendation import recommend
from tests.samples import (
    ENTRIES,
    FAMILY,
    FAMILY_FILE,
    GENERATION,
    GENERATION_FILE,
    OFFSHOOT_PACK,
    PACK,
    RELEASE,
    SECOND_PACK,
)

DEVELOPER = PACK["developers/fault-line-lab.toml"]
CAVES = 'label = "Caves"\ndefinition = "What is done below the ground."'
OTHER_RELEASE = RELEASE.replace("quakeling-1", "quakeling-3").replace("Quakeling 1", "Quakeling 3")


def test_combining_adds(empty, small):
    """What a pack brings is found, recommended and classified; the taxonomy that was in hand has it not."""

    assert len(empty) == 0
    assert len(small) == ENTRIES
    assert small.families.ids == ("quakeling", "quakeling-next")
    assert small.get("Quakeling models").id == "quakeling"
    assert small.crosswalk("seismic-codes", "TT-1") == (small.modalities["tremor-trace"],)
    assert [each.family for each in recommend(tasks="tremor forecasting", taxonomy=small).families] == ["quakeling"]
    assert classify("quakeling-1", taxonomy=small).classes == ("seismic-model",)
    assert empty.families.find("quakeling") is None


def test_combining_with_nothing_changes_nothing(small, empty, tax):
    """Combined with an empty pack or taxonomy, a taxonomy equals itself, byte for byte."""

    assert small == small.combine(Pack(entries=())) == small.combine(empty) == empty.combine(small)
    assert tax == tax.combine(Pack(entries=()))


def test_combining_twice_is_combining_once(small, write_pack):
    """A pack that is already in changes nothing, nor do the entries as the taxonomy gives them."""

    pack = load_pack(write_pack(SECOND_PACK))
    once = small.combine(pack)

    assert once == once.combine(pack) == once.combine(once)
    assert once != small
    assert small == small.combine(load_pack(write_pack(PACK)))
    assert small == small.combine(Pack(entries=tuple(entry for name in PACK_IDS if (entry := small.get(name)))))


PACK_IDS = ("quakeling-2", "quakeling-1", "quakeling", "tremor-net", "quakeling-2025", "seismic-model")


def test_order_of_packs_does_not_matter(empty, small, write_pack):
    """Two packs that have no entry in common may be combined in either order."""

    other = {
        "developers/other-lab.toml": 'label = "Other"\ndefinition = "A laboratory of its own in the tests."',
        "domains/caves.toml": CAVES,
    }
    one, two = load_pack(write_pack(SECOND_PACK)), load_pack(write_pack(other))

    assert small.combine(one).combine(two) == small.combine(two).combine(one)
    assert len(small.combine(one).combine(two)) == len(small) + 4


def test_an_entry_takes_the_place_of_its_namesake(small, write_pack):
    """An entry of the same id and kind replaces the other, and what a release takes over follows its family."""

    text = FAMILY.replace('missing = { architectures = "undisclosed" }', 'domains = ["caves"]')
    text = text.replace('objectives = ["next-tremor-prediction"]\n', "").replace("objectives = [{", "domains = [{")
    text = text.replace('inputs = ["micro-tremor-trace"]', 'inputs = ["tremor-trace"]')
    pack = load_pack(write_pack({FAMILY_FILE: text, "domains/caves.toml": CAVES}))

    before, after = small.releases["quakeling-1"], small.combine(pack).releases["quakeling-1"]

    assert (before.inputs, after.inputs) == (("micro-tremor-trace",), ("tremor-trace",))
    assert (before.objectives, before.domains) == (("next-tremor-prediction",), ())
    assert dict(before.missing) == {"architectures": "undisclosed"}
    assert (after.objectives, after.domains, dict(after.missing)) == ((), ("caves",), {})


def test_a_release_does_not_take_over_what_is_nearer(small):
    """An axis that the generation states, or says to be missing, is not that of the family above it."""

    first, second = small.releases["quakeling-1"], small.releases["quakeling-2"]

    assert second.architectures == ("tremor-net",)
    assert "architectures" not in second.missing
    assert {axis: second.inherited[axis] for axis in ("architectures", "tasks")} == {
        "architectures": "quakeling-next",
        "tasks": "quakeling",
    }
    assert first.inherited["architectures"] == first.inherited["tasks"] == "quakeling"
    assert first.tasks == second.tasks == small.families["quakeling"].tasks


def test_a_side_line_goes_on_top(small, write_pack):
    """A side line in the folder of a family that is elsewhere stands below it, and takes nothing over."""

    both = small.combine(load_pack(write_pack(OFFSHOOT_PACK)))

    assert both.families["quakeling-guard"].broader == ("quakeling",)
    assert both.releases["quakeling-guard-1"].inputs == ("tremor-trace",)
    assert both.releases["quakeling-guard-1"].tasks == ()
    assert both.families["quakeling"] == small.families["quakeling"]


@pytest.mark.parametrize(
    ("name", "old", "new", "pointer", "message"),
    [
        (FAMILY_FILE, '"tremor-forecasting"', '"tremor-forcasting"', "/tasks/0", "did you mean"),
        ("modalities/tremor-trace.toml", "aliases", 'broader = ["micro-tremor-trace"]\naliases', "/broader", "a cycle"),
        (
            FAMILY_FILE,
            "[releases.quakeling-1.facts]",
            'base = "quakeling-2"\nrelation = "merged"\n[releases.quakeling-1.facts]',
            "/releases/quakeling-1/base",
            "cycle",
        ),
        (FAMILY_FILE, "7_000_000", "nan", "/releases/quakeling-1/facts/parameters", "positive number"),
        (FAMILY_FILE, "2025-03-14", "2025-02-28", "/first_release", "it has a release of 2025-02-28"),
        (GENERATION_FILE, "label", "offshoot = true\nbroader = []\nlabel", "/offshoot", "give broader"),
        (
            GENERATION_FILE,
            "[releases.quakeling-2.evidence]",
            '[releases.quakeling-2.missing]\nbreadth = "unknown"\nspeed = "unknown"\n[releases.quakeling-2.evidence]',
            "/releases/quakeling-2/missing/speed",
            "no such axis",
        ),
    ],
)
def test_packs_that_break_a_law(empty, small, write_pack, name, old, new, pointer, message):
    """A pack that breaks a law is refused whole, and the taxonomy in hand stays as it is."""

    assert old in PACK[name]
    pack = load_pack(write_pack(PACK | {name: PACK[name].replace(old, new, 1)}))
    digest, ids = small.digest, small.releases.ids

    for taxonomy in (empty, small):
        with pytest.raises(InvalidPack) as caught:
            taxonomy.combine(pack)
        assert [
            problem
            for problem in caught.value.problems
            if problem.file == name and problem.pointer == pointer and message in problem.message
        ]

    assert (small.digest, small.releases.ids) == (digest, ids)
    assert small.get("quakeling").tasks == ("tremor-forecasting",)
    assert len(empty) == 0


def test_lines_of_what_breaks_a_law(small, write_pack):
    """With the taxonomy that a pack is for, what breaks a law is reported with its line, in releases and evidence too."""

    text = (FAMILY + RELEASE).replace("7_000_000", "nan").replace('"tremor-forecasting"', '"tremor-forcasting"')
    text = text.replace('objectives = [{ basis = "editorial"', 'objectives = [{ basis = "inferred"')
    with pytest.raises(InvalidPack) as caught:
        load_pack(write_pack(PACK | {FAMILY_FILE: text}), into=small)

    assert [(found.file, found.line, found.pointer) for found in caught.value.problems] == [
        (FAMILY_FILE, 9, "/tasks/0"),
        (FAMILY_FILE, 22, "/evidence/objectives/0"),
        (FAMILY_FILE, 31, "/releases/quakeling-1/facts/parameters"),
    ]


def test_an_id_of_another_kind(small, write_pack):
    """A pack cannot take an id from an entry of another kind."""

    pack = load_pack(write_pack({"developers/quakeling.toml": DEVELOPER}))

    with pytest.raises(InvalidPack, match="is taken by a family"):
        small.combine(pack)


def test_the_bundled_taxonomy_takes_a_pack(tax, write_pack):
    """A pack on top of the bundled taxonomy is found, recommended and classified there."""

    both = tax.combine(load_pack(write_pack(PACK)))

    assert len(both) == len(tax) + ENTRIES
    assert "quakeling" in both.families
    assert "quakeling" not in tax.families
    assert recommend(tasks="tremor-forecasting", taxonomy=both).families[0].family == "quakeling"
    assert "seismic-model" in classify("quakeling", taxonomy=both).classes
    assert both.data_version == f"{tax.data_version}+pack"


def test_laws_and_reading_are_reported_together(tmp_path):
    """With the taxonomy that a pack is for, what breaks a law there is reported with what cannot be read."""

    (tmp_path / "tasks").mkdir()
    good = (
        'label = "L{n}"\ndefinition = "Long enough to be a definition here."\nbroader = ["{wider}"]\nreferences = []\n'
    )
    good += 'inputs = ["text"]\noutputs = ["text"]\n'
    for name, text in {
        "first": good.format(n=1, wider="nowhere"),
        "second": good.format(n=2, wider="third"),
        "third": good.format(n=3, wider="summarization") + "colour = 1\n",
        "fourth": good.format(n=4, wider="fifth"),
        "fifth": "label = ",
    }.items():
        (tmp_path / "tasks" / f"{name}.toml").write_text(text, encoding="utf-8")

    with pytest.raises(InvalidPack) as caught:
        load_pack(tmp_path, into=mt.taxonomy())

    assert [(problem.file, problem.pointer) for problem in caught.value.problems] == [
        ("tasks/fifth.toml", ""),
        ("tasks/first.toml", "/broader/0"),
        ("tasks/third.toml", "/colour"),
    ]
    with pytest.raises(InvalidPack) as caught:
        load_pack(tmp_path)
    assert [problem.file for problem in caught.value.problems] == ["tasks/fifth.toml", "tasks/third.toml"]


def test_a_sound_pack_is_read_the_same_with_and_without_its_taxonomy():
    """Checking against a taxonomy changes nothing of what is read."""

    example = Path(__file__).parent.parent / "docs" / "example-pack"
    assert load_pack(example, into=mt.taxonomy()) == load_pack(example)


@pytest.mark.parametrize("broken", [b"label = ", b"label = '\xff'", b"a = " + b"[" * 40 + b"]" * 40])
def test_what_cannot_be_read_counts_as_there(tmp_path, broken):
    """A file that cannot be read is reported once; what refers to its entry is not reported as dangling."""

    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "broken.toml").write_bytes(broken)
    (tmp_path / "tasks" / "narrow.toml").write_text(
        'label = "Narrow"\ndefinition = "Long enough to be a definition here."\nbroader = ["broken"]\n'
        'inputs = ["text"]\noutputs = ["text"]\nreferences = []\n'
    )

    with pytest.raises(InvalidPack) as caught:
        load_pack(tmp_path, into=mt.taxonomy())

    assert [problem.file for problem in caught.value.problems] == ["tasks/broken.toml"]


@pytest.mark.parametrize("broken", ["label = ", FAMILY.replace("label", "lable")])
def test_a_family_that_cannot_be_read_counts_as_there(small, write_pack, broken):
    """Where a family's file cannot be read, its generation, and what else refers to it, are not reported."""

    folder = write_pack(PACK | {FAMILY_FILE: broken, GENERATION_FILE: GENERATION + OTHER_RELEASE})

    with pytest.raises(InvalidPack) as caught:
        load_pack(folder, into=small)

    assert {problem.file for problem in caught.value.problems} == {FAMILY_FILE}


def test_a_generation_that_cannot_be_read_counts_as_below(empty, write_pack):
    """A family all of whose releases stand in generations that cannot be read is not reported as empty."""

    folder = write_pack(PACK | {FAMILY_FILE: FAMILY, GENERATION_FILE: "label = "})

    with pytest.raises(InvalidPack) as caught:
        load_pack(folder, into=empty)

    assert [problem.file for problem in caught.value.problems] == [GENERATION_FILE]
