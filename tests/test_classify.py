"""classify and is_a, and the logic below them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import modeltaxonomy as mt
from modeltaxonomy.membership import Values, all_of, evaluate

TAX = mt.taxonomy()
VERDICTS = st.sampled_from([True, False, None])


@given(st.lists(VERDICTS))
def test_conjunction_is_kleenes(verdicts: list[bool | None]) -> None:
    """False wins over unknown, unknown over true."""
    expected = False if False in verdicts else None if None in verdicts else True
    assert all_of(verdicts) is expected


VALUES = st.lists(st.sampled_from("abcdef"), unique=True, max_size=4)
CONDITIONS = st.fixed_dictionaries(
    {"axis": st.just("x"), "match": st.sampled_from(["any", "all", "none", "only", "count"]), "values": VALUES},
    optional={"at_least": st.integers(1, 3)},
)


@given(CONDITIONS, VALUES, VALUES)
def test_more_knowledge_never_changes_a_settled_verdict(
    condition: dict[str, object], known: list[str], more: list[str]
) -> None:
    """What holds or fails while an axis is incomplete still does when the rest becomes known."""
    partly = evaluate(condition, {"x": Values(tuple(known), complete=False)}, lambda value: (value,))
    whole = {"x": Values(tuple(dict.fromkeys([*known, *more])), complete=True)}
    settled = evaluate(condition, whole, lambda value: (value,))
    assert settled is not None
    assert partly is None or partly is settled


def test_each_match() -> None:
    """any, all, none, only and count mean what they say, narrower terms included."""
    up = {"document-image": ("document-image", "image")}

    def holds(match: str, values: list[str], have: tuple[str, ...], **more: int) -> bool | None:
        condition = {"axis": "x", "match": match, "values": values, **more}
        return evaluate(condition, {"x": Values(have, complete=True)}, lambda value: up.get(value, (value,)))

    assert holds("any", ["image"], ("document-image",)) is True
    assert holds("any", ["document-image"], ("image",)) is False
    assert holds("any", ["image", "text"], ("image",), at_least=2) is False
    assert holds("all", ["image", "text"], ("document-image", "text")) is True
    assert holds("none", ["image"], ("document-image",)) is False
    assert holds("only", ["image"], ("document-image", "image")) is True
    assert holds("only", ["image"], ("image", "text")) is False
    assert holds("count", [], ("a", "b"), at_least=2) is True
    with pytest.raises(ValueError, match="no such match"):
        holds("some", ["a"], ("a",))


@pytest.mark.parametrize("release", TAX.releases.ids[::7])
def test_verdicts_agree_with_the_columns(release: str) -> None:
    """What `classify` says of a release is what filtering by class finds."""
    for name in mt.classify(release).classes:
        assert release in TAX.releases.where(model_classes=name)


def test_families_follow_from_their_releases() -> None:
    """A family is of a class exactly if all its releases are; where only some are, it depends on them."""
    for family in TAX.families.ids[::5]:
        answer = mt.classify(family)
        releases = TAX.releases_of(family)
        for verdict in answer.verdicts:
            members = set(releases.where(model_classes=verdict.model_class).ids)
            assert (verdict.value is True) == (members == set(releases.ids))
            if verdict.value is None and verdict.releases:
                assert set(verdict.releases) == members
        assert set(answer.classes) == {
            name for name in TAX.model_classes.ids if family in TAX.families.where(model_classes=name)
        }


def test_broader_classes_hold_too() -> None:
    """Whoever is of a class is of its broader classes."""
    for family in TAX.families.ids[::5]:
        classes = set(mt.classify(family).classes)
        assert {up for name in classes for up in TAX.ancestors(name)} <= classes


def test_subsumption_follows_the_hierarchy() -> None:
    """Every class is, by its conditions, of its broader classes."""
    for model_class in TAX.model_classes:
        for wider in TAX.ancestors(model_class.id):
            assert mt.is_a(model_class.id, wider).value is True


def test_subsumption_has_no_counterexample() -> None:
    """Where one class is said to be within another, no family of the catalogue contradicts it."""
    ids = TAX.model_classes.ids
    for narrow in ids[::4]:
        inside = set(TAX.families.where(model_classes=narrow).ids)
        for wide in ids[::3]:
            verdict = mt.is_a(narrow, wide)
            if verdict.value is True:
                assert inside <= set(TAX.families.where(model_classes=wide).ids)
            elif verdict.value is False:
                assert set(verdict.counterexamples) <= inside


@pytest.mark.parametrize(
    ("subject", "model_class", "value"),
    [
        ("vit", "large-language-model", False),
        ("clip", "embedding-model", True),
        ("bert", "foundation-model", True),
        ("bert", "embedding-model", False),
        ("whisper", "speech-recognition-model", True),
        ("stylegan", "generative-adversarial-network", True),
        ("flux", "flow-matching-model", True),
        ("esm", "protein-model", True),
        ("mamba", "large-language-model", True),
        ("mixtral-8x7b-v0.1", "mixture-of-experts-model", True),
        ("mistral-7b-v0.1", "mixture-of-experts-model", False),
        ("gpt-4-0314", "small-language-model", None),
    ],
)
def test_what_people_would_ask(subject: str, model_class: str, value: bool | None) -> None:
    """Well-known models fall where the field puts them."""
    assert mt.is_a(subject, model_class).value is value


def test_embedding_model_and_llm_are_told_apart_by_the_objective() -> None:
    """An embedding model may share its backbone with an LLM; what it is trained for tells the two apart."""
    verdict = mt.is_a("embedding-model", "large-language-model")
    assert verdict.value is False
    own = {c.axis for c in TAX.model_classes["embedding-model"].conditions}
    assert "objectives" in own


def test_config_mapping() -> None:
    """A config.json is classified by its model type, not by the name of its head."""
    answer = mt.classify({"model_type": "bert", "architectures": ["BertLMHeadModel"], "is_decoder": True})
    assert "masked-language-model" in answer.classes
    assert "large-language-model" not in answer.classes
    assert any("model_type" in (e.at or "") for c in answer.why("masked-language-model").conditions for e in c.evidence)
    with pytest.raises(mt.UnknownName) as caught:
        mt.classify({"model_type": "bart-"})
    assert "bart" in caught.value.suggestions
    with pytest.raises(mt.InvalidQuery, match="model_type"):
        mt.classify({})


def test_bad_subjects() -> None:
    """What is no model is refused by name."""
    with pytest.raises(mt.InvalidQuery):
        mt.classify(3)  # type: ignore[arg-type]
    with pytest.raises(mt.UnknownName):
        mt.is_a("llama", "no-such-class")
    with pytest.raises(mt.UnknownName) as caught:
        mt.classify("llama").why("large-languge-model")
    assert caught.value.suggestions[0] == "large-language-model"


def test_entries_and_names_ask_the_same() -> None:
    """A family, its id and its label give the same classification."""
    assert mt.classify(mt.family("llama")).classes == mt.classify("llama").classes == mt.classify("Llama").classes
    assert mt.is_a(mt.model_class("llm"), "language-model").value is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("base-language-model", "instruction-tuned-language-model"),
        ("task-specific-model", "foundation-model"),
        ("adapter-model", "merged-model"),
        ("discriminative-model", "image-generation-model"),
    ],
)
def test_disjoint_classes(one: str, other: str) -> None:
    """Classes whose conditions contradict each other are disjoint, either way round, and the reason says why."""
    for narrow, wide in ((one, other), (other, one)):
        verdict = mt.is_a(narrow, wide)
        assert verdict.value is False
        assert verdict.reason.startswith("Nothing is both ")
    members = set(TAX.releases.where(model_classes=one).ids)
    assert not members & set(TAX.releases.where(model_classes=other).ids)


def test_disjoint_classes_share_no_release() -> None:
    """Wherever two classes are said to be disjoint, the catalogue has no release in both."""
    ids = TAX.model_classes.ids
    disjoint = [
        (one, other)
        for i, one in enumerate(ids)
        for other in ids[i + 1 :: 3]
        if mt.is_a(one, other).reason.startswith("Nothing is both ")
    ]
    assert len(disjoint) > 10
    for one, other in disjoint:
        assert not set(TAX.releases.where(model_classes=one).ids) & set(TAX.releases.where(model_classes=other).ids)


def test_overlap_without_containment() -> None:
    """LLMs and foundation models overlap, and neither contains the other by definition."""
    assert mt.is_a("large-language-model", "foundation-model").value is None
    assert mt.is_a("foundation-model", "large-language-model").value is False
    assert "llama" in mt.is_a("large-language-model", "foundation-model").examples
    assert not mt.is_a("large-language-model", "foundation-model").reason.startswith("Nothing is both ")
