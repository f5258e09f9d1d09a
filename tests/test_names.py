"""When two spellings are one name."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from modeltaxonomy.values.names import normalize_name, words

SEPARATORS = st.text(" -_/\t\n", max_size=2)


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
    """However its parts are set apart, the name is the same."""

    joined = "".join(part + data.draw(SEPARATORS) for part in parts)

    assert normalize_name("".join(parts)) == normalize_name(joined)


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
