"""Data frames of collections and answers, in each library."""

from __future__ import annotations

import subprocess
import sys

import narwhals
import pytest

import modeltaxonomy as mt
from modeltaxonomy.entries import FACTS, KINDS

TAX = mt.taxonomy()
BACKENDS = ("pandas", "polars", "pyarrow")


def columns(native):
    """A frame of any library as column name -> values, missing ones as None."""
    frame = narwhals.from_native(native)
    return {
        name: [None if value is None or value != value else value for value in frame[name].to_list()]
        for name in frame.columns
    }


@pytest.mark.parametrize("backend", BACKENDS)
def test_releases(backend):
    """A frame of releases has every fact under its name, dates, and ids as lists; what is not known is missing."""

    some = TAX.releases.where(family="llama")
    frame = some.to_frame(backend)
    if backend == "pandas":
        assert list(frame.index) == list(some.ids)
        frame = frame.reset_index()
    table = columns(frame)

    assert table["id"] == list(some.ids)
    assert set(FACTS) <= set(table)
    for name in ("parameters", "license", "released", "knowledge_cutoff", "extended_context"):
        assert [getattr(release, name) for release in some] == table[name], name
    assert [list(release.inputs) for release in some] == [list(value) for value in table["inputs"]]
    assert not {"facts", "evidence", "mappings", "inherited"} & set(table)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind(kind, backend):
    """Every collection makes a frame in every library, and an empty one has the same columns."""

    every = getattr(TAX, kind.collection)
    frame, none = every.to_frame(backend), (every - every).to_frame(backend)

    assert len(frame) == len(every)
    assert len(none) == 0
    assert list(narwhals.from_native(frame).columns) == list(narwhals.from_native(none).columns)


@pytest.mark.parametrize("backend", BACKENDS)
def test_answers(backend):
    """Tabular answers make frames in every library."""

    answer = mt.recommend("text", "summarization", limit=3)

    assert columns(answer.to_frame(backend))["family"] == [advice.family for advice in answer.families]
    assert columns(mt.search("llm").to_frame(backend))["id"][0] == "large-language-model"
    assert set(columns(mt.classify("bert").to_frame(backend))["outcome"]) <= {"held", "failed", "unknown"}
    assert len(mt.compare("bert", "llama").to_frame(backend)) > 0


def test_evidence_on_request():
    """Evidence comes as a column when it is asked for, as JSON has it."""

    frame = TAX.releases.where(family="llama-3.1").to_frame(evidence=True)

    assert frame.loc["llama-3.1-8b", "evidence"]["released"][0]["source"] in TAX.sources


@pytest.mark.parametrize("bad", ["excel", None, 3, "x" * 10_000])
def test_no_such_library(bad):
    """A library that is not known is refused, with those that are."""

    with pytest.raises(mt.InvalidQuery, match="pandas, polars, pyarrow") as caught:
        TAX.tasks.to_frame(bad)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("backend", BACKENDS)
def test_without_the_library(backend):
    """Without the library, the error says which extra to install."""

    code = (
        f"import sys; sys.modules[{backend!r}] = None\n"
        "import modeltaxonomy as mt\n"
        f"try: mt.search('llm').to_frame({backend!r})\n"
        "except mt.MissingExtra as error: print(error.extra, error)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.startswith(
        f"{backend} to_frame() needs the extra '{backend}': pip install 'modeltaxonomy[{backend}]'"
    )
