"""Statements: what holds of a model on an axis, from where it is taken over, and what may be concluded from it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modeltaxonomy.conditions import Known, evaluate
from modeltaxonomy.entries import AXES, Evidence, Family, Release, Statement
from modeltaxonomy.packs.reader import load_pack, pack_of
from modeltaxonomy.store.entry import authored, whole
from modeltaxonomy.store.membership import belongs, judge
from tests import samples

NOTE = {"basis": "editorial", "note": "made up for the tests"}
EDITORIAL = (Evidence(**NOTE),)
READ = (Evidence(source="quakeling-2025", at="section 2", checked="2026-01-02"),)
MADE_UP = "It is made up for these tests."


@pytest.fixture(scope="module")
def lineage(small, tmp_path_factory):
    """The sample with a side line, a generation below that, and releases that say some things themselves."""

    folder = tmp_path_factory.mktemp("side")
    for name, text in samples.OFFSHOOT_PACK.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    made = [
        (
            "family",
            "quakeling-guard-2",
            {
                "label": "Guard 2",
                "broader": ["quakeling-guard"],
                "tasks": ["tremor-forecasting"],
                "evidence": {"tasks": [NOTE]},
            },
        ),
        ("release", "guard-2-a", {"label": "Guard 2 A", "family": "quakeling-guard-2", "partial": ["inputs"]}),
        (
            "release",
            "quakeling-own",
            {
                "label": "Quakeling Own",
                "family": "quakeling-next",
                "inputs": ["tremor-trace"],
                "missing": {"tasks": "not-applicable", "objectives": "undisclosed"},
                "evidence": {"inputs": [NOTE], "via_tools": [NOTE]},
                "partial": ["architectures", "outputs"],
            },
        ),
        (
            "family",
            "rumbler",
            {
                "label": "Rumbler",
                "languages": ["fo", "is"],
                "breadth": "domain",
                "complete": ["languages"],
                "partial": ["breadth"],
            },
        ),
        ("release", "rumbler-a", {"label": "Rumbler A", "family": "rumbler"}),
        ("release", "rumbler-b", {"label": "Rumbler B", "family": "rumbler", "languages": ["da"], "breadth": "task"}),
    ]
    pack = pack_of(("test", kind, {"id": name, "definition": MADE_UP, **fields}) for kind, name, fields in made)
    return small.combine(load_pack(folder)).combine(pack)


# Inheritance


@pytest.mark.parametrize(
    ("release", "axis", "expected"),
    [
        # Its own.
        ("quakeling-own", "inputs", {"values": ["tremor-trace"], "evidence": EDITORIAL, "complete": True}),
        ("quakeling-own", "tasks", {"missing": "not-applicable", "complete": True}),
        ("quakeling-own", "objectives", {"missing": "undisclosed"}),
        ("quakeling-own", "via_tools", {"evidence": EDITORIAL}),
        # Its generation's, and its family's beyond that.
        (
            "quakeling-2",
            "architectures",
            {
                "values": ["tremor-net"],
                "evidence": READ,
                "complete": True,
                "inherited_from": "quakeling-next",
            },
        ),
        (
            "quakeling-2",
            "inputs",
            {
                "values": ["micro-tremor-trace"],
                "evidence": READ,
                "complete": True,
                "inherited_from": "quakeling",
            },
        ),
        ("quakeling-1", "architectures", {"missing": "undisclosed", "inherited_from": "quakeling"}),
        # Its family's, of which it says that it knows a part only.
        (
            "quakeling-own",
            "outputs",
            {
                "values": ["tremor-trace"],
                "evidence": READ,
                "inherited_from": "quakeling",
            },
        ),
        # A side line's, but nothing from beyond its beginning.
        (
            "quakeling-guard-1",
            "inputs",
            {
                "values": ["tremor-trace"],
                "evidence": EDITORIAL,
                "complete": True,
                "inherited_from": "quakeling-guard",
            },
        ),
        ("quakeling-guard-1", "tasks", {"missing": "unknown"}),
        ("quakeling-guard-1", "architectures", {"missing": "unknown"}),
        (
            "guard-2-a",
            "tasks",
            {
                "values": ["tremor-forecasting"],
                "evidence": EDITORIAL,
                "inherited_from": "quakeling-guard-2",
            },
        ),
        ("guard-2-a", "outputs", {"missing": "unknown"}),
        (
            "guard-2-a",
            "inputs",
            {"values": ["tremor-trace"], "evidence": EDITORIAL, "inherited_from": "quakeling-guard"},
        ),
        # What a family knows in full or in part is so for those that take it over.
        ("rumbler-a", "languages", {"values": ["fo", "is"], "complete": True, "inherited_from": "rumbler"}),
        ("rumbler-a", "breadth", {"values": ["domain"], "inherited_from": "rumbler"}),
        ("rumbler-b", "languages", {"values": ["da"]}),
        ("rumbler-b", "breadth", {"values": ["task"], "complete": True}),
    ],
)
def test_where_a_statement_is_from(lineage, release, axis, expected):
    """A release says it itself, or has it from the nearest family that says it, never across a side line's beginning."""

    store = lineage.store
    kept = store.record(*store.locate(release))

    assert lineage.releases[release].statement(axis) == Statement(axis=axis, **expected)
    assert kept.statement(axis) == Statement(axis=axis, **expected)


def walked(tax, record, axis):
    """The id of the entry that says something on an axis, by walking up from record to record."""

    at = record
    while at is not None:
        if at.get(axis) or axis in at.get("missing", {}) or axis in at.get("evidence", {}):
            return at["id"]
        above = [at["family"]] if at["kind"] == "release" else [] if at.get("offshoot") else at.get("broader", [])
        at = tax.store.authored(above[0]) if above else None
    return None


def test_walking_up_stops_at_a_side_line(lineage):
    """The walk that all of the bundled releases are measured by finds generation, family and side line."""

    found = {
        (name, axis): walked(lineage, lineage.store.authored(name), axis)
        for name in ("quakeling-2", "guard-2-a")
        for axis in ("architectures", "inputs", "outputs")
    }

    assert found == {
        ("quakeling-2", "architectures"): "quakeling-next",
        ("quakeling-2", "inputs"): "quakeling",
        ("quakeling-2", "outputs"): "quakeling",
        ("guard-2-a", "architectures"): None,
        ("guard-2-a", "inputs"): "quakeling-guard",
        ("guard-2-a", "outputs"): None,
    }


def test_every_statement_of_every_release(tax):
    """Every statement of every bundled release is that of the entry that makes it, with its evidence, word for word."""

    store = tax.store
    for release in tax.releases:
        kept = store.record(*store.locate(release.id))
        for axis in AXES:
            statement = release.statement(axis)
            stating = walked(tax, kept.fields, axis)
            assert statement == kept.statement(axis)
            assert (statement.values, statement.complete) == (kept.known(axis).values, kept.known(axis).complete)
            assert statement.inherited_from == (stating if stating != release.id else None)
            if stating is None:
                assert statement == Statement(axis=axis, missing="unknown")
            else:
                said = store.authored(stating)
                values = said.get(axis, ())
                assert statement.values == ((values,) if isinstance(values, str) else tuple(values))
                assert [item.to_dict() for item in statement.evidence] == said.get("evidence", {}).get(axis, [])


# Filled in and taken out again


@pytest.mark.parametrize("of", ["tax", "small", "lineage"])
@pytest.mark.parametrize("kind", ["family", "release"])
def test_what_is_filled_in_is_taken_out_again(request, of, kind):
    """What the taxonomy fills in is taken out of an entry again, to the last word, and filling in gives that entry."""

    store = request.getfixturevalue(of).store
    for row in store.rows(kind):
        record, entry = store.record(kind, row), store.entry(kind, row)
        assert authored(entry) == record.fields
        assert type(entry)(**{name: value for name, value in whole(record).items() if name != "kind"}) == entry


def test_filling_in_fills_something_in(lineage):
    """An entry that users hold says more than was authored: what it takes over and what its releases cover."""

    release, family = lineage.releases["quakeling-2"], lineage.families["quakeling"]

    assert "inputs" not in lineage.store.authored("quakeling-2")
    assert release.inherited["inputs"] == "quakeling"
    assert release.inputs == ("micro-tremor-trace",)
    assert "tremor-trace" not in lineage.store.authored("quakeling")["inputs"]
    assert family.inputs == ("micro-tremor-trace", "tremor-trace")


# What a family's releases cover


def test_what_a_family_covers(lineage):
    """A family has what the releases of its core have, by an inference that names it and its rule; its own stays."""

    (own, inferred) = lineage.families["quakeling"].evidence["inputs"]

    assert own == READ[0]
    assert inferred == Evidence(basis="inferred", rule="covered-by-releases", values=["tremor-trace"])
    assert lineage.families["rumbler"].languages == ("da", "fo", "is")
    assert lineage.families["rumbler"].breadth == "domain"
    assert lineage.families["quakeling-guard"].tasks == ("tremor-forecasting",)


def test_every_family_covers_its_core(tax):
    """Every bundled family has on every list exactly what it states or takes over, and what its core's releases have."""

    for family in tax.families:
        core = list(tax.releases_of(family.id, core=True))
        record = tax.store.authored(family.id)
        for axis, info in AXES.items():
            if info.single:
                continue
            stating = walked(tax, record, axis)
            own = set(tax.store.authored(stating).get(axis, ())) if stating else set()
            covered = {value for release in core for value in getattr(release, axis)}
            assert set(getattr(family, axis)) == own | covered
            shown = {value for item in family.evidence.get(axis, ()) if item.rule for value in item.values}
            assert shown >= covered - own


def test_what_releases_cover_is_not_all(tax, lineage):
    """A family of which a release is undisclosed does not deny what its other releases do not have."""

    statement = lineage.families["quakeling"].statement("architectures")

    assert lineage.releases["quakeling-1"].statement("architectures").missing == "undisclosed"
    assert (statement.values, statement.missing, statement.complete) == (("tremor-net",), None, False)
    for family in tax.families:
        for axis in AXES:
            said = family.statement(axis)
            if any(item.basis == "inferred" for item in said.evidence) and axis not in family.complete:
                assert not said.complete


# What may be concluded


MADE = {"id": "x", "label": "X", "definition": MADE_UP}


@pytest.mark.parametrize(
    ("fields", "axis", "complete"),
    [
        ({}, "inputs", False),
        ({"inputs": ["a"]}, "inputs", True),
        ({"inputs": ["a"], "partial": ["inputs"]}, "inputs", False),
        ({"inputs": ["a"], "partial": ["outputs"]}, "inputs", True),
        ({"evidence": {"inputs": [NOTE]}}, "inputs", True),
        ({"evidence": {"inputs": [NOTE]}, "partial": ["inputs"]}, "inputs", False),
        ({"missing": {"inputs": "undisclosed"}}, "inputs", False),
        ({"missing": {"inputs": "unknown"}}, "inputs", False),
        ({"missing": {"inputs": "not-applicable"}}, "inputs", True),
        ({"missing": {"inputs": "undisclosed"}, "complete": ["inputs"]}, "inputs", False),
        ({"missing": {"inputs": "undisclosed"}, "evidence": {"inputs": [NOTE]}}, "inputs", False),
        ({"tasks": ["a"]}, "tasks", False),
        ({"tasks": ["a"], "complete": ["tasks"]}, "tasks", True),
        ({"complete": ["tasks"]}, "tasks", False),
        ({"evidence": {"tasks": [NOTE]}, "complete": ["tasks"]}, "tasks", True),
        ({"breadth": "task"}, "breadth", True),
        ({"breadth": "task", "partial": ["breadth"]}, "breadth", False),
    ],
)
def test_when_a_statement_is_complete(fields, axis, complete):
    """Complete is what a closed axis names, unless known in part, and what is declared so; never what is undisclosed."""

    assert Family(**MADE, **fields).statement(axis).complete is complete
    assert Release(**MADE, family="f", **fields).statement(axis).complete is complete


def test_the_undisclosed_is_never_complete(tax):
    """No bundled release is complete on an axis that is undisclosed or unknown."""

    seen = 0
    for release in tax.releases:
        for axis in AXES:
            statement = release.statement(axis)
            if statement.missing in ("undisclosed", "unknown"):
                seen += 1
                assert not statement.complete
                assert statement.values == ()
    assert seen


VALUES = ("a", "a1", "a11", "b", "b1", "c")
ABOVE = {"a": ("a",), "a1": ("a1", "a"), "a11": ("a11", "a1", "a"), "b": ("b",), "b1": ("b1", "b"), "c": ("c",)}
SETS = st.sets(st.sampled_from(VALUES), max_size=4).map(sorted).map(tuple)
KNOWN = st.builds(Known, SETS, st.booleans())


@st.composite
def conditions(draw):
    match = draw(st.sampled_from(["any", "all", "none", "only", "count"]))
    values = () if match == "count" else draw(SETS.filter(bool))
    most = 3 if match == "count" else max(len(values), 1)
    least = draw(st.integers(1, most)) if match in ("any", "count") else 1
    axis = draw(st.sampled_from(["inputs", "tasks"]))
    return {"axis": axis, "match": match, "values": list(values), "at_least": least, "reason": "made up"}


def holds(condition, values):
    """Whether a condition holds of exactly these values, two-valued and slow."""

    wanted = condition["values"]
    found = [want for want in wanted if any(want in ABOVE[value] for value in values)]
    outside = [value for value in values if not any(want in ABOVE[value] for want in wanted)]
    return {
        "any": len(found) >= condition["at_least"],
        "all": len(found) == len(wanted),
        "none": not found,
        "only": not outside,
        "count": len(values) >= condition["at_least"],
    }[condition["match"]]


def possible(known):
    """All that may be so, given what is known: exactly that where it is complete, else with anything more."""

    more = [value for value in VALUES if value not in known.values]
    for count in range(0 if known.complete else len(more) + 1):
        for added in itertools.combinations(more, count):
            yield (*known.values, *added)
    if known.complete:
        yield known.values


@given(conditions(), KNOWN)
def test_conditions_conclude_what_follows(condition, known):
    """A condition holds where it does whatever else may be so; only what is known in full can make it fail."""

    verdict = evaluate(condition, lambda _: known, ABOVE.__getitem__)
    outcomes = {holds(condition, values) for values in possible(known)}

    if verdict is not None:
        assert outcomes == {verdict}
    if known.complete:
        assert verdict is holds(condition, known.values)
    elif condition["match"] in ("any", "all", "count"):
        assert verdict is not False
    else:
        assert verdict is not True


@settings(max_examples=200)
@given(
    st.lists(st.lists(conditions(), max_size=3), min_size=1, max_size=4),
    st.lists(st.fixed_dictionaries({"inputs": KNOWN, "tasks": KNOWN}), max_size=5),
)
def test_many_are_judged_as_each_is(classes, subjects):
    """Judged all at once, models are of the classes of which each is by itself, those above included."""

    names = [f"class-{i}" for i in range(len(classes))]
    records = {name: {"id": name, "conditions": given_} for name, given_ in zip(names, classes, strict=True)}

    def up(name):  # Each class stands below the one before it.
        return tuple(reversed(names[: names.index(name) + 1])) if name in names else ABOVE[name]

    judged = judge(records, subjects, up)

    for name, (members, maybe) in judged.items():
        for row, subject in enumerate(subjects):
            verdicts = [
                evaluate(condition, subject.__getitem__, up)
                for wider in up(name)
                for condition in records[wider]["conditions"]
            ]
            expected = False if False in verdicts else None if None in verdicts else True
            assert (members >> row & 1, maybe >> row & 1) == (expected is True, expected is None)


def test_the_columns_of_classes_are_the_conditions(tax):
    """Every bundled release is of the classes, or cannot be told to be, that their conditions give for it alone."""

    store = tax.store
    for model_class in tax.model_classes.ids:
        members = store.having("release", "model_classes", model_class)
        maybe = store.undecided("release", model_class)
        verdicts = {row: belongs(store, model_class, store.record("release", row)) for row in store.rows("release")}
        assert set(members) == {row for row, verdict in verdicts.items() if verdict}
        assert set(maybe) == {row for row, verdict in verdicts.items() if verdict is None}


# Evidence


def test_evidence_for_a_value():
    """The evidence for a value is that which names it; where none does, that which was cited for all together."""

    whole_axis, of_a, of_both = (
        Evidence(source="s", at="1"),
        Evidence(source="s", at="2", values=["a"]),
        Evidence(source="s", at="3", values=["a", "b"]),
    )
    statement = Statement(axis="tasks", values=["a", "b", "c"], evidence=[whole_axis, of_a, of_both])

    assert statement.evidence_for("a") == (of_a, of_both)
    assert statement.evidence_for("b") == (of_both,)
    assert statement.evidence_for("c") == (whole_axis,)
    assert Statement(axis="tasks", values=["c"], evidence=[of_a]).evidence_for("c") == ()
    assert Statement(axis="tasks").evidence_for("a") == ()


def test_evidence_for_every_value_of_every_family(tax):
    """Where a bundled axis has evidence at all, each of its values has some that is not another value's."""

    for kind in ("families", "releases"):
        for entry in getattr(tax, kind):
            for axis in AXES:
                statement = entry.statement(axis)
                own = [item for item in statement.evidence if item.rule != "covered-by-releases"]
                for value in statement.values:
                    for item in statement.evidence_for(value):
                        assert not item.values or value in item.values
                    if own and not any(value in item.values for item in statement.evidence if item.rule):
                        assert statement.evidence_for(value), (entry.id, axis, value)
