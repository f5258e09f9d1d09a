"""Releases: single published models, with facts."""

from __future__ import annotations

from typing import Literal, get_args

import attrs

from modeltaxonomy.entries.axes import Model, axis
from modeltaxonomy.entries.evidence import DATE
from modeltaxonomy.entries.fact import UNKNOWN, Fact
from modeltaxonomy.entries.facts import FACTS, Facts
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.values import field, frozen, frozen_mapping
from modeltaxonomy.values.containers import FrozenMapping

__all__ = ["Availability", "Relation", "Release"]

Relation = Literal["fine-tuned", "distilled", "merged", "quantized", "adapter", "successor"]
Availability = Literal["open", "gated", "api", "limited-preview", "none", "retired", "unknown"]


@frozen
class Release(Model, Facts):
    """One published model. An axis that it does not state itself is that of its generation or family."""

    kind = "release"

    family: str = axis(
        "family",
        default=attrs.NOTHING,
        single=True,
        inherited=False,
        description="The family, or generation of one, that it belongs to.",
    )
    announced: str | None = field(
        default=None,
        date=True,
        description="When a paper or post first told of it, ISO 8601, as precisely as known.",
        pattern=DATE,
    )
    released: str | None = field(
        default=None,
        date=True,
        description="When its weights or an API came out, ISO 8601, as precisely as known.",
        pattern=DATE,
    )
    deprecated: str | None = field(
        default=None,
        date=True,
        description="When its maker declared it deprecated, ISO 8601; it may still be served.",
        pattern=DATE,
    )
    retired: str | None = field(
        default=None, date=True, description="When its maker stopped, or stops, serving it, ISO 8601.", pattern=DATE
    )
    base: str | None = field(default=None, description="The release it was made from.", refers="release")
    relation: Relation | None = axis(
        words=get_args(Relation), single=True, closed=True, inherited=False, description="What it is to its base."
    )
    facts: FrozenMapping[Fact] = field(
        default=FrozenMapping(),
        converter=frozen_mapping(lambda fact: fact if isinstance(fact, Fact) else Fact(**fact)),
        description="Name -> fact. Names: "
        + "; ".join(f"{name} ({kind.meaning})" for name, kind in FACTS.items())
        + ".",
    )

    def fact(self, name: str) -> Fact:
        """The fact of that name, `unknown` where nothing is recorded. InvalidQuery for a name that no release has."""

        if not isinstance(name, str) or name not in FACTS:
            raise InvalidQuery("name", f"{name!r} is no fact of releases; they are {', '.join(FACTS)}")
        return self.facts.get(name, UNKNOWN)

    def availability(self, on: str | None = None) -> Availability:
        """How it can be had on a day, ISO 8601; none given: today.

        open: weights that anybody can download; gated: after accepting terms or asking; api: served by its maker;
        limited-preview: served to some; none: never published; retired: no longer served, and no weights.
        """

        import datetime

        day = on or datetime.datetime.now(datetime.UTC).date().isoformat()
        access = set(self.access)
        if "gated-weights" in access:
            return "gated"
        if access & {"open-weights", "downloadable-weights", "fully-open-release"}:
            return "open"
        if self.retired is not None and self.retired <= day:
            return "retired"
        if access & {"api-access", "api-with-fine-tuning", "hosted-interface-access", "logprob-access"}:
            return "api"
        if "staged-access" in access:
            return "limited-preview"
        return "none" if access else "unknown"
