"""The constant hash table."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeltaxonomy._mapped import MAGIC, MappedHash, _hash, pack

ITEMS = st.dictionaries(st.text(max_size=12), st.binary(max_size=40), max_size=40)


def _open(items):
    return MappedHash(memoryview(pack(items)))


@given(ITEMS)
def test_what_is_packed_is_found(items):
    """Every key gives its value."""

    table = _open(items)

    assert items == {key: bytes(table.get(key)) for key in items}


@given(ITEMS, st.text(max_size=12))
def test_what_is_not_packed_is_not_found(items, key):
    """A key that was not packed gives None, however full the table is."""

    found = _open({name: value for name, value in items.items() if name != key}).get(key)

    assert found is None


def test_colliding_keys_are_kept_apart():
    """Keys of the same length and hash give each their own value, and a third one of that hash nothing."""

    twins = ("aaaaaaaa", "\\aaabaaa")
    assert len({_hash(key.encode()) for key in twins}) == 1

    table = _open(dict(zip(twins, (b"one", b"two"), strict=True)))

    assert [bytes(table.get(key)) for key in twins] == [b"one", b"two"]
    assert _open({twins[0]: b"one"}).get(twins[1]) is None


@given(ITEMS, st.randoms())
def test_order_does_not_matter(items, random):
    """Equal items give equal bytes, in whatever order they come."""

    shuffled = list(items.items())
    random.shuffle(shuffled)

    assert pack(items) == pack(dict(shuffled))


@given(ITEMS, st.text(max_size=3))
def test_keys_by_prefix(items, prefix):
    """`keys` gives exactly the keys that begin so."""

    assert sorted(key for key in items if key.startswith(prefix)) == sorted(_open(items).keys(prefix))


@given(ITEMS)
def test_values_are_aligned(items):
    """Every value begins at a multiple of eight bytes, so that an array in it can be read in place."""

    items = {key: value + b"." for key, value in items.items()}
    block = pack(items)
    table = MappedHash(memoryview(block))

    for key in items:
        value = table.get(key)
        # A slice of the block from the value's address on: found by writing through a copy that can be written to.
        copy = bytearray(block)
        MappedHash(memoryview(copy)).get(key)[0] ^= 0xFF
        start = next(i for i, (old, new) in enumerate(zip(block, copy, strict=True)) if old != new)
        assert start % 8 == 0
        assert bytes(value) == block[start : start + len(value)]


@pytest.mark.parametrize("bad", [b"", MAGIC[:4], MAGIC, pack({})[:-1], b"mtindex9" + bytes(8), b"{}" * 20])
def test_another_format_is_refused(bad):
    """A block that does not begin as it should is refused, with what it begins with."""

    with pytest.raises(ValueError, match="not an index of this version") as caught:
        MappedHash(memoryview(bad))

    assert repr(bad[:8]) in str(caught.value)


def test_a_key_that_is_no_text_is_not_found():
    """A lone surrogate, as the command line makes of bytes that are no text, is a key that is not there."""

    assert _open({"a": b"1"}).get("\udcff") is None


def test_header_is_as_documented():
    """The block begins with its magic and the number of slots, at least twice that of the items."""

    block = pack({str(i): b"" for i in range(100)})

    magic, slots = struct.unpack_from("<8sQ", block)
    assert magic == MAGIC
    assert slots >= 200
