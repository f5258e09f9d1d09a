"""compare and search."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import modeltaxonomy as mt

TAX = mt.taxonomy()
SUBJECTS = (*TAX.model_classes.ids, *TAX.families.ids, *TAX.releases.ids[::10], *TAX.techniques.ids[::10])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SUBJECTS), min_size=2, max_size=4, unique=True))
def test_shared_and_differences_follow_from_the_cells(subjects: list[str]) -> None:
    """What is shared stands in every cell, what differs in one only, and the order asked is kept."""
    comparison = mt.compare(*subjects)
    assert list(comparison.subjects) == subjects
    for row in comparison.rows:
        assert [cell.subject for cell in row.cells] == subjects
    for difference in comparison.differences:
        for row in comparison.rows:
            if row.aspect == difference.aspect:
                for cell in row.cells:
                    assert set(difference.concepts) <= set(cell.concepts) or cell.subject != difference.subject
                    assert not set(difference.concepts) & set(cell.concepts) or cell.subject == difference.subject
    swapped = mt.compare(*reversed(subjects))
    assert {p.aspect: p.concepts for p in swapped.shared} == {p.aspect: p.concepts for p in comparison.shared}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(TAX.families.ids)))
def test_cells_have_evidence(family: str) -> None:
    """A cell that says something of a family says how that is known."""
    for row in mt.compare(family, "foundation-model").rows:
        cell = row.cells[0]
        assert bool(cell.text) >= bool(cell.evidence)
        if row.aspect == "scope-and-functionality":
            assert cell.evidence


def test_nothing_to_compare_is_said() -> None:
    """Where no aspect is on record, the answer says so, as text and as prose."""
    comparison = mt.compare("lora", "full-fine-tuning")
    assert comparison.rows == ()
    assert comparison.explain() == "Nothing that could be compared is on record for them."
    assert str(comparison).rstrip().endswith(f"\n{comparison.explain()}")
    assert mt.compare("bert", "gpt-4").explain() != comparison.explain()


def test_bad_subjects() -> None:
    """The same thing twice, or what cannot be compared, is refused."""
    with pytest.raises(mt.InvalidQuery, match="twice"):
        mt.compare("bert", "BERT")
    with pytest.raises(mt.UnknownName):
        mt.compare("bert", "text-to-image")
    with pytest.raises(mt.InvalidQuery):
        mt.compare("bert", 3)  # type: ignore[arg-type]
    with pytest.raises(mt.InvalidQuery, match="subject: 'gpt-4'"):
        mt.compare("bert", "llama").cell("scope-and-functionality", "gpt-4")
    with pytest.raises(mt.InvalidQuery, match="aspect: no aspect here is called 'colour'"):
        mt.compare("bert", "llama").cell("colour", "llama")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("text to video", "text-to-video"),
        ("LLM", "large-language-model"),
        ("lora", "low-rank-adaptation"),
        ("Llama 3.1 8B", "llama-3.1-8b"),
        ("masked language modelling", "masked-language-modeling"),
    ],
)
def test_search_finds_first(query: str, first: str) -> None:
    """A query that is a name puts the entry of that name first."""
    assert mt.search(query).ids[0] == first


def test_search_by_words() -> None:
    """Words of a definition find the entry, and a kind restricts the answer."""
    assert "quantized-low-rank-adaptation" in mt.search("frozen 4-bit base adapters", kind="technique").ids
    assert {hit.kind for hit in mt.search("image", kind="task").hits} == {"task"}
    assert mt.search("zzzz qqqq").hits == ()
    assert mt.search("").hits == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.integers(1, 20))
def test_search_takes_any_text(query: str, limit: int) -> None:
    """Any text is a query; the scores fall, and the limit is kept."""
    hits = mt.search(query, limit=limit).hits
    assert len(hits) <= limit
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_search_refuses() -> None:
    """What is no text, no kind or no limit is refused by name."""
    for arguments, name in (
        ({"query": 3}, "query"),
        ({"query": "a", "kind": "thing"}, "kind"),
        ({"query": "a", "limit": 0}, "limit"),
    ):
        with pytest.raises(mt.InvalidQuery) as caught:
            mt.search(**arguments)  # type: ignore[arg-type]
        assert caught.value.argument == name
