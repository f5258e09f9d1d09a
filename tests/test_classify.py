"""classify and is_a, and the logic below them."""

from __future__ import annotations

import json
import pickle
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

import modeltaxonomy as mt
from modeltaxonomy.conditions import Known, all_of, evaluate
from modeltaxonomy.entries import AXES, Condition, Correspondence, Evidence, Family, Release
from tests.plain import Plain

TAX = mt.taxonomy()
PLAIN = Plain(TAX)
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
    partly = evaluate(condition, lambda axis: Known(tuple(known), complete=False), lambda value: (value,))
    whole = Known(tuple(dict.fromkeys([*known, *more])), complete=True)
    settled = evaluate(condition, lambda axis: whole, lambda value: (value,))
    assert settled is not None
    assert partly is None or partly is settled


def test_each_match() -> None:
    """any, all, none, only and count mean what they say, narrower terms included."""
    up = {"document-image": ("document-image", "image")}

    def holds(match: str, values: list[str], have: tuple[str, ...], **more: int) -> bool | None:
        condition = {"axis": "x", "match": match, "values": values, **more}
        return evaluate(condition, lambda axis: Known(have, complete=True), lambda value: up.get(value, (value,)))

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


@pytest.fixture(scope="module")
def members() -> dict[str, dict[str, bool | None]]:
    """Class -> release -> whether it is of it, by an evaluation of every condition over entries alone."""
    return {
        name: {release.id: PLAIN.is_of(release, name) for release in PLAIN.releases} for name in TAX.model_classes.ids
    }


def test_columns_are_the_evaluation_of_every_release(members: dict[str, dict[str, bool | None]]) -> None:
    """Filtering by class finds the releases of which every condition holds; what is open is in no answer of either."""
    assert len({value for found in members.values() for value in found.values()}) == 3
    for name, found in members.items():
        assert {release for release, value in found.items() if value} == set(TAX.releases.where(model_classes=name).ids)


def test_verdicts_are_the_evaluation_of_every_release(members: dict[str, dict[str, bool | None]]) -> None:
    """What `classify` and `why` say of a release is what its conditions give: yes, no, or it cannot be told."""
    for release in TAX.releases.ids[::5]:
        answer = mt.classify(release)
        assert {name for name, found in members.items() if found[release]} == set(answer.classes)
        assert {name: found[release] for name, found in members.items()} == {
            verdict.model_class: verdict.value for verdict in answer.verdicts
        }
        assert {name for name, found in members.items() if found[release] is None} >= set(answer.open)
        assert answer.varies == ()


def core(family: str) -> list[str]:
    """Ids of the releases of a family, those of side lines apart."""
    below = {name for name in TAX.families.ids if family in (name, *TAX.ancestors(name))}
    apart = {name for name in below if name != family and TAX.families[name].offshoot}
    apart |= {name for name in below if any(line in TAX.ancestors(name) for line in apart)}
    return [release.id for release in TAX.releases if release.family in below - apart]


def extent(values: list[bool | None]) -> str:
    held = sum(value is True for value in values)
    if held == len(values):
        return "all"
    if all(value is False for value in values):
        return "none"
    return "most" if held > len(values) / 2 else "some" if held else "unknown"


def test_families_follow_from_their_core(members: dict[str, dict[str, bool | None]]) -> None:
    """A family is of a class if all its releases are, side lines apart; where only some are, it depends on them."""
    extents = set()
    for family in TAX.families.ids[::4]:
        releases, answer = core(family), mt.classify(family)
        assert releases == list(TAX.releases_of(family, core=True).ids)
        for verdict in answer.verdicts:
            values = [members[verdict.model_class][release] for release in releases]
            held = [release for release in releases if members[verdict.model_class][release]]
            expected = True if all(values) else False if all(value is False for value in values) else None
            assert verdict.value is expected
            assert verdict.extent == extent(values)
            assert verdict.releases == (tuple(held) if expected is None else ())
            assert (verdict.model_class in answer.classes) == (expected is True)
            assert (verdict.model_class in answer.varies) == (expected is None and bool(held))
            assert verdict.reason.endswith(" only.") == (bool(held) and None not in values and expected is None)
            extents.add(verdict.extent)
        assert set(answer.classes) == {
            name for name in TAX.model_classes.ids if family in TAX.families.where(model_classes=name)
        }
    assert extents == {"all", "most", "some", "none", "unknown"}


def test_a_side_line_does_not_speak_for_its_name() -> None:
    """Gemini is judged by its own models, its image models by themselves."""
    assert TAX.families["gemini-image"].offshoot
    assert "gemini-image" in TAX.families.where(broader="gemini").ids
    assert mt.is_a("gemini", "image-generation-model").value is False
    assert mt.is_a("gemini-image", "image-generation-model").value is True
    assert set(TAX.releases_of("gemini-image").ids) <= set(TAX.releases_of("gemini").ids)
    assert not set(TAX.releases_of("gemini-image").ids) & set(TAX.releases_of("gemini", core=True).ids)


def test_a_generation_is_judged_by_its_releases() -> None:
    """What depends on the release for a lineage may be settled for a generation of it."""
    llama, four, one = (mt.is_a(name, "multimodal-model") for name in ("llama", "llama-4", "llama-1"))
    assert (llama.value, four.value, one.value) == (None, True, False)
    assert set(TAX.releases_of("llama-4", core=True).ids) < set(llama.releases)
    assert (four.extent, one.extent) == ("all", "none")


def partly_known(tax: mt.Taxonomy, **marks: tuple[str, ...]) -> mt.Verdict:
    """Whether a text model is multimodal, where the modalities it takes are marked as known in part or in full."""
    evidence = dict.fromkeys(("inputs", "outputs", "tasks"), (Evidence(basis="editorial", note="for the tests"),))
    family = Family(
        id="in-part",
        label="In part",
        definition="A family that was made up to be known in part only.",
        inputs=("text",),
        outputs=("text",),
        tasks=("text-generation",),
        evidence=evidence,
    )
    release = Release(
        id="in-part-1",
        label="In part 1",
        definition="The one release of the family that was made up.",
        family="in-part",
        inputs=("text",),
        evidence={"inputs": evidence["inputs"]},
        **marks,
    )
    return mt.is_a("in-part-1", "multimodal-model", taxonomy=tax.combine(mt.Pack(entries=(family, release))))


def test_only_what_is_known_in_full_refutes() -> None:
    """A text model is not multimodal; one of whose inputs only a part is known may be."""
    assert partly_known(TAX).value is False
    assert partly_known(TAX, partial=("inputs",)).value is None


def test_open_axes_never_refute(members: dict[str, dict[str, bool | None]]) -> None:
    """No condition that asks for something on an axis that is never complete fails because of what is not named."""
    seen = 0
    for release in PLAIN.releases[::9]:
        for verdict in mt.classify(release.id).verdicts:
            for result, condition in zip(verdict.conditions, conditions_of(verdict.model_class), strict=True):
                if condition.match in ("any", "all", "count") and not PLAIN.known(release, condition.axis).complete:
                    assert result.outcome != "failed", (release.id, verdict.model_class, result.condition)
                    seen += 1
    assert seen > 100


def conditions_of(model_class: str) -> list[Condition]:
    return [
        condition
        for name in (model_class, *TAX.ancestors(model_class))
        for condition in TAX.model_classes[name].conditions
    ]


def undisclosed(tax: mt.Taxonomy) -> list[tuple[str, str]]:
    """Releases and the axes that they keep back."""
    return [
        (release.id, axis)
        for release in tax.releases
        for axis in AXES
        if release.statement(axis).missing == "undisclosed"
    ]


def test_undisclosed_is_never_a_no() -> None:
    """A condition on an axis that a maker keeps back is open."""
    kept_back = undisclosed(TAX)
    assert kept_back
    for release, axis in kept_back[::5]:
        statement = TAX.releases[release].statement(axis)
        assert (statement.values, statement.complete) == ((), False)
    assert mt.is_a("gpt-4-0613", "mixture-of-experts-model").value is None


@pytest.mark.parametrize("subject", ["gemini", "llama-3.1-8b", {"model_type": "qwen2_vl"}], ids=str)
def test_why_works_after_a_pickle(subject: Any) -> None:
    """An answer that was pickled says why as the first one did."""
    answer = mt.classify(subject)
    again = pickle.loads(pickle.dumps(answer))
    assert again == answer
    for name in (*answer.classes, *answer.varies, *answer.open):
        assert again.why(name) == answer.why(name)
    assert again.verdicts == answer.verdicts


@pytest.mark.parametrize("subject", ["gemini", "llama-3.1-8b", {"model_type": "qwen2_vl"}], ids=str)
def test_why_works_after_json(subject: Any) -> None:
    """An answer that was written as JSON and read again says why as the first one did."""
    adapter = TypeAdapter(mt.Classification)
    answer = mt.classify(subject)
    again = adapter.validate_json(adapter.dump_json(answer))
    assert again == answer == mt.Classification(**answer.to_dict())
    for name in (*answer.classes, *answer.varies, *answer.open):
        assert again.why(name) == answer.why(name)


def test_why_of_a_pack_works_after_a_pickle(small: mt.Taxonomy) -> None:
    """An answer from another taxonomy says why by that taxonomy, pickled or not."""
    answer = mt.classify("quakeling-1", taxonomy=small)
    again = pickle.loads(pickle.dumps(answer))
    assert answer.classes == ("seismic-model",)
    assert again.why("seismic-model") == answer.why("seismic-model")
    assert again.why("seismic-model").value is True


def test_the_answer_is_small() -> None:
    """As JSON the answer about a large family has less than 20 kB: the verdicts are made when they are asked for."""
    answer = mt.classify("gemini")
    assert len(json.dumps(answer.to_dict())) < 20_000
    assert len(json.dumps([verdict.to_dict() for verdict in answer.verdicts])) > 20_000
    assert set(answer.to_dict()) == {"subject", "subject_kind", "classes", "varies", "open"}


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


def test_a_family_that_has_side_lines_alone(tax: mt.Taxonomy) -> None:
    """A family all of whose releases stand in a side line is judged by what is said of the family itself."""
    said = dict.fromkeys(("inputs", "outputs", "tasks"), (Evidence(basis="editorial", note="made up"),))
    text = {"inputs": ("text",), "outputs": ("text",), "tasks": ("text-generation",), "evidence": said}
    both = {**text, "inputs": ("image", "text")}
    definition = "A family that was made up, of which nothing has come out."
    mappings = (Correspondence(scheme="transformers-model-type", code="unreleased_lm", match="exact"),)
    pack = mt.Pack(
        entries=(
            Family(id="unreleased", label="Unreleased", definition=definition, mappings=mappings, **text),
            Family(
                id="released", label="Released", definition=definition, broader=("unreleased",), offshoot=True, **both
            ),
            Release(id="released-1", label="Released 1", definition="The one release.", family="released"),
        )
    )
    ours = tax.combine(pack)
    for subject in ("unreleased", {"model_type": "unreleased_lm"}):
        answer = mt.classify(subject, taxonomy=ours)
        found = {verdict.model_class: verdict.value for verdict in answer.verdicts}
        assert found["multimodal-model"] is False
        assert found == {name: PLAIN.meets(ours.families["unreleased"], conditions_of(name)) for name in found}
    assert mt.is_a("released", "multimodal-model", taxonomy=ours).value is True


def test_config_mapping_of_a_family_with_several_kinds() -> None:
    """A configuration that may be of any Llama is of what all of them are; of what only some are, it varies."""
    answer = mt.classify({"model_type": "llama"})
    assert "language-model" in answer.classes
    for name in ("multimodal-model", "multimodal-large-language-model", "mixture-of-experts-model"):
        assert name not in answer.classes
    assert {"instruction-tuned-language-model", "base-language-model"} <= {*answer.varies, *answer.open}
    for name in answer.varies:
        verdict = answer.why(name)
        assert (verdict.value, verdict.extent) in ((None, "most"), (None, "some"))
        assert verdict.releases
    verdicts = [verdict.value for verdict in answer.verdicts]
    assert verdicts.count(False) > verdicts.count(True) > 0


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


def test_a_family_in_part() -> None:
    """Where some releases are of a class and others cannot be told, the reason counts both and names the first."""
    verdict = mt.is_a("gemini", "large-language-model")
    assert verdict.value is None
    among, named, rest = re.fullmatch(
        r"(\d+ of \d+) releases of Gemini are of the class Large language model: (.+); of (\d+) others it cannot be told\.",
        verdict.reason,
    ).groups()
    assert tuple(named.split(", ")) == verdict.releases
    assert among == f"{len(verdict.releases)} of {len(verdict.releases) + int(rest)}"
