"""The taxonomy as a value: equality, digest, one object, threads; and what cannot be asked of it."""

from __future__ import annotations

import enum
import hashlib
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import modeltaxonomy as mt
from modeltaxonomy.entries import KINDS
from modeltaxonomy.store.build import line_of


def test_taxonomies_are_values(tax, small):
    """Taxonomies are equal when their content is, hashable, and pickled whole."""

    same = pickle.loads(pickle.dumps(small))

    assert small == same
    assert hash(small) == hash(same)
    assert small is not same
    assert same.get("quakeling") == small.get("quakeling")
    assert small != tax
    assert small != small.digest
    assert len({small, same, tax}) == 2
    assert small.digest[:12] in repr(small)


def test_digest_follows_the_content(small):
    """The digest is the sum of the SHA-256 of all lines: it changes when an entry does, and only then."""

    lines = [line_of(dict(small.store.fields(kind, row))) for kind in KINDS for row in small.store.rows(kind)]
    numbers = [int(hashlib.sha256(line).hexdigest(), 16) for line in (*lines, b"{}")]

    assert small.digest == f"{sum(numbers) % 2**256:064x}"
    assert small.digest != small.as_of("2025-06-01").digest
    assert small.digest == small.combine(small).digest


def test_versions(tax):
    """The taxonomy says which data and which form it has."""

    assert tax.data_version
    assert isinstance(tax.schema_version, int)


def test_the_bundled_taxonomy_is_one_object(tax):
    """Every call, from every module and thread, gives the same object."""

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: mt.taxonomy(), range(64)))

    assert {id(each) for each in found} == {id(tax)}


def test_threads_load_it_once():
    """Threads that ask for the first time all at once get one object, and the same answers."""

    code = """
import threading, modeltaxonomy as mt
from modeltaxonomy import bundled
gate, found = threading.Barrier(8), []
def ask():
    gate.wait()
    tax = bundled.taxonomy()
    found.append((id(tax), hash(tuple(tax.families))))
threads = [threading.Thread(target=ask) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(found), len(set(found)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["8", "1"], done.stderr


class Word(str, enum.Enum):  # noqa: UP042 (a StrEnum is formatted as what it says)
    """A string that is formatted as something else than it says."""

    FAMILY = "llama"
    LANGUAGE = "en"
    DAY = "2024-05"


def test_strings_of_other_types_are_what_they_say(tax):
    """A member of an enumeration of strings is taken for the string it equals, whatever was asked before."""

    fresh = tax.combine(mt.Pack(entries=(), settings={"ambiguities": {"Two things": ["llama", "bert"]}}))
    assert fresh.narrower(Word.FAMILY) == tax.narrower("llama") != ()
    assert fresh.families[Word.FAMILY].id == "llama"
    assert fresh.releases.where(languages=Word.LANGUAGE).ids == tax.releases.where(languages="en").ids != ()
    assert tax.as_of(Word.DAY) == tax.as_of("2024-05")
    assert repr(mt.Requirements(languages=Word.LANGUAGE, as_of=Word.DAY)) == repr(
        mt.Requirements(languages="en", as_of="2024-05")
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda tax: tax.get("llama", []),
        lambda tax: mt.search("llama", kind=[]),
        lambda tax: tax.combine("llama"),
        lambda tax: tax.releases.where(breadth="wide"),
        lambda tax: tax.techniques.where(hosted="perhaps"),
        lambda tax: tax.releases.where(all_of=3),
        lambda tax: tax.releases.sorted_by("facts"),
        lambda tax: tax.releases.sorted_by(None),
        lambda tax: tax.releases["llama-3.1-8b"].fact([]),
        lambda tax: tax.releases["llama-3.1-8b"].statement([]),
        lambda tax: mt.classify("llama").why(None),
        lambda tax: mt.recommend("text", memory_gb=10**400),
        lambda tax: mt.recommend("text", memory_gb=1e300),
        lambda tax: mt.recommend("text", max_parameters=10**5000),
        lambda tax: mt.recommend("text", limit=10**400),
    ],
)
def test_what_cannot_be_asked(tax, ask):
    """What is of a wrong type, out of range or no word of its axis is refused by name, not by an error from within."""

    with pytest.raises(mt.InvalidQuery):
        ask(tax)
