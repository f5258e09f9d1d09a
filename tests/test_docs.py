"""The documentation says what the code does; its examples are run by sybil (see `conftest.py` in the root)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modeltaxonomy.entries import AXES, FACTS, evidence
from modeltaxonomy.questions.recommendation import classes, fit, ranking, techniques

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "questions.md"
DATA = (DOCS / "data.md").read_text(encoding="utf-8")
RULES: dict[str, Sequence[Any]] = {
    "fit": fit.RULES,
    "ranking": ranking.RULES,
    "classes": classes.RULES,
    "techniques": (*techniques.CHOICE, *techniques.RULES),
}


def plain(text: str) -> str:
    return " ".join(text.split())


def rules_of(name: str) -> list[str]:
    said = [plain(rule.__doc__) for rule in RULES[name]]
    return [*said, ranking.NEWER] if name == "ranking" else said


def out_of_order(text: str, rules: Sequence[str]) -> list[str]:
    """The rules that do not stand in a text after the one before them."""
    missing, at = [], 0
    for rule in rules:
        found = text.find(rule, at)
        if found < 0:
            missing.append(rule)
        else:
            at = found + len(rule)
    return missing


def test_a_missing_rule_is_noticed() -> None:
    """A text that lacks a rule, or has two in the wrong order, is told."""
    assert out_of_order("First a. Then b.", ["First a.", "Then b."]) == []
    assert out_of_order("First a.", ["First a.", "Then b."]) == ["Then b."]
    assert out_of_order("Then b. First a.", ["First a.", "Then b."]) == ["Then b."]


@pytest.mark.parametrize("name", RULES)
def test_the_rules_of_recommend_are_documented(name: str) -> None:
    """The page on questions has the docstring of every rule of recommend, in order."""
    assert len(rules_of(name)) >= 2
    assert out_of_order(plain(PAGE.read_text(encoding="utf-8")), rules_of(name)) == []


def undocumented(rows: Mapping[str, str], text: str) -> list[str]:
    """Names that have no row in a table that says what they mean."""
    return [name for name, meaning in rows.items() if f"| `{name}` | {meaning} |" not in text]


def test_a_missing_row_is_noticed() -> None:
    """A name without a row, or with another meaning in it, is told."""
    assert undocumented({"a": "one"}, "| `a` | one |") == []
    assert undocumented({"a": "one", "b": "two"}, "| `a` | one |\n| `b` | three |") == ["b"]


def test_every_fact_is_documented() -> None:
    """The page on data says of each fact what it means, as it is declared."""
    assert undocumented({name: kind.meaning for name, kind in FACTS.items()}, DATA) == []


def test_every_rule_of_inference_is_documented() -> None:
    """The page on data has each rule by which a value may be inferred."""
    assert undocumented(evidence.RULES, DATA) == []


def test_every_axis_is_documented() -> None:
    """The page on data names the axes, and which are complete unless an entry says otherwise."""
    assert f"{', '.join(f'`{axis}`' for axis in AXES)}".replace(
        "`outputs`,", "`outputs` (native modalities),"
    ) in plain(DATA)
    closed = [f"`{name}`" for name, axis in AXES.items() if axis.closed]
    assert f"{', '.join(closed[:-1])} and {closed[-1]} are complete unless" in plain(DATA)
