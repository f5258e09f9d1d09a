"""The rules of `recommend` and of classes, written the slow and obvious way, over nothing but entries.

Nothing here is taken from the code that it is held against, but `conditions.evaluate`, which has tests of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from modeltaxonomy.conditions import Known, all_of, evaluate
from modeltaxonomy.entries import AXES, KINDS, Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import modeltaxonomy as mt
    from modeltaxonomy.entries import Family, Release, Technique

ACCESS_NEEDED = ("prompts", "logits", "activations", "weights", "gradients")
GB = 1_000_000_000

Place = tuple[tuple[str, Any], ...]


class Advice(NamedTuple):
    """What is said of a release that is advised."""

    family: str
    generation: str | None
    release: str
    unknowns: tuple[str, ...]


class Plain:
    """A taxonomy, as it is or as it was on a day, asked the slow way."""

    def __init__(self, tax: mt.Taxonomy, day: str | None = None) -> None:
        self.tax = tax
        self.day = day
        self.releases = [r for r in tax.releases if day is None or (r.released and first_day(r.released) <= day)]
        self.techniques = [t for t in tax.techniques if not t.abstract]
        self.data = {m.id for m in tax.modalities if not m.only_as and not m.abstract}
        self.roots = {m for m in self.data if not tax.modalities[m].broader}
        self._ids = {entry_id for kind in KINDS.values() for entry_id in getattr(tax, kind.collection).ids}
        self._up: dict[str, tuple[str, ...]] = {}

    def up(self, name: str) -> tuple[str, ...]:
        """The id itself and everything broader; a word that is no id has nothing broader."""
        if name not in self._up:
            self._up[name] = (name, *(self.tax.ancestors(name) if name in self._ids else ()))
        return self._up[name]

    def covers(self, values: Iterable[str], wanted: str) -> bool:
        return any(wanted in self.up(value) for value in values)

    def fact(self, release: Release, name: str) -> Any:
        fact = release.facts.get(name, Fact(status="unknown"))
        return (fact if self.day is None else fact.as_of(self.day)).value

    def weights(self, release: Release) -> bool:
        """Whether its weights can be had, as far as it is known."""
        return not release.access or self.covers(release.access, "downloadable-weights")

    def lineage(self, release: Release) -> str:
        family = self.tax.families[release.family]
        while family.broader and not family.offshoot:
            family = self.tax.families[family.broader[0]]
        return family.id

    def known(self, release: Release | Family, axis: str) -> Known:
        """What is known of a release, or of a family, on an axis that conditions look at."""
        together = {"modalities": ("inputs", "outputs"), "training": ("objectives", "paradigms")}.get(axis)
        if together:
            first, second = (self.known(release, name) for name in together)
            return Known(tuple(sorted({*first.values, *second.values})), first.complete and second.complete)
        if axis == "size":
            count = self.fact(release, "parameters") if release.kind == "release" else None
            if count is None:
                return Known((), complete=False)
            words = (("below-1b", 1e9), ("1b-to-10b", 1e10), ("10b-to-100b", 1e11), ("above-100b", float("inf")))
            return Known((next(word for word, limit in words if count < limit),), complete=True)
        if axis == "relation":
            if release.kind == "family":
                return Known((), complete=False)
            return Known((release.relation,) if release.relation else (), complete=True)
        assert axis in AXES, axis
        statement = release.statement(axis)
        return Known(statement.values, statement.complete)

    def meets(self, release: Release | Family, conditions: Iterable[Any]) -> bool | None:
        return all_of(
            evaluate(condition.to_dict(), lambda axis: self.known(release, axis), self.up) for condition in conditions
        )

    def is_of(self, release: Release, model_class: str) -> bool | None:
        """Whether a release is of a class: whether the conditions of it and of its broader classes hold."""
        return all_of(self.meets(release, self.tax.model_classes[name].conditions) for name in self.up(model_class))

    # What fits

    def met(self, release: Release, q: mt.Requirements) -> dict[str, bool | None]:
        """Each requirement, and whether the release meets it: True, False, or None where it cannot be told."""
        natively = (*release.inputs, *release.outputs)
        found: dict[str, bool | None] = {}
        found |= {f"modality: {name}": self.covers(natively, name) for name in q.modalities}
        found |= {f"input: {name}": self.covers(release.inputs, name) for name in q.inputs}
        found |= {f"output: {name}": self.covers(release.outputs, name) for name in q.outputs}
        found |= {f"task: {name}": self.covers(release.tasks, name) for name in q.tasks}
        for name in q.languages:
            found[f"language: {name}"] = name in release.languages if release.languages else None
        for name in q.capabilities:
            found[f"capability: {name}"] = self.covers(release.capabilities, name) or None
        for name in q.access:
            found[f"access: {name}"] = self.covers(release.access, name) if release.access else None
        if q.hosted_only:
            ways = ("api-access", "hosted-interface-access")
            found["hosted_only"] = any(self.covers(release.access, way) for way in ways) if release.access else None
        for name in q.license:
            license = self.fact(release, "license")
            unknown = None if self.weights(release) else False
            found[f"license: {name}"] = self.covers([license], name) if license else unknown
        found |= {f"class: {name}": self.is_of(release, name) for name in q.model_class}
        count, context = self.fact(release, "parameters"), self.fact(release, "context")
        if q.memory_gb is not None:
            fits = None if count is None else count <= int(q.memory_gb * 2 * GB)
            found["memory_gb"] = fits if self.weights(release) else False
        if q.context is not None:
            found["context"] = None if context is None else context >= int(q.context)
        if q.max_parameters is not None:
            found["max_parameters"] = None if count is None else count <= int(q.max_parameters)
        if q.released_after is not None:
            out = release.released
            found["released_after"] = None if out is None else first_day(out) > first_day(q.released_after)
        return found

    def fits(self, release: Release, q: mt.Requirements) -> bool:
        return False not in self.met(release, q).values()

    def fitting(self, q: mt.Requirements) -> list[Release]:
        return [release for release in self.releases if self.fits(release, q)]

    # The order

    def place(self, release: Release, q: mt.Requirements) -> Place:
        """Where a release stands among those that fit: for each rule what decides, less being better."""
        count = self.fact(release, "parameters")
        beyond = {name for name in (*release.inputs, *release.outputs) if self.beyond(name, q)}
        return (
            ("domain", self.unknown_domains(release, q)),
            ("fewer_unknowns", sum(value is None for value in self.met(release, q).values())),
            ("whole_in_memory", q.memory_gb is not None and not (count and count <= int(q.memory_gb * GB / 2))),
            ("no_other_modality", bool(beyond)),
            ("general_pretraining", not q.domains and release.breadth != "general"),
            ("newer", -int(first_day(release.released).replace("-", "")) if release.released else 0),
            ("id", release.id),
        )

    def unknown_domains(self, release: Release, q: mt.Requirements) -> tuple[bool, ...]:
        known = [self.covers(release.domains, name) for name in q.domains]
        narrow = all(known) and release.breadth == "domain"
        return (*(not one for one in known), bool(known) and not narrow)

    def beyond(self, modality: str, q: mt.Requirements) -> bool:
        """Whether a modality is under a root that is none of those asked for, nor above one."""
        named = {*q.modalities, *q.inputs, *q.outputs}
        if not named:
            named = {m for task in q.tasks for m in (*self.tax.tasks[task].inputs, *self.tax.tasks[task].outputs)}
        named &= self.data
        covered = {above for name in named for above in self.up(name)}
        return bool(named) and any(root not in covered and root in self.up(modality) for root in self.roots)

    def advised(self, q: mt.Requirements) -> list[Release]:
        """The best release of each lineage, best first, as many as are to be named."""
        best: dict[str, Release] = {}
        for release in sorted(self.fitting(q), key=lambda release: [rank for _, rank in self.place(release, q)]):
            best.setdefault(self.lineage(release), release)
        return list(best.values())[: q.limit]

    def families(self, q: mt.Requirements) -> list[Advice]:
        """What is to be said of each of them."""
        said = []
        for release in self.advised(q):
            unknowns = [name.partition(":")[0] for name, value in self.met(release, q).items() if value is None]
            unknowns += [f"use in {name}" for name in q.domains if not self.covers(release.domains, name)]
            lineage = self.lineage(release)
            generation = None if release.family == lineage else release.family
            said.append(Advice(lineage, generation, release.id, tuple(dict.fromkeys(unknowns))))
        return said

    def decided_by(self, q: mt.Requirements) -> str | None:
        """The rule by which the first release goes before the second; newer also stands for the lower id."""
        places = [self.place(release, q) for release in self.advised(q)[:2]]
        if len(places) < 2:
            return None
        rule = next(name for (name, one), (_, other) in zip(*places, strict=True) if one != other)
        return "newer" if rule == "id" else rule

    # Techniques

    def stops(self, technique: Technique, release: Release, q: mt.Requirements) -> bool:
        """Whether something stands in the way of a technique with a release."""
        count = self.fact(release, "parameters")
        closed = not self.weights(release) and technique.access_needed != "prompts" and technique.hosted != "if-offered"
        large = bool(q.memory_gb and count and (technique.bytes_per_parameter or 0) * count / GB > q.memory_gb)
        no_data = not q.data and "none" not in technique.data
        ruled_out = any(rule.verdict == "does-not-apply" and self.meets(release, rule.when) for rule in technique.rules)
        return closed or large or no_data or technique.reward == "required" or ruled_out

    def ways(self, q: mt.Requirements) -> list[str]:
        """Ids of the techniques that are to be named, best first."""
        releases = self.advised(q)
        if not releases:
            return []

        def uses(technique: Technique) -> int:
            return sum(technique.id in release.adaptations for release in releases)

        def access(technique: Technique) -> int:
            return ACCESS_NEEDED.index(str(technique.access_needed))

        usable = [
            technique
            for technique in self.techniques
            if (not q.data or set(q.data) & set(technique.data)) and not (q.hosted_only and technique.hosted == "no")
        ]
        usable.sort(key=lambda technique: (-uses(technique), access(technique), technique.id))
        looked_at = usable[: 2 * q.limit]
        looked_at.sort(
            key=lambda technique: (
                all(self.stops(technique, release, q) for release in releases),
                -uses(technique),
                access(technique),
                technique.id,
            )
        )
        return [technique.id for technique in looked_at[: q.limit]]


def first_day(date: str) -> str:
    """The first day of a date that may be a month or a year."""
    return (date + "-01-01")[:10]


def names(advice: Sequence[Any]) -> list[Advice]:
    """What an answer says of its families, to be held against `Plain.families`."""
    return [Advice(each.family, each.generation, each.release, each.unknowns) for each in advice]
