"""Pinned lists of other vocabularies' codes: each is mapped, or out of scope with a reason."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from typing import Any

import pytest

import modeltaxonomy as mt

ROOT = Path(__file__).resolve().parent.parent
PINS = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "pins").glob("*.toml"))}
AT_LEAST = {
    "hf-pipeline-tag": 57,
    "peft-type": 45,
    "transformers-model-type": 605,
    "hf-subtask": 74,
    "litellm-capability": 49,
    "litellm-endpoint": 20,
}


def unmapped(scheme: str, pin: dict[str, Any], taxonomy: mt.Taxonomy) -> dict[str, str]:
    """Codes of a pinned list that are neither mapped nor out of scope, or both, with what is wrong."""
    wrong = {}
    out = pin.get("out_of_scope", {})
    for code in pin["codes"]:
        mapped = bool(taxonomy.crosswalk(scheme, code))
        if mapped == (code in out):
            wrong[code] = "mapped and out of scope" if mapped else "neither mapped nor out of scope"
    for code, reason in out.items():
        if code not in pin["codes"]:
            wrong[code] = "out of scope, but not pinned"
        elif len(reason) < 15:
            wrong[code] = "no reason given"
    return wrong


def test_what_is_not_mapped_is_found() -> None:
    """A code without a mapping or a reason, with both, or out of scope without being pinned, is reported."""
    pin = {
        "codes": ["LORA", "NEW_ONE", "VERA", "QUIET"],
        "out_of_scope": {"VERA": "a reason that is long enough", "GONE": "a reason that is long enough", "QUIET": "no"},
    }
    assert unmapped("peft-type", pin, mt.taxonomy()) == {
        "NEW_ONE": "neither mapped nor out of scope",
        "VERA": "mapped and out of scope",
        "GONE": "out of scope, but not pinned",
        "QUIET": "no reason given",
    }


@pytest.mark.parametrize("scheme", PINS)
def test_every_pinned_code_is_accounted_for(scheme: str) -> None:
    """Every code of the list is mapped, or out of scope with a reason; the list has its version and where to read it."""
    pin = PINS[scheme]
    assert unmapped(scheme, pin, mt.taxonomy()) == {}
    assert pin["codes"] == sorted(set(pin["codes"]))
    assert len(pin["codes"]) >= AT_LEAST.get(scheme, 1)
    assert pin["version"]
    assert pin["how"]


def test_there_and_back() -> None:
    """A code's entries name the code, and an entry's codes lead back to it."""
    for entry in (*mt.taxonomy().tasks, *mt.taxonomy().techniques, *mt.taxonomy().architectures):
        for mapping in entry.mappings:
            assert entry in mt.crosswalk(mapping.scheme, mapping.code)
    assert "vision-language-assistance" in [e.id for e in mt.crosswalk("hf-pipeline-tag", "image-text-to-text")]


@pytest.fixture
def tool() -> Any:
    spec = importlib.util.spec_from_file_location("pins_tool", ROOT / "tools" / "pins.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_lists_are_read_by_parsing(tool: Any, tmp_path: Path) -> None:
    """Enumerations and mappings are read from source that is never run."""
    source = tmp_path / "source.py"
    source.write_text(
        "raise SystemExit('never run')\n"
        "class Kind(str, Enum):\n    'Doc.'\n    ONE = 'one'\n    TWO = 'two'\n    NUMBER = 3\n"
        "NAMES = OrderedDict([('a', 'A'), ('b', 'B')])\nNAMES.update({'c': 'C'})\nOTHER = {'d': 1}\n"
    )
    assert tool.enum_values(source, "Kind") == ["one", "two"]
    assert sorted(tool.keys_of(source, "NAMES")) == ["a", "b", "c"]
    table = tmp_path / "table.json"
    table.write_text(
        '{"sample_spec": {"mode": "one of", "supports_smell": true, "supported_endpoints": ["/smell"]}, "y": {},'
        ' "x": {"mode": "chat", "supports_taste": false, "supported_endpoints": ["/taste"]}}'
    )
    assert tool.modes(table) == ["chat"]
    assert tool.capabilities(table) == ["supports_taste"]
    assert tool.endpoints(table) == ["/taste"]


def test_what_is_new_is_printed(tool: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Codes that the installed package has and the list has not are printed, and the other way round; then written."""
    pin = tmp_path / "peft-type.toml"
    pin.write_text('title = "T"\nversion = "1"\ncodes = [\n  "GONE",\n  "KEPT",\n]\n\n[out_of_scope]\nKEPT = "r"\n')
    monkeypatch.setattr(tool, "PINS", tmp_path)
    monkeypatch.setattr(tool, "READERS", {"peft-type": tool.READERS["peft-type"]})
    monkeypatch.setattr(tool, "installed", lambda scheme: ("2", ["KEPT", "NEW"]))
    monkeypatch.setattr("sys.argv", ["pins.py"])
    assert tool.main() == 1
    assert capsys.readouterr().out.splitlines() == [
        "peft-type: peft 2, pinned at 1: 1 new, 1 gone",
        "  + NEW",
        "  - GONE",
    ]
    monkeypatch.setattr("sys.argv", ["pins.py", "--write"])
    assert tool.main() == 0
    written = tomllib.loads(pin.read_text())
    assert (written["version"], written["codes"], written["out_of_scope"]) == ("2", ["KEPT", "NEW"], {"KEPT": "r"})


def test_what_is_not_installed_is_said(tool: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """A package that is not there leaves its list as it is."""
    monkeypatch.setattr(tool, "installed", lambda scheme: None)
    monkeypatch.setattr("sys.argv", ["pins.py"])
    assert tool.main() == 0
    assert "is not installed; pinned at" in capsys.readouterr().out
