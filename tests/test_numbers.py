"""Bit-sliced numbers, against lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from modeltaxonomy._index import _Index
from modeltaxonomy._taxonomy import Numbers, bits

VALUES = st.lists(st.none() | st.integers(0, 40) | st.integers(0, 10**27), max_size=70)
LIMITS = st.integers(-3, 50) | st.integers(0, 10**28)


def _numbers(values):
    index = _Index([], [])
    index._add_bits("values", values)
    return Numbers(memoryview(index.items["bits:values"]))


def _column(positions):
    return sum(1 << position for position in positions)


@given(VALUES)
def test_known(values):
    """`known` is set where there is a number, zero included."""

    assert _column(i for i, value in enumerate(values) if value is not None) == _numbers(values).known


@given(VALUES, LIMITS)
def test_at_most(values, limit):
    """`at_most` is set where the number is known and not above the limit."""

    wanted = _column(i for i, value in enumerate(values) if value is not None and value <= limit)

    assert wanted == _numbers(values).at_most(limit)


@given(VALUES, LIMITS)
def test_at_least(values, limit):
    """`at_least` is set where the number is known and not below the limit."""

    wanted = _column(i for i, value in enumerate(values) if value is not None and value >= limit)

    assert wanted == _numbers(values).at_least(limit)


@given(VALUES, st.data())
def test_limits_that_are_met_exactly(values, data):
    """A limit that is one of the numbers lets it through on both sides."""

    known = [i for i, value in enumerate(values) if value is not None]
    if known:
        chosen = data.draw(st.sampled_from(known))
        numbers = _numbers(values)
        assert (numbers.at_most(values[chosen]) & numbers.at_least(values[chosen])) >> chosen & 1 == 1


@given(VALUES, st.integers(0, 2**70))
def test_extremes(values, among):
    """`lowest` and `highest` are the extremes of the numbers known there, None where none is."""

    there = [value for i, value in enumerate(values) if value is not None and among >> i & 1]
    numbers = _numbers(values)

    assert min(there, default=None) == numbers.lowest(among)
    assert max(there, default=None) == numbers.highest(among)


@given(st.integers(0, 2**300))
def test_bits(column):
    """`bits` gives the positions of the set bits, lowest first."""

    assert [i for i in range(column.bit_length()) if column >> i & 1] == list(bits(column))
