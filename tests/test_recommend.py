"""recommend, held against a plain evaluation of every release and technique."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import modeltaxonomy as mt
from modeltaxonomy.questions.recommendation import ranking
from tests.plain import Plain, first_day, names

TAX = mt.taxonomy()
PLAIN = Plain(TAX)
TASKS = sorted({task for release in PLAIN.releases for task in release.tasks})
MODALITIES = sorted({m for release in PLAIN.releases for m in release.inputs + release.outputs})
DOMAINS = sorted({domain for release in PLAIN.releases for domain in release.domains})
DAYS = st.dates(min_value=datetime.date(2018, 6, 1), max_value=datetime.date(2026, 11, 25))

questions = st.fixed_dictionaries(
    {},
    optional={
        "modalities": st.lists(st.sampled_from(MODALITIES), max_size=3, unique=True),
        "inputs": st.lists(st.sampled_from(MODALITIES), max_size=1),
        "outputs": st.lists(st.sampled_from(MODALITIES), max_size=2, unique=True),
        "tasks": st.lists(st.sampled_from(TASKS), max_size=2, unique=True),
        "domains": st.lists(st.sampled_from(DOMAINS), max_size=2, unique=True),
        "languages": st.lists(st.sampled_from(["en", "de", "zh", "sw"]), max_size=1),
        "capabilities": st.lists(st.sampled_from(TAX.capabilities.ids), max_size=2, unique=True),
        "access": st.sampled_from(["open-weights", "downloadable-weights", "api-access", "closed-access"]),
        "license": st.sampled_from(["permissive-license", "apache-2.0", "community-license", "proprietary-terms"]),
        "model_class": st.sampled_from(TAX.model_classes.ids),
        "memory_gb": st.floats(0.01, 500),
        "context": st.integers(1, 2_000_000),
        "max_parameters": st.integers(10**6, 10**12),
        "released_after": DAYS.map(str),
        "data": st.sampled_from(["none", "labelled", "documents", "preference-pairs"]),
        "hosted_only": st.booleans(),
        "limit": st.integers(1, 8),
    },
)
single = st.sampled_from(TASKS).map(lambda task: {"tasks": [task]})
"""Of random questions few have an answer; of these most have."""
asked = st.one_of(
    questions,
    st.tuples(single, questions).map(lambda both: {**both[1], "modalities": [], "outputs": [], **both[0]}),
).filter(lambda question: not mt.Requirements(**question).is_empty)


def requirements(question: dict[str, Any]) -> mt.Requirements:
    return mt.Requirements(**question)


@settings(max_examples=300, deadline=None)
@given(asked)
def test_what_is_advised_is_what_fits_best(question: dict[str, Any]) -> None:
    """The families advised, their order, releases and unknowns are those of a plain evaluation of every release."""
    answer = mt.recommend(**question)
    assert PLAIN.families(requirements(question)) == names(answer.families)
    assert bool(answer.relaxations) <= (not answer.families)


@settings(max_examples=200, deadline=None)
@given(asked)
def test_techniques_are_those_of_the_releases_advised(question: dict[str, Any]) -> None:
    """The techniques advised and their order follow from what the releases advised list, the data and the access."""
    answer = mt.recommend(**question)
    assert PLAIN.ways(requirements(question)) == [advice.technique for advice in answer.techniques]


@settings(max_examples=100, deadline=None)
@given(asked, DAYS.map(str))
def test_the_past_is_asked_like_the_present(question: dict[str, Any], day: str) -> None:
    """As of a day, what is advised is what a plain evaluation of the releases of that day gives."""
    then, q = Plain(TAX, day), requirements(question)
    answer = mt.recommend(**question, as_of=day)
    assert then.families(q) == names(answer.families)
    assert then.ways(q) == [advice.technique for advice in answer.techniques]


@settings(max_examples=60, deadline=None)
@given(asked, DAYS.map(str))
def test_as_of_is_the_taxonomy_of_that_day(question: dict[str, Any], day: str) -> None:
    """Asking as of a day, and asking the taxonomy of that day, is the same question with the same answer."""
    past = TAX.as_of(day)
    answer = mt.recommend(**question, as_of=day)
    assert answer == mt.recommend(**question, taxonomy=past) == mt.recommend(**question, as_of=day, taxonomy=past)
    assert answer.requirements.as_of == day


def test_the_plain_evaluation_can_tell() -> None:
    """A family too few, one too many, another order or another release is told apart from the answer."""
    answer = mt.recommend(tasks="translation", memory_gb=16, data="labelled")
    expected = PLAIN.families(answer.requirements)
    assert len(expected) == 5
    assert expected == names(answer.families)
    for wrong in (
        answer.families[1:],
        (*answer.families, answer.families[0]),
        (answer.families[1], answer.families[0], *answer.families[2:]),
        mt.recommend(tasks="translation", memory_gb=2).families,
        mt.recommend(tasks="translation", memory_gb=16, as_of="2021").families,
    ):
        assert expected != names(wrong)


@settings(max_examples=100, deadline=None)
@given(asked)
def test_what_decided_is_the_rule_that_did(question: dict[str, Any]) -> None:
    """`decided_by` is the docstring of the first rule by which the two best releases differ, and none without two."""
    answer, rule = mt.recommend(**question), PLAIN.decided_by(requirements(question))
    said = {each.__name__: (each.__doc__ or "").strip() for each in ranking.RULES} | {"newer": ranking.NEWER}
    assert answer.decided_by == (None if rule is None else said[rule])
    assert (answer.decided_by is None) == (len(answer.families) < 2)


def test_every_rule_decides_something() -> None:
    """There is a question for each rule in which it is the one that decides."""
    decided = {
        mt.recommend(**question).decided_by
        for question in (
            *({"tasks": "text-generation", "domains": domain} for domain in DOMAINS),
            *({"tasks": task, **more} for task in TASKS for more in ({"memory_gb": 8}, {"context": 32_000})),
        )
    }
    assert {None, ranking.NEWER, *((rule.__doc__ or "").strip() for rule in ranking.RULES)} == decided


@settings(max_examples=60, deadline=None)
@given(asked)
def test_answers_are_values(question: dict[str, Any]) -> None:
    """The same question has the same answer, and the answer is JSON-ready."""
    one, two = mt.recommend(**question), mt.recommend(**question)
    assert one == two
    assert hash(one) == hash(two)
    assert json.loads(json.dumps(one.to_dict())) == one.to_dict()
    assert one.explain()
    assert str(one)


def loosened(question: dict[str, Any], constraint: str) -> dict[str, Any]:
    """A question without a constraint as answers name it."""
    kind, _, value = constraint.partition(": ")
    name = {
        "modality": "modalities",
        "input": "inputs",
        "output": "outputs",
        "task": "tasks",
        "language": "languages",
        "capability": "capabilities",
        "class": "model_class",
    }.get(kind, kind)
    left = dict(question)
    if isinstance(left[name], list):
        assert value in left[name]
        left[name] = [each for each in left[name] if each != value]
    else:
        del left[name]
    return left


def without_wishes(question: dict[str, Any]) -> dict[str, Any]:
    """A question's requirements: what excludes, without what only ranks."""
    return {name: value for name, value in question.items() if name not in ("domains", "data", "limit")}


@settings(max_examples=100, deadline=None)
@given(asked)
def test_excluded_families_meet_all_but_that(question: dict[str, Any]) -> None:
    """A family is excluded by a constraint exactly if none of its releases meets that constraint."""
    limits = without_wishes(question)
    assume(not requirements(limits).is_empty)
    answer = mt.recommend(**limits)
    met = {release.id: PLAIN.met(release, requirements(limits)) for release in PLAIN.releases}
    lineages = {release.id: PLAIN.lineage(release) for release in PLAIN.releases}
    for name, families in answer.excluded.items():
        key = name if name in next(iter(met.values())) else name.partition(":")[0]
        left = {lineages[release] for release, found in met.items() if found[key] is not False}
        assert set(families) == set(lineages.values()) - left
        assert len(set(families)) == len(families)
    ruling_out = {key for found in met.values() for key, value in found.items() if value is False}
    assert len(answer.excluded) == len(ruling_out)


@settings(max_examples=100, deadline=None)
@given(questions)
def test_relaxations_let_something_in(question: dict[str, Any]) -> None:
    """Where nothing fits, giving up what a relaxation names lets in the families that it names."""
    limits = without_wishes(question)
    assume(not requirements(limits).is_empty)
    for relaxation in mt.recommend(**limits).relaxations:
        left = limits
        for name in relaxation.drop:
            left = loosened(left, name)
        fitting = {PLAIN.lineage(release) for release in PLAIN.fitting(requirements(left))}
        assert relaxation.families
        assert set(relaxation.families) <= fitting


def test_nearest_value_is_the_nearest() -> None:
    """The value that a relaxation names lets something in, and a slightly tighter one does not."""
    question = {"tasks": ["summarization"], "outputs": ["text"]}
    (relaxation,) = [r for r in mt.recommend(**question, memory_gb=0.001).relaxations if r.to]
    enough = float(relaxation.to or 0)
    assert mt.recommend(**question, memory_gb=enough).families
    assert mt.recommend(**question, memory_gb=enough - 0.002).families == ()


def test_a_date_relaxation_is_the_day_before() -> None:
    """A relaxed `released_after` is the day before the newest release that fits otherwise, and lets it in."""
    question = {"tasks": "protein-design"}
    fitting = PLAIN.fitting(requirements(question))
    assert all(release.released for release in fitting)
    newest = max(first_day(release.released or "") for release in fitting)
    answer = mt.recommend(**question, released_after="2100-01-01")
    assert answer.families == ()
    (relaxation,) = [relaxation for relaxation in answer.relaxations if relaxation.to]
    assert mt.recommend(**question, released_after=relaxation.to).families
    assert mt.recommend(**question, released_after=newest).families == ()
    assert relaxation.to is not None
    assert relaxation.to < newest


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


def test_families_go_by_their_lineage() -> None:
    """Generations of one name are one family in an answer, which says of which generation its release is."""
    answer = mt.recommend("text", "text-generation", limit=100)
    llama = [advice for advice in answer.families if advice.family.startswith(("llama", "code-llama"))]
    assert [advice.family for advice in llama] == ["llama"]
    assert llama[0].generation == TAX.releases[llama[0].release].family != "llama"
    for advice in answer.families:
        release = TAX.releases[advice.release]
        assert (advice.generation or advice.family) == release.family
        assert advice.family in (release.family, *TAX.ancestors(release.family))


def test_side_lines_go_by_their_own_name() -> None:
    """A release of a side line is advised under the side line, not under the name that this carries."""
    answer = mt.recommend(tasks="text-to-image", hosted_only=True, limit=20)
    families = [advice.family for advice in answer.families]
    assert "gemini-image" in families
    assert "gemini" not in families
    assert TAX.families["gemini-image"].offshoot


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
    assert any("GB; 24 are given" in blocker for blocker in found["full-fine-tuning"].blockers)


def test_what_is_stopped_for_different_reasons_is_stopped() -> None:
    """Where one release is closed and the other too large, a technique is no more at hand than where both are closed."""
    answer = mt.recommend("text", "text-generation", data="labelled", memory_gb=1000, limit=40)
    stopped = [
        all(
            PLAIN.stops(TAX.techniques[each.technique], TAX.releases[advice.release], answer.requirements)
            for advice in answer.families
        )
        for each in answer.techniques
    ]
    assert stopped == sorted(stopped)


def test_unknown_and_ambiguous_names() -> None:
    """A name that means nothing is answered with suggestions."""
    with pytest.raises(mt.UnknownName) as caught:
        mt.recommend(tasks="sumarization")
    assert "summarization" in caught.value.suggestions


def test_names_may_be_aliases() -> None:
    """Ids, labels and aliases ask the same question."""
    one = mt.recommend(tasks="visual-question-answering")
    label = TAX.tasks["visual-question-answering"].label
    assert mt.recommend(tasks=label) == one
