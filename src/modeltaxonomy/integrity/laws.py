"""The laws. Each takes records and yields problems; none changes anything."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries import AXES, FACTS, entry_class
from modeltaxonomy.entries.axes import CONDITIONED, axes_of, dates_of
from modeltaxonomy.entries.evidence import RULES
from modeltaxonomy.errors import InvalidPack, Problem
from modeltaxonomy.integrity.records import MAX_ABOVE, Records
from modeltaxonomy.integrity.walk import AXIS_WORDS, evidence_in, references
from modeltaxonomy.store.record import states, wider
from modeltaxonomy.values import metadata_of
from modeltaxonomy.values.dates import is_date
from modeltaxonomy.values.names import normalize_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    Record = Mapping[str, Any]
    Found = tuple[str, str, str]

__all__ = [
    "LAWS",
    "broken",
    "clashes",
    "enforce",
    "raise_problems",
    "statements_have_evidence",
    "undeclared_collisions",
]

NEED_EVIDENCE = ("developers", "first_release", "inputs", "outputs", "tasks", "objectives", "architectures", "access")


def enforce(records: Iterable[Record], places: Mapping[str, tuple[str, str]], before: Iterable[Found] = ()) -> None:
    """Raise InvalidPack with every problem, unless all laws hold.

    places: entry id -> the file it was read from, and where it stands there, for the report.
    before: what was found already.
    """

    raise_problems([*before, *broken(Records({record["id"]: record for record in records}))], places)


def broken(records: Records) -> list[Found]:
    """Everything that breaks a law: (entry id, pointer, message)."""

    return [problem for law in LAWS for problem in law(records)]


def raise_problems(found: Iterable[Found], places: Mapping[str, tuple[str, str]]) -> None:
    """InvalidPack with what was found, if anything was."""

    problems = set()
    for entry_id, pointer, message in found:
        file, above = places.get(entry_id, (entry_id, ""))
        problems.add(Problem(file, above + pointer, message))
    if problems:
        raise InvalidPack(tuple(sorted(problems)))


def clashes(known: Callable[[str], Record | None], added: Iterable[Record]) -> Iterator[Found]:
    """Ids that an addition would take from another kind, or that it gives twice."""

    seen: dict[str, str] = {}
    for record in added:
        there = known(record["id"])
        if there is not None and there["kind"] != record["kind"]:
            yield record["id"], "", f"the id {record['id']!r} is taken by a {there['kind']}; choose another"
        if record["id"] in seen:
            yield (
                record["id"],
                "",
                f"the id {record['id']!r} is given twice, as a {seen[record['id']]} and as a {record['kind']}",
            )
        seen[record["id"]] = record["kind"]


def references_resolve(records: Records) -> Iterator[Found]:
    """Every id that an entry holds is that of an entry of the right kind."""

    for record in records:
        for pointer, refers, value in references(entry_class(record["kind"]), record, ""):
            kind = record["kind"] if refers == "self" else refers
            target = records.get(value)
            if target is None:
                near = records.near(value, kind)
                hint = f"; did you mean {near!r}?" if near else ""
                yield record["id"], pointer, f"{value!r} is no {'entry' if kind == '*' else kind}{hint}"
            elif kind not in ("*", target["kind"]):
                yield record["id"], pointer, f"{value!r} is a {target['kind']}; a {kind} is needed here"


def broader_is_a_lean_dag(records: Records) -> Iterator[Found]:
    """Nothing is broader than itself or below too much, and no edge says what others already say."""

    for record in records:
        if len(records.above(record["id"])) > MAX_ABOVE:
            yield record["id"], "/broader", f"more than {MAX_ABOVE} entries are broader; leave levels out"
            continue
        direct = [name for name in record.get("broader", ()) if records.get(name) is not None]
        for name in direct:
            if record["id"] == name or record["id"] in records.above(name):
                yield record["id"], "/broader", f"{name!r} is itself narrower than {record['id']!r}: a cycle"
            for other in direct:
                if other != name and name in records.above(other) and other not in records.above(name):
                    yield record["id"], "/broader", f"{name!r} already follows from {other!r}; leave it out"


def families_are_a_tree(records: Records) -> Iterator[Found]:
    """A family stands below one other at most, has a release or a family below it, and a side line is one of something."""

    for record in records:
        if record["kind"] != "family":
            continue
        if len(record.get("broader", ())) > 1:
            yield record["id"], "/broader", "a family stands below one other family at most"
        if record.get("offshoot") and not record.get("broader"):
            yield record["id"], "/offshoot", "a side line stands below the family whose name it carries: give broader"
        if not records.is_parent(record["id"]):
            yield record["id"], "", "a family needs at least one release, or a family below it"


def dates_are_in_order(records: Records) -> Iterator[Found]:
    """A model is announced, released, deprecated, retired in this order; a family comes out with its first release.

    Each is a day of the calendar, or a month or year of it.
    """

    for record in records:
        known = [(name, record[name]) for name in dates_of(entry_class(record["kind"])) if record.get(name)]
        for name, day in known:
            if not is_date(day):
                yield record["id"], f"/{name}", f"there is no such day: {day}"
        if record["kind"] != "release":
            continue
        for (one, first), (other, second) in itertools.pairwise(known):
            if not _may_precede(first, second):
                yield record["id"], f"/{other}", f"{other} on {second}, before it was {one} on {first}"
        # Not beyond the beginning of a side line: it may be older than what goes by the name it carries.
        for family in wider(record, records.get) if record.get("released") else ():
            said = family.get("first_release")
            if said and not _may_precede(said, record["released"]):
                yield family["id"], "/first_release", f"it has a release of {record['released']}, before {said}"


def _may_precede(first: str, second: str) -> bool:
    """Whether one date, perhaps known to the month or year only, can be before another or the same."""

    shorter = min(len(first), len(second))
    return first[:shorter] <= second[:shorter]


def evidence_is_whole(records: Records) -> Iterator[Found]:
    """Evidence backs a field that is there, shows every value of a list, and says how it is known."""

    for record in records:
        cls = entry_class(record["kind"])
        fields = metadata_of(cls)
        axes = axes_of(cls)
        for name, items in record.get("evidence", {}).items():
            if name not in fields:
                yield (
                    record["id"],
                    f"/evidence/{name}",
                    f"a {record['kind']} has no field {name!r} to give evidence for",
                )
            elif name not in record and name not in axes:
                # Evidence for an axis without values is evidence that there are none.
                yield record["id"], f"/evidence/{name}", f"evidence for {name!r}, of which the entry says nothing"
            elif not items:
                yield record["id"], f"/evidence/{name}", "an empty list is no evidence; leave the key out"
            else:
                yield from _shown_values(record, name, items)
        if record["kind"] == "family":
            for name in NEED_EVIDENCE:
                if record.get(name) and not record.get("evidence", {}).get(name):
                    yield (
                        record["id"],
                        f"/{name}",
                        f"no evidence: give it under evidence.{name}, or leave the field out",
                    )
        for pointer, evidence in evidence_in(record, ""):
            wrong = _wrong_with(evidence)
            if wrong:
                yield record["id"], pointer, wrong


def _shown_values(record: Record, name: str, items: Iterable[Record]) -> Iterator[Found]:
    """The law for lists: evidence names values that are there, and none of these goes unshown."""

    said = record.get(name)
    values = {value for value in said if isinstance(value, str)} if isinstance(said, list) else set()
    shown: set[str] = set()
    whole = False
    for i, item in enumerate(items):
        named = set(item.get("values", ()))
        whole |= not named
        shown |= named
        for value in sorted(named - values):
            yield record["id"], f"/evidence/{name}/{i}/values", f"{value!r} is not among the {name}"
    if not whole and values - shown:
        missed = ", ".join(sorted(values - shown))
        yield record["id"], f"/evidence/{name}", f"no evidence shows {missed}: name it under `values`, or leave it out"


def _wrong_with(evidence: Record) -> str | None:
    basis = evidence.get("basis", "read")
    if basis == "inferred":
        if evidence.get("rule") not in RULES:
            return f"what is inferred names its rule: {', '.join(RULES)}"
    elif "rule" in evidence:
        return "only what is inferred has a rule"
    elif basis == "editorial":
        if "source" in evidence:
            return "editorial evidence has no source; give it a note, or another basis"
        if "note" not in evidence:
            return "editorial evidence needs a note that says why it is held"
    elif basis == "measured" and "note" in evidence:
        return None
    elif "source" not in evidence:
        return "evidence needs a source, or the basis editorial with a note"
    elif "at" not in evidence and "record" not in evidence:
        return "say where in the source: `at`, or `record` in a catalogue"
    return None


AT_MOST = (
    ("active_parameters", "parameters"),
    ("experts_used", "experts"),
    ("key_value_heads", "attention_heads"),
    ("context", "extended_context"),
)
"""Pairs of facts of which the first is not above the second."""


def facts_say_what_they_are(records: Records) -> Iterator[Found]:
    """A fact has a known name; a value exactly if it is known; never a zero or an empty text for "we don't know"."""

    for record in records:
        facts = record.get("facts", {})
        for name, fact in facts.items():
            pointer = f"/facts/{name}"
            if name not in FACTS:
                yield record["id"], pointer, f"no such fact; a release has {', '.join(FACTS)}"
                continue
            alternatives = (
                (other, f"{pointer}/alternatives/{i}") for i, other in enumerate(fact.get("alternatives", ()))
            )
            for each, at in [(fact, pointer), *alternatives]:
                wrong = _wrong_with_fact(name, each)
                if wrong:
                    yield record["id"], at, wrong
            history = fact.get("history", ())
            for i, former in enumerate(history):
                wrong = _wrong_with_value(name, former["value"]) if former.get("value") is not None else None
                if wrong:
                    yield record["id"], f"{pointer}/history/{i}", wrong
            ends = [former["until"] for former in history]
            if ends != sorted(set(ends)):
                yield record["id"], f"{pointer}/history", "the oldest value comes first, and each ends on another day"
            if FACTS[name].refers and fact.get("value") is not None:
                target = records.get(fact["value"])
                if target is None or target["kind"] != FACTS[name].refers:
                    yield (
                        record["id"],
                        f"{pointer}/value",
                        f"{fact['value']!r} is no {name}; add it to {FACTS[name].refers}/",
                    )
        for less, more in AT_MOST:
            low, high = (facts.get(name, {}).get("value") for name in (less, more))
            if _is_amount(low) and _is_amount(high) and low > high:
                yield record["id"], f"/facts/{less}", f"{less} {low} is above {more} {high}"


def _wrong_with_fact(name: str, fact: Record) -> str | None:
    known = fact.get("status", "known") == "known"
    value = fact.get("value")
    if known and value in (None, 0, "", False):
        return "a known fact has a value, and 0 is none; leave the fact out if unknown"
    if not known and "value" in fact:
        return f"a fact that is {fact['status']} has no value"
    if not fact.get("evidence"):
        return "a fact needs evidence"
    return _wrong_with_value(name, value) if known else None


def _wrong_with_value(name: str, value: Any) -> str | None:
    form = FACTS[name].form
    if FACTS[name].numeric and not _is_amount(value):
        return f"{name} is a positive number, not {value!r}"
    if form == "count" and isinstance(value, float) and not value.is_integer():
        return f"{name} is a whole number, not {value!r}"
    if FACTS[name].numeric or (isinstance(value, str) and (form != "date" or is_date(value))):
        return None
    return f"{name} is {'a date, ISO 8601' if form == 'date' else 'a text'}, not {value!r}"


def axes_say_what_they_are(records: Records) -> Iterator[Found]:
    """What is said to be missing has no values, and what is said to be known in part or whole is an axis."""

    for record in records:
        if record["kind"] not in ("family", "release"):
            continue
        for name in record.get("missing", {}):
            if name not in AXES:
                yield record["id"], f"/missing/{name}", f"no such axis; they are {', '.join(AXES)}"
            elif record.get(name):
                yield record["id"], f"/missing/{name}", f"{name} has values; it is not missing"
        for field in ("partial", "complete"):
            for i, name in enumerate(record.get(field, ())):
                if name not in AXES:
                    yield record["id"], f"/{field}/{i}", f"{name!r} is no axis; they are {', '.join(AXES)}"
                elif field == "complete" and not states(record, name):
                    yield (
                        record["id"],
                        f"/{field}/{i}",
                        f"nothing is said of {name!r} here; say it where the values are",
                    )
                elif field == "complete" and name in record.get("partial", ()):
                    yield record["id"], f"/{field}/{i}", f"{name!r} is said to be known in part and in full"


def concepts_are_complete(records: Records) -> Iterator[Found]:
    """A task has modalities in and out; a technique says what it needs; conditions and aspects look at axes there are."""

    for record in records:
        if record["kind"] == "task" and not record.get("abstract"):
            for side in ("inputs", "outputs"):
                if not record.get(side) and side not in record.get("evidence", {}):
                    yield record["id"], f"/{side}", f"a task needs its {side}"
        if record["kind"] == "technique" and not record.get("abstract"):
            for field in ("access_needed", "hosted", "changes", "data"):
                if not record.get(field):
                    yield record["id"], f"/{field}", f"a technique needs {field}"
        if record["kind"] == "aspect":
            for i, name in enumerate(record.get("axes", ())):
                if name not in _COMPARED:
                    yield record["id"], f"/axes/{i}", f"{name!r} is no field or fact of what is compared"
        for pointer, condition in _all_conditions(record):
            known = QUESTION_AXES if pointer.startswith("/selection") else CONDITIONED
            if condition.get("axis") not in known:
                yield record["id"], f"{pointer}/axis", f"no such axis; they are {', '.join(known)}"
            elif condition.get("match") == "count":
                if condition.get("values"):
                    yield record["id"], f"{pointer}/values", "with count, values are not named"
            elif condition.get("at_least", 1) > len(condition.get("values", ())):
                yield record["id"], f"{pointer}/at_least", "more values are asked for than are named"
            words = AXIS_WORDS.get(condition.get("axis", ""), ())
            for i, value in enumerate(condition.get("values", ())):
                if words and value not in words:
                    yield (
                        record["id"],
                        f"{pointer}/values/{i}",
                        f"{value!r} is no word here; they are {', '.join(words)}",
                    )
        if record["kind"] == "model-class" and not record.get("conditions") and len(record.get("broader", ())) == 1:
            yield record["id"], "/conditions", "a class needs a condition that tells it from its broader class"


_COMPARED = frozenset(FACTS).union(
    *(
        [attribute.name for attribute in entry_class(kind).__attrs_attrs__]
        for kind in ("model-class", "family", "release", "technique")
    )
)

QUESTION_AXES = ("modalities", "inputs", "outputs", "tasks", "domains")
"""What the conditions of a selection rule may look at: the question."""


def _all_conditions(record: Record) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for i, condition in enumerate(record.get("conditions", ())):
        yield f"/conditions/{i}", condition
    for name in ("selection", "rules"):
        for i, rule in enumerate(record.get(name, ())):
            for j, condition in enumerate(rule.get("when", ())):
                yield f"/{name}/{i}/when/{j}", condition


def aliases_are_other_names(records: Records) -> Iterator[Found]:
    """An alias is a name that the entry does not have already, spelled another way or not."""

    for record in records:
        known = {normalize_name(record["id"]), normalize_name(record.get("label", ""))}
        for i, alias in enumerate(record.get("aliases", ())):
            name = normalize_name(alias)
            if not name:
                yield record["id"], f"/aliases/{i}", f"{alias!r} has neither letter nor digit"
            elif name in known:
                yield record["id"], f"/aliases/{i}", f"{alias!r} is a name it has already; drop it"
            known.add(name)


def derivations_have_no_cycle(records: Records) -> Iterator[Found]:
    """No release is made from itself, and a base goes with the relation to it."""

    ends: set[str] = set()  # Releases from which the way down ends somewhere: walked once, however long a chain is.
    for record in records:
        if record["kind"] != "release":
            continue
        if "base" in record and "relation" not in record:
            yield record["id"], "/base", "say with `relation` what it is to its base"
        seen: set[str] = {record["id"]}
        at: Record | None = record
        while at is not None and (base := at.get("base")) is not None:
            if base in seen:
                yield record["id"], "/base", f"{base!r} is made from {record['id']!r}: a cycle"
                break
            if base in ends:
                at = None
            else:
                seen.add(base)
                at = records.get(base)
        else:
            ends |= seen


LAWS: tuple[Callable[[Records], Iterator[Found]], ...] = (
    references_resolve,
    broader_is_a_lean_dag,
    families_are_a_tree,
    dates_are_in_order,
    evidence_is_whole,
    facts_say_what_they_are,
    axes_say_what_they_are,
    concepts_are_complete,
    aliases_are_other_names,
    derivations_have_no_cycle,
)
"""What holds in every taxonomy."""


def statements_have_evidence(records: Mapping[str, Record]) -> Iterator[Found]:
    """What a family or release of the curation says on an axis, or of a date, says how it is known."""

    for record in records.values():
        if record["kind"] not in ("family", "release"):
            continue
        for name in (*AXES, *dates_of(entry_class(record["kind"]))):
            if record.get(name) and name not in record.get("evidence", {}):
                yield record["id"], f"/{name}", f"no evidence: give it under evidence.{name}, or leave the field out"


def undeclared_collisions(records: Mapping[str, Record], declared: Mapping[str, Collection[str]]) -> Iterator[Found]:
    """A name that means two things is declared in `ambiguities.toml`, with everything that it may mean."""

    names: dict[str, set[str]] = {}
    for record in records.values():
        if record["kind"] == "source":
            continue
        for name in (record["id"], record["label"], *record.get("aliases", ())):
            names.setdefault(normalize_name(name), set()).add(record["id"])
    meant = {normalize_name(name): set(ids) for name, ids in declared.items()}
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
        elif len({*listed, *names.get(normalize_name(name), ())}) < 2:
            yield "ambiguities.toml", pointer, "declared ambiguous, but it means one thing"


def _is_amount(value: Any) -> bool:
    return isinstance(value, (int, float)) and 0 < value < float("inf")
