"""Conditions, set operations and order of collections, against the entries alone."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import modeltaxonomy as mt
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.values.amounts import bounds

TAX = mt.taxonomy()
RELEASES = tuple(TAX.releases)
MODALITIES = st.lists(st.sampled_from(["text", "image", "audio", "video"]), min_size=1, max_size=3, unique=True)


def has(release, axis, value):
    """Whether a release has a value, or one narrower, on an axis."""
    return any(value == own or value in TAX.ancestors(own) for own in getattr(release, axis))


@settings(max_examples=40, deadline=None)
@given(MODALITIES)
def test_any_all_none(values):
    """Several values on an axis mean any of them, `all_of` every one, `exclude` none."""

    by_hand = {release.id: [has(release, "inputs", value) for value in values] for release in RELEASES}

    assert {name for name, found in by_hand.items() if any(found)} == set(TAX.releases.where(inputs=values).ids)
    assert {n for n, found in by_hand.items() if all(found)} == set(TAX.releases.where(all_of={"inputs": values}).ids)
    assert {n for n, found in by_hand.items() if not any(found)} == set(
        TAX.releases.where(exclude={"inputs": values}).ids
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 2 * 10**12), st.sampled_from(["parameters", "context", "layers"]))
def test_bounds_of_numbers(limit, name):
    """`min_` and `max_` take in the bound, and leave out what is not known."""

    known = {release.id: getattr(release, name) for release in RELEASES if getattr(release, name) is not None}

    assert {n for n, value in known.items() if value <= limit} == set(TAX.releases.where(**{f"max_{name}": limit}).ids)
    assert {n for n, value in known.items() if value >= limit} == set(TAX.releases.where(**{f"min_{name}": limit}).ids)


@settings(max_examples=30, deadline=None)
@given(st.dates(datetime.date(2013, 1, 1), datetime.date(2026, 12, 31)))
def test_dates(day):
    """`released_after` and `released_before` leave out the day itself and what is not dated."""

    text = day.isoformat()
    full = [release for release in RELEASES if release.released and len(release.released) == 10]
    later, earlier = TAX.releases.where(released_after=day), TAX.releases.where(released_before=text)

    assert {release.id for release in full if release.released > text} == {r.id for r in full} & set(later.ids)
    assert {release.id for release in full if release.released < text} == {r.id for r in full} & set(earlier.ids)


def test_a_text_means_what_rounds_to_it():
    """An 8B model has 7.5 to 8.5 billion parameters; a number means itself."""

    assert bounds("x", "8B") == (7_500_000_000, 8_499_999_999)
    assert bounds("x", "1.5b") == (1_450_000_000, 1_549_999_999)
    assert bounds("x", "128K") == (127_500, 128_499)
    assert bounds("x", 8e9) == bounds("x", "8_000_000_000") == (8 * 10**9, 8 * 10**9)
    assert "llama-3.1-8b" in TAX.releases.where(max_parameters="8B").ids
    assert "llama-3.1-8b" not in TAX.releases.where(max_parameters=8_000_000_000).ids


@pytest.mark.parametrize("bad", ["", "B", "many", "-1", -1, None, True, [1], "nan", "inf", "1e99", "9" * 50, "8BB"])
def test_amounts_that_are_none(bad):
    """What is no amount is refused, and shown cut."""

    with pytest.raises(InvalidQuery) as caught:
        TAX.releases.where(max_parameters=bad)
    assert caught.value.argument == "max_parameters"
    assert len(str(caught.value)) < 200


def test_yes_and_no():
    """True and False ask whether, on an axis that is a yes or no."""

    side_lines = {family.id for family in TAX.families if family.offshoot}

    assert side_lines == set(TAX.families.where(offshoot=True).ids) != set()
    assert set(TAX.families.ids) - side_lines == set(TAX.families.where(offshoot=False).ids)


def test_no_value_is_no_condition():
    """An empty list on an axis narrows nothing, as in `recommend`."""

    images = TAX.releases.where(inputs="image")

    assert images == images.where(outputs=[], tasks=())


@pytest.mark.parametrize("name", ["imputs", "min_colour", "max_released_", "min_", "released", "parameters", "x_after"])
def test_conditions_there_are_not(name):
    """A condition that a kind does not have is refused, with those that it has."""

    with pytest.raises(InvalidQuery, match="axes: ") as caught:
        TAX.releases.where(**{name: "2024"})
    assert caught.value.argument == name


def test_makers():
    """A release has the developers of its family."""

    assert set(TAX.releases.where(developers="meta").ids) == {r.id for r in RELEASES if "meta" in r.developers}
    assert "llama-3.1-8b" in TAX.releases.where(developers="Meta").ids


@settings(max_examples=30, deadline=None)
@given(MODALITIES, MODALITIES)
def test_set_operations(one, other):
    """Collections of a kind are sets: & | - are those of their ids, over equal taxonomies too."""

    a, b = TAX.releases.where(inputs=one), TAX.as_of("2030").releases.where(outputs=other)

    assert set((a & b).ids) == set(a.ids) & set(b.ids)
    assert set((a | b).ids) == set(a.ids) | set(b.ids)
    assert set((a - b).ids) == set(a.ids) - set(b.ids)


@pytest.mark.parametrize("other", [TAX.families, "llama-3.1-8b", None, 3])
def test_set_operations_on_something_else(other):
    """What is no collection of the same kind is refused."""

    for operation in ("__and__", "__or__", "__sub__"):
        with pytest.raises(InvalidQuery):
            getattr(TAX.releases, operation)(other)


def test_sorted_by():
    """Entries by a date or fact, both ways, those last of which it is not known."""

    some = TAX.releases.where(family="llama")
    newest = some.sorted_by("released", reverse=True)

    assert [release.released for release in newest] == sorted((r.released for r in some), reverse=True)
    largest = TAX.releases.sorted_by("parameters", reverse=True)
    sizes = [release.parameters for release in largest]
    known = [size for size in sizes if size is not None]
    assert sizes == sorted(known, reverse=True) + [None] * (len(sizes) - len(known))
    assert TAX.releases.where(family="llama", inputs="audio").sorted_by("released") == ()
    with pytest.raises(InvalidQuery):
        some.sorted_by("colour")
