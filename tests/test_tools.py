"""The tools that print."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import modeltaxonomy as mt
from modeltaxonomy.entries import KINDS

ROOT = Path(__file__).resolve().parent.parent


def test_counts_add_up() -> None:
    """The table of counts has a row a collection, with the numbers that the taxonomy has, and their sum.

    What a release takes over from its family is counted once, at the family.
    """
    done = subprocess.run(
        [sys.executable, "tools/counts.py"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    head, *rows, last = [line.split() for line in done.stdout.splitlines() if line and not line.startswith("<")]
    assert head == ["collection", "entries", "no", "reference", "evidence", "editorial"]
    table = {name: [int(cell.replace(",", "")) for cell in cells] for name, *cells in rows}
    tax = mt.taxonomy()
    assert {name: cells[0] for name, cells in table.items()} == {
        kind.collection: len(getattr(tax, kind.collection)) for kind in KINDS.values()
    }
    assert table["tasks"][1] == sum(not task.references for task in tax.tasks)
    written = [
        release
        for file in (ROOT / "curation" / "families").rglob("*.toml")
        for release in tomllib.loads(file.read_text(encoding="utf-8")).get("releases", {}).values()
    ]
    pieces = [piece for release in written for group in release.get("evidence", {}).values() for piece in group]
    pieces += [piece for release in written for fact in release.get("facts", {}).values() for piece in fact["evidence"]]
    assert table["releases"] == [
        len(written),
        0,
        len(pieces),
        sum(piece.get("basis") == "editorial" for piece in pieces),
    ]
    assert [int(cell.replace(",", "")) for cell in last[1:]] == [
        sum(cells[i] for cells in table.values()) for i in range(4)
    ]
