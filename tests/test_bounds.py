"""Bounds: what is too large is refused, and what is said of it stays short."""

from __future__ import annotations

import json
import pickle

import pytest

from modeltaxonomy.errors import InvalidPack
from modeltaxonomy.integrity import laws
from modeltaxonomy.integrity.records import Records
from modeltaxonomy.packs import reader
from modeltaxonomy.packs.reader import load_pack
from tests.samples import PACK
from tests.test_packs import problems

DEVELOPER = PACK["developers/fault-line-lab.toml"]


def test_bounds(write_pack, monkeypatch):
    """A file too large, too many files and a pack too large are refused; at the bound they are not."""

    folder = write_pack({"developers/x.toml": DEVELOPER, "developers/y.toml": DEVELOPER})
    size = len(DEVELOPER.encode())
    file = write_pack({"pack.json": "{}"}) / "pack.json"

    monkeypatch.setattr(reader, "MAX_FILE_BYTES", size)
    monkeypatch.setattr(reader, "MAX_PACK_BYTES", 2 * size)
    monkeypatch.setattr(reader, "MAX_FILES", 2)
    assert len(load_pack(folder)) == 2

    monkeypatch.setattr(reader, "MAX_FILE_BYTES", size - 1)
    assert [found.file for found in problems(folder)] == ["developers/x.toml", "developers/y.toml"]

    monkeypatch.setattr(reader, "MAX_FILE_BYTES", size)
    monkeypatch.setattr(reader, "MAX_FILES", 1)
    assert [found.message[:26] for found in problems(folder)] == ["a pack has at most 1 files"]

    monkeypatch.setattr(reader, "MAX_FILES", 2)
    monkeypatch.setattr(reader, "MAX_PACK_BYTES", 2 * size - 1)
    assert [found.message[:18] for found in problems(folder)] == ["a pack has at most"]

    monkeypatch.setattr(reader, "MAX_PACK_BYTES", 1)
    assert [found.message for found in problems(file)] == ["2 bytes; a pack has at most 1"]


def test_so_many_entries(write_pack, monkeypatch):
    """A pack of more entries than there may be is refused at the first too many."""

    listed = [{"id": f"d-{i}", "label": "D", "definition": "A developer made up."} for i in range(3)]
    file = write_pack({"pack.json": json.dumps({"developers": listed})}) / "pack.json"
    monkeypatch.setattr(reader, "MAX_ENTRIES", 3)
    assert len(load_pack(file)) == 3

    monkeypatch.setattr(reader, "MAX_ENTRIES", 2)
    (found,) = problems(file)
    assert (found.pointer, found.message) == ("/developers/2", "a pack has at most 2 entries; split it")


@pytest.mark.parametrize(
    "listed",
    [
        [{"id": f"d-{i}"} for i in range(5_000)],
        [1] * 5_000,
        [{"id": "d", "label": "D", "definition": "A developer made up.", **{f"k{i}": 1 for i in range(5_000)}}],
        [{"id": "d", "label": "D", "definition": "A developer made up.", "aliases": [1] * 5_000}],
    ],
    ids=["entries", "junk", "keys", "values"],
)
def test_many_problems_are_bounded(write_pack, listed):
    """Reading stops at so many problems; the message names some, says how many more, and survives pickling."""

    file = write_pack({"pack.json": json.dumps({"developers": listed})}) / "pack.json"
    with pytest.raises(InvalidPack) as caught:
        load_pack(file)
    error = pickle.loads(pickle.dumps(caught.value))

    assert error.stopped
    assert len(error.problems) <= reader.MAX_PROBLEMS
    head, *named, rest = str(error).split("\n")
    assert head == f"{len(error.problems):,} problems; reading stopped there, and there may be more"
    assert named == [f"  {problem}" for problem in error.problems[:100]]
    assert rest == f"  and {len(error.problems) - 100:,} more"


def test_a_problem_is_bounded(write_pack):
    """Whatever a file says, a problem stays short."""

    entry = {"id": "d" * 100_000, "label": "D" * 100_000, "definition": "A developer made up.", "k/" * 100_000: 1}
    file = write_pack({"pack.json": json.dumps({"developers": [entry], "x" * 100_000: []})}) / "pack.json"
    found = problems(file)

    assert {problem.pointer[:14] for problem in found} >= {"/developers/0/", "/" + "x" * 13}
    assert all(len(str(problem)) <= 1_000 for problem in found)


@pytest.mark.parametrize("ids", [range(101), range(3_000), range(2_999, -1, -1)], ids=["at the bound", "down", "up"])
def test_chains_are_bounded(ids):
    """An entry has at most 100 above it; a longer chain is refused, in whichever order it is given."""

    length = len(ids)
    chain = {f"t-{i}": {"kind": "task", "id": f"t-{i}", "label": f"T {i}", "broader": [f"t-{i + 1}"]} for i in ids}
    chain[f"t-{length - 1}"]["broader"] = []
    found = list(laws.broader_is_a_lean_dag(Records(chain)))

    assert {name for name, *_ in found} == {f"t-{i}" for i in range(length - 101)}
    assert {(at, text) for _, at, text in found} <= {
        ("/broader", "more than 100 entries are broader; leave levels out")
    }
