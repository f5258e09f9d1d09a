"""The laws between entries: each reports its bad examples, and the sample data passes."""

from __future__ import annotations

import copy

import pytest

from modeltaxonomy.entries import KINDS
from modeltaxonomy.entries.evidence import RULES
from modeltaxonomy.errors import InvalidPack, Problem
from modeltaxonomy.integrity import laws
from modeltaxonomy.integrity.records import Records
from modeltaxonomy.packs.combine import problems_with
from modeltaxonomy.store.artefact import ArtefactStore
from modeltaxonomy.store.build import build

READ = {"source": "s", "at": "page 1"}
TEXT = {"source": "s", "at": "page 1", "values": ["text"]}


def fact(**said):
    """What changes the release: its context, with evidence."""

    return {"facts": {"context": {"evidence": [READ], **said}}}


def shown(*items, name="inputs"):
    """What changes the family: evidence, besides that which it has to have."""

    return {"evidence": {"tasks": [READ], "inputs": [READ], "first_release": [READ], name: list(items)}}


def condition(**said):
    return {"conditions": [{"axis": "inputs", "reason": "why", **said}]}


# Law -> (the entry that is changed, what it is changed to, where the problem stands, what its message has)
EXAMPLES = {
    laws.references_resolve: [
        ("f", {"tasks": ["taks"]}, "/tasks/0", "'taks' is no task; did you mean 'task'?"),
        ("f", {"tasks": ["text"]}, "/tasks/0", "'text' is a modality; a task is needed here"),
        ("g", {"broader": ["fam"]}, "/broader/0", "'fam' is no family"),
        ("g", {"broader": ["lab"]}, "/broader/0", "'lab' is a developer; a family is needed here"),
        ("r", {"family": "ff"}, "/family", "'ff' is no family"),
        ("r", {"base": "f", "relation": "merged"}, "/base", "'f' is a family; a release is needed here"),
        ("r", {"capabilities": ["task"]}, "/capabilities/0", "'task' is a task; a capability is needed here"),
        ("task", {"broader": ["text"]}, "/broader/0", "a task is needed here"),
        ("task", {"related": ["zzzzzz"]}, "/related/0", "'zzzzzz' is no entry"),
        ("task", {"replaced_by": "zzzzzz"}, "/replaced_by", "is no entry"),
        ("f", shown({"source": "zz"}), "/evidence/inputs/0/source", "no source"),
        ("c", {"evidence": {"conditions": [{"source": "zz"}]}}, "/evidence/conditions/0/source", "no source"),
        ("c", condition(values=["zz"]), "/conditions/0/values/0", "is no entry"),
        (
            "c",
            {"selection": [{"when": [{"axis": "inputs", "values": ["zz"]}], "evidence": [{"source": "zz"}]}]},
            "/selection/0/evidence/0/source",
            "is no source",
        ),
        ("c", {"profile": {"size": {"concepts": ["zz"]}}}, "/profile/size/concepts/0", "is no entry"),
        (
            "r",
            fact(value=1, alternatives=[{"evidence": [{"source": "zz"}]}]),
            "/facts/context/alternatives/0/evidence/0/source",
            "is no source",
        ),
        (
            "r",
            fact(value=1, history=[{"value": 1, "until": "2021", "evidence": [{"source": "zz"}]}]),
            "/facts/context/history/0/evidence/0/source",
            "is no source",
        ),
    ],
    laws.broader_is_a_lean_dag: [
        ("task", {"broader": ["task"]}, "/broader", "a cycle"),
        ("wide", {"broader": ["narrow"]}, "/broader", "a cycle"),
        ("narrow", {"broader": ["middle", "wide"]}, "/broader", "already follows from 'middle'"),
        ("f", {"broader": ["g"]}, "/broader", "a cycle"),
    ],
    laws.families_are_a_tree: [
        ("g", {"broader": ["f", "other"]}, "/broader", "one other family at most"),
        ("other", {"offshoot": True}, "/offshoot", "give broader"),
        ("c2", {"kind": "family"}, "", "at least one release, or a family below it"),
    ],
    laws.dates_are_in_order: [
        ("r", {"released": "2025-02-29"}, "/released", "there is no such day: 2025-02-29"),
        ("r", {"retired": "2024-04-31"}, "/retired", "there is no such day: 2024-04-31"),
        ("f", {"first_release": "2019-06-31"}, "/first_release", "there is no such day: 2019-06-31"),
        ("r", {"released": "2019-12-31"}, "/first_release", "it has a release of 2019-12-31, before 2020-01-01"),
        ("rg", {"released": "2019"}, "/first_release", "it has a release of 2019, before 2020-01-01"),
        (
            "r",
            {"announced": "2020-01-02"},
            "/released",
            "released on 2020-01-01, before it was announced on 2020-01-02",
        ),
        ("r", {"announced": "2021"}, "/released", "before it was announced"),
        ("r", {"deprecated": "2019-12"}, "/deprecated", "before it was released"),
        ("r", {"retired": "2019-12"}, "/retired", "before it was released"),
        ("r", {"deprecated": "2022-02", "retired": "2022-01-31"}, "/retired", "before it was deprecated on 2022-02"),
        ("r2", {"announced": "2023", "released": None, "retired": "2022"}, "/retired", "before it was announced"),
    ],
    laws.evidence_is_whole: [
        ("f", shown(READ, name="color"), "/evidence/color", "no field 'color'"),
        ("task", {"evidence": {"introduced": [READ]}}, "/evidence/introduced", "says nothing"),
        ("task", {"evidence": {"label": []}}, "/evidence/label", "empty list"),
        ("f", {"evidence": {}}, "/tasks", "no evidence"),
        ("f", {"evidence": {"tasks": [READ], "inputs": [READ]}}, "/first_release", "no evidence"),
        *(
            ("task", {"evidence": {"label": [item]}}, "/evidence/label/0", message)
            for item, message in (
                ({"basis": "editorial", "source": "s"}, "has no source"),
                ({"basis": "editorial"}, "a note"),
                ({"at": "p. 1"}, "needs a source"),
                ({"source": "s"}, "where in"),
                ({"source": "s", "basis": "catalogue"}, "where in"),
                ({"basis": "measured"}, "needs a source"),
                ({"basis": "inferred"}, f"names its rule: {', '.join(RULES)}"),
                ({"basis": "inferred", "rule": "stands-to-reason"}, "names its rule"),
                (READ | {"rule": "modality-of-task"}, "only what is inferred has a rule"),
                ({"basis": "editorial", "note": "why", "rule": "modality-of-task"}, "only what is inferred has a rule"),
            )
        ),
        (
            "r",
            {"facts": {"context": {"value": 1, "evidence": [{"source": "s"}]}}},
            "/facts/context/evidence/0",
            "where",
        ),
        ("f", shown(READ | {"values": ["image"]}), "/evidence/inputs/0/values", "'image' is not among the inputs"),
        (
            "f",
            shown(READ, READ | {"values": ["image"]}),
            "/evidence/inputs/1/values",
            "'image' is not among the inputs",
        ),
        ("f", {"inputs": ["sound", "text"], **shown(TEXT)}, "/evidence/inputs", "no evidence shows sound"),
        (
            "f",
            {"inputs": ["sound", "text", "trace"], **shown(TEXT)},
            "/evidence/inputs",
            "no evidence shows sound, trace",
        ),
        ("f", shown(TEXT, name="breadth"), "/evidence/breadth/0/values", "'text' is not among the breadth"),
        ("task", {"evidence": {"inputs": [READ | {"values": ["trace"]}]}}, "/evidence/inputs/0/values", "not among"),
    ],
    laws.facts_say_what_they_are: [
        ("r", {"facts": {"color": {}}}, "/facts/color", "no such fact"),
        ("r", {"facts": {"license": {"value": "s", "evidence": [READ]}}}, "/facts/license/value", "no license"),
        ("r", {"facts": {"license": {"value": ["s"], "evidence": [READ]}}}, "/facts/license/value", "no license"),
        ("r", {"facts": {"context": {"value": 9}}}, "/facts/context", "needs evidence"),
        ("r", fact(status="unknown", value=9), "/facts/context", "has no value"),
        ("r", fact(value=9, alternatives=[{"evidence": [READ]}]), "/facts/context/alternatives/0", "has a value"),
        *(
            ("r", {"facts": {name: {"value": value, "evidence": [READ]}}}, f"/facts/{name}", message)
            for name, value, message in (
                ("context", 0, "0 is none"),
                ("license", "", "0 is none"),
                ("context", None, "0 is none"),
                ("context", "many", "a positive number"),
                ("context", ["1"], "a positive number"),
                ("context", -1, "a positive number"),
                ("context", float("nan"), "a positive number"),
                ("context", float("inf"), "a positive number"),
                ("layers", 1.5, "a whole number"),
                ("dtype", 16, "a text"),
                ("knowledge_cutoff", 2024, "a date"),
                *(
                    ("knowledge_cutoff", day, f"a date, ISO 8601, not {day!r}")
                    for day in (
                        "soon",
                        "2024-13",
                        "2024-02-30",
                        "2024-1",
                        "20240101",
                        "2024-W01-1",
                        "2024-01-01T00:00",
                    )
                ),
            )
        ),
        *(
            (
                "r",
                {"facts": {less: {"value": 3, "evidence": [READ]}, more: {"value": 2, "evidence": [READ]}}},
                f"/facts/{less}",
                f"{less} 3 is above {more} 2",
            )
            for less, more in laws.AT_MOST
        ),
        *(
            (
                "r",
                fact(value=1, history=[{"value": 2, "until": until} for until in days]),
                "/facts/context/history",
                has,
            )
            for days, has in (
                (("2024-02-02", "2024-02-01"), "the oldest value comes first"),
                (("2024-02-02", "2024-02-02"), "each ends on another day"),
            )
        ),
        *(
            (
                "r",
                fact(value=1, history=[{"value": value, "until": "2024"}]),
                "/facts/context/history/0",
                "a positive number",
            )
            for value in ("many", 0, -1)
        ),
    ],
    laws.axes_say_what_they_are: [
        ("f", {"missing": {"smell": "unknown"}}, "/missing/smell", "no such axis; they are inputs,"),
        ("f", {"missing": {"tasks": "undisclosed"}}, "/missing/tasks", "tasks has values; it is not missing"),
        ("r", {"inputs": ["text"], "missing": {"inputs": "undisclosed"}}, "/missing/inputs", "it is not missing"),
        ("r", {"partial": ["tasks", "smell"]}, "/partial/1", "'smell' is no axis; they are inputs,"),
        ("r", {"complete": ["size"]}, "/complete/0", "'size' is no axis"),
        ("r", {"complete": ["components"]}, "/complete/0", "nothing is said of 'components' here"),
        ("f", {"partial": ["inputs"], "complete": ["tasks", "inputs"]}, "/complete/1", "known in part and in full"),
    ],
    laws.concepts_are_complete: [
        ("task", {"inputs": []}, "/inputs", "needs its inputs"),
        ("task", {"outputs": []}, "/outputs", "needs its outputs"),
        ("tech", {"hosted": None}, "/hosted", "needs hosted"),
        ("look", {"axes": ["tasks", "colour"]}, "/axes/1", "'colour' is no field or fact"),
        ("c", condition(axis="price"), "/conditions/0/axis", "no such axis"),
        ("c", condition(match="count", values=["text"]), "/conditions/0/values", "with count"),
        ("c", condition(values=["text"], at_least=2), "/conditions/0/at_least", "more values"),
        (
            "c",
            condition(axis="breadth", values=["broad"]),
            "/conditions/0/values/0",
            "is no word here; they are general",
        ),
        ("c", condition(axis="size", values=["huge"]), "/conditions/0/values/0", "is no word here; they are below-1b"),
        ("c", condition(axis="relation", values=["quantised"]), "/conditions/0/values/0", "is no word here"),
        ("tech", {"rules": [{"when": [{"axis": "price"}]}]}, "/rules/0/when/0/axis", "no such axis"),
        (
            "c",
            {"selection": [{"when": [{"axis": "access"}]}]},
            "/selection/0/when/0/axis",
            "they are modalities, inputs",
        ),
        ("c", {"conditions": [], "broader": ["c2"]}, "/conditions", "tells it from"),
    ],
    laws.aliases_are_other_names: [
        ("task", {"aliases": ["TASK"]}, "/aliases/0", "a name it has already"),
        ("task", {"aliases": ["Duty", "d-u-t-y"]}, "/aliases/1", "a name it has already"),
        ("task", {"aliases": ["- -"]}, "/aliases/0", "neither letter nor digit"),
    ],
    laws.derivations_have_no_cycle: [
        ("r", {"base": "r2"}, "/base", "say with `relation` what it is to its base"),
        ("r", {"base": "r", "relation": "merged"}, "/base", "a cycle"),
        ("r2", {"base": "r3", "relation": "merged"}, "/base", "a cycle"),
    ],
}
BAD = [(law, *example) for law, examples in EXAMPLES.items() for example in examples]

# What keeps every law, though it is near to breaking one.
GOOD = [
    ("other", {"broader": ["f"], "offshoot": True}),
    ("r", {"announced": "2020", "deprecated": "2020", "retired": "2020-01"}),
    ("r", {"released": "2020"}),
    ("r", {"released": "2024-02-29"}),
    ("f", {"inputs": ["text", "trace"], **shown(TEXT, TEXT | {"values": ["trace"]})}),
    ("f", {"inputs": ["text", "trace"], **shown(TEXT, READ)}),
    (
        "f",
        {
            "evidence": {
                "tasks": [READ],
                "first_release": [READ],
                "inputs": [{"basis": "inferred", "rule": "modality-of-task"}],
            }
        },
    ),
    ("r", {"evidence": {"domains": [READ]}}),
    ("r", {"inputs": ["trace"]}),
    ("task", {"evidence": {"label": [{"basis": "measured", "note": "with a ruler"}]}}),
    ("r", fact(value=3, history=[{"until": "2024-01"}, {"value": 2, "until": "2024-02-02"}])),
    ("r", {"facts": {"knowledge_cutoff": {"value": "2024-02-29", "evidence": [READ]}}}),
    ("r", {"facts": {name: {"value": 2, "evidence": [READ]} for pair in laws.AT_MOST for name in pair}}),
    ("r", {"missing": {"inputs": "not-applicable"}, "partial": ["tasks"], "complete": ["inputs"]}),
    ("task", {"inputs": [], "evidence": {"inputs": [READ]}}),
]


@pytest.fixture
def good():
    """Entry id -> record, of entries that keep every law: two families, one with a generation, and what they need."""

    said = {"definition": "Made up for the tests of the laws."}
    records = [
        {"id": "s", "kind": "source", "title": "A source", "url": "https://example.org"},
        *({"id": name, "kind": "modality", "label": name.title()} for name in ("text", "sound", "trace")),
        {"id": "task", "kind": "task", "label": "Task", "inputs": ["text"], "outputs": ["text"]},
        {"id": "wide", "kind": "task", "label": "Wide", "abstract": True},
        {"id": "middle", "kind": "task", "label": "Middle", "abstract": True, "broader": ["wide"]},
        {"id": "narrow", "kind": "task", "label": "Narrow", "abstract": True, "broader": ["middle"]},
        {"id": "tech", "kind": "technique", "label": "Technique", "access_needed": "prompts", "hosted": "yes"}
        | {"changes": "nothing", "data": ["none"]},
        {"id": "c", "kind": "model-class", "label": "Class", **condition(values=["text"])},
        {"id": "c2", "kind": "model-class", "label": "Other class"},
        {"id": "lab", "kind": "developer", "label": "Laboratory"},
        {"id": "look", "kind": "aspect", "label": "Look", "axes": ["tasks", "parameters"]},
        {"id": "f", "kind": "family", "label": "Family", "first_release": "2020-01-01", "tasks": ["task"]}
        | {"inputs": ["text"], "breadth": "general", **shown(READ)},
        {"id": "g", "kind": "family", "label": "Generation", "broader": ["f"]},
        {"id": "other", "kind": "family", "label": "Other family"},
        {"id": "r", "kind": "release", "label": "One", "family": "f", "released": "2020-01-01", "tasks": ["task"]},
        {"id": "r2", "kind": "release", "label": "Two", "family": "f", "released": "2021-01-01"},
        {"id": "r3", "kind": "release", "label": "Three", "family": "f", "base": "r2", "relation": "merged"},
        {"id": "rg", "kind": "release", "label": "Of the generation", "family": "g", "released": "2022"},
        {"id": "ro", "kind": "release", "label": "Of the other", "family": "other", "released": "2019"},
    ]
    return {record["id"]: record | ({} if record["kind"] == "source" else said) for record in records}


@pytest.mark.parametrize(("entry_id", "change"), [("f", {}), *GOOD])
def test_good_data_passes(good, entry_id, change):
    """What keeps every law is not reported, however near it is to breaking one."""

    good[entry_id] |= change

    assert laws.broken(Records(good)) == []
    assert list(laws.undeclared_collisions(good, {})) == []


@pytest.mark.parametrize(("law", "entry_id", "change", "pointer", "message"), BAD)
def test_bad_data_is_reported(good, law, entry_id, change, pointer, message):
    """Each law reports what breaks it, at its place, and changes nothing."""

    good[entry_id] |= change
    before = copy.deepcopy(good)

    found = [(at, text) for _, at, text in law(Records(good))]

    assert [at for at, text in found if at == pointer and message in text], found
    assert repr(before) == repr(good)


@pytest.mark.parametrize(("law", "entry_id", "change", "pointer", "message"), BAD)
def test_bad_additions_are_reported(good, law, entry_id, change, pointer, message):
    """An entry that breaks a law together with the rest is reported just so where it is added to the rest."""

    lines, index = build(good.values(), data_version="1")
    store = ArtefactStore(memoryview(lines), memoryview(index))
    before = store.digest
    added = good[entry_id] | change

    found = problems_with(store, [added])

    expected = set(law(Records(good | {entry_id: added})))
    assert {problem for problem in expected if problem[1] == pointer and message in problem[2]} & set(found)
    assert store.digest == before


@pytest.mark.parametrize(
    ("entry_id", "change"), [("f", {}), *GOOD, ("f", {"label": "Another"}), ("g", {"label": "Another"})]
)
def test_good_additions_pass(good, entry_id, change):
    """An entry that keeps every law together with the rest is not reported where it is added to the rest."""

    lines, index = build(good.values(), data_version="1")
    store = ArtefactStore(memoryview(lines), memoryview(index))

    assert problems_with(store, [good[entry_id] | change]) == []


def test_every_law_has_a_bad_example():
    """No law goes without an example that it reports."""

    assert set(EXAMPLES) == set(laws.LAWS)


def test_a_wider_family_comes_out_with_its_first_release(good):
    """A date that contradicts the release of a generation is reported where only the family above is replaced."""

    lines, index = build(good.values(), data_version="1")
    store = ArtefactStore(memoryview(lines), memoryview(index))
    later = good["f"] | {"first_release": "2023"}

    assert {(name, at) for name, at, _ in problems_with(store, [later])} == {("f", "/first_release")}
    assert [text for *_, text in problems_with(store, [later]) if "2022" in text]


def test_what_is_taken_away_is_missed(good):
    """A family that loses its only release, or the only family below it, to another is reported."""

    good["top"] = {"id": "top", "kind": "family", "label": "Top", "definition": "Stands above one family only."}
    good["f"]["broader"] = ["top"]
    lines, index = build(good.values(), data_version="1")
    store = ArtefactStore(memoryview(lines), memoryview(index))
    empty = "a family needs at least one release, or a family below it"

    assert problems_with(store, [good["ro"] | {"family": "f", "released": "2022"}]) == [("other", "", empty)]
    assert problems_with(store, [good["f"] | {"broader": ["other"]}]) == [("top", "", empty)]
    assert problems_with(store, [good["r2"] | {"family": "g"}]) == []


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

    messages = [message for *_, message in laws.clashes(good.get, [task, task | {"kind": "task"}])]
    assert messages == [
        "the id 'task' is taken by a task; choose another",
        "the id 'task' is given twice, as a domain and as a task",
    ]
    assert list(laws.clashes(good.get, [good["task"]])) == []


def test_enforce_reports_all_at_once(good):
    """`enforce` raises with every problem of every law, sorted, by file where it is known."""

    good["task"] |= {"inputs": [], "related": ["zzzzzz"]}
    good["f"]["tasks"] = ["zzzzzz"]

    with pytest.raises(InvalidPack) as caught:
        laws.enforce(
            good.values(),
            {"task": ("tasks/task.toml", ""), "f": ("families.json", "/families/0")},
            [("r", "", "found before")],
        )

    problems = caught.value.problems
    assert list(problems) == sorted(problems)
    assert Problem("r", "", "found before") in problems
    assert {
        ("tasks/task.toml", "/inputs"),
        ("tasks/task.toml", "/related/0"),
        ("families.json", "/families/0/tasks/0"),
    } <= {(problem.file, problem.pointer) for problem in problems}
    assert str(caught.value).startswith(f"{len(problems)} problems\n")


@pytest.mark.parametrize("which", ["tax", "small"])
def test_what_the_tests_and_the_package_bring_keeps_every_law(request, which):
    """The bundled taxonomy and the sample pack break no law, as they were authored."""

    taxonomy = request.getfixturevalue(which)
    records = {
        record["id"]: record
        for kind in KINDS
        for record in (taxonomy.store.fields(kind, row) for row in taxonomy.store.rows(kind))
    }

    assert len(records) == len(taxonomy) > 10
    assert laws.broken(Records(records)) == []


def test_statements_without_evidence(good):
    """In the curation, an axis or a date of a family or release without evidence is reported, for each its place."""

    good["r"] |= {"tasks": ["task"], "retired": "2024", "evidence": {"tasks": [READ], "released": [READ]}}
    good["f"] |= {"breadth": "general"}

    found = {(entry_id, pointer) for entry_id, pointer, _ in laws.statements_have_evidence(good)}

    assert {("r", "/retired"), ("f", "/breadth")} <= found
    assert not {("r", "/tasks"), ("r", "/released"), ("task", "/inputs")} & found
