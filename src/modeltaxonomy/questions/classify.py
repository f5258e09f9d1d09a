"""To which classes a model belongs, and why: the conditions of each class, evaluated with evidence.

A release is judged by its own axes. A family belongs to a class when all its releases do and does not when none does;
where some do and some do not, it depends on the release, and the verdict says on which. Between two classes the
question is whether every member of the one is a member of the other: yes, where the conditions of the one imply those
of the other; no, where the two contradict each other or the catalogue knows a member that is none; open, where neither
is so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from modeltaxonomy._taxonomy import bits
from modeltaxonomy.entries._noun import Noun, as_tuple, field, noun, records
from modeltaxonomy.entries.evidence import Evidence, evidence_tuple
from modeltaxonomy.errors import AmbiguousName, InvalidQuery, UnknownName
from modeltaxonomy.membership import NOTHING_KNOWN, all_of, evaluate, model_axes
from modeltaxonomy.questions._answer import Answer, bundled_or

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.entries import Family, Release

__all__ = ["Classification", "ConditionResult", "Verdict", "classify", "is_a"]

Outcome = Literal["held", "failed", "unknown"]
_OUTCOMES: dict[bool | None, Outcome] = {True: "held", False: "failed", None: "unknown"}


@noun
class ConditionResult(Noun):
    """A condition of a class, and what became of it."""

    condition: str = field(description="The condition in words.")
    of: str = field(description="Id of the class that makes it: the one asked about, or a broader one.")
    outcome: Outcome = field(description="held, failed or unknown.")
    found: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="What the subject has on the axis that the condition looks at."
    )
    evidence: tuple[Evidence, ...] = field(
        default=(), converter=evidence_tuple, description="How what was found is known."
    )


@noun
class Verdict(Answer):
    """Whether a subject is of a class: True, False, or None where it cannot be told or depends."""

    subject: str = field(description="Id of what was asked about.")
    model_class: str = field(description="Id of the class.")
    value: bool | None = field(description="True, False, or None: cannot be told, or depends.")
    reason: str = field(description="Why, in a sentence.")
    conditions: tuple[ConditionResult, ...] = field(
        default=(),
        converter=records(ConditionResult),
        description="The conditions of the class and its broader classes.",
    )
    releases: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Of a family of which only some releases are of the class: those."
    )
    examples: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Between classes: families that are in both."
    )
    counterexamples: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Between classes: families in the first and not in the second."
    )

    def __bool__(self) -> bool:
        return self.value is True

    def explain(self) -> str:
        """The verdict in plain prose."""

        parts = [self.reason]
        for outcome, opening in (("failed", "It fails"), ("unknown", "Not known"), ("held", "It holds")):
            found = [result.condition for result in self.conditions if result.outcome == outcome]
            if found:
                parts.append(f"{opening}: {'; '.join(found)}.")
        return " ".join(parts)


@noun
class Classification(Answer):
    """The classes of a model, family or configuration."""

    subject: str = field(description="Id of what was classified, or the model type of a configuration.")
    classes: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Ids of its classes, the most specific first, then by id."
    )
    varies: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        description="Of a family: classes to which some releases belong and some do not.",
    )
    open: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        description="Classes of which it cannot be told, though some of their own conditions hold.",
    )
    verdicts: tuple[Verdict, ...] = field(
        default=(), converter=records(Verdict), description="The verdict on every class, by id."
    )

    def why(self, model_class: str) -> Verdict:
        """The verdict on a class, with its conditions. UnknownName for an id that is no class."""

        for verdict in self.verdicts:
            if verdict.model_class == model_class:
                return verdict
        raise UnknownName(model_class, "model-class", _near(model_class, [v.model_class for v in self.verdicts]))

    def explain(self) -> str:
        """The classes in plain prose, with the reasons of the most specific one."""

        if not self.classes:
            return f"{self.subject} is of no class for certain; open are {', '.join(self.open) or 'none'}."
        parts = [f"{self.subject} is classed as {', '.join(self.classes)}."]
        parts += [self.why(name).reason for name in self.varies]
        parts.append(self.why(self.classes[0]).explain())
        return " ".join(parts)

    def to_frame(self) -> Any:
        """The conditions as a pandas DataFrame, one row each. Needs the extra `pandas`."""

        from modeltaxonomy.interchange.frames import frame

        rows = [
            {
                "model_class": verdict.model_class,
                "belongs": verdict.value,
                "condition": result.condition,
                "outcome": result.outcome,
                "found": ", ".join(result.found),
            }
            for verdict in self.verdicts
            for result in verdict.conditions
        ]
        return frame(rows, index=None, columns=("model_class", "belongs", "condition", "outcome", "found"))


def classify(x: str | Family | Release | Mapping[str, Any], *, taxonomy: Taxonomy | None = None) -> Classification:
    """The classes of a family, a release, something named so, or a model's `config.json` as a mapping.

    UnknownName, AmbiguousName for a name; InvalidQuery for anything else that is no model.
    """

    tax = bundled_or(taxonomy)
    subject = _subject(tax, x)
    verdicts = [_verdict(tax, subject, model_class) for model_class in _classes(tax)]
    held = [verdict.model_class for verdict in verdicts if verdict.value is True]
    held.sort(key=lambda name: (-len(tax._up(name)), name))
    return Classification(
        subject=subject.id,
        classes=tuple(held),
        varies=tuple(verdict.model_class for verdict in verdicts if verdict.releases),
        open=tuple(
            verdict.model_class
            for verdict in verdicts
            if verdict.value is None and not verdict.releases and _own_condition_holds(verdict)
        ),
        verdicts=tuple(verdicts),
    )


def is_a(
    x: str | Family | Release | Mapping[str, Any], model_class: str, *, taxonomy: Taxonomy | None = None
) -> Verdict:
    """Whether a model is of a class, or whether every model of one class is of another."""

    tax = bundled_or(taxonomy)
    target = tax._peek(tax._line_of(model_class, ("model-class",)))
    if isinstance(x, str):
        line = tax._line_of(x, ("model-class", "family", "release"))
        if tax._peek(line)["kind"] == "model-class":
            return _between(tax, tax._peek(line), target)
    elif getattr(x, "kind", None) == "model-class":
        return _between(tax, tax._peek(tax._line_of_id(x.id)), target)  # type: ignore[union-attr]
    return _verdict(tax, _subject(tax, x), target)


class _Subject:
    """What is judged: its releases, each with its axes and evidence."""

    def __init__(self, subject_id: str, label: str, members: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        self.id = subject_id
        self.label = label
        self.members = [(name, record, model_axes(record)) for name, record in members]
        self._found: dict[str, tuple[str, ...]] = {}
        self._evidence: dict[str, tuple[Evidence, ...]] = {}

    def found(self, axis: str) -> tuple[str, ...]:
        """What its releases have on an axis, together."""

        if axis not in self._found:
            values = {value for _, _, axes in self.members for value in axes.get(axis, NOTHING_KNOWN).values}
            self._found[axis] = tuple(sorted(values))
        return self._found[axis]

    def evidence(self, axis: str) -> tuple[Evidence, ...]:
        """How that is known, each piece once."""

        if axis not in self._evidence:
            items: dict[Evidence, None] = {}
            for _, record, _ in self.members:
                for name in _BEHIND.get(axis, (axis,)):
                    fact = record.get("facts", {}).get(name.removeprefix("facts."), {})
                    holder = fact if name.startswith("facts.") else {"evidence": record.get("evidence", {}).get(name)}
                    items.update(dict.fromkeys(Evidence(**item) for item in holder.get("evidence") or ()))
            self._evidence[axis] = tuple(items)
        return self._evidence[axis]


def _subject(tax: Taxonomy, x: Any) -> _Subject:
    kind = getattr(x, "kind", None)
    if isinstance(x, str):
        record = tax._peek(tax._line_of(x, ("family", "release")))
    elif kind in ("family", "release"):
        record = {"kind": kind, **x.to_dict()}
    elif isinstance(x, Mapping):
        return _from_config(tax, x)
    else:
        raise InvalidQuery("x", f"a family, a release, a name or a configuration is needed, not {type(x).__name__}")
    if record["kind"] == "release":
        family = tax._peek(tax._line_of(record["family"], ("family",)))
        return _Subject(record["id"], record["label"], [(record["id"], _with_evidence_of(family, record))])
    start, _ = tax._span("release")
    column = tax._column(f"is:release.family={record['id']}")
    releases = [tax._peek(start + bit) for bit in bits(column)]
    members = [(release["id"], _with_evidence_of(record, release)) for release in releases]
    return _Subject(record["id"], record["label"], members or [(record["id"], record)])


def _with_evidence_of(family: Mapping[str, Any], release: Mapping[str, Any]) -> dict[str, Any]:
    """A release's record, with its family's evidence for the axes that it takes over."""

    evidence = {axis: family.get("evidence", {}).get(axis, ()) for axis in release.get("inherited", ())}
    return {**release, "evidence": {**evidence, **release.get("evidence", {})}}


def _from_config(tax: Taxonomy, config: Mapping[str, Any]) -> _Subject:
    """What a `config.json` tells by its `model_type`: the lineage it is of, or at least the architecture.

    The class named under `architectures` says which head is on top, not how the model was trained; nothing is
    concluded from it.
    """

    model_type = config.get("model_type")
    if not isinstance(model_type, str):
        raise InvalidQuery("x", "the configuration has no model_type; classify reads a model's config.json")
    found: dict[str, list[dict[str, Any]]] = {}
    for line in tax._array(f"code:{_MODEL_TYPE}:{model_type}"):
        record = tax._peek(line)
        match = next(
            mapping.get("match", "exact")
            for mapping in record["mappings"]
            if mapping["scheme"] == _MODEL_TYPE and mapping["code"] == model_type
        )
        if match in ("exact", "narrow"):
            found.setdefault(f"{record['kind']} {match}", []).append(record)
    evidence = {"source": "transformers", "at": f"model_type {model_type!r} of the configuration"}
    label = f"a model of type {model_type}"
    for families in (found.get("family exact"), found.get("family narrow")):
        if families and len(families) > 1:
            raise AmbiguousName(model_type, tuple(sorted(record["id"] for record in families)))
        if families:
            known = {axis: [evidence, *items] for axis, items in families[0].get("evidence", {}).items()}
            return _Subject(model_type, label, [(model_type, {**families[0], "evidence": known})])
    built = [record["id"] for kind in ("exact", "narrow") for record in found.get(f"architecture {kind}", ())]
    if not built:
        raise UnknownName(model_type, "family's or architecture's model_type", _near(model_type, _model_types(tax)))
    return _Subject(
        model_type, label, [(model_type, {"architectures": built, "evidence": {"architectures": [evidence]}})]
    )


_MODEL_TYPE = "transformers-model-type"


def _model_types(tax: Taxonomy) -> list[str]:
    prefix = f"code:{_MODEL_TYPE}:"
    return [key.removeprefix(prefix) for key in tax._index.keys(prefix)]


def _classes(tax: Taxonomy) -> list[dict[str, Any]]:
    start, stop = tax._span("model-class")
    return [tax._peek(line) for line in range(start, stop)]


def _conditions(tax: Taxonomy, model_class: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The conditions of a class and of everything broader, each with the class that makes it."""

    return [
        (name, condition)
        for name in tax._up(model_class["id"])
        for condition in tax._peek(tax._line_of_id(name)).get("conditions", ())
    ]


def _verdict(tax: Taxonomy, subject: _Subject, model_class: Mapping[str, Any]) -> Verdict:
    conditions = _conditions(tax, model_class)
    outcomes = {
        name: [evaluate(condition, axes, tax._up) for _, condition in conditions] for name, _, axes in subject.members
    }
    values = {name: all_of(results) for name, results in outcomes.items()}
    held = [name for name, value in values.items() if value is True]
    failed = [name for name, value in values.items() if value is False]
    label = model_class["label"]
    if len(held) == len(values):
        value, reason = True, f"{subject.label} is of the class {label}: every condition holds."
    elif len(failed) == len(values):
        value, reason = False, f"{subject.label} is not of the class {label}."
    elif held:
        value, reason = None, f"{subject.label} as a whole is not: of the class {label} are {', '.join(held)} only."
    else:
        value, reason = None, f"It cannot be told whether {subject.label} is of the class {label}."
    return Verdict(
        subject=subject.id,
        model_class=model_class["id"],
        value=value,
        reason=reason,
        conditions=tuple(
            ConditionResult(
                condition=condition["reason"],
                of=name,
                outcome=_OUTCOMES[_together([outcomes[member][i] for member in outcomes])],
                found=subject.found(condition["axis"]),
                evidence=subject.evidence(condition["axis"]),
            )
            for i, (name, condition) in enumerate(conditions)
        ),
        releases=tuple(sorted(held)) if value is None else (),
    )


def _together(results: Sequence[bool | None]) -> bool | None:
    return results[0] if all(result is results[0] for result in results) else None


_BEHIND = {
    "modalities": ("inputs", "outputs"),
    "training": ("objectives", "paradigms"),
    "size": ("facts.parameters",),
}


def _between(tax: Taxonomy, narrow: Mapping[str, Any], wide: Mapping[str, Any]) -> Verdict:
    given = [condition for _, condition in _conditions(tax, narrow)]
    results = [
        ConditionResult(
            condition=condition["reason"],
            of=name,
            outcome="held" if any(_implies(tax, each, condition) for each in given) else "unknown",
        )
        for name, condition in _conditions(tax, wide)
    ]
    members = tax.families.where(model_classes=narrow["id"])
    others = set(members.where(model_classes=wide["id"]).ids)
    open_column = tax._column(f"maybe:family.model_classes={wide['id']}")
    start, _ = tax._span("family")
    undecided = {tax._id(start + bit) for bit in bits(open_column)}
    both = tuple(name for name in members.ids if name in others)
    against = tuple(name for name in members.ids if name not in others and name not in undecided)
    one, other = _a(narrow["label"]), _a(wide["label"])
    value: bool | None
    asked = [condition for _, condition in _conditions(tax, wide)]
    clash = next(((mine, theirs) for mine in given for theirs in asked if _contradict(tax, mine, theirs)), None)
    if clash:
        value, against = False, members.ids
        reason = f"Nothing is both {one} and {other}: the one {clash[0]['reason']}; the other {clash[1]['reason']}."
    elif all(result.outcome == "held" for result in results):
        value, reason = True, f"Whatever is {one} is {other}: the conditions of the one imply those of the other."
        against = ()
    elif against:
        missing = "; ".join(result.condition for result in results if result.outcome != "held")
        value = False
        reason = f"What is {one} need not be {other}, as {_listed(against)} show: it has to meet more. It {missing}."
    else:
        missing = "; ".join(result.condition for result in results if result.outcome != "held")
        value = None
        reason = f"What is {one} is {other} too if it meets more than its definition says: it {missing}."
    return Verdict(
        subject=narrow["id"],
        model_class=wide["id"],
        value=value,
        reason=reason,
        conditions=tuple(results),
        examples=both,
        counterexamples=against,
    )


def _contradict(tax: Taxonomy, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two conditions cannot both hold: one asks for what the other rules out, or for another single value."""

    if one["axis"] != other["axis"]:
        return False
    for asks, rules_out in ((one, other), (other, one)):
        wanted = asks.get("values", ())
        if asks.get("match", "any") in ("any", "all") and wanted:
            within = [bool(set(rules_out.get("values", ())) & set(tax._up(value))) for value in wanted]
            several = any if asks.get("match") == "all" else all
            if rules_out.get("match") == "none" and several(within):
                return True
            if rules_out.get("match") == "only" and several(
                not inside and not _reaches(tax, rules_out, value) for inside, value in zip(within, wanted, strict=True)
            ):
                return True
    single = one["axis"] in ("breadth", "size", "relation")
    mine, theirs = set(one.get("values", ())), set(other.get("values", ()))
    return single and one.get("match", "any") == other.get("match", "any") == "any" and not mine & theirs


def _reaches(tax: Taxonomy, condition: Mapping[str, Any], value: str) -> bool:
    """Whether something narrower than the value is among those of a condition."""
    return any(value in tax._up(name) for name in condition.get("values", ()))


_CONTAINED_IN = {"objectives": "training", "paradigms": "training", "inputs": "modalities", "outputs": "modalities"}


def _implies(tax: Taxonomy, given: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether a condition that holds makes another hold: same axis, or one it is part of, and at least as strict."""

    if wanted["axis"] not in (given["axis"], _CONTAINED_IN.get(given["axis"])):
        return False
    mine: Sequence[str] = given.get("values", ())
    theirs: set[str] = set(wanted.get("values", ()))
    match: str = given.get("match", "any")
    needed: str = wanted.get("match", "any")
    within = [bool(theirs & set(tax._up(value))) for value in mine]
    least: int = given.get("at_least", 1)
    enough: int = wanted.get("at_least", 1)
    if needed == "any":
        if match == "any":
            return all(within) and (enough == 1 or (least >= enough and set(mine) <= theirs))
        reached = {want for value in mine for want in theirs & set(tax._up(value))}
        return match == "all" and len(reached) >= enough
    if needed == "all":
        return match == "all" and all(any(want in tax._up(value) for value in mine) for want in theirs)
    if given["axis"] != wanted["axis"]:
        return False  # What holds of all or none of a part need not hold of the whole.
    if needed == "only":
        return match == "only" and all(within)
    if needed == "none":
        return match == "none" and all(any(value in tax._up(want) for value in mine) for want in theirs)
    return match == "count" and least >= enough


def _own_condition_holds(verdict: Verdict) -> bool:
    return any(result.outcome == "held" and result.of == verdict.model_class for result in verdict.conditions)


def _a(label: str) -> str:
    name = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:3])


def _near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    import difflib

    return tuple(difflib.get_close_matches(name, list(known), n=3))
