"""Rows, against sets of numbers."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeltaxonomy.store.rows import Rows


@st.composite
def pairs(draw):
    """A size, and two sets of rows below it."""

    size = draw(st.integers(0, 200))
    rows = st.sets(st.integers(0, size - 1)) if size else st.just(set())
    return size, draw(rows), draw(rows)


@given(pairs())
def test_rows_are_a_set(drawn):
    """Intersection, union, difference, inclusion, length and truth are those of sets."""

    size, one, other = drawn
    rows, more = Rows.of(size, one), Rows.of(size, other)

    assert set(rows & more) == one & other
    assert set(rows | more) == one | other
    assert set(rows - more) == one - other
    assert (rows <= more) is (one <= other)
    assert (rows == more) is (one == other)
    assert len(rows) == len(one)
    assert bool(rows) is bool(one)


@given(pairs())
def test_the_complement_is_bounded(drawn):
    """The complement is what is left of all rows: nothing beyond the size, and never below zero."""

    size, one, other = drawn
    rows, more = Rows.of(size, one), Rows.of(size, other)

    assert set(~rows) == set(range(size)) - one
    assert ~~rows == rows
    assert (~rows).bits >> size == 0
    assert ~(rows & more) == ~rows | ~more
    assert rows - more == rows & ~more
    assert rows | ~rows == Rows.all(size)
    assert not rows & ~rows


@given(pairs())
def test_rows_come_in_order(drawn):
    """Rows are gone through from the lowest on, each once, however they were given."""

    size, one, _ = drawn

    assert list(Rows.of(size, [*one, *one])) == sorted(one)
    assert list(Rows.all(size)) == list(range(size))


@given(pairs())
def test_membership(drawn):
    """A row belongs if it is in the set; what is no row does not."""

    size, one, _ = drawn
    rows = Rows.of(size, one)

    assert {row for row in range(-3, size + 3) if row in rows} == one
    assert None not in rows
    assert "0" not in rows


@given(pairs())
def test_rows_are_values(drawn):
    """Equal rows of the same size are equal, hash alike, and come back from a pickle."""

    size, one, _ = drawn
    rows = Rows.of(size, one)

    assert rows == Rows.of(size, one) == pickle.loads(pickle.dumps(rows))
    assert hash(rows) == hash(Rows.of(size, one))
    assert rows != Rows.of(size + 1, one)
    assert rows != one
    assert rows <= rows


@pytest.mark.parametrize(
    ("size", "rows", "shown"),
    [
        (4, [], "<0 of 4 rows: >"),
        (4, [1, 3], "<2 of 4 rows: 1, 3>"),
        (99, range(0, 24, 2), "<12 of 99 rows: 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, ...>"),
    ],
)
def test_what_rows_look_like(size, rows, shown):
    """The repr tells how many there are, of how many, and the first ten."""

    assert repr(Rows.of(size, rows)) == shown
