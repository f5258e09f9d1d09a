"""Laws that hold between entries. Each takes records and yields problems; none changes anything.

What one entry alone must be (types, bounds, known keys) is checked at the border by `packs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy._names import fold
from modeltaxonomy.entries import entry_class
from modeltaxonomy.errors import InvalidPack, Problem
from modeltaxonomy.membership import AXES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    Record = Mapping[str, Any]
    Records = Mapping[str, Record]

__all__ = ["LAWS", "CURATION_LAWS", "clashes", "enforce", "undeclared_collisions"]

NEED_EVIDENCE = ("developers", "first_release", "inputs", "outputs", "tasks", "objectives", "architectures", "access")


def enforce(records: Iterable[Record], files: Mapping[str, str], before: Iterable[tuple[str, str, str]] = ()) -> None:
    """Raise InvalidPack with every problem, unless all laws hold.

    files: entry id -> the file it was read from, for the report.
    before: what was found already.
    """

    raise_problems([*before, *broken({record["id"]: record for record in records})], files)


def broken(records: Records) -> list[tuple[str, str, str]]:
    """Everything that breaks a law: (entry id, pointer, message)."""

    return [problem for law in LAWS for problem in law(records)]


def raise_problems(found: Iterable[tuple[str, str, str]], files: Mapping[str, str]) -> None:
    problems = {Problem(files.get(entry_id, entry_id), pointer, message) for entry_id, pointer, message in found}
    if problems:
        raise InvalidPack(tuple(sorted(problems)))


def clashes(records: Records, added: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    """Ids that an addition would take from another kind, or that it gives twice."""

    seen: dict[str, str] = {}
    for record in added:
        known = records.get(record["id"])
        if known is not None and known["kind"] != record["kind"]:
            yield record["id"], "", f"the id {record['id']!r} is taken by a {known['kind']}; choose another"
        if record["id"] in seen:
            yield (
                record["id"],
                "",
                f"the id {record['id']!r} is given twice, as a {seen[record['id']]} and as a {record['kind']}",
            )
        seen[record["id"]] = record["kind"]


def references_resolve(records: Records) -> Iterator[tuple[str, str, str]]:
    """Every id that an entry holds is that of an entry of the right kind."""

    for record in records.values():
        for pointer, refers, value in _references(entry_class(record["kind"]), record, ""):
            kind = record["kind"] if refers == "self" else refers
            target = records.get(value)
            if target is None:
                near = _near(value, records, kind)
                hint = f"; did you mean {near!r}?" if near else ""
                yield record["id"], pointer, f"{value!r} is no {'entry' if kind == '*' else kind}{hint}"
            elif kind not in ("*", target["kind"]):
                yield record["id"], pointer, f"{value!r} is a {target['kind']}; a {kind} is needed here"


def broader_is_a_lean_dag(records: Records) -> Iterator[tuple[str, str, str]]:
    """No concept is broader than itself, and no edge says what others already say."""

    for record in records.values():
        direct = [wider for wider in record.get("broader", ()) if wider in records]
        reached = {wider: _all_broader(wider, records) for wider in direct}
        for wider in direct:
            if record["id"] == wider or record["id"] in reached[wider]:
                yield record["id"], "/broader", f"{wider!r} is itself narrower than {record['id']!r}: a cycle"
            for other in direct:
                if other != wider and wider in reached[other] and other not in reached[wider]:
                    yield record["id"], "/broader", f"{wider!r} already follows from {other!r}; leave it out"


def releases_stay_within_their_family(records: Records) -> Iterator[tuple[str, str, str]]:
    """What a release has on an axis, its family has too if it says anything there; and a family came out with its first release."""

    first: dict[str, str] = {}
    for record in records.values():
        if record["kind"] != "release":
            continue
        family = records.get(record["family"])
        if family is None or family["kind"] != "family":
            continue
        for axis in _shared_axes():
            said = record.get(axis)
            for value in (said,) if isinstance(said, str) else said or ():
                held = family.get(axis) or ()
                if held and value not in ((held,) if isinstance(held, str) else held):
                    message = f"{value!r} is not among the {axis} of the family {family['id']!r}; add it there too"
                    yield record["id"], f"/{axis}", message
        if released := record.get("released"):
            first[family["id"]] = min(first.get(family["id"], released), released)
    for record in records.values():
        if record["kind"] == "family" and "first_release" in record and record["id"] in first:
            said, earliest = record["first_release"], first[record["id"]]
            if earliest < said and not said.startswith(earliest):
                yield record["id"], "/first_release", f"it has a release of {earliest}, before {said}"


def families_have_releases(records: Records) -> Iterator[tuple[str, str, str]]:
    """A family without a release is a name without a model."""

    having = {record["family"] for record in records.values() if record["kind"] == "release"}
    for record in records.values():
        if record["kind"] == "family" and record["id"] not in having:
            yield record["id"], "", "a family needs at least one release; add one to releases/"


def evidence_is_whole(records: Records) -> Iterator[tuple[str, str, str]]:
    """Evidence backs a field that is there, and names its source unless it is editorial."""

    for record in records.values():
        fields = {attribute.name: attribute for attribute in entry_class(record["kind"]).__attrs_attrs__}
        for name, items in record.get("evidence", {}).items():
            # Evidence for an axis without values is evidence that there are none.
            may_be_empty = name in fields and fields[name].metadata.get("axis")
            if name not in fields:
                yield (
                    record["id"],
                    f"/evidence/{name}",
                    f"a {record['kind']} has no field {name!r} to give evidence for",
                )
            elif name not in record and not may_be_empty:
                yield record["id"], f"/evidence/{name}", f"evidence for {name!r}, of which the entry says nothing"
            elif not items:
                yield record["id"], f"/evidence/{name}", "an empty list is no evidence; leave the key out"
        if record["kind"] == "family":
            for name in NEED_EVIDENCE:
                if record.get(name) and not record.get("evidence", {}).get(name):
                    yield (
                        record["id"],
                        f"/{name}",
                        f"no evidence: give it under evidence.{name}, or leave the field out",
                    )
        for pointer, evidence in _evidence(record, ""):
            editorial = evidence.get("basis") == "editorial"
            if editorial and "source" in evidence:
                yield record["id"], pointer, "editorial evidence has no source; give it a note, or another basis"
            elif editorial and "note" not in evidence:
                yield record["id"], pointer, "editorial evidence needs a note that says why it is held"
            elif evidence.get("basis") == "measured" and "note" in evidence:
                continue
            elif not editorial and "source" not in evidence:
                yield record["id"], pointer, "evidence needs a source, or the basis editorial with a note"
            elif not editorial and "at" not in evidence and "record" not in evidence:
                yield record["id"], pointer, "say where in the source: `at`, or `record` in a catalogue"


def facts_say_what_they_are(records: Records) -> Iterator[tuple[str, str, str]]:
    """A fact has a known name; a value exactly if it is known; never a zero or an empty text for "we don't know"."""

    from modeltaxonomy.entries.release import FACTS

    for record in records.values():
        for name, fact in record.get("facts", {}).items():
            pointer = f"/facts/{name}"
            if name not in FACTS:
                yield record["id"], pointer, f"no such fact; a release has {', '.join(FACTS)}"
                continue
            for each, at in [
                (fact, pointer),
                *((other, f"{pointer}/alternatives/{i}") for i, other in enumerate(fact.get("alternatives", ()))),
            ]:
                known = each.get("status", "known") == "known"
                if known and each.get("value") in (None, 0, "", False):
                    yield record["id"], at, "a known fact has a value, and 0 is none; leave the fact out if unknown"
                elif not known and "value" in each:
                    yield record["id"], at, f"a fact that is {each['status']} has no value"
                elif not each.get("evidence"):
                    yield record["id"], at, "a fact needs evidence"
                elif known and name == "knowledge_cutoff" and not isinstance(each["value"], str):
                    yield record["id"], at, f"{name} is a date, ISO 8601, not {each['value']!r}"
                elif known and name not in ("licence", "knowledge_cutoff") and not _is_amount(each["value"]):
                    yield record["id"], at, f"{name} is a positive number, not {each['value']!r}"
            licence = fact.get("value")
            if name == "licence" and licence is not None:
                known_as = records.get(licence, {}) if isinstance(licence, str) else {}
                if known_as.get("kind") != "openness":
                    yield record["id"], f"{pointer}/value", f"{licence!r} is no licence; add it to openness/"


def concepts_are_complete(records: Records) -> Iterator[tuple[str, str, str]]:
    """A task has modalities in and out; a technique says what it needs; conditions and aspects look at axes there are."""

    for record in records.values():
        if record["kind"] == "task" and not record.get("abstract"):
            for side in ("inputs", "outputs"):
                if not record.get(side) and side not in record.get("evidence", {}):
                    yield record["id"], f"/{side}", f"a task needs its {side}"
        if record["kind"] == "technique" and not record.get("abstract"):
            for field in ("access_needed", "hosted", "changes", "data"):
                if not record.get(field):
                    yield record["id"], f"/{field}", f"a technique needs {field}"
        for pointer, condition in _all_conditions(record):
            if condition["axis"] not in AXES:
                yield record["id"], f"{pointer}/axis", f"no such axis; they are {', '.join(AXES)}"
            elif condition.get("match") == "count":
                if condition.get("values"):
                    yield record["id"], f"{pointer}/values", "with count, values are not named"
            elif condition.get("at_least", 1) > len(condition.get("values", ())):
                yield record["id"], f"{pointer}/at_least", "more values are asked for than are named"
        if record["kind"] == "model-class" and not record.get("conditions") and len(record.get("broader", ())) == 1:
            yield record["id"], "/conditions", "a class needs a condition that tells it from its broader class"


def _all_conditions(record: Record) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for i, condition in enumerate(record.get("conditions", ())):
        yield f"/conditions/{i}", condition
    for name in ("selection", "rules"):
        for i, rule in enumerate(record.get(name, ())):
            for j, condition in enumerate(rule["when"]):
                yield f"/{name}/{i}/when/{j}", condition


def aliases_are_other_names(records: Records) -> Iterator[tuple[str, str, str]]:
    """An alias is a name that the entry does not have already, spelled another way or not."""

    for record in records.values():
        known = {fold(record["id"]), fold(record.get("label", ""))}
        for i, alias in enumerate(record.get("aliases", ())):
            name = fold(alias)
            if not name:
                yield record["id"], f"/aliases/{i}", f"{alias!r} has neither letter nor digit"
            elif name in known:
                yield record["id"], f"/aliases/{i}", f"{alias!r} is a name it has already; drop it"
            known.add(name)


def derivations_have_no_cycle(records: Records) -> Iterator[tuple[str, str, str]]:
    """No release is made from itself, and a base goes with the relation to it."""

    for record in records.values():
        if record["kind"] != "release":
            continue
        if ("base" in record) != ("relation" in record):
            yield record["id"], "/base", "base and relation go together"
        seen, at = {record["id"]}, record
        while (base := at.get("base", "")) in records:
            if base in seen:
                yield record["id"], "/base", f"{base!r} is made from {record['id']!r}: a cycle"
                break
            seen.add(base)
            at = records[base]


def _shared_axes() -> list[str]:
    """The axes of families and releases that hold ids: of these a family's are the union of its releases'."""
    from modeltaxonomy.entries import Model

    return [a.name for a in Model.__attrs_attrs__ if a.metadata.get("axis") and a.metadata.get("refers")]  # type: ignore[attr-defined]


LAWS: tuple[Callable[[Records], Iterator[tuple[str, str, str]]], ...] = (
    references_resolve,
    broader_is_a_lean_dag,
    releases_stay_within_their_family,
    families_have_releases,
    evidence_is_whole,
    facts_say_what_they_are,
    concepts_are_complete,
    aliases_are_other_names,
    derivations_have_no_cycle,
)
"""What holds in every taxonomy."""


def undeclared_collisions(records: Records, declared: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str, str]]:
    """A name that means two things is declared in `ambiguities.toml`, with everything that it may mean."""

    names: dict[str, set[str]] = {}
    for record in records.values():
        if record["kind"] == "source":
            continue
        for name in (record["id"], record["label"], *record.get("aliases", ())):
            names.setdefault(fold(name), set()).add(record["id"])
    meant = {fold(name): set(ids) for name, ids in declared.items()}
    for name, ids in names.items():
        if len(ids) > 1 and not ids <= meant.get(name, set()):
            for entry_id in sorted(ids):
                others = ", ".join(sorted(ids - {entry_id}))
                yield entry_id, "/aliases", f"{name!r} is also a name of {others}; drop it, or declare it ambiguous"
    for name, listed in declared.items():
        pointer = f"/{name}"
        unknown = sorted(set(listed) - records.keys())
        if unknown:
            yield "ambiguities.toml", pointer, f"no entries: {', '.join(unknown)}"
        elif len({*listed, *names.get(fold(name), ())}) < 2:
            yield "ambiguities.toml", pointer, "declared ambiguous, but it means one thing"


CURATION_LAWS = (undeclared_collisions,)


def _is_amount(value: Any) -> bool:
    return isinstance(value, (int, float)) and 0 < value < float("inf")


def _all_broader(entry_id: str, records: Records) -> set[str]:
    found: set[str] = set()
    ahead = [entry_id]
    while ahead:
        for wider in records.get(ahead.pop(), {}).get("broader", ()):
            if wider not in found:
                found.add(wider)
                ahead.append(wider)
    return found


def _references(cls: Any, record: Record, pointer: str) -> Iterator[tuple[str, str, str]]:
    """(pointer, kind referred to, id) for every id that a record of the class holds, at any depth."""

    for attribute in cls.__attrs_attrs__:
        value = record.get(attribute.name)
        if value is None:
            continue
        refers = attribute.metadata.get("refers")
        if refers == "axis":
            refers = None if record.get("axis") in ("breadth", "languages", "size", "relation") else "*"
            if refers is None:
                continue
        if refers and isinstance(value, str):
            yield f"{pointer}/{attribute.name}", refers, value
        elif refers:
            for i, item in enumerate(value):
                yield f"{pointer}/{attribute.name}/{i}", refers, item
        else:
            yield from _nested_references(value, f"{pointer}/{attribute.name}")


def _nested_references(value: Any, pointer: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from _nested_references(item, f"{pointer}/{i}")
    elif isinstance(value, dict):
        cls = nested_class(pointer)
        if cls is not None:
            yield from _references(cls, value, pointer)
        else:
            for key, item in value.items():
                yield from _nested_references(item, f"{pointer}/{key}")


def nested_class(pointer: str) -> Any:
    """The noun that stands at a pointer, told by the path: facts/x, profile/y, conditions/0, .../evidence/0."""

    from modeltaxonomy import entries

    steps = pointer.split("/")[1:]
    parent, here = (steps[-2], steps[-1]) if len(steps) > 1 else ("", steps[-1])
    if here.isdigit() and "evidence" in steps:
        return entries.Evidence  # Also that for a field named like one of these.
    if here.isdigit():
        return {
            "conditions": entries.Condition,
            "when": entries.Condition,
            "selection": entries.SelectionRule,
            "rules": entries.ApplicabilityRule,
            "formulas": entries.Formula,
            "mappings": entries.Correspondence,
            "alternatives": entries.Fact,
        }.get(parent, entries.Evidence)
    return {"facts": entries.Fact, "profile": entries.Profile}.get(parent)


def _evidence(value: Any, pointer: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(pointer, evidence) for all evidence at any depth."""

    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from _evidence(item, f"{pointer}/{i}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "evidence":
                lists = item.items() if isinstance(item, dict) else [("", item)]
                for name, found in lists:
                    for i, evidence in enumerate(found):
                        yield f"{pointer}/evidence{'/' if name else ''}{name}/{i}", evidence
            else:
                yield from _evidence(item, f"{pointer}/{key}")


def _near(value: str, records: Records, kind: str) -> str | None:
    import difflib

    among = [entry_id for entry_id, record in records.items() if kind in ("*", record["kind"])]
    return next(iter(difflib.get_close_matches(value, among, n=1, cutoff=0.7)), None)
