"""recommend, held against a plain evaluation of every release."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import modeltaxonomy as mt

if TYPE_CHECKING:
    from modeltaxonomy.entries import Release

TAX = mt.taxonomy()
RELEASES = tuple(TAX.releases)
TASKS = sorted({task for release in RELEASES for task in release.tasks})
MODALITIES = sorted({m for release in RELEASES for m in release.inputs + release.outputs})
DOMAINS = sorted({domain for family in TAX.families for domain in family.domains})


def covers(values: tuple[str, ...], wanted: str) -> bool:
    return any(wanted == value or wanted in TAX.ancestors(value) for value in values)


def weights(release: Release) -> bool:
    return not release.access or covers(release.access, "downloadable-weights")


def fits(release: Release, question: dict[str, object]) -> bool:
    """The rules of `recommend`, written the slow and obvious way."""
    q = question
    checks = [
        all(covers(release.inputs + release.outputs, m) for m in q.get("modalities", ())),
        all(covers(release.inputs, m) for m in q.get("inputs", ())),
        all(covers(release.outputs, m) for m in q.get("outputs", ())),
        all(covers(release.tasks, task) for task in q.get("tasks", ())),
        "access" not in q or not release.access or covers(release.access, q["access"]),
        not q.get("hosted_only")
        or not release.access
        or covers(release.access, "api-access")
        or covers(release.access, "hosted-interface-access"),
        "context" not in q or release.context is None or release.context >= q["context"],
        "max_parameters" not in q or release.parameters is None or release.parameters <= q["max_parameters"],
        "memory_gb" not in q
        or (weights(release) and (release.parameters is None or release.parameters <= int(q["memory_gb"] * 2e9))),
        "licence" not in q
        or (release.licence is None and weights(release))
        or (release.licence is not None and covers((release.licence,), q["licence"])),
        all(not release.languages or language in release.languages for language in q.get("languages", ())),
    ]
    return all(checks)


questions = st.fixed_dictionaries(
    {},
    optional={
        "modalities": st.lists(st.sampled_from(MODALITIES), max_size=3, unique=True),
        "inputs": st.lists(st.sampled_from(MODALITIES), max_size=1),
        "outputs": st.lists(st.sampled_from(MODALITIES), max_size=2, unique=True),
        "tasks": st.lists(st.sampled_from(TASKS), max_size=2, unique=True),
        "domains": st.lists(st.sampled_from(DOMAINS), max_size=2, unique=True),
        "languages": st.lists(st.sampled_from(["en", "de", "zh", "sw"]), max_size=1),
        "access": st.sampled_from(["open-weights", "downloadable-weights", "api-access", "closed-access"]),
        "licence": st.sampled_from(["permissive-license", "apache-2.0", "community-license", "proprietary-terms"]),
        "memory_gb": st.floats(0.01, 500),
        "context": st.integers(1, 2_000_000),
        "max_parameters": st.integers(10**6, 10**12),
        "data": st.sampled_from(["none", "labelled", "documents", "preference-pairs"]),
        "hosted_only": st.booleans(),
        "limit": st.integers(1, 8),
    },
)


@settings(max_examples=150, deadline=None)
@given(questions)
def test_what_is_advised_is_what_fits(question: dict[str, object]) -> None:
    """The families advised fit, as many as asked for are named, and none is left out that ranks before them."""
    answer = mt.recommend(**question)
    fitting = {release.family for release in RELEASES if fits(release, question)}
    named = [advice.family for advice in answer.families]
    assert len(named) == len(set(named)) == min(question.get("limit", 5), len(fitting))
    assert set(named) <= fitting
    for advice in answer.families:
        assert fits(TAX.releases[advice.release], question)
    assert bool(answer.relaxations) <= (not named)


@settings(max_examples=60, deadline=None)
@given(questions)
def test_answers_are_values(question: dict[str, object]) -> None:
    """The same question has the same answer, and the answer is JSON-ready."""
    one, two = mt.recommend(**question), mt.recommend(**question)
    assert one == two
    assert hash(one) == hash(two)
    assert json.loads(json.dumps(one.to_dict())) == one.to_dict()
    assert one.explain()
    assert str(one)


@settings(max_examples=60, deadline=None)
@given(questions)
def test_excluded_families_fit_but_for_that(question: dict[str, object]) -> None:
    """A family is excluded by a constraint exactly if none of its releases meets that constraint."""
    limits = {k: v for k, v in question.items() if k not in ("domains", "data", "limit")}
    answer = mt.recommend(**limits)
    for name, families in answer.excluded.items():
        kind, _, value = name.partition(": ")
        key = {"modality": "modalities", "input": "inputs", "output": "outputs", "task": "tasks"}.get(kind, kind)
        key = "languages" if key == "language" else key
        single = {key: [value] if key in ("modalities", "inputs", "outputs", "tasks", "languages") else limits[key]}
        left = {release.family for release in RELEASES if fits(release, single)}
        assert set(families) == set(TAX.families.ids) - left


@settings(max_examples=60, deadline=None)
@given(questions)
def test_relaxations_let_something_in(question: dict[str, object]) -> None:
    """Where nothing fits, giving up what a relaxation names lets in the families that it names."""
    limits = {k: v for k, v in question.items() if k not in ("domains", "data", "limit")}
    answer = mt.recommend(**limits)
    for relaxation in answer.relaxations:
        loosened = {key: list(value) if isinstance(value, list) else value for key, value in limits.items()}
        for name in relaxation.drop:
            kind, _, value = name.partition(": ")
            plural = {"modality": "modalities", "language": "languages"}.get(kind, f"{kind}s")
            if isinstance(loosened.get(plural), list) and value in loosened[plural]:
                loosened[plural].remove(value)
            else:
                loosened.pop(kind, None)
        left = {release.family for release in RELEASES if fits(release, loosened)}
        assert relaxation.families
        assert set(relaxation.families) <= left


def test_nearest_value_is_the_nearest() -> None:
    """The value that a relaxation names lets something in, and a slightly tighter one does not."""
    question = {"tasks": ["summarization"], "outputs": ["text"]}
    (relaxation,) = [r for r in mt.recommend(**question, memory_gb=0.001).relaxations if r.to]
    enough = float(relaxation.to)
    assert mt.recommend(**question, memory_gb=enough).families
    assert not [advice for advice in mt.recommend(**question, memory_gb=enough - 0.002).families if not advice.unknowns]


def test_a_date_relaxation_is_the_day_before() -> None:
    """A relaxed `released_after` lets the newest release in."""
    newest = max(release.released for release in RELEASES if release.released and len(release.released) == 10)
    answer = mt.recommend(tasks="text-generation", released_after="2100-01-01", access="open-weights")
    known = [relaxation for relaxation in answer.relaxations if relaxation.to]
    assert answer.families == () or all("released_after" in advice.unknowns for advice in answer.families)
    for relaxation in known:
        assert relaxation.to <= newest


def test_known_domain_goes_first() -> None:
    """Families known for the domain come before the others, which say that their use there is not known."""
    answer = mt.recommend("text", "text-generation", domains="legal", limit=30)
    known = [any(r.text == "known for legal" for r in advice.reasons) for advice in answer.families]
    assert known[0]
    assert not known[-1]
    assert known == sorted(known, reverse=True)
    assert all(is_known or "use in legal" in a.unknowns for is_known, a in zip(known, answer.families, strict=True))


def test_fewer_unknowns_go_first() -> None:
    """What is not known of a release ranks it lower, and is listed."""
    answer = mt.recommend("text", "text-generation", context=1000, max_parameters=10**12, limit=80)
    counts = [len(advice.unknowns) for advice in answer.families]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] > 0


def test_as_of_asks_the_past() -> None:
    """As of a day, nothing is advised that came out later, and the answer is that of the taxonomy of that day."""
    answer = mt.recommend("text", "text-generation", as_of="2020-06-30")
    assert answer.families
    for advice in answer.families:
        assert TAX.releases[advice.release].released <= "2020-06-30"
    past = TAX.as_of("2020-06-30")
    assert [a.release for a in mt.recommend("text", "text-generation", taxonomy=past).families] == [
        a.release for a in answer.families
    ]


def test_every_reason_for_a_fact_has_evidence() -> None:
    """A reason that rests on the data says how that is known."""
    answer = mt.recommend(["text", "image"], "visual-question-answering", memory_gb=80, context=8000)
    for advice in answer.families:
        assert advice.evidence
        for reason in advice.reasons:
            assert reason.evidence, reason.text


def test_techniques_use_the_data_at_hand() -> None:
    """With preference pairs at hand, every technique advised can learn from preference pairs."""
    answer = mt.recommend("text", "text-generation", access="open-weights", data="preference-pairs")
    assert answer.techniques
    for advice in answer.techniques:
        assert "preference-pairs" in TAX.techniques[advice.technique].data


def test_too_large_is_said() -> None:
    """Full fine-tuning of an 8-billion-parameter model does not fit 24 GB, and the blocker says by how much."""
    answer = mt.recommend("text", "summarization", data="labelled", memory_gb=24, domains="legal")
    found = {advice.technique: advice for advice in answer.techniques}
    assert "low-rank-adaptation" in found
    if "full-fine-tuning" in found:
        assert any("GB; 24 are given" in blocker for blocker in found["full-fine-tuning"].blockers)


@pytest.mark.parametrize(
    ("arguments", "argument"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": True}, "limit"),
        ({"memory_gb": -1}, "memory_gb"),
        ({"memory_gb": "a lot"}, "memory_gb"),
        ({"memory_gb": float("nan")}, "memory_gb"),
        ({"context": float("inf")}, "context"),
        ({"released_after": "soon"}, "released_after"),
        ({"as_of": 2024}, "as_of"),
        ({"data": "gold"}, "data"),
        ({"tasks": 5}, "tasks"),
        ({"tasks": [None]}, "tasks"),
        ({"modalities": {"text": 1, 2: 3}}, "modalities"),
        ({"hosted_only": "yes"}, "hosted_only"),
    ],
)
def test_bad_arguments(arguments: dict[str, object], argument: str) -> None:
    """An argument of the wrong type or range is named, with what it takes."""
    with pytest.raises(mt.InvalidQuery) as caught:
        mt.recommend(**arguments)
    assert caught.value.argument == argument
    assert str(caught.value).startswith(f"{argument}: ")


def test_unknown_and_ambiguous_names() -> None:
    """A name that means nothing is answered with suggestions."""
    with pytest.raises(mt.UnknownName) as caught:
        mt.recommend(tasks="sumarization")
    assert "summarization" in caught.value.suggestions
    with pytest.raises(mt.UnknownName):
        mt.recommend(modalities="translation")


def test_names_may_be_aliases() -> None:
    """Ids, labels and aliases ask the same question."""
    one = mt.recommend(tasks="visual-question-answering")
    label = TAX.tasks["visual-question-answering"].label
    assert mt.recommend(tasks=label) == one
