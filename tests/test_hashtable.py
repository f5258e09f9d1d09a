"""The constant hash table."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeltaxonomy.store.hashtable import MAGIC, FileBlock, HashTable, pack

ITEMS = st.dictionaries(st.text(max_size=12), st.binary(max_size=40), max_size=40)


def _open(items):
    return HashTable(memoryview(pack(items)))


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
    """Keys of the same length and remainder give each their own value, and a third one of it nothing."""

    # Two keys of eight letters whose numbers differ by the prime that the hash is a remainder of.
    prime = 4_294_967_291
    first = "bbbbaaaa"
    number = int.from_bytes(first.encode(), "little")
    twin = next(
        text
        for times in range(1, 5000)
        if all(32 < byte < 127 for byte in (number + prime * times).to_bytes(8, "little"))
        for text in [(number + prime * times).to_bytes(8, "little").decode()]
    )
    assert twin != first
    assert int.from_bytes(twin.encode(), "little") % prime == int.from_bytes(first.encode(), "little") % prime

    table = _open({first: b"one", twin: b"two"})

    assert [bytes(table.get(key)) for key in (first, twin)] == [b"one", b"two"]
    assert _open({first: b"one"}).get(twin) is None


@given(ITEMS, st.randoms())
def test_order_does_not_matter(items, random):
    """Equal items give equal bytes, in whatever order they come."""

    shuffled = list(items.items())
    random.shuffle(shuffled)

    assert pack(items) == pack(dict(shuffled))


@given(ITEMS)
def test_values_are_aligned(items):
    """Every value begins at a multiple of eight bytes, so that an array in it can be read in place."""

    block = pack(items)
    table = HashTable(memoryview(block))

    for key, value in items.items():
        start, stop = table.find(key)
        assert start % 8 == 0
        assert block[start:stop] == value
    assert table.find("no such key, and longer than any") is None


@given(st.dictionaries(st.text(max_size=4), st.binary(min_size=200, max_size=700), max_size=5))
def test_values_longer_than_one_read(items):
    """A value of any length is given whole, the first time and again, from memory as from a file."""

    table = _open(items)

    for _ in range(2):
        assert items == {key: bytes(table.get(key)) for key in items}


def test_read_from_a_file(tmp_path):
    """A table in a file gives what one in memory does, read in slices."""

    items = {f"key-{i}": bytes([i % 251]) * (i * 7 % 900) for i in range(300)}
    path = tmp_path / "table"
    path.write_bytes(pack(items))
    table = HashTable(FileBlock(str(path)))

    assert items == {key: bytes(table.get(key)) for key in items}
    assert table.get("key-300") is None


@pytest.mark.parametrize("bad", [b"", MAGIC[:4], MAGIC, pack({})[:-1], b"mtindex9" + bytes(8), b"{}" * 20])
def test_another_format_is_refused(bad):
    """A block that does not begin as it should is refused, with what it begins with."""

    with pytest.raises(ValueError, match="not an index of this version") as caught:
        HashTable(memoryview(bad))

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


@pytest.mark.parametrize("size", [16, 24, 40, 1000])
def test_a_table_cut_short_is_refused(size):
    """A table of which the end is missing is refused, and is not looked through for ever."""

    block = pack({f"key-{number}": b"x" * 500 for number in range(1000)})[:size]
    with pytest.raises(ValueError, match="index"):
        HashTable(memoryview(block))


def test_a_value_cut_short_is_noticed():
    """A value of which the end is missing is an error, not a shorter value."""

    table = HashTable(memoryview(pack({"key": b"x" * 5000})[:-8]))
    with pytest.raises(ValueError, match="cut short"):
        table.get("key")
