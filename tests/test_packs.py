"""Packs: authored files at the border."""

from __future__ import annotations

import json
import shutil
import tomllib

import pytest

from modeltaxonomy.entries import KINDS
from modeltaxonomy.errors import InvalidPack, Problem
from modeltaxonomy.packs.reader import load_pack
from tests.samples import ENTRIES, FAMILY, FAMILY_FILE, GENERATION, GENERATION_FILE, PACK, RELEASE

DEVELOPER = PACK["developers/fault-line-lab.toml"]


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
        folder, *middle, stem = name.removesuffix(".toml").split("/")
        values = tomllib.loads(text)
        releases = values.pop("releases", {})
        if folder == "sources":
            made.setdefault("sources", []).extend({"id": key, **source} for key, source in values.items())
            continue
        if middle not in ([], [stem]):
            values["broader"] = middle
        made.setdefault(folder.replace("-", "_"), []).append({"id": stem, **values})
        made.setdefault("releases", []).extend({"id": key, "family": stem, **each} for key, each in releases.items())
    return json.dumps(made, default=lambda date: date.isoformat())


def test_folder_and_json_say_the_same(write_pack):
    """A folder and one JSON file with the same entries give the same, in the order of kind and id."""

    folder = load_pack(write_pack(PACK))
    file = load_pack(write_pack({"pack.json": as_json(PACK)}) / "pack.json")

    assert folder.entries == file.entries
    assert len(folder) == ENTRIES
    kinds = list(KINDS)
    order = [(kinds.index(entry.kind), entry.id) for entry in folder.entries]
    assert order == sorted(order)
    assert {name: folder.places[name] for name in ("quakeling", "quakeling-1", "quakeling-2", "quakeling-2025")} == {
        "quakeling": (FAMILY_FILE, ""),
        "quakeling-1": (FAMILY_FILE, "/releases/quakeling-1"),
        "quakeling-2": (GENERATION_FILE, "/releases/quakeling-2"),
        "quakeling-2025": ("sources/q.toml", "/quakeling-2025"),
    }
    assert dict(folder.files)["quakeling-1"] == FAMILY_FILE
    assert file.places["quakeling"] == ("pack.json", "/families/0")


def test_dates_of_toml_are_taken(write_pack):
    """A date of TOML is the same as its text."""

    bare = load_pack(write_pack({FAMILY_FILE: RELEASE}))
    quoted = load_pack(write_pack({FAMILY_FILE: RELEASE.replace("2025-03-14", '"2025-03-14"')}))

    assert bare.entries == quoted.entries
    assert bare.entries[0].released == "2025-03-14"


def test_what_stands_in_a_family_belongs_to_it(write_pack):
    """A release is of the family in whose file it stands; a generation is narrower than the family of its folder."""

    both = GENERATION.replace("label", 'broader = ["elsewhere"]\nlabel', 1)
    pack = load_pack(write_pack({**PACK, "families/quakeling/far.toml": both.replace("Quakeling Next", "Far")}))
    found = {entry.id: entry for entry in pack.entries}

    assert {name: found[name].family for name in ("quakeling-1", "quakeling-draft", "quakeling-2")} == {
        "quakeling-1": "quakeling",
        "quakeling-draft": "quakeling",
        "quakeling-2": "quakeling-next",
    }
    assert {name: found[name].broader for name in ("quakeling", "quakeling-next", "far")} == {
        "quakeling": (),
        "quakeling-next": ("quakeling",),
        "far": ("elsewhere",),
    }


def test_a_file_may_only_add_releases(tax, write_pack):
    """A file with nothing but releases adds them to a family that is there already, and leaves the family as it is."""

    text = """
[releases.bert-of-the-caves]
label = "BERT of the caves"
definition = "A model that reads what is written on walls."
released = 2026-02-03
"""
    pack = load_pack(write_pack({"families/bert/bert.toml": text}), into=tax)
    both = tax.combine(pack)

    assert [entry.id for entry in pack.entries] == ["bert-of-the-caves"]
    assert both.releases["bert-of-the-caves"].family == "bert"
    assert both.releases["bert-of-the-caves"].inputs == tax.families["bert"].inputs != ()
    assert set(both.releases_of("bert").ids) == {*tax.releases_of("bert").ids, "bert-of-the-caves"}
    assert both.families["bert"] == tax.families["bert"]


def test_a_file_that_adds_releases_to_nothing(small, write_pack):
    """Releases in the file of a family that is nowhere are refused, each at its place."""

    pack = write_pack({"families/quake/quake.toml": RELEASE.replace("quakeling-1", "quake-1")})
    with pytest.raises(InvalidPack) as caught:
        load_pack(pack, into=small)

    (found,) = caught.value.problems
    assert (found.file, found.line, found.pointer) == ("families/quake/quake.toml", 2, "/releases/quake-1/family")
    assert found.message.startswith("'quake' is no family")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[releases]\n"])
def test_an_empty_family_is_missed(write_pack, text):
    """A family's file without anything in it is a problem: what a family needs is missing."""

    found = problems(write_pack({FAMILY_FILE: text}))

    assert [(problem.file, problem.pointer, problem.message) for problem in found] == [
        (FAMILY_FILE, "/definition", "field required"),
        (FAMILY_FILE, "/label", "field required"),
    ]


@pytest.mark.parametrize(
    ("key", "line", "message"),
    [
        ('family = "quakeling"', 3, "it stands in the file of its family; leave the key out"),
        ('id = "quakeling-1"', 3, "the file's name, or the table's, is the id; leave the key out"),
        ('inherited = { tasks = "quakeling" }', 3, "the taxonomy fills it in; leave the key out"),
        ('inherited_partial = ["tasks"]', 3, "the taxonomy fills it in; leave the key out"),
    ],
)
def test_keys_that_the_place_or_the_taxonomy_gives(write_pack, small, key, line, message):
    """What a release's place says, or the taxonomy fills in, is refused where it is authored, and that alone."""

    text = RELEASE.replace("label", f"{key}\nlabel", 1)
    folder = write_pack({FAMILY_FILE: text})
    problem = Problem(FAMILY_FILE, f"/releases/quakeling-1/{key.partition(' ')[0]}", message, line)

    assert problems(folder) == [problem]
    with pytest.raises(InvalidPack) as caught:
        load_pack(write_pack(PACK | {FAMILY_FILE: FAMILY + text}), into=small)
    assert [(each.pointer, each.message) for each in caught.value.problems] == [(problem.pointer, problem.message)]


def test_a_family_does_not_state_what_it_takes_over(write_pack):
    """What the taxonomy fills in is refused of a generation as of a release."""

    (found,) = problems(write_pack({GENERATION_FILE: 'inherited = { tasks = "quakeling" }' + GENERATION}))

    assert (found.file, found.line, found.pointer) == (GENERATION_FILE, 1, "/inherited")


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
        (FAMILY.replace("checked", "chekced", 1), 17, "/evidence/developers/0/chekced", "did you mean 'checked'?"),
        (FAMILY.replace("checked", "label", 1), 17, "/evidence/developers/0/label", "no such key; take it out"),
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

    (found,) = problems(write_pack({FAMILY_FILE: text}))

    assert (found.file, found.line, found.pointer) == (FAMILY_FILE, line, pointer)
    assert message in found.message


DOTTED = f"""{RELEASE.replace("releases.quakeling-1", 'releases."quakeling-1.0"')}
[releases."quakeling-1.0".evidence]
released = [
  {{ source = "quakeling-2025", at = "section 3" }},
]
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "pointer", "message"),
    [
        ('label = "Quakeling 1"', "", 25, "/label", "field required"),
        ('label = "Quakeling 1"', 'label = "Quakeling 1"\nlable = "Q"', 27, "/lable", "did you mean 'label'?"),
        ("2025-03-14", '"spring"', 28, "/released", "should match pattern"),
        ("7_000_000", "{}", 31, "/facts/parameters/value", "should be int or float or str"),
        ("status", "statsu", 33, "/facts/training_compute/statsu", "did you mean 'status'?"),
        ("training_compute =", "training_compute.x =", 33, "/facts/training_compute/x", "no such key"),
        ('at = "section 3"', "chekced = 1", 36, "/evidence/released/0/chekced", "did you mean 'checked'?"),
        ("released = [", "released = 3\nx = [", 36, "/evidence/released", "should be a valid tuple"),
    ],
)
def test_faults_of_a_release(write_pack, old, new, line, pointer, message):
    """A fault of a release is reported in its family's file, at the table of the release and on the fault's own line."""

    text = FAMILY + DOTTED
    assert old in text
    found = problems(write_pack({FAMILY_FILE: text.replace(old, new)}))

    assert (FAMILY_FILE, line, f"/releases/quakeling-1.0{pointer}") in [
        (problem.file, problem.line, problem.pointer) for problem in found if message in problem.message
    ]


@pytest.mark.parametrize(("text", "line"), [("releases = 3", 1), ("\nreleases.x = []", 2), ("[[releases]]", 1)])
def test_releases_are_tables(write_pack, text, line):
    """Releases that are no tables, each by its id, are a problem."""

    (found,) = problems(write_pack({FAMILY_FILE: text}))

    assert (found.file, found.line, found.pointer[:9]) == (FAMILY_FILE, line, "/releases")
    assert "a table" in found.message


def test_a_broken_release_is_reported_alone(tax, small, write_pack):
    """A release that lacks a field is one problem, with and without the taxonomy: what belongs to it is not missing."""

    text = FAMILY + RELEASE.replace('label = "Quakeling 1"\n', "")
    later = PACK[GENERATION_FILE].replace('base = "quakeling-1"', 'base = "quakeling-1"\ndomains = []')
    folder = write_pack(PACK | {FAMILY_FILE: text, GENERATION_FILE: later})
    expected = Problem(FAMILY_FILE, "/releases/quakeling-1/label", "field required", 25)

    assert problems(folder) == [expected]
    for taxonomy in (tax, small):
        with pytest.raises(InvalidPack) as caught:
            load_pack(folder, into=taxonomy)
        assert caught.value.problems == (expected,)


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
        (
            '{"releases": [{"id": "r", "label": "R", "definition": "A release made up, of no family."}]}',
            None,
            "/releases/0/family",
            "field required",
        ),
    ],
)
def test_faults_of_json(write_pack, text, line, pointer, message):
    """A fault of a JSON pack is reported as that of a folder is."""

    (found,) = problems(write_pack({"pack.json": text}) / "pack.json")

    assert (found.file, found.line, found.pointer) == ("pack.json", line, pointer)
    assert message in found.message


@pytest.mark.parametrize("name", [FAMILY_FILE, "pack.json"])
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
        ("families/x.toml", "families/x.toml", "a family has a folder: put it into families/<family>/<family>.toml"),
        ("families/x/more/x.toml", "families/x/more/x.toml", "a family has a folder"),
        ("releases/x.toml", "releases", "no kind of entry has this folder"),
        ("sources.toml", "sources.toml", "belongs to no kind"),
        ("sources/q/x.toml", "sources/q/x.toml", "belongs to no kind"),
        ("developers/more/x.toml", "developers/more/x.toml", "belongs to no kind"),
        ("families/Not An Id/Not An Id.toml", "families/Not An Id/Not An Id.toml", "should match pattern"),
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

    outside = write_pack({"developers/x.toml": DEVELOPER, "whole.toml": DEVELOPER, "quake/quake.toml": FAMILY})
    folder = write_pack({"developers/y.toml": DEVELOPER, FAMILY_FILE: FAMILY})
    (folder / "developers" / "x.toml").symlink_to(outside / "whole.toml")
    (folder / "tasks").symlink_to(outside / "developers")
    (folder / "families" / "quake").symlink_to(outside / "quake")
    (folder / "developers" / "z.toml").symlink_to(folder / "nothing.toml")

    found = {problem.file: problem.message for problem in problems(folder)}

    assert set(found) == {"developers/x.toml", "tasks", "families/quake", "developers/z.toml"}
    assert "leads out of the pack" in found["developers/x.toml"]
    assert "leads out of the pack" in found["tasks"]
    assert "leads out of the pack" in found["families/quake"]
    assert "a link to nothing" in found["developers/z.toml"]


def test_the_same_id_twice(write_pack):
    """An id that two files give is reported."""

    both = write_pack({"families/x/x.toml": FAMILY, "developers/x.toml": DEVELOPER})
    here = write_pack({FAMILY_FILE: FAMILY + RELEASE, GENERATION_FILE: GENERATION + RELEASE})
    listed = {"id": "d", "label": "D", "definition": "A developer made up."}

    assert [found.message[14:25] for found in problems(both)] == ["given twice"]
    assert [(found.pointer, found.message[24:35]) for found in problems(here)] == [
        ("/releases/quakeling-1", "given twice")
    ]
    file = write_pack({"pack.json": json.dumps({"developers": [listed, listed]})}) / "pack.json"
    assert [found.message[14:25] for found in problems(file)] == ["given twice"]


def test_all_problems_at_once(write_pack):
    """Every problem of every file is reported together, sorted by file and line."""

    found = problems(
        write_pack(
            {
                "developers/a.toml": 'label = ""\nlogo = 1\ndefinition = "short"',
                "families/b/b.toml": "label =",
                "familes/c.toml": "",
                "sources/s.toml": '[s]\ntitle = "t"\nurl = "ftp://x"\n[q]\nid = "q"',
            }
        )
    )

    assert [problem.file for problem in found] == [
        "developers/a.toml",
        "developers/a.toml",
        "developers/a.toml",
        "familes",
        "families/b/b.toml",
        "sources/s.toml",
        "sources/s.toml",
    ]
    assert {"/label", "/logo", "/definition", "/s/url", "/q/id", ""} == {problem.pointer for problem in found}


def test_no_pack_at_all(tmp_path):
    """Where there is nothing, FileNotFoundError says what is expected."""

    with pytest.raises(FileNotFoundError, match="a folder laid out like"):
        load_pack(tmp_path / "nothing")


def test_a_folder_may_move(write_pack, tmp_path):
    """Where a pack lies is no part of it."""

    folder = write_pack(PACK)
    shutil.copytree(folder, tmp_path / "elsewhere")

    assert load_pack(folder) == load_pack(str(tmp_path / "elsewhere"))


def test_half_a_character_is_no_text(write_pack):
    """A lone surrogate, which JSON can escape, is a problem of the file, wherever it stands."""

    text = '{"aspects": [{"id": "a", "label": "A", "definition": "An aspect that is made up.", "axes": ["\\ud800"]}]}'
    (problem,) = problems(write_pack({"pack.json": text}) / "pack.json")
    assert "half of a character" in problem.message


def test_a_number_beyond_floats_is_a_number(write_pack, small):
    """A count of hundreds of digits is read without an error from within."""

    release = {
        "id": "quakeling-9",
        "family": "quakeling",
        "label": "Quakeling 9",
        "definition": "A release that is made up.",
        "facts": {"context": {"value": 10**400, "evidence": [{"basis": "editorial", "note": "made up"}]}},
    }
    text = json.dumps({"releases": [release]})
    assert len(load_pack(write_pack({"pack.json": text}) / "pack.json", into=small)) == 1
