"""C: what the classes share."""

import pytest

import modeltaxonomy as mt

ROWS = {
    "c1": ("shared-architecture", {"transformer", "self-attention", "feed-forward-layer", "layer-normalization"}),
    "c2": (
        "shared-training-paradigm",
        {
            "self-supervised-learning",
            "pretraining",
            "masked-language-modeling",
            "causal-language-modeling",
            "task-adaptation-stage",
        },
    ),
    "c3": (
        "shared-adaptation",
        {
            "instruction-tuning",
            "supervised-fine-tuning",
            "few-shot-prompting",
            "parameter-efficient-fine-tuning",
            "adapter-tuning",
            "low-rank-adaptation",
            "prompt-tuning",
        },
    ),
    "c4": ("shared-training-strategies", {"curriculum-learning", "data-curation"}),
    "c5": ("shared-scaling", {"scaling-law", "compute-optimal-training"}),
    "c6": (
        "shared-training-infrastructure",
        {
            "gpu-accelerator",
            "tpu-accelerator",
            "accelerator-cluster",
            "sharded-data-parallelism",
            "memory-optimization",
        },
    ),
    "c7": ("shared-inference-engineering", {"quantization", "continuous-batching", "kv-caching"}),
    "c8": ("generative-capability", {"text-generation", "multimodal-storytelling"}),
}


@pytest.mark.parametrize("row", ROWS)
def test_c(row: str) -> None:
    """The principle is among what the two classes share, as concepts with evidence."""
    aspect, wanted = ROWS[row]
    shared = {principle.aspect: principle for principle in mt.compare("foundation-model", "llm").shared}
    assert wanted <= set(shared[aspect].concepts)
    assert shared[aspect].evidence
    assert mt.taxonomy().aspects[aspect].role == "shared-principle"


def test_c2_contrastive() -> None:
    """Contrastive learning is among the objectives of foundation models, beside masked and next-token prediction."""
    profile = mt.model_class("foundation-model").profile["shared-training-paradigm"]
    assert {"contrastive-infonce", "masked-language-modeling", "causal-language-modeling"} <= set(profile.concepts)


def test_c4_mixed_modality() -> None:
    """Mixed-modality pretraining is among the strategies of foundation models."""
    assert "multimodal-pretraining" in mt.model_class("fm").profile["shared-training-strategies"].concepts


def test_c5_formulas() -> None:
    """Scaling is told by formulas with their symbols, constants and a source that was read."""
    tax = mt.taxonomy()
    formulas = [
        f
        for name in ("scaling-law", "compute-optimal-training", "training-compute-accounting")
        for f in tax.infrastructure[name].formulas
    ]
    assert {"C = 6 N D", "L(N, D) = E + A / N^alpha + B / D^beta"} <= {f.expression for f in formulas}
    for formula in formulas:
        assert formula.symbols
        assert tax.sources[formula.source].checked


def test_c8_pipeline() -> None:
    """An LLM for the narrative and a generative model for the pictures make one pipeline."""
    answer = mt.recommend(inputs="text", outputs=["text", "image"], tasks=["content-creation", "text-to-image"])
    first, second = answer.pipelines[0].stages
    assert (first.outputs, second.outputs) == (("text",), ("image",))
    assert mt.is_a(first.families[0], "large-language-model").value is not False
    assert mt.taxonomy().families[second.families[0]].outputs.count("image") == 1


def test_c9() -> None:
    """Contextual understanding: discourse and inference for LLMs, cross-modal grounding for multimodal models."""
    tax = mt.taxonomy()
    language = mt.model_class("llm").profile["contextual-understanding"]
    foundation = mt.model_class("foundation-model").profile["contextual-understanding"]
    for word in ("discourse", "pragmatics", "inference"):
        assert word in language.summary
    assert "visual-grounding" in foundation.concepts
    assert tax.aspects["contextual-understanding"].role == "shared-principle"
