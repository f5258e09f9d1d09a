"""What `recommend` offers where no one model does: pipelines, and the nearest questions that have an answer.

A module of its own because most answers need none of it, and making a class takes time.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from modeltaxonomy.questions.recommendation.fit import constraints
from modeltaxonomy.questions.recommendation.ranking import Question, Ranking
from modeltaxonomy.values import Value, as_tuple, field, frozen, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modeltaxonomy.questions.recommendation.fit import Constraint
    from modeltaxonomy.store.rows import Rows

__all__ = ["Pipeline", "Relaxation", "Stage", "pipelines", "relaxations"]


@frozen
class Stage(Value):
    """One step of a pipeline."""

    inputs: tuple[str, ...] = field(converter=as_tuple, description="Modalities it takes.")
    outputs: tuple[str, ...] = field(converter=as_tuple, description="Modalities it gives.")
    tasks: tuple[str, ...] = field(default=(), converter=as_tuple, description="Tasks it does.")
    families: tuple[str, ...] = field(converter=as_tuple, description="Ids of families that can do it, ranked.")


@frozen
class Pipeline(Value):
    """Several models, one after another."""

    stages: tuple[Stage, ...] = field(converter=records(Stage), description="The steps, in order.")
    reason: str = field(description="Why it is a pipeline, and what passes between its steps.")


@frozen
class Relaxation(Value):
    """The smallest change to a question that would let something in."""

    drop: tuple[str, ...] = field(converter=as_tuple, description="Constraints to loosen or give up.")
    to: str | None = field(default=None, description="The nearest value that would do, where the constraint has one.")
    families: tuple[str, ...] = field(
        converter=as_tuple, description="Ids of families that would then fit, best first."
    )

    def __str__(self) -> str:
        change = f"{self.drop[0]} to {self.to}" if self.to else f"without {' and '.join(self.drop)}"
        return f"{change}: {', '.join(self.families)}"


def pipelines(question: Question, *, one_model_fits: bool) -> Sequence[Pipeline]:
    """Where several modalities are to be given: a step for each, text first, which feeds the later ones."""

    store, asked = question.store, question.asked
    by_output: dict[str, list[str]] = {name: [] for name in asked.outputs}
    for task in asked.tasks:
        record = store.find_record(task)
        for output in () if record is None else record.ids("outputs"):
            by_output.setdefault(output, []).append(task)
    order = sorted(by_output, key=lambda name: (name != "text", name))
    if len(order) < 2:
        return []
    takes = asked.inputs or tuple(name for name in asked.modalities if name not in by_output) or ("text",)
    stages: list[Stage] = []
    for output in order:
        feeds = ("text",) if stages and order[0] == "text" else takes
        step = asked.evolve(
            modalities=(), inputs=feeds, outputs=(output,), tasks=tuple(by_output[output]), domains=(), data=()
        )
        again = Question(step, question.releases, constraints(step, question.releases))
        families = _families(Ranking(again), again.fitting, 3)
        if not families:
            return []
        stages.append(Stage(inputs=feeds, outputs=(output,), tasks=step.tasks, families=families))
    parts = "; then ".join(
        f"{', '.join(stage.inputs)} to {', '.join(stage.outputs)} by {stage.families[0]}" for stage in stages
    )
    why = "besides what one model does alone" if one_model_fits else "no one model on record does it all"
    return [Pipeline(stages=tuple(stages), reason=f"as a pipeline, {why}: {parts}")]


def relaxations(ranking: Ranking) -> Sequence[Relaxation]:
    """Where nothing fits: the fewest constraints that let something in when they are given up, or loosened."""

    for size in (1, 2, 3):
        found = [
            relaxation
            for drop in itertools.combinations(ranking.question.constraints, size)
            if (relaxation := _relaxed(ranking, drop)) is not None
        ]
        if found:
            return found
    return []


def _relaxed(ranking: Ranking, drop: tuple[Constraint, ...]) -> Relaxation | None:
    question = ranking.question
    left = question.releases.everything
    for constraint in question.constraints:
        if constraint not in drop:
            left &= constraint.passing
    if not left:
        return None
    to = None
    if len(drop) == 1 and drop[0].nearest is not None:
        limit, numbers = drop[0], question.releases.numbers(drop[0].number)
        if limit.among is not None:
            left &= limit.among
        nearest = numbers.lowest(left) if limit.is_upper else numbers.highest(left)
        if nearest is None:
            return None
        left &= numbers.at_most(nearest) if limit.is_upper else numbers.at_least(nearest)
        to = drop[0].nearest(nearest)
    families = _families(ranking, left, question.asked.limit)
    return Relaxation(drop=tuple(constraint.name for constraint in drop), to=to, families=families)


def _families(ranking: Ranking, releases: Rows, most: int) -> tuple[str, ...]:
    store = ranking.question.store
    found = dict.fromkeys(store.lineage(row) for row in ranking.ordered(releases))
    return tuple([store.id_at("family", row) for row in itertools.islice(found, most)])
