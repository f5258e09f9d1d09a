"""Concepts: the terms by which models are told apart."""

from __future__ import annotations

from typing import Literal

from modeltaxonomy.entries.axes import axis
from modeltaxonomy.entries.entry import Entry
from modeltaxonomy.entries.evidence import DATE
from modeltaxonomy.values import Value, abstract, as_tuple, field, frozen, ids, records

__all__ = [
    "Architecture",
    "Aspect",
    "Capability",
    "Component",
    "Concept",
    "Domain",
    "Formula",
    "Infrastructure",
    "Modality",
    "Objective",
    "Openness",
    "Paradigm",
    "Regulation",
    "Task",
]


@abstract
class Concept(Entry):
    """A term of the vocabulary."""

    __slots__ = ()

    broader: tuple[str, ...] = axis("self", description="The next wider terms of the same kind; every one an is-a.")
    related: tuple[str, ...] = ids("*", description="Concepts it has to do with, of any kind.")
    introduced: str | None = field(
        default=None, description="When the idea was first published, ISO 8601, as precisely as known.", pattern=DATE
    )
    abstract: bool = axis(default=False, single=True, description="Whether it only groups narrower terms.")


@frozen
class Modality(Concept):
    """A form of data that goes into or comes out of a model."""

    kind = "modality"

    only_as: Literal["input", "output"] | None = field(
        default=None,
        description="Given where it occurs on one side only and is no data of its own: a label or a vector is output.",
    )


@frozen
class Task(Concept):
    """What a model is asked to do."""

    kind = "task"

    inputs: tuple[str, ...] = axis("modality", description="Modalities the task takes.")
    outputs: tuple[str, ...] = axis("modality", description="Modalities the task gives.")


@frozen
class Domain(Concept):
    """A sector or application area in which models are used."""

    kind = "domain"


@frozen
class Objective(Concept):
    """What training optimises."""

    kind = "objective"


@frozen
class Paradigm(Concept):
    """A way of learning or a stage of training."""

    kind = "paradigm"


@frozen
class Architecture(Concept):
    """How a network is laid out as a whole."""

    kind = "architecture"


@frozen
class Component(Concept):
    """A part of which architectures are built."""

    kind = "component"


@frozen
class Formula(Value):
    """A quantitative relation, such as a scaling law."""

    expression: str = field(description="The relation, in plain text.")
    symbols: str = field(description="What each symbol means, with units.")
    constants: str | None = field(default=None, description="Fitted constants, and what they were fitted on.")
    source: str = field(description="The source that gives the relation.", refers="source")


@frozen
class Infrastructure(Concept):
    """What training at scale is built on: clusters, parallelism, memory, data, scaling laws."""

    kind = "infrastructure"

    formulas: tuple[Formula, ...] = field(
        default=(), converter=records(Formula), description="The relations that it states."
    )


@frozen
class Openness(Concept):
    """How a model may be had and used: access levels, licenses, openness classes."""

    kind = "openness"


@frozen
class Capability(Concept):
    """What a model offers besides its tasks and modalities: tool calling, structured output, extended thinking."""

    kind = "capability"


@frozen
class Aspect(Concept):
    """A side from which models and classes are compared."""

    kind = "aspect"

    axes: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        description="The fields of a family, release, class or technique that fill the aspect's cell, in order.",
    )
    role: Literal["comparison", "shared-principle", "other"] = field(
        default="other",
        description="comparison: one of the aspects laid side by side; shared-principle: what classes have in common.",
    )


@frozen
class Regulation(Concept):
    """A class of models in law."""

    kind = "regulation"
