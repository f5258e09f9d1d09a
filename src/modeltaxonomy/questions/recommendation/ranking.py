"""In which order the releases that fit stand. Each rule is a function that gives sets of releases: those in the set go
before the others, and an earlier set, or an earlier rule, weighs more.
"""

from __future__ import annotations

import functools
import itertools
import operator
from typing import TYPE_CHECKING

from modeltaxonomy.questions.recommendation.fit import BYTES_16_BIT, GB
from modeltaxonomy.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from modeltaxonomy.questions.recommendation.fit import Constraint, Releases
    from modeltaxonomy.questions.recommendation.requirements import Requirements
    from modeltaxonomy.store import Store

    Rule = Callable[["Question"], Iterator[Rows]]

__all__ = ["RULES", "Question", "Ranking"]


class Question:
    """The requirements, the releases they are asked of, and what they come to."""

    def __init__(self, asked: Requirements, releases: Releases, constraints: Sequence[Constraint]) -> None:
        self.asked = asked
        self.releases = releases
        self.constraints = constraints
        self.store: Store = releases.store
        self.fitting: Rows = releases.everything
        for constraint in constraints:
            self.fitting &= constraint.passing

    @functools.cached_property
    def modalities(self) -> tuple[str, ...]:
        """The modalities asked for that are data; those of the tasks where none is named."""

        asked = self.asked
        named = {*asked.modalities, *asked.inputs, *asked.outputs}
        if not named:
            for task in asked.tasks:
                record = self.store.find_record(task)
                if record is not None:
                    named |= {*record.ids("inputs"), *record.ids("outputs")}
        return tuple(sorted(named & set(self.store.listed("modalities"))))


def rule(words: str) -> Callable[[Rule], Rule]:
    """Give a rule its docstring. Answers say it, and a docstring in its usual place is gone under `python -OO`."""

    def given(function: Rule) -> Rule:
        function.__doc__ = words
        return function

    return given


@rule("What is known for the domains asked for goes first, and of this what was pretrained on one field.")
def domain(question: Question) -> Iterator[Rows]:
    known = [question.releases.having("domains", name) for name in question.asked.domains]
    yield from known
    if known:
        yield functools.reduce(operator.and_, known) & question.releases.having("breadth", "domain")


@rule("Then what more is known of, as to the requirements.")
def fewer_unknowns(question: Question) -> Iterator[Rows]:
    return _at_most_set(
        [constraint.unknown for constraint in question.constraints if constraint.unknown],
        question.releases.everything,
    )


@rule("Then what fits the memory in 16 bits rather than only in 4.")
def whole_in_memory(question: Question) -> Iterator[Rows]:
    if question.asked.memory_gb is not None:
        yield question.releases.numbers("parameters").at_most(int(question.asked.memory_gb * GB / BYTES_16_BIT))


@rule("Then what has no native modality beyond those asked for.")
def no_other_modality(question: Question) -> Iterator[Rows]:
    if question.modalities:
        store, releases = question.store, question.releases
        covered = set(itertools.chain.from_iterable(store.up(name) for name in question.modalities))
        beyond = Rows(0, releases.everything.size)
        for root in store.listed("root-modalities"):
            if root not in covered:
                beyond |= releases.having("inputs", root) | releases.having("outputs", root)
        yield releases.everything - beyond


@rule("Then, where no domain is asked for, what was pretrained on general data rather than on one field.")
def general_pretraining(question: Question) -> Iterator[Rows]:
    if not question.asked.domains:
        yield question.releases.having("breadth", "general")


NEWER = "Then the newer one; then the lower id."

RULES = (domain, fewer_unknowns, whole_in_memory, no_other_modality, general_pretraining)
"""The order of families, each rule in the words of its docstring; `NEWER` comes last."""


class Ranking:
    """The releases that fit, from best to worst."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.preferences: list[tuple[Rule, Rows]] = [(rule, rows) for rule in RULES for rows in rule(question)]

    def ordered(self, releases: Rows) -> Iterator[int]:
        """Releases from best to worst."""

        for tier in _split(releases, [rows for _, rows in self.preferences]):
            yield from self.question.store.newest_first(tier)

    def decided_by(self, first: int, second: int) -> str:
        """The rule by which one release goes before another, in its words."""

        for rule, rows in self.preferences:
            if (first in rows) is not (second in rows):
                return (rule.__doc__ or "").strip()
        return NEWER


def _split(rows: Rows, preferences: Sequence[Rows]) -> Iterator[Rows]:
    if not rows:
        return
    if not preferences:
        yield rows
        return
    yield from _split(rows & preferences[0], preferences[1:])
    yield from _split(rows - preferences[0], preferences[1:])


def _at_most_set(columns: Sequence[Rows], everything: Rows) -> Iterator[Rows]:
    """Sets that tell, in turn, where none, at most one, at most two ... of the given are set."""

    none = everything - everything
    counts = [everything]
    for column in columns:
        counts = [
            (counts[i] - column if i < len(counts) else none) | (counts[i - 1] & column if i else none)
            for i in range(len(counts) + 1)
        ]
    reached = none
    for count in counts[:-1]:
        reached |= count
        yield reached
