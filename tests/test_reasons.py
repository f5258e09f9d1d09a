"""Whatever a reason of `recommend` claims holds of the release it names, under evidence of that release.

Evidence of a release is what stands with its own statement, or with that of the family it takes the statement over
from. The checker below reads entries alone; it is given bad answers first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings

import modeltaxonomy as mt
from modeltaxonomy.entries import Evidence
from modeltaxonomy.questions import Reason
from tests.plain import GB, Plain
from tests.test_recommend import DAYS, PLAIN, TASKS, TAX, asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from modeltaxonomy.entries import Release, Statement, Technique
    from modeltaxonomy.questions.recommendation.answer import FamilyAdvice, Recommendation, TechniqueAdvice

KINDS_OF_DATA = ("none", "labelled", "documents", "preference-pairs")


class Checker:
    """Says what in an answer is not borne out by the entries."""

    def __init__(self, answer: Recommendation, plain: Plain = PLAIN) -> None:
        self.answer = answer
        self.plain = plain
        self.q = answer.requirements
        self.tax = plain.tax

    def complaints(self) -> list[str]:
        return [
            *(f"{advice.release}: {text}" for advice in self.answer.families for text in self.of_family(advice)),
            *(f"{advice.technique}: {text}" for advice in self.answer.techniques for text in self.of_technique(advice)),
            *(
                f"{advice.model_class}: {text}"
                for advice in self.answer.model_classes
                for text in self.of_class(advice)
            ),
        ]

    # Families

    def of_family(self, advice: FamilyAdvice) -> Iterator[str]:
        release = self.tax.releases[advice.release]
        if release.label != advice.release_label or self.tax.families[advice.family].label != advice.label:
            yield "it goes by another name"
        for reason in advice.reasons:
            evidence = self.shown(release, reason.text)
            if evidence is None:
                yield f"{reason.text!r} does not hold"
            elif not set(reason.evidence) <= evidence:
                yield f"{reason.text!r} stands under evidence for something else"
            elif evidence and not reason.evidence:
                yield f"{reason.text!r} stands without its evidence"

    def shown(self, release: Release, text: str) -> set[Evidence] | None:
        """The evidence for a claim about a release; None where the claim is not so."""
        for pattern, axes in (
            (r"native (\S+)", ("inputs", "outputs")),
            (r"takes (\S+)", ("inputs",)),
            (r"gives (\S+)", ("outputs",)),
            (r"on record for (\S+)", ("tasks",)),
            (r"known for (\S+)", ("domains",)),
            (r"covers (\S+)", ("languages",)),
            (r"offers (\S+)", ("capabilities",)),
        ):
            if said := re.fullmatch(pattern, text):
                return self.on_axes(release, axes, said[1])
        if text in self.q.access:
            return self.on_axes(release, ("access",), text)
        if text == "can be used hosted":
            ways = [self.on_axes(release, ("access",), way) for way in ("api-access", "hosted-interface-access")]
            return set().union(*(way for way in ways if way is not None)) if any(w is not None for w in ways) else None
        if said := re.fullmatch(r"is of the class (\S+)", text):
            return set() if self.plain.is_of(release, said[1]) else None
        if said := re.fullmatch(r"released (\S+)", text):
            return set(release.evidence.get("released", ())) if release.released == said[1] else None
        return self.from_facts(release, text)

    def on_axes(self, release: Release, axes: tuple[str, ...], wanted: str) -> set[Evidence] | None:
        statements = [release.statement(axis) for axis in axes]
        if not any(self.plain.covers(statement.values, wanted) for statement in statements):
            return None
        return {item for statement in statements for item in self.evidence(release, statement, wanted)}

    def evidence(self, release: Release, statement: Statement, wanted: str) -> Iterator[Evidence]:
        """The evidence on an axis for a value or one narrower, where the statement is the release's to have."""
        above = (release.family, *self.tax.ancestors(release.family))
        if statement.inherited_from is not None:
            assert statement.inherited_from in above
            assert not any(self.tax.families[name].offshoot for name in above[: above.index(statement.inherited_from)])
        for item in statement.evidence:
            if not item.values or any(wanted in self.plain.up(value) for value in item.values):
                yield item

    def from_facts(self, release: Release, text: str) -> set[Evidence] | None:
        count, context = self.plain.fact(release, "parameters"), self.plain.fact(release, "context")
        license = self.plain.fact(release, "license")
        claims = {}
        if count is not None:
            claims[f"{count:,} parameters"] = "parameters"
            if self.q.memory_gb is not None:
                whole, quarter = count * 2 / GB, count / 2 / GB
                fits = f"{whole:,.1f} GB in 16 bits" if whole <= self.q.memory_gb else f"{quarter:,.1f} GB in 4 bits"
                claims[f"weights of {fits}"] = "parameters"
        if context is not None:
            claims[f"{context:,} tokens of context"] = "context"
        if license is not None:
            claims[f"license {license}"] = "license"
        return set(release.facts[claims[text]].evidence) if text in claims else None

    # Techniques

    def of_technique(self, advice: TechniqueAdvice) -> Iterator[str]:
        technique = self.tax.techniques[advice.technique]
        releases = {each.label: self.tax.releases[each.release] for each in self.answer.families}
        listing = [label for label, release in releases.items() if technique.id in release.adaptations]
        for reason in advice.reasons:
            yield from self.of_reason(technique, reason, releases, listing)
        if listing and not advice.reasons[0].text.startswith("on record for "):
            yield f"that {listing} list it is not said"
        for blocker in advice.blockers:
            if not self.stands(technique, blocker, releases):
                yield f"{blocker!r} does not stand in the way"

    def of_reason(
        self, technique: Technique, reason: Reason, releases: dict[str, Release], listing: list[str]
    ) -> Iterator[str]:
        allowed: set[Evidence]
        if said := re.fullmatch(r"on record for (.+)", reason.text):
            allowed = {
                item
                for label in listing
                for item in self.evidence(releases[label], releases[label].statement("adaptations"), technique.id)
            }
            if said[1].split(", ") != listing:
                yield f"{said[1]} are said to list it; {listing} do"
            elif allowed and not reason.evidence:
                yield "that it is on record stands without its evidence"
        elif said := re.fullmatch(r"works with (.+)", reason.text):
            allowed = set(technique.evidence.get("data", ()))
            if not set(said[1].split(" or ")) <= set(technique.data) & set(self.q.data):
                yield f"it does not work with {said[1]}"
        elif said := re.fullmatch(r"needs (?:no more than )?(\S+)", reason.text):
            allowed = set(technique.evidence.get("access_needed", ()))
            if said[1] != technique.access_needed:
                yield f"it needs {technique.access_needed}, not {said[1]}"
        elif said := re.fullmatch(r"trains on weights quantized by (.+)", reason.text):
            allowed = set(technique.evidence.get("quantized_base", ()))
            if tuple(said[1].split(", ")) != technique.quantized_base:
                yield f"it does not train on weights quantized by {said[1]}"
        else:
            rules = [rule for rule in technique.rules if rule.verdict == "applies" and rule.statement == reason.text]
            met = [rule for rule in rules if any(self.plain.meets(one, rule.when) for one in releases.values())]
            allowed = {item for rule in met for item in rule.evidence}
            if not met:
                yield f"{reason.text!r} is of none of the releases"
        if not set(reason.evidence) <= allowed:
            yield f"{reason.text!r} stands under evidence for something else"

    def stands(self, technique: Technique, blocker: str, releases: dict[str, Release]) -> bool:
        """Whether a blocker is true, and of exactly the releases that it names."""
        closed = [label for label, release in releases.items() if not self.plain.weights(release)]
        if said := re.fullmatch(r"for (.+) only where the host offers it", blocker):
            return technique.hosted == "if-offered" and said[1].split(", ") == closed
        if said := re.fullmatch(r"not for (.+): the weights cannot be had", blocker):
            return technique.access_needed != "prompts" and said[1].split(", ") == closed
        if said := re.fullmatch(r"(.+) would need ([\d,]+) GB; (\S+) are given", blocker):
            (release,) = [release for release in releases.values() if release.label == said[1]]
            needed = (release.parameters or 0) * (technique.bytes_per_parameter or 0) / GB
            memory = self.q.memory_gb
            return memory is not None and needed > memory and (f"{needed:,.0f}", f"{memory:g}") == (said[2], said[3])
        if blocker.startswith("data of the kind "):
            return not self.q.data and "none" not in technique.data
        if blocker == "a reward function, model or judge is needed":
            return technique.reward == "required"
        for rule in technique.rules:
            if rule.verdict == "does-not-apply" and f": {rule.statement} (" in blocker:
                met = [label for label, release in releases.items() if self.plain.meets(release, rule.when)]
                return blocker.startswith(f"not for {', '.join(met)}: ")
        return False

    # Classes

    def of_class(self, advice: Any) -> Iterator[str]:
        fitting = self.plain.fitting(self.q)
        members = sum(self.plain.is_of(release, advice.model_class) is True for release in fitting)
        selection = {rule.reason for rule in self.tax.model_classes[advice.model_class].selection}
        best = self.tax.releases[self.answer.families[0].release] if self.answer.families else None
        for reason in advice.reasons:
            if said := re.fullmatch(r"the class of (.+), which fits best", reason.text):
                if best is None or best.label != said[1] or not self.plain.is_of(best, advice.model_class):
                    yield f"{reason.text!r} does not hold"
            elif said := re.fullmatch(r"(\d+) of the (\d+) releases that fit belong to it", reason.text):
                if (int(said[1]), int(said[2])) != (members, len(fitting)):
                    yield f"{members} of {len(fitting)} belong to it"
            elif reason.text not in selection:
                yield f"{reason.text!r} is no rule of it"


def first_family(answer: Recommendation, *reasons: Reason) -> Recommendation:
    """The answer, with other reasons for its first family."""
    head, *rest = answer.families
    return attrs.evolve(answer, families=(attrs.evolve(head, reasons=reasons), *rest))


def with_reason(answer: Recommendation, text: str, evidence: tuple[Evidence, ...] = ()) -> Recommendation:
    return first_family(answer, *answer.families[0].reasons, Reason(text=text, evidence=evidence))


def technique_reason(answer: Recommendation, text: str, evidence: tuple[Evidence, ...] = ()) -> Recommendation:
    head, *rest = answer.techniques
    told = attrs.evolve(head, reasons=(Reason(text=text, evidence=evidence), *head.reasons[1:]))
    return attrs.evolve(answer, techniques=(told, *rest))


def blocked(answer: Recommendation, text: str) -> Recommendation:
    head, *rest = answer.techniques
    return attrs.evolve(answer, techniques=(attrs.evolve(head, blockers=(text,)), *rest))


def of_class(answer: Recommendation, text: str) -> Recommendation:
    head, *rest = answer.model_classes
    return attrs.evolve(answer, model_classes=(attrs.evolve(head, reasons=(Reason(text=text),)), *rest))


ELSEWHERE = (Evidence(basis="editorial", note="from another entry"),)
TAMPERED: dict[str, Callable[[Recommendation], Recommendation]] = {
    "a task of another release": lambda a: with_reason(a, "on record for protein-design"),
    "a modality it does not have": lambda a: with_reason(a, "native protein"),
    "an input it does not take": lambda a: with_reason(a, "takes time-series"),
    "an output it does not give": lambda a: with_reason(a, "gives video"),
    "a domain it is not known for": lambda a: with_reason(a, "known for weather"),
    "a language it does not cover": lambda a: with_reason(a, "covers xx"),
    "a capability it is not known for": lambda a: with_reason(a, "offers computer-use-tools"),
    "a class it is not of": lambda a: with_reason(a, "is of the class protein-model"),
    "a number that is not its own": lambda a: with_reason(a, "3 parameters"),
    "a context that is not its own": lambda a: with_reason(a, "7 tokens of context"),
    "weights of another size": lambda a: with_reason(a, "weights of 0.0 GB in 16 bits"),
    "a license it does not have": lambda a: with_reason(a, "license gpl-4.0"),
    "another day": lambda a: with_reason(a, "released 1999-01-01"),
    "a way to have it that was not asked for": lambda a: with_reason(a, "closed-access"),
    "what is no claim": lambda a: with_reason(a, "rather good"),
    "evidence for something else": lambda a: first_family(
        a, *[attrs.evolve(reason, evidence=ELSEWHERE) for reason in a.families[0].reasons]
    ),
    "no evidence": lambda a: first_family(a, *[attrs.evolve(reason, evidence=()) for reason in a.families[0].reasons]),
    "the reasons of the second family": lambda a: first_family(a, *a.families[1].reasons),
    "another release of the family": lambda a: attrs.evolve(
        a, families=(attrs.evolve(a.families[0], release="t5-small"), *a.families[1:])
    ),
    "a technique that a family does not list": lambda a: technique_reason(a, f"on record for {a.families[-1].label}"),
    "a technique on record for fewer": lambda a: technique_reason(a, f"on record for {a.families[0].label}"),
    "a technique under other evidence": lambda a: technique_reason(a, a.techniques[0].reasons[0].text, ELSEWHERE),
    "a technique without evidence": lambda a: technique_reason(a, a.techniques[0].reasons[0].text),
    "data that it cannot learn from": lambda a: technique_reason(a, "works with documents"),
    "access that it does not need": lambda a: technique_reason(a, "needs logits"),
    "weights on which it does not train": lambda a: technique_reason(a, "trains on weights quantized by hope"),
    "a rule that it does not have": lambda a: technique_reason(a, "works whenever it is Monday"),
    "weights that can be had": lambda a: blocked(a, f"not for {a.families[0].label}: the weights cannot be had"),
    "memory that suffices": lambda a: blocked(a, f"{a.families[0].release_label} would need 0 GB; 16 are given"),
    "data that is at hand": lambda a: blocked(a, "data of the kind labelled is needed; say what is at hand"),
    "a reward that is not needed": lambda a: blocked(a, "a reward function, model or judge is needed"),
    "a host that is not asked": lambda a: blocked(a, f"for {a.families[0].label} only where the host offers it"),
    "a class that is not the best one's": lambda a: of_class(a, "the class of GPT-2 XL, which fits best"),
    "a share that is not so": lambda a: of_class(a, "1 of the 2 releases that fit belong to it"),
    "a choice that no rule makes": lambda a: of_class(a, "Because we like it best of all."),
}


@pytest.fixture(scope="module")
def honest() -> Recommendation:
    """An answer with claims of many kinds."""
    return mt.recommend(
        "text", "text-generation", outputs="text", memory_gb=16, context=1000, data="labelled", access="open-weights"
    )


def test_an_honest_answer_is_borne_out(honest: Recommendation) -> None:
    """The checker has nothing to say against an answer whose claims all hold."""
    assert Checker(honest).complaints() == []
    assert len({reason.text.split()[0] for advice in honest.families for reason in advice.reasons}) >= 6


@pytest.mark.parametrize("fault", TAMPERED)
def test_a_claim_that_does_not_hold_is_noticed(fault: str, honest: Recommendation) -> None:
    """An answer that was tampered with is found out."""
    tampered = TAMPERED[fault](honest)
    assert tampered != honest
    assert Checker(tampered).complaints() != []


@pytest.mark.parametrize("data", KINDS_OF_DATA)
def test_every_claim_holds_of_the_release_it_names(data: str) -> None:
    """For every task, what the answer says holds of the releases it names, under their evidence."""
    claims = 0
    for task in TAX.tasks.ids:
        answer = mt.recommend(tasks=task, data=data)
        assert Checker(answer).complaints() == [], task
        claims += sum(len(advice.reasons) for advice in (*answer.families, *answer.techniques))
    assert claims > 1000


@settings(max_examples=150, deadline=None)
@given(asked)
def test_every_claim_holds_whatever_is_asked(question: dict[str, Any]) -> None:
    """What an answer to any question says holds of the releases it names, under their evidence."""
    assert Checker(mt.recommend(**question)).complaints() == []


@settings(max_examples=60, deadline=None)
@given(asked, DAYS.map(str))
def test_every_claim_about_the_past_holds(question: dict[str, Any], day: str) -> None:
    """As of a day, what an answer says holds of the releases as they were on that day."""
    assert Checker(mt.recommend(**question, as_of=day), Plain(TAX, day)).complaints() == []


def test_every_claim_about_data_has_evidence() -> None:
    """For every task, a reason that rests on an axis or a fact of a release says how that is known."""
    for task in TASKS:
        for advice in mt.recommend(tasks=task, limit=3).families:
            for reason in advice.reasons:
                assert reason.evidence, (task, advice.release, reason.text)


def test_evidence_is_that_of_the_value() -> None:
    """Where evidence on an axis names values, a reason about one value stands under what names that one."""
    answer = mt.recommend("text", capabilities="tool-calling", limit=40)
    reasons = [reason for advice in answer.families for reason in advice.reasons if reason.text.startswith("offers ")]
    assert reasons
    for reason in reasons:
        assert reason.evidence
        assert all("tool-calling" in item.values for item in reason.evidence)
