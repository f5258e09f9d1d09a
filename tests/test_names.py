"""When two spellings are one name."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

import modeltaxonomy as mt
from modeltaxonomy.values.names import normalize_name, words

SEPARATORS = st.text(" -_/:\t\n", max_size=2)
BETWEEN = st.text(" -_/:\t\n", min_size=1, max_size=2)
DIGITS = st.text("0123456789", min_size=1, max_size=4)


@given(st.text())
@example("ℌ世")
@example("ŉ\u0345")
def test_normalizing_twice_is_normalizing_once(name):
    """A normalized name is its own normalized name."""

    assert normalize_name(name) == normalize_name(normalize_name(name))


@given(st.text(st.characters(max_codepoint=0xFF)))
def test_case_does_not_matter(name):
    """A name in capitals is the same name."""

    assert normalize_name(name) == normalize_name(name.upper())


@given(st.lists(st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x7F), min_size=1), max_size=4), st.data())
def test_separators_do_not_matter(parts, data):
    """However its parts are set apart, the name is the same, save between two digits."""

    parts = [f"a{part}z" for part in parts]
    joined = "".join(part + data.draw(SEPARATORS) for part in parts)

    assert normalize_name("".join(parts)) == normalize_name(joined)


@given(st.lists(DIGITS, min_size=2, max_size=4), st.text("abc", max_size=3), st.data())
def test_between_digits_a_separator_is_a_dot(numbers, stem, data):
    """A version is one name with dots, strokes or spaces, and another without."""

    apart = "".join(number + data.draw(BETWEEN | st.just(".")) for number in numbers[:-1]) + numbers[-1]
    dotted = ".".join(numbers)

    assert normalize_name(f"{stem} {apart} x") == normalize_name(f"{stem}{dotted}x")
    assert normalize_name(stem + apart) != normalize_name(stem + "".join(numbers))


def test_versions():
    """However a version is spelled it is that version and no other; so it is with dates and sizes."""

    assert {normalize_name(name) for name in ("phi-1_5", "Phi 1.5", "phi 1 5", "PHI-1-5", "phi\u20111\u20115")} == {
        "phi1.5"
    }
    assert normalize_name("phi-15") == "phi15"
    told_apart = [
        "gpt-4-0613",
        "gpt-4-0314",
        "gpt-40613",
        "llama-2-7b",
        "llama-2-70b",
        "llama-27b",
        "qwen-2.5",
        "qwen-25",
    ]
    assert len({normalize_name(name) for name in told_apart}) == len(told_apart)


def test_every_name_finds_its_entry(tax):
    """Everything is found by its id, and by its label and aliases, unless the name means something else before."""

    missed = []
    for entry in (entry for entry in tax.store.all_authored() if entry["kind"] != "source"):
        for name in (entry["id"], entry["label"], *entry.get("aliases", ())):
            try:
                found = tax.get(name, entry["kind"]).id
            except mt.AmbiguousName as error:
                found = entry["id"] if entry["id"] in error.candidates else name
            if found != entry["id"] and normalize_name(name) != normalize_name(found):
                missed.append((name, found))
    assert missed == []


@given(st.text())
def test_dots_stay(name):
    """A dot tells names apart, as in version numbers, beside other scripts too."""

    assert name.count(".") <= normalize_name(name).count(".")
    assert normalize_name("1.5") != normalize_name("15")
    assert normalize_name("é1.5") != normalize_name("é15")


def test_accents_and_widths():
    """Accents, compatibility forms and dots in the middle make no other name."""

    assert [normalize_name(name) for name in ("DALL·E 3", "Résumé", "\uff21\uff22\uff23", "Straße")] == [
        "dalle3",
        "resume",
        "abc",
        "strasse",
    ]


def test_accents_do_not_change_what_signs_mean():
    """A sign that tells names apart does so beside accents too."""

    assert normalize_name("Café (2021)") == normalize_name("cafe (2021)") != normalize_name("Café 2021")
    assert normalize_name("Pokémon/é_é") == normalize_name("Poke-mon ee")


def test_what_is_told_apart():
    """Signs that are no separators tell names apart."""

    assert len({normalize_name("c"), normalize_name("c++"), normalize_name("c#")}) == 3


@given(st.text())
def test_words_are_clean(text):
    """A word has no space, no capital and no dot at its ends, and is not empty."""

    found = words(text)

    assert [word for word in found if not word or word != word.strip(". ") or word != word.casefold()] == []
    assert found == words(" ".join(found))


def test_words_of_a_sentence():
    """A dot within a word stays, at its end it goes."""

    assert words("Llama-3.1 is NOT (e.g. Phi).") == ["llama", "3.1", "is", "not", "e.g", "phi"]
