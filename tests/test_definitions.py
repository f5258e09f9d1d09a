"""The style of definitions: each rule is shown a bad example first, then held against the data."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import modeltaxonomy as mt
from modeltaxonomy.entries import KINDS, Concept, entry_class
from modeltaxonomy.values.names import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from modeltaxonomy.entries import Entry

ROOT = Path(__file__).resolve().parent.parent
TAX = mt.taxonomy()
CONCEPT_KINDS = tuple(kind for kind in KINDS.values() if issubclass(entry_class(kind.name), Concept))
CONCEPTS: tuple[Concept, ...] = tuple(entry for kind in CONCEPT_KINDS for entry in getattr(TAX, kind.collection))
ENTRIES: tuple[Entry, ...] = (*CONCEPTS, *TAX.families, *TAX.releases, *TAX.developers)
SMALL = {
    "a",
    "an",
    "and",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "into",
    "is",
    "it",
    "its",
    "of",
    "on",
    "one",
    "or",
    "that",
    "the",
    "their",
    "them",
    "then",
    "to",
    "which",
    "with",
}
PRAISE = {"state-of-the-art", "cutting-edge", "powerful", "revolutionary", "groundbreaking", "world-class", "seamless"}


def length(entry: Entry) -> str | None:
    """Long enough to tell apart, short enough to read."""
    return None if 40 <= len(entry.definition) <= 600 else f"{len(entry.definition)} characters"


def restated(entry: Entry) -> str | None:
    """It does not open with the label, nor consist of the label's words."""
    text, label = entry.definition.casefold(), entry.label.casefold()
    if text.startswith((label, f"a {label}", f"an {label}", f"the {label}")):
        return "opens with the label"
    said = [word for word in words(entry.definition) if word not in SMALL]
    named = set(words(entry.label))
    return "says little but the label" if sum(word in named for word in said) * 2 > len(said) else None


def sentence(entry: Entry) -> str | None:
    """It begins with a capital or a figure and ends with a full stop, without double spaces."""
    text = entry.definition
    whole = text == " ".join(text.split()) and text[-1] == "." and not text[0].islower()
    return None if whole else "not a sentence"


def praise(entry: Entry) -> str | None:
    """It does not praise, and leaves nothing to do."""
    found = PRAISE & set(entry.definition.casefold().replace(",", " ").replace(".", " ").split())
    return f"praises: {found}" if found or "TODO" in entry.definition else None


RULES: tuple[Callable[[Entry], str | None], ...] = (length, restated, sentence, praise)
GOOD = "Adds a product of two small matrices to each frozen weight, so that only these are trained."
BAD = {
    length: "A short one.",
    restated: "Prompt tuning: the tuning of prompts.",
    sentence: "adds a product  of two matrices to each frozen weight",
    praise: "The most powerful way of adding a product of two small matrices to each frozen weight.",
}


def concept(definition: str) -> Concept:
    return TAX.techniques["prompt-tuning"].__class__(id="prompt-tuning", label="Prompt tuning", definition=definition)


@pytest.mark.parametrize("rule", RULES)
def test_rule_finds_the_bad(rule: Callable[[Entry], str | None]) -> None:
    """A rule reports what breaks it, and passes what does not."""
    assert rule(concept(BAD[rule]))
    assert rule(concept(GOOD)) is None


@pytest.mark.parametrize("rule", RULES)
def test_definitions(rule: Callable[[Entry], str | None]) -> None:
    """Every definition keeps the rule."""
    assert {entry.id: found for entry in ENTRIES if (found := rule(entry))} == {}


def same_openings(concepts: Iterable[Concept]) -> Iterator[tuple[str, str]]:
    """Pairs of siblings whose definitions begin with the same four words."""
    seen: dict[tuple[str, ...], str] = {}
    for entry in concepts:
        for wider in entry.broader:
            key = (wider, *entry.definition.casefold().split()[:4])
            if key in seen:
                yield seen[key], entry.id
            seen[key] = entry.id


def test_siblings_open_differently() -> None:
    """What is told from its siblings does not begin as they do."""
    one = TAX.tasks["summarization"]
    twin = one.__class__(id="twin", label="Twin", definition=one.definition, broader=one.broader)
    assert list(same_openings([one, twin])) == [("summarization", "twin")] * len(one.broader)
    assert list(same_openings(CONCEPTS)) == []


def circles(concepts: Iterable[Concept]) -> Iterator[tuple[str, str]]:
    """Pairs of concepts each of which is defined by naming the other as its first words."""
    named = {}
    for entry in concepts:
        opening = " ".join(words(entry.definition)[:8])
        named[entry.id] = (entry.label.casefold(), opening)
    by_label = {label: entry_id for entry_id, (label, _) in named.items()}
    for entry_id, (label, opening) in named.items():
        for other_label, other in by_label.items():
            if other > entry_id and other_label in opening and label in named[other][1]:
                yield entry_id, other


def test_no_circles() -> None:
    """No two concepts open by naming each other."""
    one = TAX.tasks["summarization"].__class__(
        id="one", label="Foo bar", definition="What a baz qux does, all of it.", inputs=("text",), outputs=("text",)
    )
    other = one.__class__(
        id="other", label="Baz qux", definition="What a foo bar does, all of it.", inputs=("text",), outputs=("text",)
    )
    assert list(circles([one, other])) == [("one", "other")]
    assert list(circles(CONCEPTS)) == []


def without_references_key(texts: dict[str, str]) -> list[str]:
    """Files that neither give references nor say by an empty list that there are none."""
    return [name for name, text in texts.items() if "references" not in tomllib.loads(text)]


def test_references_are_given_or_said_to_be_none() -> None:
    """A concept's file has its references, or an empty list that says there are none."""
    assert without_references_key({"a": 'label = "A"', "b": "references = []"}) == ["a"]
    files = [path for kind in CONCEPT_KINDS for path in (ROOT / "curation" / kind.folder).glob("*.toml")]
    assert len(files) == len(CONCEPTS)
    assert without_references_key({path.name: path.read_text(encoding="utf-8") for path in files}) == []


def test_links_lead_somewhere_else() -> None:
    """Related concepts are other concepts, and not those that are broader already."""
    for entry in CONCEPTS:
        assert entry.id not in entry.related
        assert not set(entry.related) & set(TAX.ancestors(entry.id)), entry.id


def test_every_facet_is_there() -> None:
    """Each facet of the vocabulary has its concepts, and nothing is left that only the proposal had."""
    counts = {kind.name: len(getattr(TAX, kind.collection)) for kind in CONCEPT_KINDS}
    leasts = {
        "model-class": 57, "modality": 29, "task": 139, "domain": 47, "objective": 84, "paradigm": 44,
        "architecture": 73, "component": 61, "technique": 170, "inference": 63, "infrastructure": 56, "openness": 21,
        "aspect": 16, "regulation": 5, "capability": 18,
    }  # fmt: skip
    assert counts.keys() == leasts.keys()
    assert {kind: count for kind, count in counts.items() if count < leasts[kind]} == {}


def misplaced_sources(texts: dict[str, str]) -> list[str]:
    """Keys of sources that do not stand, in their order, in the file of their first letter or figure."""
    wrong = []
    for stem, text in texts.items():
        keys = list(tomllib.loads(text))
        wrong += [key for key, following in zip(keys, sorted(keys), strict=True) if key[0] != stem or key != following]
    return wrong


def test_sources_stand_by_letter() -> None:
    """A source stands in the file of its first letter, sorted, so that it is found and no two changes meet."""
    assert misplaced_sources({"a": "[ab]\n[aa]\n", "b": "[bb]\n[c]\n"}) == ["ab", "aa", "c"]
    files = (ROOT / "curation" / "sources").glob("*.toml")
    assert misplaced_sources({path.stem: path.read_text(encoding="utf-8") for path in files}) == []


def folders_without_a_family(names: Iterable[str]) -> set[str]:
    """Folders that hold no file of their own name."""
    held = {tuple(name.removesuffix(".toml").split("/")) for name in names}
    return {folder for folder, _ in held if (folder, folder) not in held}


def test_every_family_has_its_folder() -> None:
    """The folder of a family holds the file of that family, which those beside it are narrower than."""
    assert folders_without_a_family(["llama/llama.toml", "llama/llama-3.toml", "bert/roberta.toml"]) == {"bert"}
    families = ROOT / "curation" / "families"
    names = [path.relative_to(families).as_posix() for path in families.rglob("*.toml")]
    assert len(names) == len(TAX.families)
    assert folders_without_a_family(names) == set()
