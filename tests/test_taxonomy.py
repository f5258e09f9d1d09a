"""The taxonomy: collections, navigation, and taxonomies made from it."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import modeltaxonomy as mt
from modeltaxonomy.entries import KINDS, entry_class
from modeltaxonomy.entries.axes import axes_of
from modeltaxonomy.errors import AmbiguousName, InvalidQuery, UnknownName
from tests.conftest import sampled


def above(tax, kind, value):
    """A value and everything broader, from the entries alone."""

    found, ahead = set(), [value]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += getattr(getattr(tax, KINDS[kind].collection)[name], "broader", ())
    return found


def naive(tax, kind, axes):
    """What `where` has to give, from the entries alone."""

    refers = {a.name: a.metadata.get("refers") for a in entry_class(kind).__attrs_attrs__}
    found = []
    for entry in getattr(tax, KINDS[kind].collection):
        reached = set()
        for axis, values in axes.items():
            own = getattr(entry, axis)
            target = {"self": kind}.get(refers[axis], refers[axis])
            for value in (own,) if isinstance(own, str) else own or ():
                reached |= {(axis, name) for name in (above(tax, target, value) if target else {value})}
            if values and not any((axis, value) in reached for value in values):
                break
        else:
            found.append(entry.id)
    return tuple(found)


# Collections


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_collections(tax, kind):
    """A collection has a length, its entries in the order of their ids, and finds them by id and by themselves."""

    collection = getattr(tax, kind.collection)
    entries = list(collection)

    assert len(collection) == len(entries) == len(collection.ids) > 0
    assert [entry.id for entry in entries] == list(collection.ids) == sorted(collection.ids)
    assert {entry.kind for entry in entries} == {kind.name} == {collection.kind}
    for entry in sampled(tax, kind.name):
        assert entry.id in collection
        assert entry in collection
        assert collection[entry.id] == entry == collection.find(entry.id) == tax.get(entry.id)


def test_every_entry_is_in_one_collection(tax):
    """The collections share no entry and leave none out."""

    ids = [name for kind in KINDS.values() for name in getattr(tax, kind.collection).ids]

    assert len(ids) == len(set(ids)) == len(tax)


def test_what_is_not_in_a_collection(tax):
    """An id of another kind, an entry that says something else, and other values are not in a collection."""

    import attrs

    family = tax.families["bert"]

    assert "bert" not in tax.releases
    assert tax.releases.find("no such release") is None
    assert attrs.evolve(family, label="Other") not in tax.families
    assert None not in tax.families
    assert 5 not in tax.families
    assert "bert" not in tax.families.where(outputs="video")
    assert tax.families.where(outputs="video").find("bert") is None


def test_an_id_that_is_not_there(tax):
    """An id that a collection does not have is an UnknownName with the kind and near ids; no string is InvalidQuery."""

    with pytest.raises(UnknownName) as caught:
        tax.families["berd"]
    assert (caught.value.given, caught.value.kind) == ("berd", "family")
    assert "bert" in caught.value.suggestions
    with pytest.raises(UnknownName):
        tax.families.where(outputs="video")["bert"]
    with pytest.raises(InvalidQuery):
        tax.families[0]


def test_collections_are_values(tax, small):
    """Collections are equal when they have the same entries of the same taxonomy, and are pickled as such."""

    one, same = tax.families.where(inputs="image"), tax.families.where(inputs=["image"])

    assert one == same == pickle.loads(pickle.dumps(one))
    assert hash(one) == hash(same) == hash(pickle.loads(pickle.dumps(one)))
    assert one != tax.families
    assert tax.families.where() == tax.families == tax.families.where(inputs=[])
    assert tax.families != small.families
    assert tax.families != tax.releases
    assert repr(small.families) == "<2 families: quakeling, quakeling-next>"


# Where


def test_naive_evaluation_tells_apart(small):
    """The evaluation that `where` is measured by finds what is narrower, and leaves out what is not so."""

    assert naive(small, "family", {"inputs": ["tremor-trace"]}) == ("quakeling", "quakeling-next")
    assert naive(small, "family", {"outputs": ["micro-tremor-trace"]}) == ()
    assert naive(small, "release", {"family": ["quakeling-next"]}) == ("quakeling-2",)
    assert naive(small, "release", {"architectures": ["tremor-net"]}) == ("quakeling-2",)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_where_is_what_the_entries_say(tax, data):
    """`where` gives the entries that have on every axis one of the values named, or one narrower."""

    kind = data.draw(st.sampled_from(["family", "release", "task"]))
    fields = {
        a.name: "self" if a.metadata["refers"] == "self" else a.metadata["refers"]
        for a in entry_class(kind).__attrs_attrs__
        if a.metadata.get("axis") and a.metadata.get("refers") not in (None, "*", "") and a.name != "broader"
    }
    axes = {}
    seed = data.draw(st.sampled_from(list(getattr(tax, KINDS[kind].collection))))
    for axis in data.draw(st.lists(st.sampled_from(sorted(fields)), max_size=3, unique=True)):
        own = getattr(seed, axis)
        own = (own,) if isinstance(own, str) else own
        # Mostly what some entry has, or something broader, so that something is found.
        known = sorted({name for value in own for name in above(tax, fields[axis], value)})
        every = getattr(tax, KINDS[fields[axis]].collection).ids
        axes[axis] = data.draw(st.lists(st.sampled_from(known or every), max_size=2))

    assert getattr(tax, KINDS[kind].collection).where(**axes).ids == naive(tax, kind, axes)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_broader_finds_everything_below(tax, data):
    """`where(broader=...)` gives every narrower concept, at any distance, and not the concept itself."""

    name = data.draw(st.sampled_from(tax.tasks.ids))

    below = tuple(task for task in tax.tasks.ids if task != name and name in above(tax, "task", task))
    assert tax.tasks.where(broader=name).ids == below


def test_where_narrows(tax):
    """Conditions one after the other are the same as at once; their order does not matter."""

    families = tax.families

    assert families.where(inputs="image", outputs="text") == families.where(outputs="text").where(inputs="image")
    assert 0 < len(families.where(inputs="image")) < len(families)


def test_where_takes_names(tax):
    """A value may be an alias or a label too."""

    label = tax.modalities["image"].label

    assert tax.families.where(inputs=label.upper()) == tax.families.where(inputs="image")


def test_where_on_axes_that_are_no_ids(tax, small):
    """Licenses, words and classes are axes too."""

    assert small.releases.where(license="quake-license").ids == ("quakeling-1",)
    assert small.families.where(model_classes="seismic-model").ids == ("quakeling", "quakeling-next")
    assert small.techniques.where(data="unlabelled").ids == ("aftershock-tuning",)
    by_hand = tuple(family.id for family in tax.families if "de" in family.languages)
    assert tax.families.where(languages="de").ids == by_hand != ()


@pytest.mark.parametrize(
    ("axes", "error"),
    [
        ({"colour": "red"}, InvalidQuery),
        ({"license": "mit"}, InvalidQuery),
        ({"inputs": 5}, InvalidQuery),
        ({"inputs": ["image", 5]}, InvalidQuery),
        ({"inputs": "no such modality"}, UnknownName),
        ({"inputs": "bert"}, UnknownName),
    ],
)
def test_conditions_that_cannot_be(tax, axes, error):
    """An axis that the kind does not have, or a value that is no name or no such entry, is an error."""

    with pytest.raises(error):
        tax.families.where(**axes)


# Names


def test_every_axis_of_every_kind(tax):
    """On every axis that a kind has, each value in use finds the entries that have it, or one narrower.

    A family is found by the words of its releases too where it has none of its own: its breadth.
    """

    store = tax.store
    for kind, of in KINDS.items():
        entries = list(getattr(tax, of.collection))
        for axis in axes_of(entry_class(kind)):
            if axis == "broader" or (kind, axis) == ("family", "breadth"):
                continue
            wanted = {}
            for entry in entries:
                own = getattr(entry, axis)
                for value in ("true",) if own is True else (own,) if isinstance(own, str) else own or ():
                    for name in store.up(value):
                        wanted.setdefault(name, set()).add(entry.id)
            for value, ids in wanted.items():
                assert {store.id_at(kind, row) for row in store.having(kind, axis, value)} == ids, (kind, axis, value)
            assert {store.id_at(kind, row) for row in store.known(kind, axis)} == set().union(*wanted.values())


def test_breadth_of_a_family(tax):
    """A family is found by the breadth of any release of its core, and by its own."""

    for breadth in ("general", "domain", "task"):
        by_hand = tuple(
            family.id
            for family in tax.families
            if breadth == family.breadth
            or any(release.breadth == breadth for release in tax.releases_of(family.id, core=True))
        )
        assert tax.families.where(breadth=breadth).ids == by_hand != ()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_name_leads_to_its_entry(tax, kind):
    """Label and aliases of an entry lead to it, however spelled, or say that they mean several things."""

    if kind.name == "source":
        return
    for entry in sampled(tax, kind.name):
        for name in (entry.id, entry.label, *entry.aliases):
            for spelled in (name, name.upper(), name.replace(" ", "_")):
                try:
                    assert tax.get(spelled, kind.name) == entry
                except AmbiguousName as error:
                    assert entry.id in error.candidates


def test_a_name_of_nothing(tax):
    """A name that means nothing has suggestions, nearest first; both errors are LookupError and ValueError."""

    with pytest.raises(UnknownName, match=r"no family is called 'lama' in data version .*; did you mean") as caught:
        tax.get("lama", "family")

    assert caught.value.suggestions[0] == "llama"
    assert tax.find("lama", "family") is None
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, ValueError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    with pytest.raises(UnknownName) as caught:
        tax.get("\udcff")
    assert caught.value.suggestions == ()


def test_a_name_of_several_things(small, write_pack):
    """A name that means several things names them all; an id goes before a name, and a kind settles it."""

    text = 'label = "Quakeling"\naliases = ["tremor-net", "Shakers"]\ndefinition = "A developer with borrowed names."'
    other = 'label = "Shakers"\ndefinition = "Another developer, of that name."'
    pack = write_pack({"developers/quakeling-inc.toml": text, "developers/the-other.toml": other})
    both = small.combine(mt.load_pack(pack))

    with pytest.raises(AmbiguousName) as caught:
        both.get("SHA-KERS")
    assert (caught.value.given, caught.value.candidates) == ("SHA-KERS", ("quakeling-inc", "the-other"))
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, ValueError)
    assert both.get("QUAKE-LING").id == "quakeling"
    assert both.get("QUAKE-LING", "developer").id == "quakeling-inc"
    assert both.get("quakeling").kind == "family"
    assert both.get("tremor-net").kind == "architecture"
    assert both.developers.find("tremor net").id == "quakeling-inc"


@pytest.mark.parametrize("bad", [None, 5, b"bert", ["bert"]])
def test_names_are_strings(tax, bad):
    """Something that is no string is InvalidQuery."""

    with pytest.raises(InvalidQuery):
        tax.get(bad)


def test_kinds_are_known(tax):
    """A kind that does not exist is InvalidQuery."""

    with pytest.raises(InvalidQuery, match="no kind is called 'famly'"):
        tax.get("bert", "famly")


# Navigation


@pytest.mark.parametrize("kind", ["task", "modality", "model-class", "technique", "openness"])
def test_up_and_down(tax, kind):
    """`ancestors` is everything broader, and `narrower` the way back from `broader`."""

    collection = getattr(tax, KINDS[kind].collection)
    for concept in collection:
        assert set(tax.ancestors(concept.id)) == above(tax, kind, concept.id) - {concept.id}
        assert tax.ancestors(concept.id)[: len(concept.broader)] == concept.broader
        assert tax.narrower(concept.id) == tuple(each.id for each in collection if concept.id in each.broader)
        for wider in concept.broader:
            assert concept.id in tax.narrower(wider)


def test_navigating_from_nothing(tax):
    """Only an id that exists has something above or below it."""

    for ask in (tax.ancestors, tax.narrower):
        with pytest.raises(UnknownName):
            ask("no-such-thing")


def test_releases_of_a_family(tax):
    """The releases of a family are those that name it or a family below it; of its core, those of no side line."""

    families = set(tax.families.where(broader="gemini").ids) | {"gemini"}
    apart = {name for name in families if tax.families[name].offshoot and name != "gemini"}
    assert apart
    apart |= {name for name in families if apart & set(tax.ancestors(name))}

    assert tax.releases_of("gemini").ids == tuple(r.id for r in tax.releases if r.family in families)
    assert tax.releases_of("gemini", core=True).ids == tuple(r.id for r in tax.releases if r.family in families - apart)
    assert tax.releases_of("gemini") == tax.releases.where(family="gemini")
    assert tax.releases_of("Llama 3.1") == tax.releases_of("llama-3.1") != tax.releases_of("llama")
    for name in apart:
        assert tax.releases_of(name, core=True).ids
    with pytest.raises(UnknownName):
        tax.releases_of("no such family")


def test_generations(tax):
    """A generation is a family below another, found by the names that people use for it."""

    for family in tax.families:
        assert len(family.broader) <= 1
        assert {release.family for release in tax.releases_of(family.id)} <= {
            family.id,
            *tax.families.where(broader=family.id).ids,
        }
        assert len(tax.releases_of(family.id)) > 0
    assert mt.family("Llama 3.1").id == "llama-3.1"
    assert tax.ancestors("llama-3.1") == ("llama-3", "llama")


def test_crosswalk_there_and_back(tax):
    """Every code that an entry maps to leads back to it, by id; a code that nobody maps to leads nowhere."""

    seen = 0
    for kind in KINDS.values():
        for entry in getattr(tax, kind.collection):
            for mapping in getattr(entry, "mappings", ()):
                found = tax.crosswalk(mapping.scheme, mapping.code)
                assert entry in found
                assert [each.id for each in found] == sorted(each.id for each in found)
                seen += 1
    assert seen
    assert tax.crosswalk("no-such-scheme", "x") == ()
