"""Which class of model, which family and which way of adapting it fit a use.

It filters on what is known and never scores quality. The rules, in full:

A release fits when it natively has every modality asked for, is on record for every task, and breaks none of the
limits. A limit on something that is not known of a release does not exclude it: the release is kept, ranked lower,
and what is not known is listed. Limits on memory and licence presuppose that the weights can be had.

Releases are ranked by, in this order: known for the domains asked for, and of these the ones pretrained on one field
first; fewer unknowns; fitting the memory in 16 bits rather than only in 4; no native modality beyond those asked for;
where no domain is asked for, pretrained on general data rather than on one field; newer; id. A family stands where its
best release does.

Classes are ranked by the selection rules of the taxonomy that hold of the question, those of narrower classes first;
then come the most specific classes of the release that fits best, those with more of the fitting releases first.

Techniques are ranked by whether something stands in the way with every family advised, then by how many of these are
on record with them, then by how little access they need, then by id.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from modeltaxonomy._taxonomy import bits
from modeltaxonomy.entries._mapping import FrozenMapping
from modeltaxonomy.entries._noun import Noun, as_tuple, convert_by, field, noun, records
from modeltaxonomy.entries.evidence import Evidence
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.membership import Values, evaluate, model_axes
from modeltaxonomy.questions._answer import Answer, Reason, bundled_or, evidence_for, names_of, number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import attrs

    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.questions.alternatives import Composition, Relaxation, Stage

__all__ = [
    "ClassAdvice",
    "Composition",
    "FamilyAdvice",
    "Recommendation",
    "Relaxation",
    "Stage",
    "TechniqueAdvice",
    "recommend",
]

reason_tuple: attrs.Converter[Any, tuple[Reason, ...]] = records(Reason)

GB = 1_000_000_000
BYTES_16_BIT, BYTES_4_BIT = 2.0, 0.5
WEIGHTS = "downloadable-weights"
HOSTED = ("api-access", "hosted-interface-access")
_ACCESS_NEEDED = ("prompts", "logits", "activations", "weights", "gradients")


@noun
class ClassAdvice(Noun):
    """A class of models to look at."""

    model_class: str = field(description="Id of the class.")
    label: str = field(description="Its name.")
    reasons: tuple[Reason, ...] = field(default=(), converter=reason_tuple, description="Why.")


@noun
class FamilyAdvice(Noun):
    """A family that fits, with the release by which it does."""

    family: str = field(description="Id of the family.")
    label: str = field(description="Its name.")
    release: str = field(description="Id of its best-ranked release.")
    release_label: str = field(description="The release's name.")
    reasons: tuple[Reason, ...] = field(
        default=(), converter=reason_tuple, description="What of the question it meets."
    )
    unknowns: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="What of the question could not be checked."
    )

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all reasons, each once."""
        return tuple(dict.fromkeys(itertools.chain.from_iterable(reason.evidence for reason in self.reasons)))


@noun
class TechniqueAdvice(Noun):
    """A way of adapting the families advised."""

    technique: str = field(description="Id of the technique.")
    label: str = field(description="Its name.")
    reasons: tuple[Reason, ...] = field(default=(), converter=reason_tuple, description="Why.")
    blockers: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="What stands in the way, if anything."
    )


class Ids(Sequence[str]):
    """Ids that are worked out when they are first looked at. Equal to, and pickled as, a tuple of them."""

    __slots__ = ("_ids",)

    def __init__(self, ids: Iterable[str] | Callable[[], tuple[str, ...]]) -> None:
        self._ids: tuple[str, ...] | Callable[[], tuple[str, ...]] = ids if callable(ids) else tuple(ids)

    def _made(self) -> tuple[str, ...]:
        if not isinstance(self._ids, tuple):
            self._ids = self._ids()
        return self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return self._made()[index]

    def __contains__(self, item: object) -> bool:
        return item in self._made()

    def __eq__(self, other: object) -> bool:
        return self._made() == (other._made() if isinstance(other, Ids) else other)

    def __hash__(self) -> int:
        return hash(self._made())

    def __repr__(self) -> str:
        return repr(self._made())

    def __reduce__(self) -> tuple[Any, ...]:
        return (Ids, (self._made(),))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from modeltaxonomy import _bridge

        return _bridge.sequence_schema(cls)


def _alternatives(name: str) -> Callable[[Any], tuple[Any, ...]]:
    """A converter to nouns of `alternatives`, which is imported when there are any."""

    def convert(values: Any) -> tuple[Any, ...]:
        if not values:
            return ()
        cls = __getattr__(name)
        return tuple([value if isinstance(value, cls) else cls(**value) for value in values])

    return convert


def __getattr__(name: str) -> Any:
    if name not in ("Composition", "Relaxation", "Stage"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from modeltaxonomy.questions import alternatives

    return getattr(alternatives, name)


def _excluded(items: Any) -> FrozenMapping[Ids]:
    if isinstance(items, FrozenMapping):
        return items
    return FrozenMapping({name: ids if isinstance(ids, Ids) else Ids(ids) for name, ids in items.items()})


@noun
class Recommendation(Answer):
    """What fits a use, why, and what is not known."""

    question: FrozenMapping[tuple[str, ...]] = field(
        converter=convert_by(lambda items: FrozenMapping({name: tuple(values) for name, values in items.items()})),
        description="The question as it was understood: constraint -> values.",
    )
    model_classes: tuple[ClassAdvice, ...] = field(
        default=(), converter=records(ClassAdvice), description="Classes to look at, first things first."
    )
    families: tuple[FamilyAdvice, ...] = field(
        default=(), converter=records(FamilyAdvice), description="Families that fit, ranked, up to the limit."
    )
    techniques: tuple[TechniqueAdvice, ...] = field(
        default=(), converter=records(TechniqueAdvice), description="Ways of adapting them, ranked, up to the limit."
    )
    compositions: tuple[Composition, ...] = field(
        default=(),
        converter=convert_by(_alternatives("Composition")),
        description="Pipelines, where one model does not do it all.",
    )
    excluded: FrozenMapping[Ids] = field(
        default=FrozenMapping(),
        converter=convert_by(_excluded),
        description="Constraint -> ids of the families that it alone rules out, newest first.",
    )
    blocking: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        description="Where nothing fits: the constraints that exclude everything by themselves.",
    )
    relaxations: tuple[Relaxation, ...] = field(
        default=(),
        converter=convert_by(_alternatives("Relaxation")),
        description="Where nothing fits: the nearest changes that help.",
    )

    def explain(self) -> str:
        """The answer in plain prose."""

        asked = "; ".join(f"{name} {', '.join(values)}" for name, values in self.question.items()) or "anything"
        sentences = [f"Asked for: {asked}."]
        for advice in self.model_classes[:2]:
            sentences.append(f"{advice.label}: {' '.join(_sentence(reason.text) for reason in advice.reasons)}")
        if self.families:
            best = self.families[0]
            why = "; ".join(reason.text for reason in best.reasons)
            sentences.append(f"{best.label} comes first, by {best.release_label}: {why}.")
            if best.unknowns:
                sentences.append(f"Not known of it: {', '.join(best.unknowns)}.")
            others = ", ".join(advice.label for advice in self.families[1:])
            if others:
                sentences.append(f"Then {others}.")
        else:
            sentences.append("No family fits.")
            if self.blocking:
                sentences.append(f"By itself {' and also '.join(self.blocking)} excludes everything.")
            elif self.excluded:
                sentences.append("No single constraint excludes everything; they do together.")
            for relaxation in self.relaxations[:2]:
                sentences.append(f"Something would fit with {relaxation}.")
        for technique in self.techniques[:1]:
            why = "; ".join(reason.text for reason in technique.reasons)
            sentences.append(f"To adapt it, {technique.label}: {why}.")
        for composition in self.compositions[:1]:
            sentences.append(_sentence(composition.reason))
        return " ".join(sentences)

    def to_frame(self) -> Any:
        """The families as a pandas DataFrame, one row each, in rank order. Needs the extra `pandas`."""

        from modeltaxonomy.interchange.frames import frame

        rows = [
            {
                "family": advice.family,
                "label": advice.label,
                "release": advice.release,
                "reasons": "; ".join(reason.text for reason in advice.reasons),
                "unknowns": "; ".join(advice.unknowns),
            }
            for advice in self.families
        ]
        return frame(rows, index=None, columns=("family", "label", "release", "reasons", "unknowns"))


def recommend(
    modalities: str | Iterable[str] = (),
    tasks: str | Iterable[str] = (),
    *,
    inputs: str | Iterable[str] = (),
    outputs: str | Iterable[str] = (),
    domains: str | Iterable[str] = (),
    languages: str | Iterable[str] = (),
    access: str | None = None,
    licence: str | None = None,
    memory_gb: float | None = None,
    context: int | None = None,
    max_parameters: float | None = None,
    released_after: str | None = None,
    as_of: str | None = None,
    data: str | Iterable[str] = (),
    hosted_only: bool = False,
    limit: int = 5,
    taxonomy: Taxonomy | None = None,
) -> Recommendation:
    """Which classes, families and adaptation techniques fit a use. The rules are at the head of the module.

    modalities: data types that meet in the workflow, each on either side; inputs, outputs: on that side.
    tasks: what is to be done; every one has to be on record.
    domains: sectors or applications; families known for them rank first, others are not excluded.
    languages: BCP 47.
    access: such as open-weights or api-access. licence: a licence or a class of them, such as permissive-license.
    memory_gb: accelerator memory for the weights, 10^9 bytes. context: tokens that have to fit.
    max_parameters: most weights (active ones decide the speed of a token, all of them the memory).
    released_after, as_of: ISO 8601; `as_of` answers as if asked on that day.
    data: what is at hand for adapting: none, examples, labelled, unlabelled, documents, preference-pairs, ...
    hosted_only: only what can be used without running it oneself.
    limit: how many families and techniques are named.

    Names may be ids, labels or aliases. UnknownName, AmbiguousName; InvalidQuery for a wrong type or range.
    """

    tax = bundled_or(taxonomy)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise InvalidQuery("limit", f"a whole number from 1 is needed, not {limit!r}")
    if not isinstance(hosted_only, bool):
        raise InvalidQuery("hosted_only", f"True or False is needed, not {hosted_only!r}")
    question = _Question(
        modalities=_ids(tax, "modalities", modalities, "modality"),
        tasks=_ids(tax, "tasks", tasks, "task"),
        inputs=_ids(tax, "inputs", inputs, "modality"),
        outputs=_ids(tax, "outputs", outputs, "modality"),
        domains=_ids(tax, "domains", domains, "domain"),
        languages=names_of("languages", languages),
        access=_ids(tax, "access", access, "openness"),
        licence=_ids(tax, "licence", licence, "openness"),
        memory_gb=number_of("memory_gb", memory_gb, "gigabytes"),
        context=number_of("context", context, "tokens"),
        max_parameters=number_of("max_parameters", max_parameters, "parameters"),
        released_after=_date("released_after", released_after),
        as_of=_date("as_of", as_of),
        data=_data(data),
        hosted_only=hosted_only,
    )
    search = _Search(tax, question)
    families = search.families(limit)
    return Recommendation(
        question=FrozenMapping(question.said()),
        model_classes=tuple(search.model_classes(families)),
        families=tuple(advice for advice, _ in families),
        techniques=tuple(search.techniques(families, limit)),
        compositions=tuple(search.compositions(bool(families))),
        excluded=FrozenMapping(search.excluded()),
        blocking=() if families else tuple(c.name for c in search.constraints if not search.everything & c.passing),
        relaxations=() if families else tuple(search.relaxations(limit)),
    )


class _Question:
    """The arguments of `recommend`, checked, with names as ids."""

    modalities: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    licence: tuple[str, ...] = ()
    memory_gb: float | None = None
    context: float | None = None
    max_parameters: float | None = None
    released_after: str | None = None
    as_of: str | None = None
    data: tuple[str, ...] = ()
    hosted_only: bool = False

    def __init__(self, **given: Any) -> None:
        self.__dict__.update(given)

    def but(self, **changed: Any) -> _Question:
        """The same question, changed in some places."""
        return _Question(**{**self.__dict__, **changed})

    def said(self) -> dict[str, tuple[str, ...]]:
        """What was asked for, as words."""
        return {
            name: value if isinstance(value, tuple) else (_plainly(value),)
            for name, value in self.__dict__.items()
            if value not in ((), None, False)
        }


class _Constraint:
    """Something a release has to meet."""

    __slots__ = ("field", "name", "numbers", "passing", "reason", "unknown")

    def __init__(self, name: str, passing: int, unknown: int, field: str, reason: str, numbers: str = "") -> None:
        self.name = name
        """As it is shown, such as "task: translation"."""
        self.passing = passing
        """Releases that it lets through, those included of which it cannot be told."""
        self.unknown = unknown
        """Releases of which it cannot be told."""
        self.field = field
        """Where the evidence is: fields of the record, or "facts.<name>"."""
        self.reason = reason
        """What to say of a release that meets it, with {value} for the fact."""
        self.numbers = numbers
        """For a limit that has a nearest value: the column of numbers."""


class _Search:
    def __init__(self, tax: Taxonomy, question: _Question) -> None:
        self.tax = tax
        self.question = question
        self._axes: dict[str, dict[str, Values]] = {}
        start, stop = tax._span("release")
        self.first = start
        self.everything = (1 << stop - start) - 1
        self.family_of = tax._array("family-of")
        if question.as_of:
            from modeltaxonomy._dates import date_number

            self.everything &= tax._numbers("release.released").at_most(date_number(question.as_of))
        self.weights = self._is("access", WEIGHTS)
        self.constraints = list(self._constraints())
        self.fitting = self.everything
        for constraint in self.constraints:
            self.fitting &= constraint.passing

    # The constraints

    def _constraints(self) -> Iterator[_Constraint]:
        asked = self.question
        for name in asked.modalities:
            column = self._is("inputs", name) | self._is("outputs", name)
            yield _Constraint(f"modality: {name}", column, 0, "inputs outputs", f"native {name}")
        for name in asked.inputs:
            yield _Constraint(f"input: {name}", self._is("inputs", name), 0, "inputs", f"takes {name}")
        for name in asked.outputs:
            yield _Constraint(f"output: {name}", self._is("outputs", name), 0, "outputs", f"gives {name}")
        for name in asked.tasks:
            yield _Constraint(f"task: {name}", self._is("tasks", name), 0, "tasks", f"on record for {name}")
        for name in asked.languages:
            column, unknown = self._is("languages", name), ~self._some("languages")
            yield _Constraint(f"language: {name}", column | unknown, unknown, "languages", f"covers {name}")
        for name in asked.access:
            column, unknown = self._is("access", name), ~self._some("access")
            yield _Constraint(f"access: {name}", column | unknown, unknown, "access", name)
        if asked.hosted_only:
            column, unknown = 0, ~self._some("access")
            for name in HOSTED:
                column |= self._is("access", name)
            yield _Constraint("hosted_only", column | unknown, unknown, "access", "can be used hosted")
        for name in asked.licence:
            column, unknown = self._is("licence", name), ~self._some("licence") & self._may_have_weights()
            yield _Constraint(f"licence: {name}", column | unknown, unknown, "facts.licence", "licence {value}")
        if asked.memory_gb is not None:
            numbers = self.tax._numbers("release.parameters")
            column = numbers.at_most(int(asked.memory_gb * GB / BYTES_4_BIT)) & self._may_have_weights()
            unknown = ~numbers.known & self._may_have_weights()
            yield _Constraint(
                f"memory_gb: {asked.memory_gb:g}", column | unknown, unknown, "facts.parameters", "", "parameters"
            )
        if asked.context is not None:
            numbers = self.tax._numbers("release.context")
            column, unknown = numbers.at_least(int(asked.context)), ~numbers.known
            text = f"context: {int(asked.context):,}"
            yield _Constraint(
                text, column | unknown, unknown, "facts.context", "{value:,} tokens of context", "context"
            )
        if asked.max_parameters is not None:
            numbers = self.tax._numbers("release.parameters")
            column, unknown = numbers.at_most(int(asked.max_parameters)), ~numbers.known
            text = f"max_parameters: {int(asked.max_parameters):,}"
            yield _Constraint(text, column | unknown, unknown, "facts.parameters", "{value:,} parameters", "parameters")
        if asked.released_after is not None:
            from modeltaxonomy._dates import date_number

            numbers = self.tax._numbers("release.released")
            column, unknown = numbers.at_least(date_number(asked.released_after) + 1), ~numbers.known
            text = f"released_after: {asked.released_after}"
            yield _Constraint(text, column | unknown, unknown, "released", "released {value}", "released")

    def _is(self, axis: str, value: str) -> int:
        return self.tax._column(f"is:release.{axis}={value}")

    def _some(self, axis: str) -> int:
        return self.tax._column(f"some:release.{axis}")

    def _may_have_weights(self) -> int:
        return self.weights | ~self._some("access")

    # Families

    def families(self, limit: int) -> list[tuple[FamilyAdvice, dict[str, Any]]]:
        """The best families, each with its record."""

        found: dict[int, int] = {}
        for release in self._ranked(self.fitting):
            found.setdefault(self.family_of[release], release)
            if len(found) == limit:
                break
        return [self._advice(line, release) for line, release in found.items()]

    def _ranked(self, releases: int) -> Iterator[int]:
        """Releases from best to worst: the lowest bits are the newest."""

        for tier in _split(releases, self._preferences):
            yield from bits(tier)

    @functools.cached_property
    def _preferences(self) -> list[int]:
        """Columns, what they hold coming before what they don't; earlier columns weigh more."""

        preferences = [self._is("domains", name) for name in self.question.domains]
        if preferences:
            known = functools.reduce(int.__and__, preferences)
            preferences.append(known & self._is("breadth", "domain"))
        fewer_unknowns = [constraint.unknown for constraint in self.constraints if constraint.unknown]
        preferences += _at_most_set(fewer_unknowns, self.everything)
        if self.question.memory_gb is not None:
            numbers = self.tax._numbers("release.parameters")
            preferences.append(numbers.at_most(int(self.question.memory_gb * GB / BYTES_16_BIT)))
        if asked := self.asked_modalities:
            covered = set(itertools.chain.from_iterable(self.tax._up(name) for name in asked))
            beyond = 0
            for root in self.tax._lines_of("root-modalities"):
                if root not in covered:
                    beyond |= self._is("inputs", root) | self._is("outputs", root)
            preferences.append(self.everything & ~beyond)
        if not self.question.domains:
            preferences.append(self._is("breadth", "general"))
        return preferences

    @functools.cached_property
    def asked_modalities(self) -> tuple[str, ...]:
        """The modalities of the question that are data; those of its tasks where it names none."""

        named = {*self.question.modalities, *self.question.inputs, *self.question.outputs}
        if not named:
            for task in self.question.tasks:
                record = self.tax._peek(self.tax._find_id(task) or 0)
                named |= {*record.get("inputs", ()), *record.get("outputs", ())}
        return tuple(sorted(named & set(self.tax._lines_of("modalities"))))

    def _advice(self, family_line: int, release: int) -> tuple[FamilyAdvice, dict[str, Any]]:
        family = self.tax._peek(family_line)
        record = self.tax._peek(self.first + release)
        reasons, unknowns = [], []
        for constraint in self.constraints:
            if constraint.unknown >> release & 1:
                unknowns.append(constraint.name.partition(":")[0])
                continue
            reasons.append(_reason(constraint, record, family, self.question))
        for name in self.question.domains:
            if self._is("domains", name) >> release & 1:
                reasons.insert(0, Reason(text=f"known for {name}", evidence=_evidence("domains", record, family)))
            else:
                unknowns.append(f"use in {name}")
        if record.get("released"):
            reasons.append(
                Reason(text=f"released {record['released']}", evidence=_evidence("released", record, family))
            )
        advice = FamilyAdvice(
            family=family["id"],
            label=family["label"],
            release=record["id"],
            release_label=record["label"],
            reasons=tuple(reasons),
            unknowns=tuple(dict.fromkeys(unknowns)),
        )
        return advice, {**family, "release": record}

    # Classes

    def model_classes(self, families: Sequence[tuple[FamilyAdvice, dict[str, Any]]]) -> list[ClassAdvice]:
        asked = self.question
        axes = {
            "modalities": Values(self.asked_modalities, complete=True),
            "inputs": Values(asked.inputs, complete=True),
            "outputs": Values(asked.outputs, complete=True),
            "tasks": Values(asked.tasks, complete=True),
            "domains": Values(asked.domains, complete=True),
        }
        found: dict[str, tuple[int, list[Reason]]] = {}
        for rule in json.loads(bytes(self.tax._item("selection"))):
            conditions = rule["when"]
            if all(axes[c["axis"]].values for c in conditions) and all(
                evaluate(condition, axes, self.tax._up) for condition in conditions
            ):
                reason = Reason(text=rule["reason"], evidence=rule.get("evidence", ()))
                found.setdefault(rule["model_class"], (rule["depth"], []))[1].append(reason)
        ordered = sorted(found, key=lambda name: (-found[name][0], name))
        advice = [self._class_advice(name, found[name][1]) for name in ordered]
        for best, _ in families[:1]:
            held = [name for name in self.tax._lines_of(f"classes:{best.release}") if name not in found]
            held.sort(key=lambda name: (-(self.fitting & self._is("model_classes", name)).bit_count(), name))
            for name in held[:3]:
                text = f"the class of {best.release_label}, which fits best"
                advice.append(self._class_advice(name, [Reason(text=text)]))
        return advice

    def _class_advice(self, name: str, reasons: list[Reason]) -> ClassAdvice:
        if self.fitting:
            members = (self.fitting & self._is("model_classes", name)).bit_count()
            share = f"{members} of the {self.fitting.bit_count()} releases that fit belong to it"
            reasons = [*reasons, Reason(text=share)]
        return ClassAdvice(model_class=name, label=self.tax._label(name), reasons=tuple(reasons))

    # Techniques

    def techniques(self, families: Sequence[tuple[FamilyAdvice, dict[str, Any]]], limit: int) -> list[TechniqueAdvice]:
        if not families:
            return []
        tax, data = self.tax, self.question.data
        start, stop = tax._span("technique")
        usable = (1 << stop - start) - 1 & ~tax._column("is:technique.abstract=true")
        if data:
            suits = 0
            for kind in data:
                suits |= tax._column(f"is:technique.data={kind}")
            usable &= suits
        if self.question.hosted_only:
            usable &= ~tax._column("is:technique.hosted=no")
        shown: dict[str, list[tuple[str, tuple[Evidence, ...]]]] = {}
        for advice, record in families:
            evidence = _evidence("adaptations", record["release"], record)
            for technique in record.get("adaptations", ()):
                shown.setdefault(technique, []).append((advice.label, evidence))
        access = [tax._column(f"is:technique.access_needed={needed}") for needed in _ACCESS_NEEDED]
        by_access = [start + bit for column in access for bit in bits(usable & column)]
        order = {line: rank for rank, line in enumerate(by_access)}
        on_record = {line: len(uses) for name, uses in shown.items() if (line := tax._find_id(name)) in order}
        lines = sorted(on_record, key=lambda line: (-on_record[line], order[line]))
        lines += [line for line in by_access[: 2 * limit] if line not in on_record]
        judged = [self._technique_advice(tax._peek(line), families, shown) for line in lines[: 2 * limit]]
        judged.sort(key=lambda pair: pair[0])
        return [technique for _, technique in judged[:limit]]

    def _technique_advice(
        self,
        technique: dict[str, Any],
        families: Sequence[tuple[FamilyAdvice, dict[str, Any]]],
        shown: dict[str, list[tuple[str, tuple[Evidence, ...]]]],
    ) -> tuple[bool, TechniqueAdvice]:
        """Whether something stands in the way with every family, and the advice."""

        uses = shown.get(technique["id"], [])
        reasons = []
        if uses:
            evidence = tuple(itertools.chain.from_iterable(items for _, items in uses))
            reasons.append(Reason(text=f"on record for {', '.join(label for label, _ in uses)}", evidence=evidence))
        needs = technique.get("data", [])
        fits = [kind for kind in self.question.data if kind in needs]
        known = technique.get("evidence", {})
        if fits:
            reasons.append(Reason(text=f"works with {' or '.join(fits)}", evidence=known.get("data", ())))
        access = technique["access_needed"]
        need = "needs no more than prompts" if access == "prompts" else f"needs {access}"
        reasons.append(Reason(text=need, evidence=known.get("access_needed", ())))
        if self.question.memory_gb is not None and technique.get("quantised_base"):
            backends = ", ".join(technique["quantised_base"])
            evidence = known.get("quantised_base", ())
            reasons.append(Reason(text=f"trains on weights quantised by {backends}", evidence=evidence))
        blockers = []
        if not self.question.data and "none" not in needs:
            blockers.append(f"data of the kind {' or '.join(needs)} is needed; say what is at hand with `data`")
        if technique.get("reward") == "required":
            blockers.append("a reward function, model or judge is needed")
        stopped = bool(blockers)
        if access != "prompts":
            closed = [advice.label for advice, _ in families if not self._weights_of(advice)]
            offered = technique["hosted"] == "if-offered"
            if closed and offered:
                blockers.append(f"for {', '.join(closed)} only where the host offers it")
            elif closed:
                blockers.append(f"not for {', '.join(closed)}: the weights cannot be had")
            stopped |= len(closed) == len(families) and not offered
        too_large = list(self._too_large(technique, families))
        stopped |= len(too_large) == len(families)
        blockers += too_large
        for rule in technique.get("rules", ()):
            met = [advice for advice, record in families if self._rule_holds(rule, record["release"])]
            if met and rule["verdict"] == "applies":
                reasons.append(Reason(text=rule["statement"], evidence=rule.get("evidence", ())))
            elif met:
                basis = " and ".join(dict.fromkeys(item.get("basis", "read") for item in rule.get("evidence", ())))
                blockers.append(f"not for {', '.join(a.label for a in met)}: {rule['statement']} ({basis})")
                stopped |= len(met) == len(families)
        return stopped, TechniqueAdvice(
            technique=technique["id"], label=technique["label"], reasons=tuple(reasons), blockers=tuple(blockers)
        )

    def _rule_holds(self, rule: dict[str, Any], release: dict[str, Any]) -> bool:
        axes = self._axes.get(release["id"])
        if axes is None:
            axes = self._axes[release["id"]] = model_axes(release)
        return all(evaluate(condition, axes, self.tax._up) for condition in rule["when"])

    def _weights_of(self, advice: FamilyAdvice) -> bool:
        release = (self.tax._find_id(advice.release) or 0) - self.first
        return bool(self._may_have_weights() >> release & 1)

    def _too_large(
        self, technique: dict[str, Any], families: Sequence[tuple[FamilyAdvice, dict[str, Any]]]
    ) -> Iterator[str]:
        memory, each = self.question.memory_gb, technique.get("bytes_per_parameter")
        if memory is None or each is None:
            return
        for advice, record in families:
            parameters = record["release"].get("facts", {}).get("parameters", {}).get("value")
            if parameters and parameters * each / GB > memory:
                yield f"{advice.release_label} would need {parameters * each / GB:,.0f} GB; {memory:g} are given"

    # Pipelines, exclusions, relaxations

    def compositions(self, one_model_fits: bool) -> list[Composition]:
        """A pipeline with one step for each modality to be given, text first, the later ones fed by it."""

        tax, asked = self.tax, self.question
        by_output: dict[str, list[str]] = {name: [] for name in asked.outputs}
        for task in asked.tasks:
            gives = tax._peek(tax._find_id(task) or 0).get("outputs", ())
            for output in gives:
                by_output.setdefault(output, []).append(task)
        order = sorted(by_output, key=lambda name: (name != "text", name))
        if len(order) < 2:
            return []
        from modeltaxonomy.questions.alternatives import Composition, Stage

        takes = asked.inputs or tuple(name for name in asked.modalities if name not in by_output) or ("text",)
        stages: list[Stage] = []
        for output in order:
            feeds = ("text",) if stages and order[0] == "text" else takes
            step = asked.but(
                modalities=(), inputs=feeds, outputs=(output,), tasks=tuple(by_output[output]), domains=(), data=()
            )
            families = [advice.family for advice, _ in _Search(tax, step).families(3)]
            if not families:
                return []
            stages.append(Stage(inputs=feeds, outputs=(output,), tasks=step.tasks, families=tuple(families)))
        parts = "; then ".join(
            f"{', '.join(stage.inputs)} to {', '.join(stage.outputs)} by {stage.families[0]}" for stage in stages
        )
        why = "besides what one model does alone" if one_model_fits else "no one model on record does it all"
        return [Composition(stages=tuple(stages), reason=f"as a pipeline, {why}: {parts}")]

    def excluded(self) -> dict[str, Ids]:
        return {
            constraint.name: Ids(functools.partial(self._families_without, constraint.passing))
            for constraint in self.constraints
            if self.everything & ~constraint.passing
        }

    def _families_without(self, passing: int) -> tuple[str, ...]:
        kept = {self.family_of[release] for release in bits(self.everything & passing)}
        gone = dict.fromkeys(self.family_of[release] for release in bits(self.everything & ~passing))
        return tuple(self.tax._id(line) for line in gone if line not in kept)

    def relaxations(self, limit: int) -> list[Relaxation]:
        for size in (1, 2, 3):
            found = [
                relaxation
                for drop in itertools.combinations(self.constraints, size)
                if (relaxation := self._relaxed(drop, limit)) is not None
            ]
            if found:
                return found
        return []

    def _relaxed(self, drop: tuple[_Constraint, ...], limit: int) -> Relaxation | None:
        from modeltaxonomy.questions.alternatives import Relaxation

        left = self.everything
        for constraint in self.constraints:
            if constraint not in drop:
                left &= constraint.passing
        if not left:
            return None
        to = None
        if len(drop) == 1 and drop[0].numbers:
            numbers = self.tax._numbers(f"release.{drop[0].numbers}")
            grows = drop[0].numbers == "parameters"
            if drop[0].name.startswith("memory_gb"):
                left &= self._may_have_weights()
            nearest = numbers.lowest(left) if grows else numbers.highest(left)
            if nearest is None:
                return None
            left &= numbers.at_most(nearest) if grows else numbers.at_least(nearest)
            to = _nearest(drop[0], nearest)
        families = dict.fromkeys(self.family_of[release] for release in self._ranked(left))
        names = tuple(self.tax._id(line) for line in itertools.islice(families, limit))
        return Relaxation(drop=tuple(constraint.name for constraint in drop), to=to, families=names)


def _ids(tax: Taxonomy, argument: str, value: Any, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tax._id(tax._line_of(name, (kind,))) for name in names_of(argument, value)))


def _date(argument: str, value: Any) -> str | None:
    if value is None:
        return None
    from modeltaxonomy._dates import checked_date

    return checked_date(argument, value)


def _data(value: Any) -> tuple[str, ...]:
    kinds = names_of("data", value)
    if kinds:
        from modeltaxonomy.entries.technique import DATA_KINDS

        for kind in kinds:
            if kind not in DATA_KINDS:
                raise InvalidQuery("data", f"{kind!r} is no kind of data; they are {', '.join(DATA_KINDS)}")
    return kinds


def _split(column: int, preferences: Sequence[int]) -> Iterator[int]:
    if not column:
        return
    if not preferences:
        yield column
        return
    yield from _split(column & preferences[0], preferences[1:])
    yield from _split(column & ~preferences[0], preferences[1:])


def _at_most_set(columns: Sequence[int], everything: int) -> list[int]:
    """Columns that tell, in turn, where none, at most one, at most two ... of the given are set."""

    counts = [everything]
    for column in columns:
        counts = [
            (counts[i] & ~column if i < len(counts) else 0) | (counts[i - 1] & column if i else 0)
            for i in range(len(counts) + 1)
        ]
    reached, result = 0, []
    for count in counts[:-1]:
        reached |= count
        result.append(reached)
    return result


def _reason(constraint: _Constraint, record: dict[str, Any], family: dict[str, Any], question: _Question) -> Reason:
    evidence: tuple[Evidence, ...] = ()
    text = constraint.reason
    for name in constraint.field.split():
        evidence += _evidence(name, record, family)
    if constraint.field.startswith("facts."):
        value = record["facts"][constraint.field.removeprefix("facts.")]["value"]
        if constraint.name.startswith("memory_gb"):
            bits_16, bits_4 = value * BYTES_16_BIT / GB, value * BYTES_4_BIT / GB
            enough = question.memory_gb is not None and bits_16 <= question.memory_gb
            text = f"weights of {bits_16:,.1f} GB in 16 bits" if enough else f"weights of {bits_4:,.1f} GB in 4 bits"
        else:
            text = text.format(value=value)
    elif "{value}" in text:
        text = text.format(value=record[constraint.field])
    return Reason(text=text, evidence=evidence)


def _evidence(name: str, record: dict[str, Any], family: dict[str, Any]) -> tuple[Evidence, ...]:
    if name.startswith("facts."):
        found = record.get("facts", {}).get(name.removeprefix("facts."), {}).get("evidence", ())
    else:
        found = evidence_for(name, record, family)
    return tuple([Evidence(**item) for item in found])


def _nearest(constraint: _Constraint, value: int) -> str:
    if constraint.name.startswith("memory_gb"):
        megabytes = -int(-value * BYTES_4_BIT * 1000 // GB)  # Rounded up, so that it is enough.
        return f"{megabytes / 1000:g}"
    if constraint.numbers == "released":
        return _day_before(value)
    return f"{value:,}"


def _day_before(value: int) -> str:
    import datetime

    day = datetime.date(value // 10_000, value // 100 % 100, value % 100)
    return (day - datetime.timedelta(days=1)).isoformat()


def _plainly(value: Any) -> str:
    if value is True:
        return "yes"
    if isinstance(value, (int, float)):
        return f"{value:g}" if value < 1e6 else f"{value:,.0f}"
    return str(value)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
