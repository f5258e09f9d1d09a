"""Which class of model, which family and which way of adapting it fit a use.

It filters on what is known and never scores quality. A release fits when it meets every requirement (`fit`); a
requirement about something that is not known of a release does not exclude it: the release is kept, ranked lower, and
what is not known is listed. The releases that fit are put in order (`ranking`), and a family stands where its best
release does. What is said of a family is said of that release, under its evidence.

Each rule is a function, and its docstring is the rule as the documentation and `explain` give it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.questions import Reason, store_of
from modeltaxonomy.questions.recommendation.answer import FamilyAdvice, Recommendation
from modeltaxonomy.questions.recommendation.fit import Releases, constraints
from modeltaxonomy.questions.recommendation.ranking import Question, Ranking
from modeltaxonomy.questions.recommendation.requirements import Requirements
from modeltaxonomy.values.containers import FrozenMapping, Later

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.questions.recommendation.alternatives import Pipeline, Relaxation
    from modeltaxonomy.questions.recommendation.classes import ClassAdvice
    from modeltaxonomy.questions.recommendation.techniques import TechniqueAdvice
    from modeltaxonomy.store import Store
    from modeltaxonomy.store.rows import Rows

__all__ = ["recommend"]


def recommend(
    modalities: str | Iterable[str] | Requirements = (),
    tasks: str | Iterable[str] = (),
    *,
    inputs: str | Iterable[str] = (),
    outputs: str | Iterable[str] = (),
    domains: str | Iterable[str] = (),
    languages: str | Iterable[str] = (),
    capabilities: str | Iterable[str] = (),
    access: str | Iterable[str] | None = None,
    license: str | Iterable[str] | None = None,
    model_class: str | Iterable[str] | None = None,
    memory_gb: float | None = None,
    context: float | None = None,
    max_parameters: float | None = None,
    released_after: str | datetime.date | None = None,
    as_of: str | datetime.date | None = None,
    data: str | Iterable[str] = (),
    hosted_only: bool = False,
    limit: int = 5,
    taxonomy: Taxonomy | None = None,
) -> Recommendation:
    """Which classes, families and adaptation techniques fit a use. The rules are the docstrings of their functions.

    modalities: data types that meet in the workflow, each on either side; or the whole question as `Requirements`,
    which describes the other arguments too.

    Names may be ids, labels or aliases. UnknownName, AmbiguousName; InvalidQuery for a wrong type or range, for a name in the
    wrong argument, and where nothing is asked.
    """

    given: dict[str, Any] = {name: value for name, value in locals().items() if name not in ("modalities", "taxonomy")}
    if isinstance(modalities, Requirements):
        if any(value not in ((), None, False) for name, value in given.items() if name != "limit") or limit != 5:
            raise InvalidQuery("modalities", "Requirements are the whole question; give nothing else, or change them")
        asked = modalities
    else:
        asked = Requirements(**{**given, "modalities": modalities})
    return _answer(store_of(taxonomy), asked)


def _answer(store: Store, asked: Requirements) -> Recommendation:
    if asked.is_empty:
        raise InvalidQuery("tasks", "nothing is asked; say what is to be done, such as tasks='summarization'")
    if asked.as_of is not None and asked.as_of != store.day:
        from modeltaxonomy.store.past import PastStore

        store = PastStore(store, asked.as_of)
    asked = asked.resolved(store)
    if store.day is not None:
        asked = asked.evolve(as_of=store.day)
    releases = Releases(store)
    found = constraints(asked, releases)
    question = Question(asked, releases, found)
    ranking = Ranking(question)
    best = _best_of_families(ranking, asked.limit)
    families = [_advice(question, family, row) for family, row in best.items()]
    advised = [(advice.label, row) for advice, row in zip(families, best.values(), strict=True)]
    first, second = [*list(best.values())[:2], None, None][:2]
    return Recommendation(
        requirements=asked,
        model_classes=Later(functools.partial(_classes, question, first)),
        families=tuple(families),
        decided_by=None if first is None or second is None else ranking.decided_by(first, second),
        techniques=Later(functools.partial(_techniques, question, advised)),
        pipelines=Later(functools.partial(_pipelines, question, bool(families))),
        excluded=FrozenMapping(
            {
                constraint.name: Later(functools.partial(_families_without, question, constraint.passing))
                for constraint in found
                if releases.everything - constraint.passing
            }
        ),
        blocking=() if families else tuple(c.name for c in found if not releases.everything & c.passing),
        relaxations=Later(()) if families else Later(functools.partial(_relaxations, ranking)),
    )


# What each of these imports is needed only where somebody looks at that part of the answer.


def _classes(question: Question, best: int | None) -> Sequence[ClassAdvice]:
    from modeltaxonomy.questions.recommendation import classes

    return classes.advised(question, best)


def _techniques(question: Question, advised: Sequence[tuple[str, int]]) -> Sequence[TechniqueAdvice]:
    from modeltaxonomy.questions.recommendation import techniques

    return techniques.advised(question, [(label, question.releases.record(row)) for label, row in advised])


def _pipelines(question: Question, one_model_fits: bool) -> Sequence[Pipeline]:
    from modeltaxonomy.questions.recommendation import alternatives

    return alternatives.pipelines(question, one_model_fits=one_model_fits)


def _relaxations(ranking: Ranking) -> Sequence[Relaxation]:
    from modeltaxonomy.questions.recommendation import alternatives

    return alternatives.relaxations(ranking)


def _best_of_families(ranking: Ranking, limit: int) -> dict[int, int]:
    """The best families, each with its best release, as rows."""

    found: dict[int, int] = {}
    for release in ranking.ordered(ranking.question.fitting):
        found.setdefault(ranking.question.store.lineage(release), release)
        if len(found) == limit:
            break
    return found


def _advice(question: Question, family_row: int, row: int) -> FamilyAdvice:
    family = question.store.record("family", family_row)
    record = question.releases.record(row)
    reasons, unknowns = [], []
    for constraint in question.constraints:
        if row in constraint.unknown:
            unknowns.append(constraint.name.partition(":")[0])
        else:
            reasons.append(constraint.reason(record))
    for name in question.asked.domains:
        if row in question.releases.having("domains", name):
            reasons.insert(0, Reason(text=f"known for {name}", evidence=record.showing("domains", (name,))))
        else:
            unknowns.append(f"use in {name}")
    if record.get("released"):
        reasons.append(Reason(text=f"released {record.get('released')}", evidence=record.evidence("released")))
    generation = record.get("family")
    return FamilyAdvice(
        family=family.id,
        label=family.label,
        generation=None if generation == family.id else generation,
        release=record.id,
        release_label=record.label,
        reasons=tuple(_once(reasons)),
        unknowns=tuple(dict.fromkeys(unknowns)),
    )


def _once(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """No reason twice, as where a date is both asked for and told."""

    seen: set[str] = set()
    for reason in reasons:
        if reason.text not in seen:
            seen.add(reason.text)
            yield reason


def _families_without(question: Question, passing: Rows) -> tuple[str, ...]:
    store, everything = question.store, question.releases.everything
    kept = {store.lineage(row) for row in everything & passing}
    gone = dict.fromkeys(store.lineage(row) for row in store.newest_first(everything - passing))
    return tuple([store.id_at("family", row) for row in gone if row not in kept])
