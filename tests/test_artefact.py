"""The compiled artefact: what curation/ gives, byte for byte, and readable wherever the package lies."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import modeltaxonomy as mt
from modeltaxonomy import bundled
from modeltaxonomy.store.artefact import ArtefactStore
from modeltaxonomy.store.build import build
from modeltaxonomy.store.hashtable import HashTable

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def compiler() -> object:
    spec = importlib.util.spec_from_file_location("compile_tool", ROOT / "tools" / "compile.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_artefact_is_what_curation_gives(compiler: object) -> None:
    """Compiling anew gives the very bytes that are committed, and the schemas too."""
    lines, index = compiler.compiled(mt.load_pack(ROOT / "curation"))
    assert bundled.artefact_files().joinpath(bundled.LINES).read_bytes() == lines
    assert bundled.artefact_files().joinpath(bundled.INDEX).read_bytes() == index
    there = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schema").iterdir()}
    assert there == compiler.schemas()


def test_compiling_does_not_depend_on_the_hash_seed() -> None:
    """Two processes with other hash seeds agree with what is committed."""
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "tools/compile.py", "--check"],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_diff_names_what_changed(compiler: object) -> None:
    """The printed difference has a line an entry: new, gone, or changed with the fields that did."""
    old = [{"id": "a", "kind": "task", "label": "A"}, {"id": "b", "kind": "task", "label": "B"}]
    new = [{"id": "b", "kind": "task", "label": "Bee", "aliases": ["b"]}, {"id": "c", "kind": "family"}]
    before, after = ("\n".join(map(json.dumps, block)).encode() for block in (old, new))
    assert compiler.diff(before, after) == ["- task a", "~ task b: aliases, label", "+ family c"]
    assert compiler.diff(before, before) == []


def test_one_entry_a_line() -> None:
    """Each line is one entry's record, its id first, found at the offset that the index gives."""
    lines = bundled.artefact_files().joinpath(bundled.LINES).read_bytes().splitlines(keepends=True)
    index = HashTable(memoryview(bundled.artefact_files().joinpath(bundled.INDEX).read_bytes()))
    offsets = index.get("offsets").cast("Q")
    assert len(lines) == len(mt.taxonomy()) == len(offsets) - 1
    position = 0
    for number, line in enumerate(lines):
        assert offsets[number] == position
        assert line.startswith(b'{"id":"')
        position += len(line)


def test_read_from_a_zip(tmp_path: Path) -> None:
    """The package answers from within a zip file as it does from a folder."""
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in (ROOT / "src" / "modeltaxonomy").rglob("*"):
            if path.suffix in (".py", ".jsonl", ".index"):
                made.write(path, path.relative_to(ROOT / "src"))
    code = "import modeltaxonomy as mt; print(mt.__file__, mt.taxonomy().digest)"
    printed = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(archive)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert printed[0].startswith(str(archive))
    assert printed[1] == mt.taxonomy().digest


def test_first_answers_read_little() -> None:
    """A first recommendation imports neither pydantic nor importlib_resources, and makes no entry class."""
    code = (
        "import sys, modeltaxonomy as mt\n"
        "mt.recommend(['text', 'image'], 'visual-question-answering')\n"
        "print([name for name in ('pydantic', 'importlib_resources', 'modeltaxonomy.entries.entry', 'rich', 'pandas')"
        " if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == "[]\n"


def test_a_wrong_artefact_is_refused() -> None:
    """What is no index of this version is refused with what it begins with."""
    with pytest.raises(ValueError, match="not an index of this version"):
        ArtefactStore(memoryview(b""), memoryview(b"mtindex0" + bytes(56)))


def test_lines_of_another_index_are_refused():
    """Lines that are cut short, or belong to another index, are refused when they are opened."""

    lines, index = build([{"kind": "source", "id": "s", "title": "S"}], data_version="0")
    assert len(ArtefactStore(memoryview(lines), memoryview(index))) == 1
    with pytest.raises(ValueError, match="cut short"):
        ArtefactStore(memoryview(lines)[:-1], memoryview(index))
