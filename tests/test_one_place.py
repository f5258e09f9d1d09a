"""A fact and an axis are declared in one place each: a line more, and everything that lists them has them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import modeltaxonomy
from tests import samples

PACKAGE = Path(modeltaxonomy.__file__).parent

FACT = '    battery_life: PlainFact[int] = _count("hours that it runs from one charge")\n'
AXIS = '    habitats: tuple[str, ...] = axis("domain", closed=True, description="Where it lives.")\n'
CONCEPT = 'label = "{}"\ndefinition = "It is made up for the test of one place."\n'
EVIDENCE = '[{ basis = "editorial", note = "made up for the tests" }]'

PACK = samples.PACK | {
    "domains/mountains.toml": CONCEPT.format("Mountains"),
    "domains/steep-mountains.toml": CONCEPT.format("Steep mountains") + 'broader = ["mountains"]\n',
    "aspects/way-of-life.toml": CONCEPT.format("Way of life")
    + 'role = "comparison"\naxes = ["habitats", "battery_life"]\n',
    "model-classes/mountaineer.toml": CONCEPT.format("Mountaineer")
    + 'conditions = [{ axis = "habitats", values = ["mountains"], reason = "lives in the mountains" }]\n',
    samples.GENERATION_FILE: f"""
label = "Quakeling Next"
definition = "The later of the models that were made up."
habitats = ["steep-mountains"]

[evidence]
habitats = {EVIDENCE}

[releases.quakeling-2]
label = "Quakeling 2"
definition = "The second of the models that were made up."
released = "2025-11-02"
facts = {{ battery_life = {{ value = 9, evidence = {EVIDENCE} }} }}
""",
}

CODE = """
import json, sys
import modeltaxonomy as mt
from modeltaxonomy._taxonomy import Taxonomy
from modeltaxonomy.display import markdown
from modeltaxonomy.entries import Release
from modeltaxonomy.store.artefact import ArtefactStore
from modeltaxonomy.store.build import build
from modeltaxonomy.values.schema import adapter

empty = Taxonomy(ArtefactStore(*map(memoryview, build([], data_version="0"))))
tax = empty.combine(mt.load_pack(sys.argv[1]))
release, hours = tax.releases["quakeling-2"], tax.store.numbers("release", "battery_life")
schema = adapter(Release).json_schema()
schema = schema["$defs"]["Release"] if "$defs" in schema and "Release" in schema["$defs"] else schema
compared = mt.compare("quakeling-1", "quakeling-2", taxonomy=tax)
try:
    empty.combine(mt.load_pack(sys.argv[2]))
    refused = None
except mt.InvalidPack as error:
    refused = str(error)
print(json.dumps({
    "file": mt.__file__,
    "releases": [tax.releases.where(habitats=name).ids for name in ("mountains", "steep-mountains")],
    "families": tax.families.where(habitats="mountains").ids,
    "classes": tax.releases.where(model_classes="mountaineer").ids,
    "at least": [[tax.store.id_at("release", row) for row in hours.at_least(bound)] for bound in (9, 10)],
    "plain": [release.battery_life, tax.releases["quakeling-1"].battery_life],
    "statement": release.statement("habitats").to_dict(),
    "complete": release.statement("habitats").complete,
    "property": schema["properties"]["habitats"],
    "facts": schema["properties"]["facts"]["description"],
    "cells": [compared.cell("way-of-life", name).text for name in ("quakeling-1", "quakeling-2")],
    "verdict": mt.is_a("quakeling-2", "mountaineer", taxonomy=tax).value,
    "shown": markdown(release),
    "same": adapter(Release).validate_json(adapter(Release).dump_json(release)) == release,
    "refused": refused,
    "then": tax.as_of("2026").families.where(habitats="mountains").ids,
}))
"""


def declare(copy: Path, name: str, before: str, line: str) -> None:
    """Put a line into the class that declares the facts, or the axes."""

    path = copy / "entries" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, line + before), encoding="utf-8")


def answers(folder: Path, packs: list[Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CODE, *map(str, packs)],
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copied(tmp_path):
    """A copy of the package without its data, and the two packs: a good one, and one with misspelt names."""

    copy = tmp_path / "copy" / "modeltaxonomy"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "data"))
    misspelt = PACK[samples.GENERATION_FILE].replace("battery_life", "batery_life")
    packs = []
    for name, files in (("good", PACK), ("misspelt", PACK | {samples.GENERATION_FILE: misspelt})):
        for file, text in files.items():
            place = tmp_path / name / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        packs.append(tmp_path / name)
    return copy, packs


def test_without_the_lines_there_is_neither(copied):
    """Without the lines, the pack that uses the fact and the axis is refused, with the keys that are unknown."""

    copy, packs = copied
    done = answers(copy.parent, packs)

    assert done.returncode == 1
    assert "families/quakeling/quakeling-next.toml" in done.stderr
    assert "/habitats: no such key" in done.stderr


def test_a_line_is_enough(copied):
    """A line for a fact and one for an axis give columns, filters, bounds, statements, schema, laws and answers."""

    copy, packs = copied
    declare(copy, "facts.py", "    layers: PlainFact[int]", FACT)
    declare(copy, "axes.py", "    languages: tuple[str, ...]", AXIS)
    done = answers(copy.parent, packs)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)

    assert Path(found["file"]).parent == copy
    assert found["releases"] == [["quakeling-2"], ["quakeling-2"]]
    assert found["families"] == ["quakeling", "quakeling-next"] == found["then"]
    assert found["classes"] == ["quakeling-2"]
    assert found["verdict"] is True
    assert found["at least"] == [["quakeling-2"], []]
    assert found["plain"] == [9, None]
    assert found["statement"]["values"] == ["steep-mountains"]
    assert found["statement"]["inherited_from"] == "quakeling-next"
    assert found["statement"]["evidence"] == [{"basis": "editorial", "note": "made up for the tests"}]
    assert found["complete"] is True
    assert found["property"]["description"] == "Where it lives."
    assert found["property"]["items"] == {"type": "string"}
    assert "battery_life (hours that it runs from one charge)" in found["facts"]
    assert found["cells"] == ["", "habitats: steep-mountains; battery life 9"]
    assert "steep-mountains" in found["shown"]
    assert "battery life" in found["shown"].lower()
    assert found["same"] is True
    assert "/facts/batery_life: no such fact; a release has parameters" in found["refused"]
