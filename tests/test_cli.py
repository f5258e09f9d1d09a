"""The command line: what it writes, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import attrs
import pytest

import modeltaxonomy as mt
from modeltaxonomy import bundled
from modeltaxonomy.cli import run
from modeltaxonomy.questions.recommendation.requirements import Requirements
from tests.samples import ENTRIES, FAMILY, FAMILY_FILE, PACK, RELEASE, SECOND_PACK

# Commands that are answered from the sample pack, with how many rows each has.
COMMANDS = {
    "recommend": (["recommend", "--task", "tremor-forecasting"], 1),
    "show": (["show", "quakeling", "tremor-net"], 2),
    "list": (["list", "releases", "--where", "inputs=tremor-trace"], 3),
    "compare": (["compare", "quakeling-1", "quakeling-2"], None),
    "classify": (["classify", "quakeling-1", "quakeling"], 2),
    "classify --why": (["classify", "quakeling-1", "quakeling", "--why", "seismic-model"], 2),
    "search": (["search", "quakeling"], None),
}


@pytest.fixture
def cli(small, monkeypatch, capsys):
    """Run the command line on the sample pack: exit status, what is on standard output, what on standard error."""

    monkeypatch.setattr(bundled, "_taxonomy", small)
    monkeypatch.setattr(bundled, "_store", small.store)
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)

    def ask(*arguments, stdin=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        status = run(arguments)
        return status, *capsys.readouterr()

    return ask


@pytest.mark.parametrize("name", COMMANDS)
def test_tables(cli, name):
    """A table is the form without `--format`; it names what is asked about and has no control codes."""

    arguments, _ = COMMANDS[name]
    status, out, err = cli(*arguments)

    assert (status, err) == (0, "")
    assert "quakeling" in out.lower()
    assert "\x1b" not in out
    assert cli(*arguments, "--format", "table") == (status, out, err)


@pytest.mark.parametrize("name", COMMANDS)
def test_json(cli, name):
    """JSON is one value: a list where names are given or a collection is, and one answer otherwise."""

    arguments, rows = COMMANDS[name]
    status, out, err = cli(*arguments, "--format", "json")
    found = json.loads(out)

    assert (status, err) == (0, "")
    assert found
    assert isinstance(found, list) == (name in ("show", "list", "classify", "classify --why"))
    if isinstance(found, list):
        assert len(found) == rows


@pytest.mark.parametrize("command", [["show"], ["classify"], ["classify", "--why", "seismic-model"]])
def test_one_shape_for_one_or_many(cli, command):
    """JSON of entries that are named is a list, be it of none, one or several."""

    both = json.loads(cli(*command, "quakeling", "quakeling-1", "-f", "json")[1])

    assert len(both) == 2
    assert json.loads(cli(*command, "quakeling", "-f", "json")[1]) == both[:1]
    assert json.loads(cli(*command, "nothing", "quakeling-1", "-f", "json")[1]) == both[1:]
    assert cli(*command, "nothing", "-f", "json")[:2] == (1, "[]\n")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_words_stay_whole(cli, write_pack, monkeypatch, width):
    """No id and no URL is broken, however narrow the terminal; what is longer than a line is not cut off."""

    monkeypatch.setenv("COLUMNS", str(width))
    for arguments in (["show", "quakeling-1", "quakeling-2025"], ["list", "releases"]):
        status, out, err = cli(*arguments)
        words = [entry["id"] for entry in json.loads(cli(*arguments, "-f", "json")[1])]
        assert (status, err) == (0, "")
        assert [word for word in words if word not in out] == []
    assert "https://example.org/quakeling" in cli("show", "quakeling-2025")[1]
    long = "-".join(["a" * 40] * 2)
    pack = write_pack({f"domains/{long}.toml": 'label = "Caves"\ndefinition = "What is done below the ground."'})
    assert long in cli("show", long, "--pack", str(pack))[1]
    assert long in cli("list", "domains", "--pack", str(pack))[1]


def test_answers_are_told_apart(cli):
    """An empty line stands between two answers, and none before the first or after the last."""

    one, two = (cli("show", name)[1] for name in ("quakeling", "tremor-net"))

    assert cli("show", "quakeling", "tremor-net")[1] == f"{one}\n{two}"
    assert not one.startswith("\n")
    assert not one.endswith("\n\n")


def test_cells_are_no_formulas(cli, write_pack):
    """What a spreadsheet would work out has an apostrophe before it; numbers and other forms are as they are."""

    caves = "label = '=HYPERLINK(\"x\")'\naliases = ['-5']\ndefinition = 'What is done below the ground.'"
    pack = str(write_pack({"domains/caves.toml": caves}))

    (row,) = csv.DictReader(io.StringIO(cli("list", "domains", "--pack", pack, "-f", "csv")[1]))
    assert row["label"] == '\'=HYPERLINK("x")'
    assert json.loads(cli("list", "domains", "--pack", pack, "-f", "jsonl")[1])["label"] == '=HYPERLINK("x")'
    (row,) = csv.DictReader(io.StringIO(cli("show", "caves", "--pack", pack, "-f", "csv")[1]))
    assert row["aliases"] == "-5"


def test_nothing_steers_the_terminal(cli, write_pack):
    """Control characters of a pack or of an argument are shown, not sent."""

    caves = 'label = "[/x] a\\u001b]0;b\\u0007c\\u202ed"\ndefinition = "What is done [bold]below\\nthe ground."'
    pack = str(write_pack({"domains/caves.toml": caves}))
    written = [*cli("show", "caves", "--pack", pack)[1:], *cli("search", "a\x1b[2Jb")[1:], *cli("show", "\x1b[2J")[1:]]
    written += [cli("show", "caves", "--pack", pack, "-f", "markdown")[1], cli("validate", "/no/\x1b[2J\n/pack")[2]]

    assert "[/x] a\\x1b]0;b\\x07c\\u202ed" in written[0]
    assert "[bold]below the ground" in written[0]
    assert all(character.isprintable() or character == "\n" for text in written for character in text)


@pytest.mark.parametrize("name", COMMANDS)
def test_json_lines(cli, name):
    """JSON lines are one object a line, one for each row."""

    arguments, rows = COMMANDS[name]
    status, out, err = cli(*arguments, "-f", "jsonl")
    found = [json.loads(line) for line in out.splitlines()]

    assert (status, err) == (0, "")
    assert all(isinstance(row, dict) for row in found)
    assert len(found) == rows or (rows is None and (found or name == "compare"))


@pytest.mark.parametrize("name", COMMANDS)
def test_csv(cli, name):
    """CSV has a header and the rows that JSON lines have."""

    arguments, _ = COMMANDS[name]
    status, out, err = cli(*arguments, "--format", "csv")
    found = list(csv.DictReader(io.StringIO(out)))
    lines = [json.loads(line) for line in cli(*arguments, "--format", "jsonl")[1].splitlines()]

    assert (status, err) == (0, "")
    assert len(found) == len(lines)
    for row, line in zip(found, lines, strict=True):
        assert None not in row
        assert all(row[key] == value for key, value in line.items() if isinstance(value, str))


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "compare"])
def test_markdown(cli, name):
    """Markdown has a heading and a table."""

    status, out, err = cli(*COMMANDS[name][0], "--format", "markdown")

    assert (status, err) == (0, "")
    assert out.startswith("### ")
    assert "| --- |" in out
    assert "\x1b" not in out


def test_a_comparison_has_its_aspects(capsys):
    """A comparison has a row for each aspect, in every form."""

    assert run(["compare", "bert", "llama", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert run(["compare", "bert", "llama", "--format", "markdown"]) == 0

    assert [row["aspect"] for row in rows] == [row.aspect for row in mt.compare("bert", "llama").rows] != []
    assert "| --- | --- | --- | --- |" in capsys.readouterr().out


def test_json_is_the_whole_answer(cli, small):
    """JSON is what `to_dict` of the answer gives."""

    assert json.loads(cli("show", "quakeling", "-f", "json")[1]) == [small.families["quakeling"].to_dict()]
    answer = mt.recommend(tasks="tremor-forecasting", taxonomy=small)
    assert json.loads(cli("recommend", "--task", "tremor-forecasting", "-f", "json")[1]) == answer.to_dict()


@pytest.mark.parametrize(
    ("condition", "count"), [("outputs=micro-tremor-trace", 0), ("id=x", None), ("license=quake-license", 1)]
)
def test_a_list_is_a_list(cli, condition, count):
    """JSON of a list is a list, with none, one or several entries."""

    status, out, err = cli("list", "releases", "--where", condition, "-f", "json")

    if count is None:
        assert (status, out) == (2, "")
        assert "no such axis" in err
    else:
        assert (len(json.loads(out)), status, err) == (count, 0 if count else 1, "")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_nothing_is_no_line(cli, form):
    """Where there are no rows, nothing is written, not even an empty line."""

    assert cli("list", "releases", "--where", "outputs=micro-tremor-trace", "-f", form) == (1, "", "")


def test_every_option_of_recommend(cli, write_pack):
    """Each requirement has its option, and each option sets its requirement and no other."""

    options = {
        ("modality", "tremor-trace"): "modalities",
        ("input", "micro-tremor-trace"): "inputs",
        ("output", "tremor-trace"): "outputs",
        ("task", "tremor-forecasting"): "tasks",
        ("language", "fi"): "languages",
        ("domain", "caves"): "domains",
        ("capability", "tremor-stream"): "capabilities",
        ("access", "quake-license"): "access",
        ("license", "quake-license"): "license",
        ("model-class", "seismic-model"): "model_class",
        ("memory-gb", "24"): "memory_gb",
        ("context", "4096"): "context",
        ("max-parameters", "8e9"): "max_parameters",
        ("released-after", "2025-01-01"): "released_after",
        ("as-of", "2025-12-31"): "as_of",
        ("data", "unlabelled"): "data",
    }
    pack = write_pack(
        {
            "domains/caves.toml": 'label = "Caves"\ndefinition = "What is done below the ground."',
            "capabilities/tremor-stream.toml": 'label = "Stream"\ndefinition = "Tremors are told as they come."',
        }
    )
    for (option, value), argument in options.items():
        _, out, err = cli("recommend", "--hosted-only", f"--{option}", value, "-f", "json", "--pack", str(pack))
        assert err == ""
        assert set(json.loads(out)["requirements"]) == {"hosted_only", argument}
    assert json.loads(cli("recommend", "--hosted-only", "-f", "json")[1])["requirements"] == {"hosted_only": True}
    assert (
        len(json.loads(cli("recommend", "--modality", "tremor-trace", "--limit", "1", "-f", "json")[1])["families"])
        == 1
    )
    asked = {attribute.name for attribute in attrs.fields(Requirements)}
    assert asked == {*options.values(), "hosted_only", "limit"}


@pytest.mark.parametrize("command", [["show"], ["classify"], ["classify", "--why", "seismic-model"]])
def test_names_from_standard_input(cli, command):
    """A dash stands for the names on standard input, one a line, empty lines and comments left out."""

    given = cli(*command, "quakeling", "quakeling-1", "-f", "jsonl")

    assert given == cli(*command, "-", "-f", "jsonl", stdin="# two\nquakeling\n\n  quakeling-1 \n")
    assert given == cli(*command, "quakeling", "-", "-f", "jsonl", stdin="quakeling-1")
    assert given[0] == 0
    assert len(given[1].splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["show", "no-such-entry"], 1, "no entry is called 'no-such-entry'"),
        (["show", "quakelin"], 1, "did you mean 'quakeling'"),
        (["show", "\udcff"], 1, "no entry is called"),
        (["classify", "tremor-net"], 1, "no family or release is called"),
        (["classify", "quakeling", "--why", "nothing"], 1, "no model-class is called"),
        (["compare", "quakeling", "nothing"], 1, "is called 'nothing'"),
        (["recommend", "--task", "nothing"], 1, "no task is called 'nothing'"),
        (["list", "releases", "--where", "inputs=nothing"], 1, "no modality is called"),
        (["show"], 2, "at least one name"),
        (["show", "-"], 2, "at least one name"),
        (["nothing"], 2, "nothing"),
        (["list"], 2, "requires an argument"),
        (["list", "famlies"], 2, "no such collection: 'famlies'"),
        (["list", "families", "--where", "inputs"], 2, "axis=value"),
        (["list", "families", "--colour"], 2, "--colour"),
        (["list", "families", "--format", "xml"], 2, "xml"),
        (["compare", "quakeling"], 2, "requires an argument"),
        (["compare", "quakeling", "quakeling"], 2, "the same thing is given twice"),
        (["recommend", "--limit", "0"], 2, "limit"),
        (["recommend", "--limit", "many"], 2, "many"),
        (["recommend", "--memory-gb", "-1"], 2, "memory_gb"),
        (["recommend", "--as-of", "soon"], 2, "as_of"),
        (["search", "x", "--kind", "famly"], 2, "no kind is called"),
        (["export"], 2, "requires an argument"),
        (["export", "owl"], 2, "owl"),
        (["export", "sssom", "--rdf-format", "xml"], 2, "SSSOM is no RDF"),
        (["export", "skos", "--rdf-format", "n3"], 2, "n3"),
        (["export", "skos", "--base", "here"], 2, "base: an absolute IRI"),
        (["export", "sssom", "--license", "free"], 2, "license: an absolute IRI"),
        (["export", "sssom", "--output", "/no/such/folder/file"], 3, "/no/such/folder/file"),
        (["validate", "/no/such/pack"], 3, "no pack at"),
        (["show", "quakeling", "--pack", "/no/such/pack"], 3, "no pack at"),
    ],
)
def test_errors(cli, arguments, status, message):
    """An error has its status, and its message stands on standard error only."""

    found, out, err = cli(*arguments)

    assert found == status
    assert message in err
    assert out.strip() == ""
    assert "\x1b" not in err
    assert "Traceback" not in err


def test_nothing_found(cli):
    """A question without an answer has status 1 and still says what was asked."""

    assert cli("search", "zzzzzz")[0] == 1
    assert cli("list", "domains")[0] == 1
    status, out, _ = cli("recommend", "--max-parameters", "1", "--context", "1", "--output", "micro-tremor-trace")
    assert status == 1
    assert "micro-tremor-trace" in out


def test_some_found(cli):
    """Of several names those that mean something are answered, and the others reported, with status 1."""

    status, out, err = cli("show", "quakeling", "nothing", "tremor-net", "-f", "jsonl")

    assert status == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["quakeling", "tremor-net"]
    assert "'nothing'" in err


def test_version_and_help(cli):
    """The version and help of every command are on standard output, with status 0."""

    assert cli("--version") == (0, f"{mt.__version__}\n", "")
    status, out, err = cli("--help")
    assert (status, err) == (0, "")
    for command in ("recommend", "show", "list", "compare", "classify", "search", "export", "validate"):
        assert command in out
        assert cli(command, "--help")[::2] == (0, "")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("form", ["turtle", "xml", "json-ld"])
def test_export_skos(cli, small, tmp_path, form):
    """SKOS is written as asked, to standard output or a file, and is what `to_skos` gives."""

    from rdflib import Graph

    from modeltaxonomy.interchange import to_skos

    file = tmp_path / "out"
    options = ["--license", "https://example.org/terms", "--base", "https://example.org/"]
    status, out, err = cli("export", "skos", "--rdf-format", form, *options)
    expected = set(to_skos(small, base="https://example.org/", license="https://example.org/terms"))

    assert (status, err) == (0, "")
    assert set(Graph().parse(data=out, format=form)) == expected
    assert cli("export", "skos", "--rdf-format", form, *options, "--output", str(file)) == (0, "", "")
    assert set(Graph().parse(file, format=form)) == expected
    assert cli("export", "skos")[1].startswith("@prefix")


def test_export_sssom(cli, small, write_pack, tmp_path):
    """SSSOM is written to standard output or a file, is what `to_sssom` gives, and takes packs."""

    from modeltaxonomy.interchange import to_sssom

    file = tmp_path / "out.tsv"
    caves = 'label = "Caves"\ndefinition = "What is done below the ground."\nmappings = [{scheme = "x", code = "y"}]'
    pack = str(write_pack({"domains/caves.toml": caves}))

    assert cli("export", "sssom") == (0, to_sssom(small), "")
    assert cli("export", "sssom", "--pack", pack, "--output", str(file)) == (0, "", "")
    assert "modeltaxonomy:caves\tCaves\tskos:exactMatch\tcode:x/y\t" in file.read_text(encoding="utf-8")


def test_validate(cli, write_pack):
    """A good pack has status 0; a bad one 3, with all problems, in every form."""

    good = str(write_pack(SECOND_PACK))
    bad = str(write_pack({FAMILY_FILE: FAMILY.replace("outputs =", "outptus =", 1) + RELEASE, "x.toml": ""}))

    assert cli("validate", good) == (0, f"{good}: 2 entries, no problems\n", "")
    assert cli("validate", good, "-f", "json") == (0, "[]\n", "")
    assert cli("validate", good, "-f", "jsonl") == (0, "", "")

    status, out, err = cli("validate", bad)
    assert (status, out) == (3, "")
    assert f"{FAMILY_FILE}:8 /outptus: no such key; did you mean 'outputs'?" in err
    assert "x.toml: belongs to no kind" in err
    status, out, err = cli("validate", bad, "-f", "json")
    assert (status, err) == (3, "")
    assert [(row["file"], row["line"], row["pointer"]) for row in json.loads(out)] == [
        (FAMILY_FILE, 8, "/outptus"),
        ("x.toml", None, ""),
    ]
    assert cli("validate", bad, "-f", "markdown")[1].count("\n| ") == 3
    assert len(list(csv.reader(io.StringIO(cli("validate", bad, "-f", "csv")[1])))) == 3


def test_validate_against_the_taxonomy(cli, write_pack):
    """A pack that is valid by itself and breaks a law together with the rest has status 3."""

    ((name, text),) = SECOND_PACK.items()
    bad = text.replace("released = 2026-01-05", 'released = 2026-01-05\nbase = "quakelet-nano"\nrelation = "merged"')
    status, _, err = cli("validate", str(write_pack({name: bad})))

    assert status == 3
    assert f"{name}:17 /releases/quakelet-mini/base: 'quakelet-nano' is no release" in err


def test_validate_a_broken_release(cli, write_pack):
    """A release that lacks a field is a problem with its place and line, and nothing else is said."""

    pack = write_pack(PACK | {FAMILY_FILE: FAMILY + RELEASE.replace('label = "Quakeling 1"\n', "")})
    status, out, err = cli("validate", str(pack))

    assert (status, out) == (3, "")
    assert err.splitlines() == [
        "modeltaxonomy: 1 problem",
        f"  {FAMILY_FILE}:25 /releases/quakeling-1/label: field required",
    ]


def test_packs_on_top(cli, write_pack):
    """`--pack` adds a pack to one question, may be repeated, and leaves the taxonomy as it is."""

    one = str(write_pack(SECOND_PACK))
    two = str(write_pack({"domains/caves.toml": 'label = "Caves"\ndefinition = "What is done below the ground."'}))

    status, out, _ = cli("show", "quakelet", "caves", "--pack", one, "--pack", two, "-f", "jsonl")

    assert status == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["quakelet", "caves"]
    assert cli("show", "quakelet")[0] == 1


def test_colour_only_on_a_terminal():
    """The command writes no control codes into a pipe, and works as a module too."""

    environment = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "modeltaxonomy", "show", "bert"], capture_output=True, text=True, env=environment
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "BERT" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_whole_sample_pack_is_valid(write_pack, capsys):
    """The sample pack is valid on top of the bundled taxonomy."""

    assert run(["validate", str(write_pack(PACK))]) == 0
    assert f"{ENTRIES} entries, no problems" in capsys.readouterr().out


def test_no_module_hides_a_function():
    """The functions of the command line stay functions once they have been called."""

    from modeltaxonomy import cli as room

    assert run(["--version"]) == 0
    assert room.run is run
    assert all(callable(getattr(room, name)) for name in room.__all__)
