"""SKOS: what is written is sound by the SKOS Reference, and comes back as it was."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import attrs
import pyshacl
import pytest
import skosify
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

import modeltaxonomy as mt
from modeltaxonomy import interchange
from modeltaxonomy.entries import KINDS, Domain, Family, Release, Source
from modeltaxonomy.interchange import from_skos, iris, to_skos

# Of rdflib's own modules, by the hundred thousand.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

MT = Namespace(iris.BASE)
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Path(interchange.__file__).with_name("shapes.ttl")

HEAD = """
@prefix : <https://example.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
GOOD = """
:s a skos:ConceptScheme . :s dcterms:title "Rocks"@en . :s rdfs:label "Rocks"@en . :s dcterms:license :terms .
:s owl:versionInfo "1" . :s dcterms:identifier "domain" . :s skos:hasTopConcept :a .
:a a skos:Concept . :a skos:inScheme :s . :a skos:topConceptOf :s . :a skos:notation "a" .
:a skos:prefLabel "Rock"@en . :a skos:definition "What the ground is made of."@en .
:b a skos:Concept . :b skos:inScheme :s . :b skos:broader :a . :a skos:narrower :b . :b skos:notation "b" .
:b skos:prefLabel "Basalt"@en . :b skos:altLabel "lava rock"@en . :b skos:definition "Cooled lava, dark and dense."@en .
:c a skos:Concept . :c skos:inScheme :s . :c skos:broader :b . :b skos:narrower :c . :c skos:notation "c" .
:c skos:prefLabel "Pillow basalt"@en . :c skos:definition "Basalt that cooled under water."@en .
:d a skos:Concept . :d skos:inScheme :s . :d skos:broader :a . :a skos:narrower :d . :d skos:notation "d" .
:d skos:prefLabel "Chert"@en . :d skos:definition "What the deep sea lays down on it."@en .
:c skos:related :d . :d skos:related :c . :c skos:exactMatch :x . :c skos:relatedMatch :y .
"""
ORPHAN = (
    ':e a skos:Concept . :e skos:inScheme :s . :e skos:notation "e" . :e skos:prefLabel "Tuff"@en .'
    ' :e skos:definition "Ash that has become stone."@en .'
)
OTHER = (
    ':t a skos:ConceptScheme . :t dcterms:title "Ash"@en . :t dcterms:license :terms . :t owl:versionInfo "1" .'
    " :t skos:hasTopConcept :e . :e skos:topConceptOf :t ."
) + ORPHAN.replace(":s", ":t")

# What is taken away from the good graph, what is added, and the shapes that report it.
BAD = [
    (':s dcterms:title "Rocks"@en .', "", {"title"}),
    ("", ':s dcterms:title "Stones"@en .', {"title"}),
    (":s dcterms:license :terms .", "", {"license"}),
    (":s dcterms:license :terms .", ':s dcterms:license "free" .', {"license"}),
    (':s owl:versionInfo "1" .', "", {"version"}),
    (":s skos:hasTopConcept :a .", "", {"top-concepts"}),
    ("", ":s a skos:Concept .", {"no-scheme"}),
    ("", ":c skos:topConceptOf :s . :s skos:hasTopConcept :c .", {"top-has-no-broader"}),
    (':a skos:prefLabel "Rock"@en .', "", {"preferred-label"}),
    (':a skos:prefLabel "Rock"@en .', ':a skos:prefLabel "Rock" .', {"preferred-label"}),
    ("", ':a skos:prefLabel "Stone"@en .', {"preferred-label"}),
    ("", ':a skos:altLabel "Rock"@en .', {"preferred-label"}),
    ("", ':a skos:hiddenLabel "Rock"@en .', {"preferred-label"}),
    ("", ':a skos:altLabel "stone" .', {"alternative-label"}),
    ("", ':b skos:hiddenLabel "lava rock"@en .', {"hidden-label"}),
    (':a skos:definition "What the ground is made of."@en .', "", {"definition"}),
    ("", ':a skos:definition "What is hard."@en .', {"definition"}),
    (':a skos:notation "a" .', "", {"notation"}),
    ("", ':a skos:notation "aa" .', {"notation"}),
    (':d skos:notation "d" .', ':d skos:notation "c" .', {"notation-unique"}),
    (":d skos:inScheme :s .", "", {"in-scheme"}),
    (":d skos:inScheme :s .", ":d skos:inScheme :nowhere .", {"in-scheme", "same-scheme"}),
    (":d skos:inScheme :s .", f":d skos:inScheme :t . {OTHER}", {"same-scheme"}),
    ("", f":e skos:topConceptOf :s . :s skos:hasTopConcept :e . {OTHER}", {"one-scheme"}),
    ("", ORPHAN, {"reachable"}),
    ("", ":b skos:broader :c . :c skos:narrower :b .", {"acyclic"}),
    ("", ":c skos:broader :c . :c skos:narrower :c .", {"acyclic"}),
    (":a skos:narrower :d .", "", {"narrower-inverse"}),
    (":d skos:broader :a .", "", {"narrower-inverse", "reachable"}),
    (":c skos:related :d .", "", {"related-inverse"}),
    ("", ":c skos:related :a . :a skos:related :c .", {"related-disjoint"}),
    ("", ":c skos:broadMatch :x .", {"exact-match"}),
    ("", ":c skos:narrowMatch :x .", {"exact-match"}),
    ("", ":c skos:relatedMatch :x .", {"exact-match"}),
    ("", ":c skos:broadMatch :y .", {"related-match"}),
    ("", ":c skos:narrowMatch :y .", {"related-match"}),
]
RECORD = {"id": "caves", "label": "Caves", "definition": "What is done below the ground."}


def made(away="", more=""):
    assert away in GOOD
    return Graph().parse(data=HEAD + GOOD.replace(away, "") + more, format="turtle")


def reported(graph):
    """The names of the shapes that report something."""

    _, report, _ = pyshacl.validate(graph, shacl_graph=str(SHAPES))
    return {str(shape).rpartition("/")[2] for shape in report.objects(None, SH.sourceShape)}


def corrected(graph, caplog):
    """What skosify warns of, and what it would add or remove."""

    before = set(graph)
    with caplog.at_level(logging.WARNING):
        caplog.clear()
        # Mappings stay as they are: their inverses would be statements about other vocabularies' codes.
        after = set(skosify.skosify(graph, enrich_mappings=False))
    return [record.getMessage() for record in caplog.records], after ^ before


def scheme_by_scheme(graph):
    """A graph for each scheme, which skosify expects to be alone: what is said of it and its concepts."""

    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        part = Graph()
        for subject in (scheme, *graph.subjects(SKOS.inScheme, scheme)):
            part += graph.triples((subject, None, None))
            part += graph.triples((None, SKOS.related, subject))
        yield part


@pytest.fixture(scope="module")
def whole(tax):
    return to_skos(tax)


# What is sound


@pytest.mark.parametrize(("away", "more", "shapes"), BAD)
def test_shapes_report_bad_graphs(away, more, shapes):
    """Each shape reports what breaks it, and no other shape does."""

    found = reported(made(away, more))

    assert found >= shapes
    assert found == shapes or shapes == {"no-scheme"}  # A scheme that is a concept lacks what concepts have.


def test_every_shape_is_shown_to_report():
    """No shape is there that no bad graph breaks, and the good graph breaks none."""

    names = set(Graph().parse(SHAPES).subjects(SH.message))

    assert {str(name).rpartition("/")[2] for name in names} == {name for *_, shapes in BAD for name in shapes}
    assert reported(made()) == set()


def test_the_export_is_sound(whole, small):
    """The bundled taxonomy and the sample pack keep to every shape."""

    assert reported(to_skos(small)) == set()
    assert reported(whole) == set()


@pytest.mark.parametrize(
    ("away", "more", "warning"),
    [
        (':s rdfs:label "Rocks"@en .', "", "no label"),
        ("", ':a skos:prefLabel "Stone"@en .', "more than one prefLabel"),
        ("", ':a skos:altLabel "Rock"@en .', "as both prefLabel and altLabel"),
        ("", ":b skos:broader :c . :c skos:narrower :b .", "cycle detected"),
        ("", ":c skos:related :a . :a skos:related :c .", "removing skos:related"),
        ("", ":c skos:broader :a . :a skos:narrower :c .", "Redundant hierarchical relationship"),
        ("", ':a skos:altLabel " stone"@en .', "Stripping whitespace"),
        (":a skos:narrower :d .", "", None),
        (":c skos:related :d .", "", None),
        (":s skos:hasTopConcept :a .", "", None),
        ("", ORPHAN, None),
    ],
)
def test_skosify_corrects_bad_graphs(away, more, warning, caplog):
    """skosify warns of what is wrong, and changes what is missing."""

    warnings, changes = corrected(made(away, more), caplog)

    assert any(warning in each for each in warnings) if warning else changes


def test_skosify_has_nothing_to_correct(whole, caplog):
    """skosify has nothing to warn of and nothing to change."""

    assert corrected(made(), caplog) == ([], set())
    for part in scheme_by_scheme(whole):
        assert len(part) > 5
        assert corrected(part, caplog) == ([], set())


# What is written


def test_a_concept_is_written_whole(small):
    """A concept has its labels, definition, scheme, relations, mappings and references."""

    graph = to_skos(small, license="https://example.org/terms")
    trace, scheme = MT["tremor-trace"], MT["scheme/modality"]
    expected = Graph()
    for predicate, value in (
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, scheme),
        (SKOS.topConceptOf, scheme),
        (SKOS.notation, Literal("tremor-trace")),
        (SKOS.prefLabel, Literal("Tremor trace", lang="en")),
        (SKOS.altLabel, Literal("seismogram strip", lang="en")),
        (SKOS.definition, Literal("A recording of how the ground moves at one place.", lang="en")),
        (SKOS.narrower, MT["micro-tremor-trace"]),
        (SKOS.exactMatch, MT["code/seismic-codes/TT-1"]),
    ):
        expected.add((trace, predicate, value))

    assert set(graph.predicate_objects(trace)) == set(expected.predicate_objects(trace))
    assert set(graph.predicate_objects(scheme)) == {
        (RDF.type, SKOS.ConceptScheme),
        (DCTERMS.identifier, Literal("modality")),
        (DCTERMS.title, Literal("Modalities", lang="en")),
        (RDFS.label, Literal("Modalities", lang="en")),
        (DCTERMS.license, URIRef("https://example.org/terms")),
        (OWL.versionInfo, Literal(small.data_version)),
        (SKOS.hasTopConcept, trace),
    }
    assert (MT["micro-tremor-trace"], SKOS.broader, trace) in graph
    assert (MT["quakeling-1"], DCTERMS.isVersionOf, MT["quakeling"]) in graph
    assert (MT["fault-line-lab"], SKOS.related, MT["quakeling"]) in graph
    assert (MT["quakeling"], DCTERMS.references, URIRef("https://example.org/quakeling")) in graph


def test_every_kind_is_a_scheme(tax, whole):
    """Each kind of entry but sources is a scheme, and each entry a concept of it."""

    for name, kind in KINDS.items():
        ids = {MT[entry_id] for entry_id in getattr(tax, kind.collection).ids}
        assert set(whole.subjects(SKOS.inScheme, MT[f"scheme/{name}"])) == (set() if name == "source" else ids)


def test_related_never_joins_what_is_broader(tax):
    """What is related and broader, at any distance and in either direction, is written as broader only."""

    ids = ("a", "b", "c", "d")
    broader = {"b": ["a"], "c": ["b"]}
    related = {"a": ["b", "c", "d"], "c": ["a", "c"]}
    entries = tuple(
        Domain(**RECORD | {"id": each}, broader=broader.get(each, ()), related=related.get(each, ())) for each in ids
    )
    graph = to_skos(mt.Pack(entries=entries))

    assert {(str(a)[-1], str(b)[-1]) for a, b in graph.subject_objects(SKOS.related)} == {("a", "d"), ("d", "a")}


def test_a_cycle_ends():
    """A pack that was never combined may have a cycle; it is written as it stands, and the shapes report it."""

    a = Domain(**RECORD | {"id": "a"}, broader=["b"], related=["b"])
    b = Domain(**RECORD | {"id": "b"}, broader=["a"])

    assert reported(to_skos(mt.Pack(entries=(a, b)))) >= {"acyclic"}


def test_a_replaced_entry_is_deprecated():
    """A retired entry says that it is, and which takes its place."""

    pack = mt.Pack(entries=(Domain(**RECORD, replaced_by="cavern"), Domain(**RECORD | {"id": "cavern"})))
    graph = to_skos(pack)

    assert list(graph.subjects(OWL.deprecated, Literal(True))) == [MT.caves]
    assert list(graph.objects(MT.caves, DCTERMS.isReplacedBy)) == [MT.cavern]
    assert {entry.id: entry for entry in from_skos(graph).entries} == {entry.id: entry for entry in pack.entries}


@pytest.mark.parametrize(
    ("scheme", "code", "iri"),
    [
        ("aio", "aio:LargeLanguageModel", "https://w3id.org/aio/LargeLanguageModel"),
        ("wikidata", "Q115305900", "http://www.wikidata.org/entity/Q115305900"),
        ("dpv-ai", "LLM", "https://w3id.org/dpv/ai#LLM"),
        ("iri", "https://example.org/x", "https://example.org/x"),
        ("hf-repository", "meta-llama/Llama 3", f"{iris.BASE}code/hf-repository/meta-llama%2FLlama%203"),
        ("aio", "Large model", f"{iris.BASE}code/aio/Large%20model"),
        ("iri", "no iri", f"{iris.BASE}code/iri/no%20iri"),
    ],
)
def test_codes_have_iris(scheme, code, iri):
    """A code has the IRI that its vocabulary gives it, and a documented one of ours otherwise."""

    assert iris.code_iri(scheme, code, iris.BASE) == iri
    assert iris.code_of(iri, iris.BASE) == (scheme, code)


@given(st.sampled_from([*iris.NAMESPACES, iris.IRI, "peft-type", "x.1"]), st.text(min_size=1))
def test_codes_come_back(scheme, code):
    """Whatever a code is, it is an IRI from which scheme and code are read back."""

    iri = iris.code_iri(scheme, code, iris.BASE)

    assert iris.checked_iri("code", iri) == iri
    assert iris.code_of(iri, iris.BASE) == (scheme, code)


@pytest.mark.parametrize("base", ["", "modeltaxonomy/", "https://example.org", "https://exa mple.org/", None, 7])
def test_a_base_is_an_iri(base):
    """What cannot begin an IRI is refused, for writing and reading; so is a license that is none."""

    for ask in (to_skos, interchange.to_sssom):
        with pytest.raises(mt.InvalidQuery, match=r"^base: "):
            ask(mt.Pack(entries=()), base=base)
    with pytest.raises(mt.InvalidQuery, match=r"^base: "):
        from_skos(Graph(), base=base)
    with pytest.raises(mt.InvalidQuery, match=r"^license: "):
        to_skos(mt.Pack(entries=()), license="CC-BY-4.0")


# There and back


def test_export_import_export_is_the_identity(whole, small):
    """What is read back and written again is the same graph, whatever the base, and differs if anything is changed."""

    graph = to_skos(small)
    pack = from_skos(graph)
    other = tuple(attrs.evolve(entry, label="Other") if entry.id == "quakeling" else entry for entry in pack.entries)

    assert set(graph) != set(to_skos(attrs.evolve(pack, entries=other)))
    assert set(graph) == set(to_skos(pack))
    assert set(whole) == set(to_skos(from_skos(whole)))
    moved = to_skos(small, base="https://example.org/t#")
    assert set(moved) == set(to_skos(from_skos(moved, base="https://example.org/t#"), base="https://example.org/t#"))
    assert not set(moved.subjects(SKOS.inScheme)) & set(graph.subjects(SKOS.inScheme))


def test_what_comes_back_is_what_the_entries_say(tax, whole):
    """Names, definitions, what is broader and mappings come back as the entries have them."""

    back = {entry.id: entry for entry in from_skos(whole).entries}
    entries = [entry for kind in KINDS.values() for entry in getattr(tax, kind.collection) if entry.kind != "source"]

    assert {entry.id for entry in entries} == {entry.id for entry in back.values() if entry.kind != "source"}
    for entry in entries:
        found = back[entry.id]
        assert type(found) is type(entry)
        assert (found.label, found.definition) == (entry.label, entry.definition)
        assert found.aliases == tuple(sorted(entry.aliases))
        assert found.replaced_by == entry.replaced_by
        assert sorted(map(repr, found.mappings)) == sorted({repr(mapping) for mapping in entry.mappings})
        assert getattr(found, "broader", ()) == getattr(entry, "broader", ())
        assert len(found.references) == len({tax.sources[source].url for source in entry.references})
        if isinstance(found, Family):
            assert found.developers == entry.developers
        if isinstance(found, Release):
            assert found.family == entry.family


def test_every_notation_of_rdf_says_the_same(small):
    """Written as Turtle, RDF/XML or JSON-LD and read again, the graph is the same."""

    graph = to_skos(small)
    for form in ("turtle", "xml", "json-ld"):
        assert set(graph) == set(Graph().parse(data=graph.serialize(format=form), format=form))


def test_a_graph_of_ones_own(tax):
    """A vocabulary written by hand becomes entries of the kind that its scheme names."""

    more = ':b skos:prefLabel "Basalt"@de . :b skos:altLabel "Lavastein"@de . :b skos:altLabel "trap" .'
    more += ' :b dcterms:references <https://example.org/p> . <https://example.org/p> dcterms:identifier "rocks-1900" .'
    pack = from_skos(made(more=more), base="https://example.org/")
    basalt = next(entry for entry in pack.entries if entry.id == "b")

    assert [entry.id for entry in pack.entries] == ["a", "b", "c", "d", "rocks-1900"]
    assert basalt == Domain(
        id="b",
        label="Basalt",
        aliases=["lava rock", "trap"],
        definition="Cooled lava, dark and dense.",
        broader=["a"],
        references=["rocks-1900"],
    )
    assert pack.entries[-1] == Source(id="rocks-1900", title="https://example.org/p", url="https://example.org/p")
    assert pack.entries[2].related == ("d",)
    assert {m.code: m.match for m in pack.entries[2].mappings} == {
        "https://example.org/x": "exact",
        "https://example.org/y": "related",
    }
    assert tax.combine(pack).ancestors("c") == ("b", "a")


@pytest.mark.parametrize(
    ("away", "more", "problem"),
    [
        (':s dcterms:identifier "domain" .', "", "https://example.org/s: its dcterms:identifier has to be a kind"),
        (':s dcterms:identifier "domain" .', ':s dcterms:identifier "source" .', "/s: its dcterms:identifier has to"),
        (":d skos:inScheme :s .", "", "https://example.org/d: it has to be in the scheme of one kind"),
        (':d skos:notation "d" .', "", "https://example.org/d: it has no skos:notation"),
        (':d skos:notation "d" .', ':d skos:notation "D d" .', "https://example.org/d /id: string should match"),
        (':d skos:notation "d" .', ':d skos:notation "c" .', "the id 'c' is given twice"),
        (':d skos:prefLabel "Chert"@en .', ':d skos:prefLabel "silex"@fr .', "https://example.org/d /label: "),
        (':a skos:definition "What the ground is made of."@en .', "", "https://example.org/a /definition: "),
        (':s dcterms:identifier "domain" .', ':s dcterms:identifier "release" .', "https://example.org/a /family: "),
    ],
)
def test_what_is_no_entry_is_reported(away, more, problem):
    """A graph that cannot be read as entries is refused, and the resource at fault named."""

    with pytest.raises(mt.InvalidPack) as caught:
        from_skos(made(away, more), base="https://example.org/")
    assert any(problem in str(each) for each in caught.value.problems), caught.value


def test_nothing_is_nothing(empty):
    """The empty taxonomy is an empty graph, and back."""

    assert len(to_skos(empty)) == 0
    assert from_skos(Graph()) == mt.Pack(entries=())


# What it needs


def test_without_rdflib(monkeypatch):
    """Without the extra, the error names it; mappings are written without."""

    monkeypatch.setitem(sys.modules, "rdflib", None)
    for ask in (to_skos, lambda: from_skos(None)):
        with pytest.raises(mt.MissingExtra, match=r"modeltaxonomy\[rdf\]"):
            ask()
    assert interchange.to_sssom().startswith("#curie_map:")


def test_the_room_is_opened_late():
    """Importing the room loads none of its forms, and a name that it does not have is an error."""

    code = "import sys, modeltaxonomy.interchange as i; print(sorted(dir(i)), 'rdflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "['from_skos', 'to_skos', 'to_sssom'] False\n"
    with pytest.raises(AttributeError, match="to_owl"):
        _ = interchange.to_owl
