"""B: the aspects on which classes are compared."""

import pytest

import modeltaxonomy as mt

ROWS = {
    "b1": (
        "scope-and-functionality",
        ("modalities", "embeddings", "understanding", "generative primitives"),
        ("dialogue", "summarising", "translating", "reasoning"),
    ),
    "b2": (
        "training-data-and-objectives",
        ("mixed-modality", "self-supervision", "transfer"),
        ("Mostly text", "next-token", "masked-token", "instructions"),
    ),
    "b3": (
        "application-areas-aspect",
        ("Vision", "analytics", "prediction", "classification", "multimodal generation", "across domains"),
        ("Chatbots", "summarisation", "translation", "content creation", "question answering", "reasoning"),
    ),
    "b4": (
        "specialization",
        ("fine-tuning", "adapter", "medical images", "reports", "multimodal"),
        ("legal drafting", "clinical notes", "financial analysis", "stays in text"),
    ),
    "b5": (
        "adaptability-and-fine-tuning",
        ("Parameter-efficient", "adapters", "prompt-based", "modalities and tasks"),
        ("Instruction tuning", "few-shot", "domain fine-tuning"),
    ),
}


@pytest.mark.parametrize("row", ROWS)
def test_b(row: str) -> None:
    """The aspect stands side by side for the two classes, in words and as concepts, with evidence."""
    aspect, foundation, language = ROWS[row]
    comparison = mt.compare("foundation-model", "large-language-model")
    for subject, wanted in (("foundation-model", foundation), ("large-language-model", language)):
        cell = comparison.cell(aspect, subject)
        for words in wanted:
            assert words in cell.text
        assert cell.concepts
        assert cell.evidence
    assert mt.taxonomy().aspects[aspect].role == "comparison"


def test_five_aspects_for_any_subjects() -> None:
    """The five aspects are laid side by side for families, releases and classes alike, and in any number."""
    five = {aspect for aspect, _, _ in ROWS.values()}
    assert five == {aspect.id for aspect in mt.taxonomy().aspects if aspect.role == "comparison"}
    mixed = mt.compare("bert", "dall-e-3", "embedding-model", "gemini")
    assert five <= {row.aspect for row in mixed.rows}
    for row in mixed.rows:
        assert [cell.subject for cell in row.cells] == list(mixed.subjects)
