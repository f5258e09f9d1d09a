"""A: the two classes and how they relate."""

import modeltaxonomy as mt


def test_a1() -> None:
    """A foundation model is pretrained on broad data, learns general representations and is adapted to many tasks."""
    concept = mt.model_class("foundation-model")
    for word in ("pretrained", "broad", "diverse", "text", "images", "audio", "code", "structured", "representations"):
        assert word in concept.definition
    assert {"training", "breadth", "adaptations"} == {condition.axis for condition in concept.conditions}
    assert concept.evidence["definition"][0].source


def test_a2() -> None:
    """An LLM is a transformer-based model trained mainly on text to understand and generate language."""
    concept = mt.model_class("large-language-model")
    for word in ("Transformer", "mainly", "text", "understand", "generate", "language"):
        assert word in concept.definition
    backbone = next(c for c in concept.conditions if c.axis == "architectures")
    assert "transformer" in backbone.values
    assert mt.is_a("llama-3.1-8b", "large-language-model").value is True


def test_a3() -> None:
    """An LLM that serves as a general pretrained base is a foundation model; not every foundation model is an LLM."""
    one_way = mt.is_a("large-language-model", "foundation-model")
    assert one_way.value is not False or one_way.counterexamples
    assert [c.condition for c in one_way.conditions if c.outcome != "held"] == [
        "is adapted to further uses: at least one way of adapting it is on record"
    ]
    assert "llama" in one_way.examples
    other_way = mt.is_a("foundation-model", "large-language-model")
    assert other_way.value is False
    assert "clip" in other_way.counterexamples
    assert "need not be" in other_way.reason
    assert mt.is_a("llama", "foundation-model").value is True
    assert mt.is_a("llama", "large-language-model").value is True
    assert mt.is_a("clip", "foundation-model").value is True
    assert mt.is_a("clip", "large-language-model").value is False


def test_a4() -> None:
    """Reaching other data through tools is told apart from a native modality, and makes no text model multimodal."""
    release = mt.release("llama-3.1-8b-instruct")
    family = mt.family("llama")
    assert family.via_tools
    reached = next(m for m in family.via_tools if m not in release.inputs + release.outputs)
    assert release.provenance("text") == "native"
    assert family.provenance(reached) in ("via-tools", "native")
    assert mt.is_a("llama-3.1-8b-instruct", "multimodal-model").value is False
    assert mt.is_a("llama-3.1-8b-instruct", "large-language-model").value is True
    profile = mt.model_class("large-language-model").profile["modality-extension"]
    assert "tools" in profile.summary
    assert "native" in profile.summary


def test_a5() -> None:
    """Gemini, trained across text, image and audio, is classed as a multimodal foundation model, with the reason."""
    answer = mt.classify("gemini")
    assert answer.classes[0] == "multimodal-foundation-model"
    verdict = answer.why("multimodal-foundation-model")
    assert verdict.value is True
    modalities = next(c for c in verdict.conditions if "two native modalities" in c.condition)
    assert {"text", "image", "audio"} <= set(modalities.found)
    assert all(result.evidence for result in verdict.conditions)
