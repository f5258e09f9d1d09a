"""The laws between entries: each reports its bad examples, and the sample data passes."""

from __future__ import annotations

import copy

import pytest

from modeltaxonomy import laws
from modeltaxonomy.errors import InvalidPack, Problem

READ = {"source": "s", "at": "page 1"}

# (law, the entry that is changed, what it is changed to, where the problem stands, what its message has)
BAD = [
    (laws.references_resolve, "f", {"tasks": ["taks"]}, "/tasks/0", "'taks' is no task; did you mean 'task'?"),
    (laws.references_resolve, "f", {"tasks": ["text"]}, "/tasks/0", "'text' is a modality; a task is needed here"),
    (laws.references_resolve, "task", {"broader": ["text"]}, "/broader/0", "a task is needed here"),
    (laws.references_resolve, "task", {"related": ["zzzzzz"]}, "/related/0", "'zzzzzz' is no entry"),
    (laws.references_resolve, "task", {"replaced_by": "zzzzzz"}, "/replaced_by", "is no entry"),
    (
        laws.references_resolve,
        "f",
        {"evidence": {"tasks": [{"source": "zz"}]}},
        "/evidence/tasks/0/source",
        "no source",
    ),
    (
        laws.references_resolve,
        "c",
        {"evidence": {"conditions": [{"source": "zz"}]}},
        "/evidence/conditions/0/source",
        "no source",
    ),
    (
        laws.references_resolve,
        "c",
        {"conditions": [{"axis": "inputs", "values": ["zz"], "reason": "why"}]},
        "/conditions/0/values/0",
        "is no entry",
    ),
    (
        laws.references_resolve,
        "c",
        {"selection": [{"when": [{"axis": "inputs", "values": ["zz"]}], "evidence": [{"source": "zz"}]}]},
        "/selection/0/evidence/0/source",
        "is no source",
    ),
    (
        laws.references_resolve,
        "c",
        {"profile": {"size": {"concepts": ["zz"]}}},
        "/profile/size/concepts/0",
        "is no entry",
    ),
    (
        laws.references_resolve,
        "r",
        {"facts": {"context": {"value": 1, "alternatives": [{"evidence": [{"source": "zz"}]}]}}},
        "/facts/context/alternatives/0/evidence/0/source",
        "is no source",
    ),
    (laws.broader_is_a_lean_dag, "task", {"broader": ["task"]}, "/broader", "a cycle"),
    (laws.broader_is_a_lean_dag, "wide", {"broader": ["narrow"]}, "/broader", "a cycle"),
    (
        laws.broader_is_a_lean_dag,
        "narrow",
        {"broader": ["middle", "wide"]},
        "/broader",
        "already follows from 'middle'",
    ),
    (laws.releases_stay_within_their_family, "r", {"tasks": ["wide"]}, "/tasks", "is not among the tasks of"),
    (laws.releases_stay_within_their_family, "r", {"released": "2019-12-31"}, "/first_release", "before 2020"),
    (laws.families_have_releases, "c2", {"kind": "family"}, "", "at least one release"),
    (laws.evidence_is_whole, "f", {"evidence": {"colour": [READ]}}, "/evidence/colour", "no field 'colour'"),
    (laws.evidence_is_whole, "task", {"evidence": {"introduced": [READ]}}, "/evidence/introduced", "says nothing"),
    (laws.evidence_is_whole, "task", {"evidence": {"label": []}}, "/evidence/label", "empty list"),
    (laws.evidence_is_whole, "f", {"evidence": {}}, "/tasks", "no evidence"),
    (
        laws.evidence_is_whole,
        "task",
        {"evidence": {"label": [{"basis": "editorial", "source": "s"}]}},
        "/evidence/label/0",
        "has no source",
    ),
    (laws.evidence_is_whole, "task", {"evidence": {"label": [{"basis": "editorial"}]}}, "/evidence/label/0", "a note"),
    (laws.evidence_is_whole, "task", {"evidence": {"label": [{"at": "p. 1"}]}}, "/evidence/label/0", "needs a source"),
    (laws.evidence_is_whole, "task", {"evidence": {"label": [{"source": "s"}]}}, "/evidence/label/0", "where in"),
    (
        laws.evidence_is_whole,
        "r",
        {"facts": {"context": {"value": 1, "evidence": [{"source": "s"}]}}},
        "/facts/context/evidence/0",
        "where in",
    ),
    (laws.facts_say_what_they_are, "r", {"facts": {"colour": {}}}, "/facts/colour", "no such fact"),
    (
        laws.facts_say_what_they_are,
        "r",
        {"facts": {"licence": {"value": "s", "evidence": [READ]}}},
        "/facts/licence/value",
        "no licence",
    ),
    (
        laws.facts_say_what_they_are,
        "r",
        {"facts": {"licence": {"value": ["s"], "evidence": [READ]}}},
        "/facts/licence/value",
        "no licence",
    ),
    (laws.facts_say_what_they_are, "r", {"facts": {"context": {"value": 9}}}, "/facts/context", "needs evidence"),
    (
        laws.facts_say_what_they_are,
        "r",
        {"facts": {"context": {"status": "unknown", "value": 9, "evidence": [READ]}}},
        "/facts/context",
        "has no value",
    ),
    (
        laws.facts_say_what_they_are,
        "r",
        {"facts": {"context": {"value": 9, "evidence": [READ], "alternatives": [{"evidence": [READ]}]}}},
        "/facts/context/alternatives/0",
        "has a value",
    ),
    *(
        (
            laws.facts_say_what_they_are,
            "r",
            {"facts": {name: {"value": value, "evidence": [READ]}}},
            f"/facts/{name}",
            has,
        )
        for name, value, has in (
            ("context", 0, "0 is none"),
            ("licence", "", "0 is none"),
            ("context", None, "0 is none"),
            ("context", "many", "a positive number"),
            ("context", ["1"], "a positive number"),
            ("context", -1, "a positive number"),
            ("context", float("nan"), "a positive number"),
            ("context", float("inf"), "a positive number"),
            ("knowledge_cutoff", 2024, "a date"),
        )
    ),
    (laws.concepts_are_complete, "task", {"inputs": []}, "/inputs", "needs its inputs"),
    (laws.concepts_are_complete, "task", {"outputs": []}, "/outputs", "needs its outputs"),
    (laws.concepts_are_complete, "tech", {"hosted": None}, "/hosted", "needs hosted"),
    (laws.concepts_are_complete, "c", {"conditions": [{"axis": "price"}]}, "/conditions/0/axis", "no such axis"),
    (
        laws.concepts_are_complete,
        "c",
        {"conditions": [{"axis": "inputs", "match": "count", "values": ["text"]}]},
        "/conditions/0/values",
        "with count",
    ),
    (
        laws.concepts_are_complete,
        "c",
        {"conditions": [{"axis": "inputs", "values": ["text"], "at_least": 2}]},
        "/conditions/0/at_least",
        "more values",
    ),
    (laws.concepts_are_complete, "c", {"conditions": [], "broader": ["c2"]}, "/conditions", "tells it from"),
    (laws.aliases_are_other_names, "task", {"aliases": ["TASK"]}, "/aliases/0", "a name it has already"),
    (laws.aliases_are_other_names, "task", {"aliases": ["Duty", "d-u-t-y"]}, "/aliases/1", "a name it has already"),
    (laws.aliases_are_other_names, "task", {"aliases": ["- -"]}, "/aliases/0", "neither letter nor digit"),
    (laws.derivations_have_no_cycle, "r", {"base": "r2"}, "/base", "go together"),
    (laws.derivations_have_no_cycle, "r", {"base": "r", "relation": "merged"}, "/base", "a cycle"),
    (laws.derivations_have_no_cycle, "r2", {"base": "r3", "relation": "merged"}, "/base", "a cycle"),
]


@pytest.fixture
def good():
    """Entry id -> record, of entries that keep every law."""

    records = [
        {"id": "s", "kind": "source", "title": "A source", "url": "https://example.org"},
        {"id": "text", "kind": "modality", "label": "Text"},
        {"id": "task", "kind": "task", "label": "Task", "inputs": ["text"], "outputs": ["text"]},
        {"id": "wide", "kind": "task", "label": "Wide", "abstract": True},
        {"id": "middle", "kind": "task", "label": "Middle", "abstract": True, "broader": ["wide"]},
        {"id": "narrow", "kind": "task", "label": "Narrow", "abstract": True, "broader": ["middle"]},
        {
            "id": "tech",
            "kind": "technique",
            "label": "Technique",
            "access_needed": "prompts",
            "hosted": "yes",
            "changes": "nothing",
            "data": ["none"],
        },
        {
            "id": "c",
            "kind": "model-class",
            "label": "Class",
            "conditions": [{"axis": "inputs", "values": ["text"], "reason": "takes text"}],
        },
        {"id": "c2", "kind": "model-class", "label": "Other class"},
        {
            "id": "f",
            "kind": "family",
            "label": "Family",
            "first_release": "2020-01-01",
            "tasks": ["task"],
            "breadth": "general",
            "evidence": {"tasks": [READ], "first_release": [READ]},
        },
        {"id": "r", "kind": "release", "label": "One", "family": "f", "released": "2020", "tasks": ["task"]},
        {"id": "r2", "kind": "release", "label": "Two", "family": "f", "released": "2021-01-01"},
        {"id": "r3", "kind": "release", "label": "Three", "family": "f", "base": "r2", "relation": "merged"},
    ]
    return {record["id"]: record for record in records}


def test_good_data_passes(good):
    """The examples below differ from data that keeps every law."""

    assert [problem for law in laws.LAWS for problem in law(good)] == []
    assert list(laws.undeclared_collisions(good, {})) == []


@pytest.mark.parametrize(("law", "entry_id", "change", "pointer", "message"), BAD)
def test_bad_data_is_reported(good, law, entry_id, change, pointer, message):
    """Each law reports what breaks it, at its place, and changes nothing."""

    good[entry_id] |= change
    before = copy.deepcopy(good)

    found = [(at, text) for _, at, text in law(good)]

    assert [at for at, text in found if at == pointer and message in text], found
    assert repr(before) == repr(good)


def test_every_law_has_a_bad_example():
    """No law goes without an example that it reports, and the examples of curation are below."""

    assert {law for law, *_ in BAD} == set(laws.LAWS)
    assert (laws.undeclared_collisions,) == laws.CURATION_LAWS


def test_a_release_may_say_what_its_family_leaves_open(good):
    """A family that says nothing on an axis does not bind its releases there."""

    good["r"]["domains"] = ["healthcare"]

    assert list(laws.releases_stay_within_their_family(good)) == []


def test_names_that_collide(good):
    """A name with two meanings is reported for both entries, unless it is declared with exactly these."""

    good["task"]["aliases"] = ["Class!", "tech-nique"]
    good["c"]["aliases"] = ["c.l"]

    found = list(laws.undeclared_collisions(good, {}))

    assert [entry_id for entry_id, *_ in found] == ["task", "tech"]
    assert all("'technique' is also a name of" in message for *_, message in found)
    assert list(laws.undeclared_collisions(good, {"Technique": ["task", "tech"]})) == []
    assert len(list(laws.undeclared_collisions(good, {"Technique": ["task"]}))) == 2


def test_needless_declarations(good):
    """A name that is declared ambiguous and is not is reported too."""

    found = list(laws.undeclared_collisions(good, {"one thing": ["task"], "what": ["task", "tusk"]}))

    assert found == [
        ("ambiguities.toml", "/one thing", "declared ambiguous, but it means one thing"),
        ("ambiguities.toml", "/what", "no entries: tusk"),
    ]
    assert list(laws.undeclared_collisions(good, {"either": ["task", "tech"]})) == []


def test_clashes(good):
    """An id that is taken by another kind, or given twice, is reported."""

    task = {"id": "task", "kind": "domain"}

    messages = [message for *_, message in laws.clashes(good, [task, task | {"kind": "task"}])]
    assert messages == [
        "the id 'task' is taken by a task; choose another",
        "the id 'task' is given twice, as a domain and as a task",
    ]
    assert list(laws.clashes(good, [good["task"]])) == []


def test_enforce_reports_all_at_once(good):
    """`enforce` raises with every problem of every law, sorted, by file where it is known."""

    good["task"] |= {"inputs": [], "related": ["zzzzzz"]}
    good["f"]["tasks"] = ["zzzzzz"]

    with pytest.raises(InvalidPack) as caught:
        laws.enforce(good.values(), {"task": "tasks/task.toml"}, [("r", "", "found before")])

    problems = caught.value.problems
    assert list(problems) == sorted(problems)
    assert Problem("r", "", "found before") in problems
    assert {("tasks/task.toml", "/inputs"), ("tasks/task.toml", "/related/0"), ("f", "/tasks/0")} <= {
        (problem.file, problem.pointer) for problem in problems
    }
    assert str(caught.value).startswith(f"{len(problems)} problems\n")


def test_the_bundled_taxonomy_keeps_every_law(tax):
    """What comes with the package breaks no law."""

    from modeltaxonomy._index import disinherit

    records = {record["id"]: record for record in map(tax._record, range(len(tax)))}
    for record in records.values():
        disinherit(record)

    assert [problem for law in laws.LAWS for problem in law(records)] == []


def test_the_sample_pack_keeps_every_law(small):
    """What the tests are made with breaks no law."""

    records = {record["id"]: record for record in map(small._record, range(len(small)))}

    assert [problem for law in laws.LAWS for problem in law(records)] == []
