"""Bit-sliced numbers, against lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from modeltaxonomy.store.numbers import Numbers
from modeltaxonomy.store.rows import Rows

VALUES = st.lists(st.none() | st.integers(0, 40) | st.integers(0, 10**27), max_size=70)
LIMITS = st.integers(-3, 50) | st.integers(0, 10**28)


def listed(numbers):
    """The column as a list again."""

    return [numbers.of_row(row) for row in range(numbers.known.size)]


@given(VALUES)
def test_known(values):
    """`known` is where there is a number, zero included, and each row gives its own."""

    numbers = Numbers.of(values)

    assert set(numbers.known) == {i for i, value in enumerate(values) if value is not None}
    assert listed(numbers) == values


@given(VALUES)
def test_written_and_read(values):
    """A column that is written comes back the same, and equal columns give equal bytes."""

    block = Numbers.of(values).write()

    assert listed(Numbers.read(memoryview(block), len(values))) == values
    assert Numbers.read(memoryview(block), len(values)).write() == block


@given(VALUES, LIMITS)
def test_at_most(values, limit):
    """`at_most` is where the number is known and not above the limit."""

    wanted = {i for i, value in enumerate(values) if value is not None and value <= limit}

    assert set(Numbers.of(values).at_most(limit)) == wanted


@given(VALUES, LIMITS)
def test_at_least(values, limit):
    """`at_least` is where the number is known and not below the limit."""

    wanted = {i for i, value in enumerate(values) if value is not None and value >= limit}

    assert set(Numbers.of(values).at_least(limit)) == wanted


@given(VALUES, st.data())
def test_limits_that_are_met_exactly(values, data):
    """A limit that is one of the numbers lets it through on both sides."""

    known = [i for i, value in enumerate(values) if value is not None]
    if known:
        chosen = data.draw(st.sampled_from(known))
        numbers = Numbers.of(values)
        assert chosen in numbers.at_most(values[chosen]) & numbers.at_least(values[chosen])


@given(VALUES, st.data())
def test_extremes(values, data):
    """`lowest` and `highest` are the extremes of the numbers known there, None where none is."""

    among = data.draw(st.sets(st.integers(0, max(len(values) - 1, 0))))
    there = [value for i, value in enumerate(values) if value is not None and i in among]
    numbers = Numbers.of(values)

    assert min(there, default=None) == numbers.lowest(Rows.of(len(values), among))
    assert max(there, default=None) == numbers.highest(Rows.of(len(values), among))


@given(VALUES, st.data())
def test_some_of_the_numbers(values, data):
    """`among` forgets the numbers of the other rows, for comparisons and for what is put after them too."""

    among = data.draw(st.sets(st.integers(0, max(len(values) - 1, 0))))
    kept = [value if i in among else None for i, value in enumerate(values)]
    numbers = Numbers.of(values).among(Rows.of(len(values), among))

    assert listed(numbers) == kept
    assert set(numbers.at_least(0)) == {i for i, value in enumerate(kept) if value is not None}
    assert listed(numbers.then(Numbers.of(values))) == kept + values


@given(VALUES, VALUES)
def test_one_column_after_another(one, other):
    """`then` has the numbers of both, one after the other, wide or narrow."""

    assert listed(Numbers.of(one).then(Numbers.of(other))) == one + other


@given(VALUES, st.data(), st.none() | st.integers(0, 10**28))
def test_another_number_in_a_row(values, data, number):
    """`with_row` has another number, or none, in one row, and leaves the other rows and the column itself alone."""

    if values:
        row = data.draw(st.integers(0, len(values) - 1))
        numbers = Numbers.of(values)
        changed = numbers.with_row(row, number)
        assert listed(changed) == [*values[:row], number, *values[row + 1 :]]
        assert listed(numbers) == values
        assert set(changed.at_most(10**28)) == {i for i, value in enumerate(listed(changed)) if value is not None}
