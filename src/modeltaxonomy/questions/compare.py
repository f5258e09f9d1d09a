"""Classes, families, releases and techniques side by side, aspect by aspect.

Which aspects there are, and which fields fill an aspect's cell, is data (see the aspects of the taxonomy). A class has
a profile: what is said of it under an aspect. For everything else a cell is made of its fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries.evidence import Evidence, evidence_tuple
from modeltaxonomy.entries.fact import UNKNOWN
from modeltaxonomy.entries.facts import FACTS
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.questions import Answer, store_of
from modeltaxonomy.store import place_of
from modeltaxonomy.store.membership import conditions_of
from modeltaxonomy.values import Value, as_tuple, field, frozen, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.entries import Entry
    from modeltaxonomy.interchange.frames import Backend
    from modeltaxonomy.store import Store
    from modeltaxonomy.store.record import Record
    from modeltaxonomy.store.rows import Rows

__all__ = ["Cell", "Comparison", "Difference", "Row", "SharedPrinciple", "compare"]

COMPARABLE = ("model-class", "family", "release", "technique")


@frozen
class Cell(Value):
    """What is said of one subject under one aspect."""

    subject: str = field(description="Id of the subject.")
    text: str = field(description="In words; empty where nothing is known.")
    concepts: tuple[str, ...] = field(default=(), converter=as_tuple, description="The same as ids, sorted.")
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")


@frozen
class Row(Value):
    """One aspect over all subjects."""

    aspect: str = field(description="Id of the aspect.")
    label: str = field(description="Its name.")
    cells: tuple[Cell, ...] = field(converter=records(Cell), description="A cell a subject, in the order asked.")


@frozen
class SharedPrinciple(Value):
    """What all subjects have in common under one aspect."""

    aspect: str = field(description="Id of the aspect.")
    label: str = field(description="Its name.")
    concepts: tuple[str, ...] = field(converter=as_tuple, description="Ids that every subject has, sorted.")
    evidence: tuple[Evidence, ...] = field(default=(), converter=evidence_tuple, description="How it is known.")


@frozen
class Difference(Value):
    """What one subject has under an aspect and no other has."""

    aspect: str = field(description="Id of the aspect.")
    subject: str = field(description="Id of the subject.")
    concepts: tuple[str, ...] = field(converter=as_tuple, description="Ids that only it has, sorted.")


@frozen
class Comparison(Answer):
    """Aspects by subjects."""

    subjects: tuple[str, ...] = field(converter=as_tuple, description="Ids, in the order asked.")
    labels: tuple[str, ...] = field(converter=as_tuple, description="Their names.")
    rows: tuple[Row, ...] = field(converter=records(Row), description="The aspects laid side by side, by id.")
    shared: tuple[SharedPrinciple, ...] = field(
        default=(), converter=records(SharedPrinciple), description="What they have in common, by aspect."
    )
    differences: tuple[Difference, ...] = field(
        default=(), converter=records(Difference), description="What only one of them has, by aspect."
    )

    def cell(self, aspect: str, subject: str) -> Cell:
        """The cell of an aspect and a subject, by their ids. InvalidQuery where there is none."""

        for row in self.rows:
            if row.aspect == aspect:
                for cell in row.cells:
                    if cell.subject == subject:
                        return cell
        if subject not in self.subjects:
            raise InvalidQuery("subject", f"{subject!r} is not compared here; {', '.join(self.subjects)} are")
        aspects = ", ".join(row.aspect for row in self.rows)
        raise InvalidQuery("aspect", f"no aspect here is called {aspect!r}; they are {aspects}")

    def explain(self) -> str:
        """The comparison in plain prose."""

        if not self.rows:
            return "Nothing that could be compared is on record for them."
        parts = []
        for row in self.rows:
            said = "; ".join(
                f"{label}: {cell.text.rstrip('.')}"
                for label, cell in zip(self.labels, row.cells, strict=True)
                if cell.text
            )
            if said:
                parts.append(f"{row.label}. {said}.")
        for principle in self.shared:
            parts.append(f"In common ({principle.label.lower()}): {', '.join(principle.concepts)}.")
        return " ".join(parts)

    def to_frame(self, backend: Backend = "pandas") -> Any:
        """A data frame, one row an aspect, one column a subject.

        backend: pandas, polars or pyarrow; it comes with the extra of that name.
        """

        from modeltaxonomy.interchange.frames import frame

        rows = [{"aspect": row.aspect, **{cell.subject: cell.text for cell in row.cells}} for row in self.rows]
        return frame(rows, columns=("aspect", *self.subjects), index="aspect", backend=backend)


def compare(a: str | Entry, b: str | Entry, *more: str | Entry, taxonomy: Taxonomy | None = None) -> Comparison:
    """Classes, families, releases or techniques side by side, in any mixture.

    UnknownName, AmbiguousName for a name; InvalidQuery for something that cannot be compared.
    """

    store = store_of(taxonomy)
    subjects = [_record(store, x) for x in (a, b, *more)]
    if len({record.id for record in subjects}) < len(subjects):
        raise InvalidQuery("b", f"the same thing is given twice: {', '.join(record.id for record in subjects)}")
    rows, shared, differences = [], [], []
    for aspect in _aspects(store):
        cells = [_cell(record, aspect) for record in subjects]
        if not any(cell.text for cell in cells):
            continue
        sets = [set(cell.concepts) for cell in cells]
        common = set.intersection(*sets)
        if aspect.get("role") == "shared-principle":
            if common:
                evidence = tuple(dict.fromkeys(item for cell in cells for item in cell.evidence))
                shared.append(
                    SharedPrinciple(
                        aspect=aspect.id, label=aspect.label, concepts=tuple(sorted(common)), evidence=evidence
                    )
                )
            continue
        rows.append(Row(aspect=aspect.id, label=aspect.label, cells=tuple(cells)))
        for i, cell in enumerate(cells):
            only = sets[i] - set().union(*(other for j, other in enumerate(sets) if j != i))
            if only:
                differences.append(Difference(aspect=aspect.id, subject=cell.subject, concepts=tuple(sorted(only))))
    return Comparison(
        subjects=tuple(record.id for record in subjects),
        labels=tuple(record.label for record in subjects),
        rows=tuple(rows),
        shared=tuple(shared),
        differences=tuple(differences),
    )


def _record(store: Store, x: Any) -> Record:
    if isinstance(x, str):
        return store.record(*place_of(store, x, COMPARABLE))
    if getattr(x, "kind", None) in COMPARABLE:
        return store.record(*place_of(store, x.id, (x.kind,)))
    raise InvalidQuery("a", f"classes, families, releases and techniques can be compared, not {type(x).__name__}")


def _aspects(store: Store) -> list[Record]:
    """The aspects: those to lay side by side first, each group by id."""

    aspects = [store.record("aspect", row) for row in store.rows("aspect")]
    order = {"comparison": 0, "shared-principle": 1}
    return sorted(aspects, key=lambda aspect: (order.get(aspect.get("role", "other"), 2), aspect.id))


def _cell(record: Record, aspect: Record) -> Cell:
    said = record.get("profile", {}).get(aspect.id)
    if said:
        text = said["summary"]
        figures = _figures(record.store, record.id) if "training_compute" in aspect.get("axes", ()) else ""
        return Cell(
            subject=record.id,
            text=f"{text} {figures}".strip(),
            concepts=said.get("concepts", ()),
            evidence=said.get("evidence", ()),
        )
    if record.kind == "model-class":
        return _cell_of_conditions(record, aspect)
    entry = record.store.entry(record.kind, record.row)
    parts: list[str] = []
    concepts: list[str] = []
    evidence: list[Evidence] = []
    for axis in aspect.get("axes", ()):
        if axis in FACTS:
            fact = entry.fact(axis) if record.kind == "release" else UNKNOWN
            if fact.value is not None:
                value = f"{fact.value:,}" if FACTS[axis].numeric else fact.value
                parts.append(f"{axis.replace('_', ' ')} {value}")
                evidence += fact.evidence
            continue
        value = getattr(entry, axis, None)
        if value:
            values = [value] if isinstance(value, str) else list(value)
            concepts += values
            parts.append(f"{axis.replace('_', ' ')}: {', '.join(values)}")
            evidence += entry.evidence.get(axis, ())
    return Cell(
        subject=record.id,
        text="; ".join(parts),
        concepts=tuple(sorted(set(concepts))),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _cell_of_conditions(record: Record, aspect: Record) -> Cell:
    """A class without a profile is told by its conditions on the aspect's axes, and those of its broader classes."""

    store = record.store
    reasons: list[str] = []
    concepts: list[str] = []
    evidence: list[Evidence] = []
    for name, condition in conditions_of(store, record.id):
        if condition["axis"] in aspect.get("axes", ()):
            owner = store.find_record(name)
            reasons.append(condition["reason"])
            concepts += condition.get("values", ())
            evidence += () if owner is None else owner.evidence("conditions")
    return Cell(
        subject=record.id,
        text="; ".join(reasons),
        concepts=tuple(sorted(set(concepts))),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _figures(store: Store, model_class: str) -> str:
    """What is on record of the size and training compute of a class's releases."""

    said = list(_ranges(store, store.having("release", "model_classes", model_class)))
    return f"On record: {'; '.join(said)}." if said else ""


def _ranges(store: Store, releases: Rows) -> Iterator[str]:
    for name, unit in (("training_compute", "FLOP of training compute"), ("parameters", "parameters")):
        numbers = store.numbers("release", name)
        known = len(releases & numbers.known)
        low, high = numbers.lowest(releases), numbers.highest(releases)
        if low is not None and high is not None:
            yield f"{low:.1e} to {high:.1e} {unit} ({known} of {len(releases)} releases known)"
