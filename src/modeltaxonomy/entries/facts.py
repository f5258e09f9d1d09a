"""The facts that a release can have, each declared once.

Everything that has a list of facts (columns of numbers, laws, comparison, display, frames) derives it from `Facts`.
To add a fact, add a line to that class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

if TYPE_CHECKING:
    from modeltaxonomy.entries.fact import Fact
    from modeltaxonomy.values.containers import FrozenMapping

__all__ = ["FACTS", "FactKind", "Facts", "PlainFact"]

T = TypeVar("T")
Form = Literal["count", "amount", "date", "id", "word"]


class FactKind:
    """What is to be known of a fact beyond its name."""

    __slots__ = ("form", "meaning", "refers")

    def __init__(self, meaning: str, form: Form, *, refers: str | None = None) -> None:
        self.meaning: str = meaning
        """What the value says, with its unit."""
        self.form = form
        """count: a whole number from 1; amount: a number above 0; date: ISO 8601; id: of an entry; word: text."""
        self.refers: str | None = refers
        """For an id: the kind of entry."""

    @property
    def numeric(self) -> bool:
        """Whether it is a number, which can be bounded from below and above."""
        return self.form in ("count", "amount")


FACTS: dict[str, FactKind] = {}
"""The facts of releases, by name."""


class PlainFact(Generic[T]):
    """An attribute that gives the plain value of a fact, or None where it is not known."""

    def __init__(self, kind: FactKind) -> None:
        self._kind = kind
        self.__doc__ = f"{kind.meaning[:1].upper()}{kind.meaning[1:]}."

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        FACTS[name] = self._kind

    @overload
    def __get__(self, instance: None, owner: type) -> PlainFact[T]: ...
    @overload
    def __get__(self, instance: Facts, owner: type) -> T | None: ...
    def __get__(self, instance: Facts | None, owner: type) -> Any:
        if instance is None:
            return self
        found = instance.facts.get(self._name)
        return None if found is None else found.value


def _count(meaning: str) -> PlainFact[int]:
    return PlainFact(FactKind(meaning, "count"))


def _amount(meaning: str) -> PlainFact[float]:
    return PlainFact(FactKind(meaning, "amount"))


def _text(meaning: str, form: Form, refers: str | None = None) -> PlainFact[str]:
    return PlainFact(FactKind(meaning, form, refers=refers))


class Facts:
    """The plain values of a release's facts. `facts` has the same with status, evidence and alternatives."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def facts(self) -> FrozenMapping[Fact]: ...

    parameters: PlainFact[int] = _count("weights of the network, a count")
    active_parameters: PlainFact[int] = _count("weights that take part in the computation of one token, a count")
    context: PlainFact[int] = _count(
        "longest input that the model takes as it was trained, tokens; a host may allow less"
    )
    extended_context: PlainFact[int] = _count(
        "longest input that it takes with an extension of the context, tokens; the evidence names the method"
    )
    max_output: PlainFact[int] = _count("longest output, tokens")
    training_tokens: PlainFact[int] = _count("tokens seen in pretraining, a count")
    training_compute: PlainFact[float] = _amount("compute of training, FLOP")
    knowledge_cutoff: PlainFact[str] = _text("end of the training data, ISO 8601", "date")
    license: PlainFact[str] = _text("id of the license of the weights", "id", "openness")
    embedding_dimensions: PlainFact[int] = _count("length of the vector given, a count")
    layers: PlainFact[int] = _count("blocks of the main stack, a count")
    hidden_size: PlainFact[int] = _count("width of the vector that stands for a token between blocks, a count")
    attention_heads: PlainFact[int] = _count("query heads of an attention layer, a count")
    key_value_heads: PlainFact[int] = _count(
        "heads of keys and values of an attention layer, a count; fewer than the query heads where heads share them"
    )
    head_dimension: PlainFact[int] = _count("width of an attention head, a count")
    experts: PlainFact[int] = _count("routed experts in a layer, a count")
    experts_used: PlainFact[int] = _count("routed experts that work on one token, a count")
    vocabulary_size: PlainFact[int] = _count("different tokens, a count")
    sliding_window: PlainFact[int] = _count("tokens that a layer of local attention looks back, a count")
    kv_latent_dimension: PlainFact[int] = _count(
        "width of the compressed vector that latent attention keeps for keys and values, a count"
    )
    rope_head_dimension: PlainFact[int] = _count(
        "part of a latent-attention head that carries the position, a count; kept beside the compressed vector"
    )
    dtype: PlainFact[str] = _text("number format of the published weights, such as bfloat16", "word")
