"""D: the named families, each complete."""

import pytest

import modeltaxonomy as mt

NAMED = ("bert", "mistral", "dall-e", "gpt-4", "palm", "llama", "gemini")
COMPLETE = (
    "developers",
    "first_release",
    "inputs",
    "outputs",
    "tasks",
    "objectives",
    "architectures",
    "adaptations",
    "paradigms",
    "domains",
    "access",
    "breadth",
)


@pytest.mark.parametrize("name", NAMED)
def test_complete(name: str) -> None:
    """The family says all that is asked of it, each with evidence, and has dated releases told apart."""
    family = mt.family(name)
    for field in COMPLETE:
        assert getattr(family, field), field
        if field != "paradigms":
            assert family.evidence[field], field
    assert mt.classify(name).classes
    releases = mt.taxonomy().releases_of(name)
    assert len(releases) >= 3
    assert sum(release.released is not None for release in releases) >= 3
    assert len({release.definition for release in releases}) == len(releases)


def test_d1() -> None:
    """BERT: encoder-only, masked language modelling and next-sentence prediction; classifies, answers."""
    bert = mt.family("bert")
    assert "encoder-only-transformer" in bert.architectures
    assert {"masked-language-modeling", "next-sentence-prediction"} <= set(bert.objectives)
    assert {"text-classification", "sentiment-analysis", "extractive-question-answering"} <= set(bert.tasks)
    assert "text" not in bert.outputs
    assert "both sides" in bert.definition
    assert mt.is_a("bert", "masked-language-model").value is True
    assert mt.is_a("bert", "llm").value is False


def test_d2() -> None:
    """Mistral: efficient open models for language and reasoning, adapted flexibly across domains."""
    mistral = mt.family("mistral")
    assert "open-weights" in mistral.access
    assert "reasoning" in mistral.tasks
    assert len(mistral.adaptations) >= 4
    assert len(mistral.domains) >= 2
    assert "mixture-of-experts" in mt.release("mixtral-8x7b-v0.1").architectures
    assert "mixture-of-experts" not in mt.release("mistral-7b-v0.1").architectures


def test_d3() -> None:
    """DALL-E links text and pictures; version 1 predicts image tokens, 2 and 3 undo noise.

    Of version 3 not all is told, so that it might do more besides.
    """
    family = mt.family("dall-e")
    assert "text" in family.inputs
    assert "image" in family.outputs
    assert "text-to-image" in family.tasks
    for name, autoregressive, diffusion in (
        ("dall-e-1", True, False),
        ("dall-e-2", False, True),
        ("dall-e-3", None, True),
    ):
        assert mt.is_a(name, "autoregressive-image-model").value is autoregressive
        assert mt.is_a(name, "diffusion-model").value is diffusion
    verdict = mt.is_a("dall-e", "diffusion-model")
    assert verdict.value is None
    assert verdict.releases == ("dall-e-2", "dall-e-3")


def test_d4() -> None:
    """GPT-4: reasoning and context; conversation, summarisation, coding, analysis."""
    family = mt.family("gpt-4")
    assert {"reasoning", "conversation", "summarization", "code-generation"} <= set(family.tasks)
    assert mt.release("gpt-4-0314").facts["parameters"].status == "undisclosed"
    assert mt.release("gpt-4-0314").parameters is None
    assert (mt.release("gpt-4-turbo").context or 0) > (mt.release("gpt-4-0314").context or 0) > 0
    assert mt.is_a("gpt-4", "llm").value is True


def test_d5() -> None:
    """PaLM: multilingual, reasoning, question answering, translation, code; trained efficiently at scale."""
    family = mt.family("palm")
    assert {"reasoning", "question-answering", "translation", "code-generation"} <= {
        name for task in family.tasks for name in (task, *mt.taxonomy().ancestors(task))
    }
    assert mt.release("palm-540b").parameters
    text = family.definition + "".join(r.definition for r in mt.taxonomy().releases_of("palm"))
    for word in ("multilingual", "Pathways", "stable"):
        assert word in text


def test_d6() -> None:
    """Llama: weights to be had, text generation, chat, classification, fine-tuned for domains."""
    family = mt.family("llama")
    assert "downloadable-weights" in {name for a in family.access for name in mt.taxonomy().ancestors(a)}
    assert {"content-creation", "conversation", "text-classification"} <= set(family.tasks)
    assert {"low-rank-adaptation", "full-fine-tuning"} <= set(family.adaptations)
    base, chat = mt.release("llama-3.1-8b"), mt.release("llama-3.1-8b-instruct")
    assert chat.base == base.id
    assert chat.relation == "fine-tuned"
    assert mt.is_a(chat, "instruction-tuned-language-model").value is True
    assert mt.is_a(base, "base-language-model").value is True
    assert mt.is_a(base, "instruction-tuned-language-model").value is False
    assert base.parameters == 8_030_261_248


def test_d7() -> None:
    """Gemini: text, image, audio and more, natively."""
    family = mt.family("gemini")
    assert {"text", "image", "audio", "video"} <= set(family.inputs)
    assert mt.is_a("gemini", "multimodal-foundation-model").value is True


def test_breadth_of_the_catalogue() -> None:
    """There are at least 60 families, over text, vision, image generation, video, audio, embeddings and science."""
    families = mt.taxonomy().families
    assert len(families) >= 60
    for axes in (
        {"outputs": "text"},
        {"inputs": "image"},
        {"outputs": "image"},
        {"outputs": "video"},
        {"inputs": "audio"},
        {"outputs": "embedding"},
        {"inputs": "protein"},
        {"inputs": "time-series"},
        {"inputs": "tabular"},
    ):
        assert len(families.where(**axes)) >= 2, axes
