"""Names that are near a name that means nothing."""

from __future__ import annotations

import difflib
import pickle
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import modeltaxonomy as mt
from modeltaxonomy.store.names import MOST_LETTERS, grams, near
from modeltaxonomy.values.names import normalize_name
from tests.test_overlay import piece

WORDS = st.text("abcdef-.", min_size=1, max_size=12)


class Postings:
    """An index of names, which counts what is read of it."""

    def __init__(self, names):
        self.names = sorted(names)
        self.read = Counter()
        self.index = {}
        for number, name in enumerate(self.names):
            for gram in grams(name):
                self.index.setdefault(gram, []).append(number)

    def near(self, name, most=12):
        return near(name, lambda gram: self.index.get(gram, ()), self.spelled, most)

    def spelled(self, number):
        self.read["names"] += 1
        return self.names[number]


def test_grams():
    """The runs of three letters of a name, its ends being letters too, each once; of a long name the beginning."""

    assert grams("") == []
    assert grams("a") == ["^a$"]
    assert grams("banana") == ["^ba", "ban", "ana", "nan", "na$"]
    assert len(grams("x" * 10_000 + "y")) == 3
    assert grams("a" * MOST_LETTERS + "b") == grams("a" * MOST_LETTERS)


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("lama", "llama", "family"),  # A letter missing.
        ("llamma", "llama", "family"),  # One too many.
        ("lalma", "llama", "family"),  # Two swapped.
        ("berd", "bert", "family"),  # Another in its place.
        ("mistrla", "mistral", "family"),
        ("Lllama 3.1", "llama-3.1", "family"),
        ("summarisatoin", "summarization", "task"),
        ("low rank adaption", "low-rank-adaptation", "technique"),
    ],
)
def test_a_slip_is_put_right(tax, wrong, right, kind):
    """A typo, a letter missing, one too many or two swapped: the name that was meant comes first."""

    with pytest.raises(mt.UnknownName) as caught:
        tax.get(wrong, kind)

    assert caught.value.suggestions[0] == right
    assert 1 <= len(caught.value.suggestions) <= 3


@pytest.mark.parametrize(
    ("unknown", "wanted", "never"),
    [
        ("gpt-5.9", {"gpt", "gpt-4"}, "gptq-quantization"),
        ("llama 9", {"llama", "llama-4"}, "llama-adapter"),
        ("qwen9-vl", {"qwen-vl", "qwen3-vl", "qwen2.5-vl"}, "gwen"),
        ("visions of", set(), "colpali"),
        ("visiom", set(), "colpali"),
    ],
)
def test_what_a_person_would_propose(tax, unknown, wanted, never):
    """For a version that is not there, others of the same models; never what only has letters in common."""

    with pytest.raises(mt.UnknownName) as caught:
        tax.get(unknown)

    assert wanted <= set(caught.value.suggestions)
    assert never not in caught.value.suggestions


def test_where_it_was_looked_for(tax):
    """The error says in which version of the data there is no such model, and keeps it when it is pickled."""

    with pytest.raises(mt.UnknownName, match=f"in data version {tax.data_version}") as caught:
        tax.get("gpt-99")

    assert caught.value.data_version == tax.data_version
    assert pickle.loads(pickle.dumps(caught.value)).data_version == tax.data_version


def test_find_makes_no_suggestions(tax, monkeypatch):
    """Where None is the answer, nothing near is looked for."""

    monkeypatch.setattr(type(tax.store), "near_names", None)

    assert tax.families.find("gpt-99") is None


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_slip_in_a_long_name_is_put_right(tax, data):
    """One slip anywhere in any longer bundled id leaves it among the nearest names."""

    long = [name for name in tax.tasks.ids + tax.techniques.ids if len(name) >= 12]
    name = normalize_name(data.draw(st.sampled_from(long)))
    at = data.draw(st.integers(0, len(name) - 2))
    kinds = [
        name[:at] + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        f"{name[:at]}x{name[at:]}",
    ]

    for wrong in kinds:
        assert name in tax.store.near_names(wrong)


@settings(max_examples=200)
@given(st.sets(WORDS, max_size=40), WORDS)
def test_near_names_are_near(names, name):
    """What is near is among the names, each once, nearest first, and shares most of its letters with the name."""

    found = Postings(names).near(name)
    ratios = [difflib.SequenceMatcher(a=other, b=name).ratio() for other in found]

    assert set(found) <= names
    assert len(found) == len(set(found)) <= 12
    assert ratios == sorted(ratios, reverse=True)
    assert all(ratio >= 0.7 for ratio in ratios)


@settings(max_examples=200)
@given(st.sets(WORDS, max_size=40), WORDS)
def test_nothing_near_is_left_out(names, name):
    """Among few names, all that are near and share three letters in a row are found."""

    wanted = {
        other
        for other in names
        if set(grams(other)) & set(grams(name)) and difflib.SequenceMatcher(a=other, b=name).ratio() >= 0.7
    }

    assert set(Postings(names).near(name, 100)) == wanted


@pytest.mark.parametrize("name", ["", "zzqqxxjj", "\udcff", "…", "  ", "x"])
def test_nothing_near_is_no_suggestion(tax, name):
    """A name to which none is near has no suggestions."""

    assert tax.store.suggestions(name) == ()
    with pytest.raises(mt.UnknownName) as caught:
        tax.get(name)
    assert caught.value.suggestions == ()
    assert "did you mean" not in str(caught.value)


def test_the_work_is_bounded(tax):
    """However long the name and however many the names that share its letters, few are looked at."""

    many = Postings({f"the-same-beginning-{i}" for i in range(20_000)})
    found = many.near("the-same-beginning-" * 5_000)
    many.near("the-same-beginning-1234x")

    assert found == []
    assert many.read["names"] <= 2 * 48
    assert tax.store.suggestions("llama" * 100_000) == tax.store.suggestions("llama" * 100_000)
    with pytest.raises(mt.UnknownName) as caught:
        tax.get("llama " * 100_000)
    assert len(caught.value.suggestions) <= 3


def test_only_of_the_kind_asked_for(tax):
    """Suggestions are of the kind that was asked for; of any where none was."""

    assert {tax.get(name).kind for name in tax.store.suggestions("sumarization")} >= {"task"}
    assert tax.store.suggestions("sumarization", ("task",))[0] == "summarization"
    assert tax.store.suggestions("sumarization", ("developer",)) == ()


def test_what_is_on_top_and_what_is_gone(small):
    """A pack's names are suggested too, those that it replaced no more, and of a day only what was there."""

    combined = small.combine(piece("a family"))
    renamed = small.combine(piece("a concept that is renamed"))

    assert combined.store.suggestions("quakelat")[0] == "quakelet"
    assert combined.store.suggestions("quakelat mini")[0] == "quakelet-mini"
    assert "quakelet-mini" not in small.store.suggestions("quakelat mini")
    assert small.store.suggestions("seismogramm strip") == ("tremor-trace",)
    assert small.combine(piece("a modality without its code")).store.suggestions("seismogramm strip") == ()
    assert renamed.store.suggestions("tremor networc")[0] == "tremor-net"
    assert "quakelet-mini" not in combined.as_of("2025-12").store.suggestions("quakelat mini")
    assert combined.as_of("2026-02").store.suggestions("quakelat mini")[0] == "quakelet-mini"
    assert small.store.suggestions("quakeling nxt", ("family",))[0] == "quakeling-next"
    assert small.as_of("2025-04").store.suggestions("quakeling nxt", ("family",)) == ("quakeling",)


def test_asked_again(tax):
    """The same question has the same answer, from what was kept too."""

    assert tax.store.suggestions("LAMA") == tax.store.suggestions("lama") == tax.store.suggestions("la-ma")
