"""Packs: authored files at the border, and what comes of combining them."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

import modeltaxonomy as mt
from modeltaxonomy import packs
from modeltaxonomy.entries import KINDS
from modeltaxonomy.errors import InvalidPack, Problem
from modeltaxonomy.packs import Pack, load_pack
from modeltaxonomy.questions.classify import classify
from modeltaxonomy.questions.recommend import recommend
from tests.samples import FAMILY, PACK, SECOND_PACK


def problems(path):
    """The problems of a pack; it has to have some."""

    with pytest.raises(InvalidPack) as caught:
        load_pack(path)
    assert list(caught.value.problems) == sorted(caught.value.problems)
    return list(caught.value.problems)


def as_json(files):
    """The files of a pack as the text of one JSON file."""

    made = {}
    for name, text in files.items():
        folder, _, stem = name.removesuffix(".toml").rpartition("/")
        values = tomllib.loads(text)
        if name == "sources.toml":
            made["sources"] = [{"id": key, **source} for key, source in values.items()]
        else:
            made.setdefault(folder.replace("-", "_"), []).append({"id": stem, **values})
    return json.dumps(made, default=lambda date: date.isoformat())


def test_folder_and_json_say_the_same(write_pack):
    """A folder and one JSON file with the same entries give the same, in the order of kind and id."""

    folder = load_pack(write_pack(PACK))
    file = load_pack(write_pack({"pack.json": as_json(PACK)}) / "pack.json")

    assert folder.entries == file.entries
    assert len(folder) == len(PACK)
    kinds = list(KINDS)
    order = [(kinds.index(entry.kind), entry.id) for entry in folder.entries]
    assert order == sorted(order)
    assert dict(folder.files)["quakeling"] == "families/quakeling.toml"
    assert dict(file.files)["quakeling"] == "pack.json"


def test_dates_of_toml_are_taken(write_pack):
    """A date of TOML is the same as its text."""

    text = PACK["releases/quakeling-1.toml"]
    name = "releases/x.toml"
    bare = load_pack(write_pack({name: text}))
    quoted = load_pack(write_pack({name: text.replace("2025-03-14", '"2025-03-14"')}))

    assert bare.entries == quoted.entries
    assert bare.entries[0].released == "2025-03-14"


def test_settings_are_kept(write_pack):
    """What a pack says of itself is kept by the file's stem and makes no entry."""

    made = load_pack(write_pack({"taxonomy.toml": 'data_version = "1"', "ambiguities.toml": 'ai = ["a", "b"]'}))

    assert len(made) == 0
    assert made.settings == {"taxonomy": {"data_version": "1"}, "ambiguities": {"ai": ["a", "b"]}}


@pytest.mark.parametrize(
    ("text", "line", "pointer", "message"),
    [
        ("label = 'x'\nlabel = 'y'\n", 2, "", "not TOML"),
        ("\n\nlabel = \n", 3, "", "not TOML"),
        ("day = 2025-02-30\n", 1, "", "not TOML"),
        (FAMILY.replace("outputs =", "outptus =", 1), 8, "/outptus", "no such key; did you mean 'outputs'?"),
        (FAMILY.replace("references =", "qqqqqq =", 1), 13, "/qqqqqq", "no such key; take it out"),
        (FAMILY.replace("checked", "chekced", 1), 16, "/evidence/developers/0/chekced", "did you mean 'checked'?"),
        (FAMILY.replace("checked", "label", 1), 16, "/evidence/developers/0/label", "no such key; take it out"),
        (
            FAMILY.replace('["tremor-forecasting"]', '"tremor-forecasting"'),
            9,
            "/tasks",
            "input should be a valid tuple",
        ),
        (FAMILY.replace('["tremor-forecasting"]', "[3]"), 9, "/tasks/0", "input should be a valid string"),
        (FAMILY.replace('"Quakeling"', '""'), 2, "/label", "at least 1 character"),
        ('id = "quakeling"' + FAMILY, 1, "/id", "leave the key out"),
        ("deep = " + "[" * 40 + "]" * 40, None, "", "nested deeper than 16 levels"),
        ("deep = " + "[" * 5000 + "]" * 5000, None, "", "nested deeper than 16 levels"),
        ("long = " + "9" * 5000, None, "", "not TOML"),
    ],
)
def test_faults_of_a_file(write_pack, text, line, pointer, message):
    """A fault of a file is reported with file, line where there is one, place, and what to do."""

    (found,) = problems(write_pack({"families/quakeling.toml": text}))

    assert (found.file, found.line, found.pointer) == ("families/quakeling.toml", line, pointer)
    assert message in found.message


def test_a_missing_key(write_pack):
    """A key that has to be there is missed by name."""

    (found,) = problems(write_pack({"developers/d.toml": 'label = "D"'}))

    assert (found.pointer, found.message) == ("/definition", "field required")


@pytest.mark.parametrize(
    ("text", "line", "pointer", "message"),
    [
        ('{"families": [\n{"id": }]}', 2, "", "not JSON"),
        ('{"families": [], "families": []}', None, "", "'families' is given twice"),
        ('{"developers": [{"id": "d", "label": "a", "label": "b"}]}', None, "", "'label' is given twice"),
        ("[]", None, "", "an object with a list for each kind"),
        ('{"famlies": []}', None, "/famlies", "no such collection"),
        ('{"families": {}}', None, "/families", "a list of entries is needed"),
        ('{"families": [{"label": "x"}]}', None, "/families/0", "an object with an id"),
        ('{"families": ["x"]}', None, "/families/0", "an object with an id"),
        ('{"a": ' + "[" * 40 + "]" * 40 + "}", None, "", "nested deeper than 16 levels"),
        ('{"a": ' + "[" * 90000, None, "", "nested deeper than 16 levels"),
        ('{"a": ' + "9" * 5000 + "}", None, "", "not JSON"),
        (
            '{"developers": [{"id": "d", "label": "D", "definition": "A developer made up.", "lable": 1}]}',
            None,
            "/developers/0/lable",
            "did you mean 'label'?",
        ),
        (
            '{"developers": [{"id": "No Id", "label": "D", "definition": "A developer made up."}]}',
            None,
            "/developers/0/id",
            "should match pattern",
        ),
    ],
)
def test_faults_of_json(write_pack, text, line, pointer, message):
    """A fault of a JSON pack is reported as that of a folder is."""

    (found,) = problems(write_pack({"pack.json": text}) / "pack.json")

    assert (found.file, found.line, found.pointer) == ("pack.json", line, pointer)
    assert message in found.message


@pytest.mark.parametrize("name", ["families/quakeling.toml", "pack.json"])
def test_files_that_are_no_text(write_pack, name):
    """A file that is not UTF-8 is reported with the byte."""

    folder = write_pack({name: ""})
    (folder / name).write_bytes(b'{"a": "\xff"}')

    (found,) = problems(folder if name.endswith("toml") else folder / name)

    assert found == Problem(name, "", "not UTF-8: byte 7 cannot be read")


@pytest.mark.parametrize(
    ("name", "file", "message"),
    [
        ("familes/x.toml", "familes", "no kind of entry has this folder"),
        ("x.toml", "x.toml", "belongs to no kind"),
        ("families/more/x.toml", "families/more/x.toml", "belongs to no kind"),
        ("families/Not An Id.toml", "families/Not An Id.toml", "should match pattern"),
    ],
)
def test_files_out_of_place(write_pack, name, file, message):
    """A file in no folder of a kind is reported, and so is a folder of no kind."""

    (found,) = problems(write_pack({name: FAMILY}))

    assert found.file == file
    assert message in found.message


def test_hidden_folders_are_passed_over(write_pack):
    """Folders that begin with a dot or underscore, and files that are no TOML, are not read."""

    assert len(load_pack(write_pack({".git/x.toml": "?", "_drafts/x.toml": "?", "families/README.md": "?"}))) == 0


def test_links_that_lead_out(write_pack):
    """A link out of the pack is reported and not followed, to a file or a folder; nor is a link to nothing."""

    outside = write_pack({"families/x.toml": FAMILY, "whole.toml": FAMILY})
    folder = write_pack({"families/y.toml": FAMILY})
    (folder / "families" / "x.toml").symlink_to(outside / "whole.toml")
    (folder / "releases").symlink_to(outside / "families")
    (folder / "families" / "z.toml").symlink_to(folder / "nothing.toml")

    found = {problem.file: problem.message for problem in problems(folder)}

    assert set(found) == {"families/x.toml", "releases", "families/z.toml"}
    assert "leads out of the pack" in found["families/x.toml"]
    assert "leads out of the pack" in found["releases"]
    assert "a link to nothing" in found["families/z.toml"]


def test_bounds(write_pack, monkeypatch):
    """A file too large, too many files and a pack too large are refused; at the bound they are not."""

    folder = write_pack({"families/x.toml": FAMILY, "families/y.toml": FAMILY})
    size = len(FAMILY.encode())
    file = write_pack({"pack.json": "{}"}) / "pack.json"

    monkeypatch.setattr(packs, "MAX_FILE_BYTES", size)
    monkeypatch.setattr(packs, "MAX_PACK_BYTES", 2 * size)
    monkeypatch.setattr(packs, "MAX_FILES", 2)
    assert len(load_pack(folder)) == 2

    monkeypatch.setattr(packs, "MAX_FILE_BYTES", size - 1)
    assert [found.file for found in problems(folder)] == ["families/x.toml", "families/y.toml"]

    monkeypatch.setattr(packs, "MAX_FILE_BYTES", size)
    monkeypatch.setattr(packs, "MAX_FILES", 1)
    assert [found.message[:26] for found in problems(folder)] == ["a pack has at most 1 files"]

    monkeypatch.setattr(packs, "MAX_FILES", 2)
    monkeypatch.setattr(packs, "MAX_PACK_BYTES", 2 * size - 1)
    assert [found.message[:18] for found in problems(folder)] == ["a pack has at most"]

    monkeypatch.setattr(packs, "MAX_PACK_BYTES", 1)
    assert [found.message for found in problems(file)] == ["2 bytes; a pack has at most 1"]


def test_the_same_id_twice(write_pack):
    """An id that two files give is reported."""

    both = write_pack({"families/x.toml": FAMILY, "developers/x.toml": PACK["developers/fault-line-lab.toml"]})
    listed = {"id": "d", "label": "D", "definition": "A developer made up."}

    assert [found.message[14:25] for found in problems(both)] == ["given twice"]
    file = write_pack({"pack.json": json.dumps({"developers": [listed, listed]})}) / "pack.json"
    assert [found.message[14:25] for found in problems(file)] == ["given twice"]


def test_all_problems_at_once(write_pack):
    """Every problem of every file is reported together, sorted by file and line."""

    found = problems(
        write_pack(
            {
                "developers/a.toml": 'label = ""\nlogo = 1\ndefinition = "short"',
                "families/b.toml": "label =",
                "familes/c.toml": "",
                "sources.toml": '[s]\ntitle = "t"\nurl = "ftp://x"\n[q]\nid = "q"',
            }
        )
    )

    assert [problem.file for problem in found] == [
        "developers/a.toml",
        "developers/a.toml",
        "developers/a.toml",
        "familes",
        "families/b.toml",
        "sources.toml",
        "sources.toml",
    ]
    assert {"/label", "/logo", "/definition", "/s/url", "/q/id", ""} == {problem.pointer for problem in found}


def test_no_pack_at_all(tmp_path):
    """Where there is nothing, FileNotFoundError says what is expected."""

    with pytest.raises(FileNotFoundError, match="a folder laid out like"):
        load_pack(tmp_path / "nothing")


# Combining


def test_combining_adds(empty, small):
    """What a pack brings is found, recommended and classified; the taxonomy that was in hand has it not."""

    assert len(empty) == 0
    assert len(small) == len(PACK)
    assert small.families.ids == ("quakeling",)
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
        "domains/caves.toml": 'label = "Caves"\ndefinition = "What is done below the ground."',
    }
    one, two = load_pack(write_pack(SECOND_PACK)), load_pack(write_pack(other))

    assert small.combine(one).combine(two) == small.combine(two).combine(one)
    assert len(small.combine(one).combine(two)) == len(small) + 4


def test_an_entry_takes_the_place_of_its_namesake(small, write_pack):
    """An entry of the same id and kind replaces the other, and what a release takes over follows its family."""

    text = FAMILY.replace('missing = { architectures = "undisclosed" }', 'domains = ["caves"]')
    text = text.replace('objectives = ["next-tremor-prediction"]\n', "").replace("objectives = [{", "domains = [{")
    text = text.replace('inputs = ["micro-tremor-trace"]', 'inputs = ["tremor-trace"]')
    caves = 'label = "Caves"\ndefinition = "What is done below the ground."'
    pack = load_pack(write_pack({"families/quakeling.toml": text, "domains/caves.toml": caves}))

    before, after = small.releases["quakeling-1"], small.combine(pack).releases["quakeling-1"]

    assert (before.inputs, after.inputs) == (("micro-tremor-trace",), ("tremor-trace",))
    assert (before.objectives, before.domains) == (("next-tremor-prediction",), ())
    assert dict(before.missing) == {"architectures": "undisclosed"}
    assert (after.objectives, after.domains, dict(after.missing)) == ((), ("caves",), {})


def test_a_release_does_not_take_over_what_it_states(small):
    """An axis that a release states, or says to be missing, is not its family's."""

    first, second = small.releases["quakeling-1"], small.releases["quakeling-2"]

    assert second.architectures == ("tremor-net",)
    assert "architectures" not in second.inherited
    assert "architectures" not in second.missing
    assert "architectures" in first.inherited
    assert "tasks" in first.inherited
    assert first.tasks == small.families["quakeling"].tasks


@pytest.mark.parametrize(
    ("name", "old", "new", "pointer", "message"),
    [
        ("families/quakeling.toml", '"tremor-forecasting"', '"tremor-forcasting"', "/tasks/0", "did you mean"),
        ("modalities/tremor-trace.toml", "aliases", 'broader = ["micro-tremor-trace"]\naliases', "/broader", "a cycle"),
        (
            "releases/quakeling-1.toml",
            "[facts]",
            'base = "quakeling-2"\nrelation = "merged"\n[facts]',
            "/base",
            "cycle",
        ),
        ("releases/quakeling-1.toml", "7_000_000", "nan", "/facts/parameters", "positive number"),
    ],
)
def test_packs_that_break_a_law(empty, small, write_pack, name, old, new, pointer, message):
    """A pack that breaks a law is refused whole, and the taxonomy in hand stays as it is."""

    assert old in PACK[name]
    pack = load_pack(write_pack(PACK | {name: PACK[name].replace(old, new)}))
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


def test_an_id_of_another_kind(small, write_pack):
    """A pack cannot take an id from an entry of another kind."""

    pack = load_pack(write_pack({"developers/quakeling.toml": PACK["developers/fault-line-lab.toml"]}))

    with pytest.raises(InvalidPack, match="is taken by a family"):
        small.combine(pack)


def test_the_bundled_taxonomy_takes_a_pack(tax, write_pack):
    """A pack on top of the bundled taxonomy is found, recommended and classified there."""

    both = tax.combine(load_pack(write_pack(PACK)))

    assert len(both) == len(tax) + len(PACK)
    assert "quakeling" in both.families
    assert "quakeling" not in tax.families
    assert recommend(tasks="tremor-forecasting", taxonomy=both).families[0].family == "quakeling"
    assert "seismic-model" in classify("quakeling", taxonomy=both).classes
    assert both.data_version == f"{tax.data_version}+pack"


def test_a_folder_may_move(write_pack, tmp_path):
    """Where a pack lies is no part of it."""

    folder = write_pack(PACK)
    shutil.copytree(folder, tmp_path / "elsewhere")

    assert load_pack(folder) == load_pack(str(tmp_path / "elsewhere"))


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
