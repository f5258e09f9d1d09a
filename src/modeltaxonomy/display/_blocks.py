"""What is shown of each kind of value, in which order: a list of headings, paragraphs, lists and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["Block", "Heading", "Items", "Paragraph", "Table", "blocks", "cited", "printable"]


class Heading(NamedTuple):
    text: str
    level: int = 2


class Paragraph(NamedTuple):
    text: str


class Items(NamedTuple):
    items: tuple[str, ...]


class Table(NamedTuple):
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Table


def blocks(value: Any) -> list[Block]:
    """The blocks of an entry, a collection or an answer."""

    for cls in type(value).__mro__:
        show = _SHOWN.get(cls.__name__)
        if show is not None:
            return [_printable(block) for block in show(value)]
    raise TypeError(f"nothing is laid down of how a {type(value).__name__} looks")


def _printable(block: Block) -> Block:
    """A block whose texts a terminal takes as text: what would steer it, end a line or turn the direction is shown."""

    match block:
        case Heading(text, level):
            return Heading(printable(text), level)
        case Paragraph(text):
            return Paragraph(printable(text))
        case Items(items):
            return Items(tuple(map(printable, items)))
        case Table(columns, rows):
            return Table(tuple(map(printable, columns)), tuple(tuple(map(printable, row)) for row in rows))


def printable(text: str) -> str:
    """A text on one line, with nothing in it that a terminal obeys."""

    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else c.encode("unicode_escape").decode() for c in text)


def cited(evidence: Iterable[Any], most: int = 3) -> str:
    """Evidence in short: its sources, each once, and how many more there are."""

    names = list(dict.fromkeys(item.source or item.basis for item in evidence))
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


_SHOWN_APART = frozenset(
    {
        "label",
        "definition",
        "evidence",
        "facts",
        "conditions",
        "selection",
        "profile",
        "mappings",
        "inherited",
        "inherited_partial",
    }
)
"""Fields that are no row of an entry's table."""


def _entry(entry: Any) -> Iterator[Block]:
    yield Heading(entry.label, 1)
    yield Paragraph(entry.definition)
    rows = []
    inherited = getattr(entry, "inherited", {})
    for name, value in entry.to_dict().items():
        if name in _SHOWN_APART:
            continue
        rows.append((_field(name), _plain(value), inherited.get(name, ""), cited(entry.evidence.get(name, ()))))
    if getattr(entry, "mappings", ()):
        codes = ", ".join(f"{mapping.scheme}:{mapping.code}" for mapping in entry.mappings)
        rows.append(("called elsewhere", codes, "", ""))
    yield Table(("", "", "stated for", "source"), tuple(rows))
    if getattr(entry, "facts", None):
        yield Heading("Facts")
        yield Table(
            ("fact", "value", "source", "others say"),
            tuple(
                (
                    _field(name),
                    _number(fact.value) if fact.status == "known" else fact.status,
                    cited(fact.evidence),
                    "; ".join(f"{_number(other.value)} ({cited(other.evidence)})" for other in fact.alternatives),
                )
                for name, fact in entry.facts.items()
            ),
        )
    if getattr(entry, "conditions", ()):
        yield Heading("Conditions")
        yield Items(tuple(condition.reason for condition in entry.conditions))
    if getattr(entry, "profile", None):
        yield Heading("Under each aspect")
        yield Table(
            ("aspect", "", "source"),
            tuple((name, part.summary, cited(part.evidence)) for name, part in entry.profile.items()),
        )


def _collection(collection: Any) -> Iterator[Block]:
    yield Heading(f"{len(collection)} {collection.kind}{'' if len(collection) == 1 else ' entries'}", 1)
    yield Table(("id", "label", "definition"), tuple((e.id, e.label, e.definition) for e in collection))


def _recommendation(answer: Any) -> Iterator[Block]:
    yield Heading("Recommendation", 1)
    asked = "; ".join(f"{_field(name)}: {', '.join(values)}" for name, values in answer.requirements.said().items())
    yield Paragraph(f"Asked for {asked or 'anything'}.")
    if answer.model_classes:
        yield Heading("Model classes")
        yield Items(
            tuple(
                f"{a.label} ({a.model_class}): {' '.join(_stop(r.text) for r in a.reasons)}"
                for a in answer.model_classes
            )
        )
    if answer.families:
        yield Heading("Families, ranked")
        shared = _shared(answer.families)
        if shared:
            yield Paragraph(f"All of them: {'; '.join(shared)}.")
        yield Table(
            ("", "family", "release", "why", "not known", "source"),
            tuple(
                (
                    str(rank),
                    advice.label,
                    advice.release_label,
                    "; ".join(reason.text for reason in advice.reasons if reason.text not in shared),
                    "; ".join(advice.unknowns),
                    cited(advice.evidence),
                )
                for rank, advice in enumerate(answer.families, 1)
            ),
        )
    else:
        yield Heading("No family fits")
        if answer.blocking:
            yield Paragraph(f"By itself this excludes everything: {'; '.join(answer.blocking)}.")
        else:
            yield Paragraph("No single constraint excludes everything; they do together.")
    if answer.relaxations:
        yield Heading("What would let something in")
        yield Items(tuple(str(relaxation) for relaxation in answer.relaxations))
    if answer.techniques:
        yield Heading("Adapting them")
        yield Table(
            ("technique", "why", "in the way"),
            tuple((a.label, "; ".join(r.text for r in a.reasons), "; ".join(a.blockers)) for a in answer.techniques),
        )
    if answer.pipelines:
        yield Heading("As a pipeline")
        for pipeline in answer.pipelines:
            yield Table(
                ("step", "takes", "gives", "tasks", "families"),
                tuple(
                    (
                        str(step),
                        ", ".join(stage.inputs),
                        ", ".join(stage.outputs),
                        ", ".join(stage.tasks),
                        ", ".join(stage.families),
                    )
                    for step, stage in enumerate(pipeline.stages, 1)
                ),
            )
    if answer.excluded:
        yield Heading("Ruled out")
        yield Table(
            ("by", "families", "such as"),
            tuple((name, str(len(ids)), ", ".join(list(ids)[:4])) for name, ids in answer.excluded.items()),
        )


def _shared(families: Sequence[Any]) -> list[str]:
    """The reasons of every one of several families, which are said once."""

    if len(families) < 2:
        return []
    others = [{reason.text for reason in advice.reasons} for advice in families[1:]]
    return [reason.text for reason in families[0].reasons if all(reason.text in texts for texts in others)]


def _classification(answer: Any) -> Iterator[Block]:
    yield Heading(f"Classes of {answer.subject}", 1)
    rows = [(name, "yes", _because(answer.why(name))) for name in answer.classes]
    rows += [(name, "some releases", ", ".join(answer.why(name).releases)) for name in answer.varies]
    rows += [(name, "not known", _because(answer.why(name))) for name in answer.open]
    yield Table(("class", "belongs", "because"), tuple(rows))


def _because(verdict: Any) -> str:
    own = [result for result in verdict.conditions if result.of == verdict.model_class]
    shown = own or verdict.conditions
    return "; ".join(f"{r.condition}{'' if r.outcome == 'held' else f' ({r.outcome})'}" for r in shown)


def _verdict(answer: Any) -> Iterator[Block]:
    word = {True: "yes", False: "no", None: "not settled"}[answer.value]
    yield Heading(f"{answer.subject} is a {answer.model_class}: {word}", 1)
    yield Paragraph(answer.reason)
    yield Table(
        ("condition", "of", "", "found", "source"),
        tuple((r.condition, r.of, r.outcome, ", ".join(r.found), cited(r.evidence)) for r in answer.conditions),
    )
    for title, ids in (
        ("Releases that are", answer.releases),
        ("In both", answer.examples),
        ("Only in the first", answer.counterexamples),
    ):
        if ids:
            yield Paragraph(f"{title}: {', '.join(ids)}.")


def _comparison(answer: Any) -> Iterator[Block]:
    yield Heading(" and ".join(answer.labels), 1)
    if answer.rows:
        yield Table(
            ("aspect", *answer.labels, "source"),
            tuple(
                (row.label, *(c.text or "not known" for c in row.cells), _sources(answer, row)) for row in answer.rows
            ),
        )
    else:
        yield Paragraph(answer.explain())
    if answer.shared:
        yield Heading("In common")
        yield Table(
            ("principle", "", "source"),
            tuple((p.label, ", ".join(p.concepts), cited(p.evidence)) for p in answer.shared),
        )
    if answer.differences:
        yield Heading("Only one has")
        yield Table(
            ("aspect", "subject", ""),
            tuple((d.aspect, d.subject, ", ".join(d.concepts)) for d in answer.differences),
        )


def _sources(answer: Any, row: Any) -> str:
    """The sources of a row: of each subject its own, unless all have the same."""

    found = [(label, cited(c.evidence)) for label, c in zip(answer.labels, row.cells, strict=True) if c.text]
    if len({sources for _, sources in found}) == 1:
        return found[0][1]
    return "; ".join(f"{label}: {sources}" for label, sources in found)


def _search(answer: Any) -> Iterator[Block]:
    yield Heading(f"Found for {answer.query!r}", 1)
    if answer.hits:
        yield Table(("id", "kind", "label"), tuple((hit.id, hit.kind, hit.label) for hit in answer.hits))
    else:
        yield Paragraph("Nothing.")


_SHOWN: dict[str, Callable[[Any], Iterator[Block]]] = {
    "Classification": _classification,
    "Collection": _collection,
    "Comparison": _comparison,
    "Entry": _entry,
    "Recommendation": _recommendation,
    "SearchResult": _search,
    "Source": _entry,
    "Verdict": _verdict,
}


def _field(name: str) -> str:
    return name.replace("_", " ")


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _plain(value)
    return f"{value:.3g}" if value >= 1e15 else f"{value:,}"


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_plain(item)}" for name, item in value.items())
    return str(value)
