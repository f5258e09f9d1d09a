"""The entries: values that are frozen, compared by what they say, and made again from what they say."""

from __future__ import annotations

import copy
import pickle
from typing import get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeltaxonomy import entries
from modeltaxonomy.entries import AXES, FACTS, KINDS, Evidence, Fact, Family, Release, Statement, entry_class
from modeltaxonomy.entries.fact import Status
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.values import Value
from modeltaxonomy.values.containers import FrozenMapping
from tests.conftest import sampled

MAPPINGS = st.dictionaries(st.text(max_size=3), st.integers() | st.tuples(st.integers()), max_size=6)
FAMILY = Family(id="f", label="F", definition="A family that is made up.", inputs=["text"], via_tools=["image"])


@pytest.mark.parametrize("kind", KINDS)
def test_entries_are_frozen_and_slotted(tax, kind):
    """No attribute of an entry can be set, changed or added."""

    for entry in sampled(tax, kind, 2):
        assert not hasattr(entry, "__dict__")
        for name in ("id", "brand_new"):
            with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
                setattr(entry, name, "x")


@pytest.mark.parametrize("kind", KINDS)
def test_entries_are_values(tax, kind):
    """What an entry says makes the same entry again; so do pickle and copy; equal entries have equal hashes."""

    for entry in sampled(tax, kind):
        same = [entry_class(kind)(**entry.to_dict()), pickle.loads(pickle.dumps(entry)), copy.deepcopy(entry)]
        assert [entry] * 3 == same
        assert {hash(entry)} == {hash(each) for each in same}
        assert repr(entry) == repr(same[0])


@pytest.mark.parametrize("kind", KINDS)
def test_one_field_makes_the_difference(tax, kind):
    """Entries that differ in one field are not equal, nor is an entry equal to one of another class."""

    for entry in sampled(tax, kind, 3):
        assert entry != attrs.evolve(entry, id="another")
        assert entry != entry.to_dict()
        assert len(set(sampled(tax, kind, 3))) == len(sampled(tax, kind, 3))


@pytest.mark.parametrize("kind", KINDS)
def test_to_dict_leaves_defaults_out(tax, kind):
    """`to_dict` holds a field exactly if it is not at its default, as values that JSON has."""

    for entry in sampled(tax, kind):
        differing = {a.name for a in attrs.fields(type(entry)) if getattr(entry, a.name) != a.default}
        assert differing == set(entry.to_dict())
        assert _is_json(entry.to_dict())


def _is_json(value):
    if isinstance(value, dict):
        return all(type(key) is str and _is_json(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_is_json, value))
    return value is None or type(value) in (str, int, float, bool)


def test_what_is_not_json_is_noticed():
    """The check above refuses tuples, at any depth."""

    assert not _is_json({"a": [{"b": ()}]})


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_sorted_and_unique(tax, kind):
    """A field of ids is a sorted tuple without repeats."""

    names = [a.name for a in attrs.fields(entry_class(kind)) if a.metadata.get("axis") and a.default == ()]
    for entry in sampled(tax, kind):
        for name in names:
            value = getattr(entry, name)
            if name != "axes":
                assert value == tuple(sorted(set(value)))


def test_ids_are_sorted_when_given_otherwise():
    """Ids come out sorted and once, however they are given; aliases keep their order."""

    made = Family(id="f", label="F", definition="x" * 20, tasks=["b", "a", "b"], aliases=["b", "a"])

    assert made.tasks == ("a", "b")
    assert made.aliases == ("b", "a")
    assert made == Family(id="f", label="F", definition="x" * 20, tasks=("a", "b"), aliases=("b", "a"))


def test_values_of_another_class_are_not_equal():
    """Values are equal to such of the same class only, though they say the same."""

    one, other = Fact(value=1), Statement(axis="inputs")

    assert isinstance(one, Value)
    assert one != other
    assert one != {"value": 1}
    assert Fact(value=1) == one


def test_positional_arguments_are_refused():
    """Fields are given by name: their order is no promise."""

    with pytest.raises(TypeError):
        Evidence("source")


@pytest.mark.parametrize("kind", KINDS)
def test_str_is_what_people_read(tax, kind):
    """`str` of an entry is its label, its repr begins with its class."""

    for entry in sampled(tax, kind, 3):
        assert str(entry) == entry.label
        assert repr(entry).startswith(f"{type(entry).__name__}(id={entry.id!r}")


@pytest.mark.parametrize("kind", KINDS)
def test_what_every_entry_has(tax, kind):
    """Every entry, a source too, has an id, a label, aliases, a definition and evidence."""

    for entry in sampled(tax, kind, 3):
        assert entry.kind == kind
        assert entry.label
        assert entry.definition
        assert isinstance(entry.aliases, tuple)
        assert isinstance(entry.evidence, FrozenMapping)


def test_status_values():
    """A fact is known, undisclosed, not applicable or unknown."""

    assert get_args(Status) == ("known", "undisclosed", "not-applicable", "unknown")
    assert Fact().status == "known"


def test_facts_of_a_release():
    """A fact that is not recorded is unknown; a fact that no release has is refused, and those there are named."""

    release = Release(
        id="r", label="R", definition="A release made up.", family="f", facts={"context": {"value": 4096}}
    )

    assert release.fact("context") == Fact(value=4096)
    assert release.context == 4096
    assert release.fact("parameters") == Fact(status="unknown")
    assert release.parameters is None
    with pytest.raises(InvalidQuery, match=r"colour.*parameters"):
        release.fact("colour")


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_a_plain_value(name):
    """Each fact is an attribute of its release too, with the plain value, and says what it means."""

    made = {"family": "f", "id": "r", "label": "R", "definition": "A release made up."}

    assert getattr(Release(**made, facts={name: {"value": 7}}), name) == 7
    assert getattr(Release(**made, facts={name: {"status": "undisclosed"}}), name) is None
    assert getattr(Release(**made), name) is None
    meaning = FACTS[name].meaning
    assert getattr(Release, name).__doc__ == f"{meaning[0].upper()}{meaning[1:]}."
    assert f"{name} ({meaning})" in attrs.fields(Release).facts.metadata["description"]
    assert (FACTS[name].refers is not None) is (FACTS[name].form == "id")


HISTORY = [
    {"until": "2024-05-01"},
    {"value": 4, "until": "2024-06", "evidence": [{"note": "then"}]},
    {"value": 8, "until": "2025-01-15"},
]


@pytest.mark.parametrize(
    ("day", "value", "status", "left"),
    [
        ("2024-04-30", None, "unknown", 0),
        ("2024-05-01", 4, "known", 1),
        ("2024-05-31", 4, "known", 1),
        ("2024-06-01", 8, "known", 2),
        ("2025-01-14", 8, "known", 2),
        ("2025-01-15", 16, "known", 3),
    ],
)
def test_facts_that_changed(day, value, status, left):
    """A fact as of a day is what it was then, with its own evidence, and knows nothing of what came later."""

    then = Fact(value=16, history=HISTORY).as_of(day)

    assert (then.value, then.status, len(then.history)) == (value, status, left)
    assert then.as_of(day) == then
    assert Fact(value=16).as_of(day) == Fact(value=16)
    assert [item.note for item in then.evidence] == (["then"] if value == 4 else [])


@pytest.mark.parametrize(
    ("access", "retired", "expected"),
    [
        ([], None, "unknown"),
        (["open-weights"], "2020-01-01", "open"),
        (["open-weights", "gated-weights"], None, "gated"),
        (["api-access"], None, "api"),
        (["api-access"], "2025-06-30", "retired"),
        (["api-access"], "2025-07-02", "api"),
        (["staged-access"], None, "limited-preview"),
        (["some-license"], None, "none"),
    ],
)
def test_availability(access, retired, expected):
    """How a release can be had follows from its access and, where there are no weights, from when it was retired."""

    made = {"family": "f", "id": "r", "label": "R", "definition": "A release made up."}

    assert Release(**made, access=access, retired=retired).availability("2025-07-01") == expected


def test_availability_today():
    """Without a day, it is asked for today."""

    made = {"family": "f", "id": "r", "label": "R", "definition": "A release made up.", "access": ["api-access"]}

    assert Release(**made, retired="2000-01-01").availability() == "retired"
    assert Release(**made, retired="2999-01-01").availability() == "api"


@pytest.mark.parametrize("axis", AXES)
def test_an_axis_of_which_nothing_is_said(axis):
    """Each axis has a statement, unknown and not complete where nothing is said."""

    assert FAMILY.statement(axis) == (
        Statement(axis=axis, missing="unknown")
        if not getattr(FAMILY, axis)
        else Statement(axis=axis, values=getattr(FAMILY, axis), complete=AXES[axis].closed)
    )


def test_a_statement_on_what_is_no_axis():
    """What is no axis is refused, and those there are named."""

    with pytest.raises(InvalidQuery, match=r"colour.*inputs"):
        FAMILY.statement("colour")


def test_a_list_in_a_fact_is_a_tuple():
    """A fact with several values stays hashable."""

    assert hash(Fact(value=["a", "b"])) == hash(Fact(value=("a", "b")))


def test_provenance():
    """A modality is native where the model was trained on it, via-tools where it calls something, else None."""

    assert [FAMILY.provenance(name) for name in ("text", "image", "audio")] == ["native", "via-tools", None]


def test_unknown_class():
    """A name that the module does not have is an AttributeError."""

    with pytest.raises(AttributeError, match="Familiar"):
        _ = entries.Familiar


@pytest.mark.parametrize("name", entries.__all__)
def test_every_name_resolves(name):
    """Every name of the module is there, and every class says what it is."""

    assert getattr(entries, name)
    if isinstance(getattr(entries, name), type):
        assert getattr(entries, name).__doc__


@given(MAPPINGS)
def test_frozen_mappings_are_mappings(items):
    """A frozen mapping has the same items as what it was made of, sorted by key, and equals it."""

    frozen = FrozenMapping(items)

    assert frozen == items
    assert dict(frozen) == items
    assert list(frozen) == sorted(items) == list(frozen.keys())
    assert list(frozen.items()) == sorted(items.items(), key=lambda pair: pair[0])
    assert len(frozen) == len(items)
    assert all(key in frozen and frozen[key] == frozen.get(key) == items[key] for key in items)
    assert "no such key" not in frozen


@given(MAPPINGS, st.randoms())
def test_frozen_mappings_are_values(items, random):
    """The order in which items are given does not matter; pickle keeps value and hash; the original can change."""

    shuffled = list(items.items())
    random.shuffle(shuffled)
    frozen, other = FrozenMapping(items), FrozenMapping(dict(shuffled))
    items["brand new"] = 0

    assert frozen == other == pickle.loads(pickle.dumps(frozen))
    assert hash(frozen) == hash(other) == hash(pickle.loads(pickle.dumps(frozen)))
    assert "brand new" not in frozen


def test_frozen_mappings_are_frozen():
    """A frozen mapping has no way to set or delete an item."""

    with pytest.raises(TypeError):
        FrozenMapping({"a": 1})["a"] = 2
    with pytest.raises(TypeError):
        del FrozenMapping({"a": 1})["a"]
    assert FrozenMapping({"a": 1}) != FrozenMapping({"a": 2})
