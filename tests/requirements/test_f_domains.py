"""F: application areas and domains that are terms of the vocabulary."""

import pytest

import modeltaxonomy as mt

TERMS = (
    "customer support",
    "document summarisation",
    "code generation from natural language",
    "knowledge extraction",
    "conversational interfaces",
    "legal drafting",
    "clinical note generation",
    "financial analysis",
    "education",
    "medical imaging with radiology reports",
    "image captioning with retrieval",
    "multimodal search",
    "vision-and-language assistants",
    "multimodal storytelling",
    "image synthesis",
    "audio generation",
    "cross-domain transfer learning",
    "analytics and prediction on structured data",
)


@pytest.mark.parametrize("term", TERMS)
def test_f(term: str) -> None:
    """The area is a term of the domains, with a definition of its own and a wider term."""
    domain = mt.domain(term)
    assert domain.definition
    assert domain.broader
    assert len(domain.definition) >= 60
