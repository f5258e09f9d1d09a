"""The taxonomy as SKOS, and SKOS as a pack. rdflib comes with the extra `rdf`, and is imported only here.

Each kind is a concept scheme. Hierarchies stay within a kind; releases and developers are flat, and a generation is
narrower than its family. A release is a version of its family (dcterms:isVersionOf), and a family is related to its
developers. What SKOS has no words for (axes, conditions, facts, evidence) is not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries import KINDS
from modeltaxonomy.errors import MissingExtra, Problem
from modeltaxonomy.interchange import iris

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib import Graph
    from rdflib.term import Node

    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.packs.pack import Pack

__all__ = ["MATCHES", "from_skos", "to_skos"]

MATCHES = {name: f"{name}Match" for name in ("exact", "close", "broad", "narrow", "related")}
"""How near a code is -> the SKOS property that says so."""


def to_skos(
    taxonomy: Taxonomy | Pack | None = None, *, base: str = iris.BASE, license: str | None = iris.CC_BY
) -> Graph:
    """The taxonomy as an rdflib graph of SKOS; the bundled one unless another, or a pack, is given.

    base: where the IRIs of entries, schemes and codes begin; ends in / or #.
    license: IRI of the terms of the data, none to leave it out; give your own for data of your own.

    A `related` that SKOS forbids, to something broader or narrower, is left out, and so is a reference whose source is
    not in the pack. MissingExtra without rdflib, InvalidQuery for a base or license that is no IRI.
    """

    try:
        from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
    except ImportError as error:
        raise MissingExtra("rdf", "to_skos()") from error
    if taxonomy is None:
        from modeltaxonomy import bundled

        taxonomy = bundled.taxonomy()
    base = iris.checked_base(base)
    terms = None if license is None else URIRef(iris.checked_iri("license", license))
    version = iris.version(taxonomy)
    known = {entry.id: entry for entry in iris.entries(taxonomy)}
    urls = _urls(known.values())
    graph = Graph()
    for prefix, namespace in (("skos", SKOS), ("dcterms", DCTERMS), ("owl", OWL)):
        graph.bind(prefix, namespace)

    for kind in dict.fromkeys(entry.kind for entry in known.values() if entry.kind != "source"):
        scheme = URIRef(iris.scheme_iri(kind, base))
        title = Literal(KINDS[kind].collection.replace("_", " ").capitalize(), lang="en")
        graph.add((scheme, RDF.type, SKOS.ConceptScheme))
        graph.add((scheme, DCTERMS.identifier, Literal(kind)))
        graph.add((scheme, DCTERMS.title, title))
        graph.add((scheme, RDFS.label, title))
        if version is not None:
            graph.add((scheme, OWL.versionInfo, Literal(version)))
        if terms is not None:
            graph.add((scheme, DCTERMS.license, terms))

    cited: set[str] = set()
    for entry in known.values():
        if entry.kind == "source":
            continue
        concept, scheme = URIRef(base + entry.id), URIRef(iris.scheme_iri(entry.kind, base))
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, SKOS.notation, Literal(entry.id)))
        graph.add((concept, SKOS.prefLabel, Literal(entry.label, lang="en")))
        graph.add((concept, SKOS.definition, Literal(entry.definition, lang="en")))
        for alias in entry.aliases:
            graph.add((concept, SKOS.altLabel, Literal(alias, lang="en")))
        for wider in _broader(entry):
            graph.add((concept, SKOS.broader, URIRef(base + wider)))
            graph.add((URIRef(base + wider), SKOS.narrower, concept))
        if not _broader(entry):
            graph.add((concept, SKOS.topConceptOf, scheme))
            graph.add((scheme, SKOS.hasTopConcept, concept))
        for other in _related(entry, known):
            graph.add((concept, SKOS.related, URIRef(base + other)))
            graph.add((URIRef(base + other), SKOS.related, concept))
        for mapping in entry.mappings:
            code = URIRef(iris.code_iri(mapping.scheme, mapping.code, base))
            graph.add((concept, SKOS[MATCHES[mapping.match]], code))
        for source in entry.references:
            if source in urls:
                graph.add((concept, DCTERMS.references, URIRef(urls[source])))
                cited.add(urls[source])
        if entry.kind == "release":
            graph.add((concept, DCTERMS.isVersionOf, URIRef(base + entry.family)))
        if entry.replaced_by is not None:
            graph.add((concept, OWL.deprecated, Literal(True)))
            graph.add((concept, DCTERMS.isReplacedBy, URIRef(base + entry.replaced_by)))

    # Sources that share an address are one here: the first by id.
    for source, url in sorted(urls.items(), reverse=True):
        if url in cited:
            graph.set((URIRef(url), DCTERMS.identifier, Literal(source)))
            graph.set((URIRef(url), DCTERMS.title, Literal(known[source].title)))
    return graph


def from_skos(graph: Graph, *, base: str = iris.BASE) -> Pack:
    """The entries of a SKOS graph: those of `to_skos`, or others that are written likewise.

    A scheme says with dcterms:identifier which kind of entry its concepts are, and a concept its id with
    skos:notation. Labels and definitions are read in English or without a language. A mapping to an IRI that is no
    known vocabulary's becomes a code of the scheme `iri`. Aliases and mappings come back sorted, sources with what a
    reference says of them: id, title and address.

    base: where the IRIs of the graph's codes begin, as for `to_skos`.

    Each entry is checked by itself, and `Taxonomy.combine` checks them with the rest: it asks for more of tasks,
    techniques and families than SKOS has. InvalidPack, with every problem and the IRI it stands at; MissingExtra
    without rdflib.
    """

    try:
        from rdflib import RDF, SKOS
    except ImportError as error:
        raise MissingExtra("rdf", "from_skos()") from error
    from modeltaxonomy.packs.reader import pack_of

    reader = _Reader(graph, iris.checked_base(base))
    found = [reader.record(concept) for concept in _ordered(graph.subjects(RDF.type, SKOS.Concept))]
    records = [record for record in found if record is not None]
    return pack_of([*records, *reader.sources()], problems=reader.problems, settings=reader.settings())


class _Reader:
    """Reads resources of a graph as records; what cannot be read is a problem."""

    def __init__(self, graph: Graph, base: str) -> None:
        from rdflib import DCTERMS, RDF, SKOS

        self.graph = graph
        self.base = base
        self.problems: list[Problem] = []
        self.kinds: dict[Node, str] = {}
        self.cited: dict[str, Node] = {}
        for scheme in _ordered(graph.subjects(RDF.type, SKOS.ConceptScheme)):
            kind = str(graph.value(scheme, DCTERMS.identifier))
            if kind in KINDS and kind != "source":
                self.kinds[scheme] = kind
            else:
                known = ", ".join(name for name in KINDS if name != "source")
                self._problem(scheme, f"its dcterms:identifier has to be a kind of entry: {known}")

    def record(self, concept: Node) -> tuple[str, str, dict[str, Any]] | None:
        from rdflib import DCTERMS, SKOS

        graph = self.graph
        kinds = {self.kinds[scheme] for scheme in graph.objects(concept, SKOS.inScheme) if scheme in self.kinds}
        notation = graph.value(concept, SKOS.notation)
        if len(kinds) != 1:
            self._problem(concept, "it has to be in the scheme of one kind, by skos:inScheme")
        if notation is None:
            self._problem(concept, "it has no skos:notation, which is the id")
        if len(kinds) != 1 or notation is None:
            return None
        kind = kinds.pop()
        labels = self._texts(concept, SKOS.prefLabel)
        definitions = self._texts(concept, SKOS.definition)
        record: dict[str, Any] = {"id": str(notation), "mappings": self._mappings(concept)}
        for name, texts in (("label", labels), ("definition", definitions)):
            if texts:
                record[name] = texts[0]  # If there is none, the check of the entry says so.
        record["aliases"] = sorted(set(self._texts(concept, SKOS.altLabel)))
        record["references"] = self._references(concept)
        if replacement := graph.value(concept, DCTERMS.isReplacedBy):
            record["replaced_by"] = self._id(replacement)
        if kind == "family":
            related = _ordered(graph.objects(concept, SKOS.related))
            record["developers"] = [self._id(other) for other in related if self._kind(other) == "developer"]
            record["broader"] = self._wider(concept)
        elif kind == "release":
            if family := graph.value(concept, DCTERMS.isVersionOf):
                record["family"] = self._id(family)
        elif kind != "developer":
            record["broader"] = self._wider(concept)
            record["related"] = [self._id(other) for other in _ordered(graph.objects(concept, SKOS.related))]
        return str(concept), kind, record

    def sources(self) -> list[tuple[str, str, dict[str, Any]]]:
        from rdflib import DCTERMS

        return [
            (str(at), "source", {"id": name, "title": str(self.graph.value(at, DCTERMS.title) or at), "url": str(at)})
            for name, at in sorted(self.cited.items())
        ]

    def settings(self) -> Mapping[str, Any]:
        from rdflib import OWL

        said = sorted(str(version) for scheme in self.kinds for version in self.graph.objects(scheme, OWL.versionInfo))
        return {"taxonomy": {"data_version": said[-1]}} if said else {}

    def _texts(self, concept: Node, predicate: Node) -> list[str]:
        """Texts in English, those without a region first, then those without a language."""

        found = []
        for text in self.graph.objects(concept, predicate):
            language = getattr(text, "language", None) or ""
            if language.partition("-")[0] in ("en", ""):
                found.append((language == "", language, str(text)))
        return [text for *_, text in sorted(found)]

    def _mappings(self, concept: Node) -> list[dict[str, str]]:
        from rdflib import SKOS

        found = {
            (*iris.code_of(str(code), self.base), match)
            for match, name in MATCHES.items()
            for code in self.graph.objects(concept, SKOS[name])
        }
        return [{"scheme": scheme, "code": code, "match": match} for scheme, code, match in sorted(found)]

    def _references(self, concept: Node) -> list[str]:
        from rdflib import DCTERMS

        found = []
        for url in self.graph.objects(concept, DCTERMS.references):
            if name := self.graph.value(url, DCTERMS.identifier):
                found.append(str(name))
                self.cited[str(name)] = url
        return sorted(found)

    def _wider(self, concept: Node) -> list[str]:
        from rdflib import SKOS

        wider = [*self.graph.objects(concept, SKOS.broader), *self.graph.subjects(SKOS.narrower, concept)]
        return [self._id(other) for other in _ordered(wider)]

    def _id(self, concept: Node) -> str:
        from rdflib import SKOS

        notation = self.graph.value(concept, SKOS.notation)
        return str(concept).removeprefix(self.base) if notation is None else str(notation)

    def _kind(self, concept: Node) -> str | None:
        from rdflib import SKOS

        return next((self.kinds[at] for at in self.graph.objects(concept, SKOS.inScheme) if at in self.kinds), None)

    def _problem(self, at: Node, message: str) -> None:
        self.problems.append(Problem(str(at), "", message))


def _ordered(nodes: Iterable[Node]) -> list[Node]:
    return sorted(set(nodes), key=str)


def _broader(entry: Any) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(entry, "broader", ())
    return found


def _related(entry: Any, known: Mapping[str, Any]) -> list[str]:
    """What an entry is related to, and not by being broader or narrower."""

    named = entry.developers if entry.kind == "family" else getattr(entry, "related", ())
    if not named:
        return []
    above = _above(entry.id, known)
    return [other for other in named if other not in above and entry.id not in _above(other, known)]


def _above(entry_id: str, known: Mapping[str, Any]) -> set[str]:
    """An entry and everything broader."""

    seen, left = {entry_id}, [entry_id]
    while left:
        entry = known.get(left.pop())
        for wider in _broader(entry):
            if wider not in seen:
                seen.add(wider)
                left.append(wider)
    return seen


def _urls(entries: Iterable[Any]) -> dict[str, str]:
    return {entry.id: entry.url for entry in entries if entry.kind == "source"}
