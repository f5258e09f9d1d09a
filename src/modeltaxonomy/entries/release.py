"""Releases: single published models, with facts."""

from __future__ import annotations

from typing import Any, Literal

from modeltaxonomy.entries._mapping import FrozenMapping
from modeltaxonomy.entries._noun import as_tuple, field, frozen_mapping, noun
from modeltaxonomy.entries.evidence import DATE
from modeltaxonomy.entries.fact import UNKNOWN, Fact
from modeltaxonomy.entries.model import Model

__all__ = ["FACTS", "Release"]

FACTS: dict[str, str] = {
    "parameters": "weights of the network, a count",
    "active_parameters": "weights that take part in the computation of one token, a count",
    "context": "longest input that the model itself takes, tokens",
    "max_output": "longest output, tokens",
    "training_tokens": "tokens seen in pretraining, a count",
    "training_compute": "compute of training, FLOP",
    "knowledge_cutoff": "end of the training data, ISO 8601",
    "licence": "id of the licence of the weights",
    "embedding_dimensions": "length of the vector given, a count",
}


@noun
class Release(Model):
    """One published model. An axis it does not state itself is its family's (see `inherited`)."""

    kind = "release"

    family: str = field(description="The family it belongs to.", refers="family", axis=True)
    released: str | None = field(
        default=None, description="When it came out, ISO 8601, as precisely as known.", pattern=DATE
    )
    base: str | None = field(default=None, description="The release it was made from.", refers="release")
    relation: Literal["fine-tuned", "distilled", "merged", "quantised", "adapter", "successor"] | None = field(
        default=None, description="What it is to its base."
    )
    facts: FrozenMapping[Fact] = field(
        default=FrozenMapping(),
        converter=frozen_mapping(lambda fact: fact if isinstance(fact, Fact) else Fact(**fact)),
        description="Name -> fact. Names: " + "; ".join(f"{name} ({what})" for name, what in FACTS.items()) + ".",
    )
    inherited: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Axes taken over from the family; filled in by the taxonomy."
    )

    def fact(self, name: str) -> Fact:
        """The fact of that name, `unknown` where nothing is recorded. KeyError for a name that no release has."""

        if name not in FACTS:
            raise KeyError(f"{name!r} is not a fact of releases; they are {', '.join(FACTS)}")
        return self.facts.get(name, UNKNOWN)

    def _plain_fact(self, name: str) -> Any:
        return self.fact(name).value

    @property
    def parameters(self) -> int | None:
        """Weights of the network, a count."""
        return self._plain_fact("parameters")  # type: ignore[no-any-return]

    @property
    def active_parameters(self) -> int | None:
        """Weights that take part in the computation of one token, a count."""
        return self._plain_fact("active_parameters")  # type: ignore[no-any-return]

    @property
    def context(self) -> int | None:
        """Longest input that the model itself takes, tokens; a host may allow less."""
        return self._plain_fact("context")  # type: ignore[no-any-return]

    @property
    def max_output(self) -> int | None:
        """Longest output, tokens."""
        return self._plain_fact("max_output")  # type: ignore[no-any-return]

    @property
    def training_tokens(self) -> int | None:
        """Tokens seen in pretraining, a count."""
        return self._plain_fact("training_tokens")  # type: ignore[no-any-return]

    @property
    def training_compute(self) -> float | None:
        """Compute of training, FLOP."""
        return self._plain_fact("training_compute")  # type: ignore[no-any-return]

    @property
    def knowledge_cutoff(self) -> str | None:
        """End of the training data, ISO 8601."""
        return self._plain_fact("knowledge_cutoff")  # type: ignore[no-any-return]

    @property
    def licence(self) -> str | None:
        """Id of the licence of the weights."""
        return self._plain_fact("licence")  # type: ignore[no-any-return]

    @property
    def embedding_dimensions(self) -> int | None:
        """Length of the vector given, a count."""
        return self._plain_fact("embedding_dimensions")  # type: ignore[no-any-return]
