"""E: choosing."""

import pytest

import modeltaxonomy as mt


def top_class(answer: mt.Recommendation) -> str:
    return answer.model_classes[0].model_class


@pytest.mark.parametrize("other", ["image", "audio", "tabular"])
def test_e1(other: str) -> None:
    """Several data types in one workflow: a multimodal foundation model, and why."""
    answer = mt.recommend(["text", other])
    assert top_class(answer) == "multimodal-foundation-model"
    assert "Several data types" in answer.model_classes[0].reasons[0].text


def test_e2() -> None:
    """Only language tasks: an LLM, for precision and efficiency."""
    answer = mt.recommend("text", ["summarization", "translation"])
    assert top_class(answer) == "large-language-model"
    reason = answer.model_classes[0].reasons[0].text
    assert "precise" in reason
    assert "efficient" in reason
    assert all(mt.is_a(advice.release, "language-model").value for advice in answer.families)


def test_e3() -> None:
    """Many tasks on one backbone, transfer or multimodal search: a foundation model by its embeddings and adapters."""
    for question in (
        {"tasks": ["image-classification", "image-feature-extraction", "zero-shot-image-classification"]},
        {"tasks": ["feature-extraction"], "domains": ["cross-domain-transfer-application"]},
        {"modalities": ["text", "image"], "tasks": ["cross-modal-retrieval"], "domains": ["multimodal search"]},
    ):
        answer = mt.recommend(**question)
        found = {advice.model_class: advice for advice in answer.model_classes}
        assert "foundation-model" in found
        text = " ".join(reason.text for reason in found["foundation-model"].reasons)
        assert "embedding" in text or "representation" in text
        assert answer.families


def test_e4() -> None:
    """A narrative plus images or audio from it: a composition of an LLM and a generative model."""
    for output, task in (("image", "text-to-image"), ("audio", "text-to-speech")):
        answer = mt.recommend(inputs="text", outputs=["text", output], tasks=["content-creation", task])
        stages = answer.pipelines[0].stages
        assert stages[0].outputs == ("text",)
        assert len(stages) >= 2
        assert all(stage.families for stage in stages)
        assert stages[1].inputs == ("text",)


@pytest.mark.parametrize(
    ("domain", "data", "technique"),
    [
        ("finance", "labelled", "low-rank-adaptation"),
        ("healthcare", "unlabelled", "continued-pretraining-adaptation"),
        ("legal", "documents", "retrieval-augmentation"),
        ("education", "examples", "few-shot-prompting"),
    ],
)
def test_e5(domain: str, data: str, technique: str) -> None:
    """A domain: the class, families known for it first, and the technique that suits the data at hand."""
    answer = mt.recommend("text", "text-generation", domains=domain, data=data, limit=10)
    assert top_class(answer) == "large-language-model"
    known = [f"known for {domain}" in [r.text for r in advice.reasons] for advice in answer.families]
    assert known[0]
    assert known == sorted(known, reverse=True)
    assert technique in [advice.technique for advice in answer.techniques]
    assert answer.families[0].evidence


def test_e6() -> None:
    """Cost: multimodal models usually cost more than text-only ones, told as a trade-off with figures on record."""
    comparison = mt.compare("foundation-model", "large-language-model", "multimodal-foundation-model")
    foundation, language = (comparison.cell("cost", name) for name in ("foundation-model", "large-language-model"))
    assert "cost more" in foundation.text
    assert "cost less" in language.text
    for cell in (foundation, language):
        assert "FLOP" in cell.text
        assert "releases known" in cell.text


def test_e7() -> None:
    """Data at hand, memory, speed, license, access to weights and scale each change the answer visibly."""
    question = {"modalities": "text", "tasks": "text-generation", "domains": "healthcare", "limit": 10}
    plain = mt.recommend(**question)
    families = [advice.release for advice in plain.families]
    for limit in (
        {"memory_gb": 8},
        {"max_parameters": 2_000_000_000},
        {"license": "permissive-license"},
        {"access": "open-weights"},
        {"hosted_only": True},
        {"context": 500_000},
    ):
        assert [advice.release for advice in mt.recommend(**question, **limit).families] != families, limit
    ways = {
        data: tuple(a.technique for a in mt.recommend(**question, data=data).techniques)
        for data in ("none", "examples", "labelled", "unlabelled", "documents", "preference-pairs")
    }
    assert len(set(ways.values())) == len(ways)


def test_e8() -> None:
    """Where nothing fits, it says so, names what excludes everything, and the nearest relaxations."""
    answer = mt.recommend("text", "text-generation", context=10**9)
    assert answer.families == () or all("context" in advice.unknowns for advice in answer.families)
    answer = mt.recommend(["protein", "audio"], access="open-weights")
    assert answer.families == ()
    assert answer.relaxations
    for relaxation in answer.relaxations:
        assert relaxation.families
    assert "No family fits" in answer.explain()
    tight = mt.recommend("text", "translation", memory_gb=0.001, license="permissive-license")
    nearest = [r for r in tight.relaxations if r.drop == ("memory_gb: 0.001",)]
    assert tight.families == () or nearest == []
    if not tight.families:
        assert nearest[0].to
        assert mt.recommend(
            "text", "translation", memory_gb=float(nearest[0].to) + 0.1, license="permissive-license"
        ).families
