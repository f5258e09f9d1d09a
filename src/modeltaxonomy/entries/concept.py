"""Concepts: the terms by which models are told apart."""

from __future__ import annotations

from typing import Literal

from modeltaxonomy.entries._noun import Noun, abstract_noun, as_tuple, field, ids, noun, records
from modeltaxonomy.entries.entry import Entry
from modeltaxonomy.entries.evidence import DATE

__all__ = [
    "Architecture",
    "Aspect",
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


@abstract_noun
class Concept(Entry):
    """A term of the vocabulary."""

    broader: tuple[str, ...] = ids("self", description="The next wider terms of the same kind; every one an is-a.")
    related: tuple[str, ...] = ids("*", description="Concepts it has to do with, of any kind.", axis=False)
    introduced: str | None = field(
        default=None, description="When the idea was first published, ISO 8601, as precisely as known.", pattern=DATE
    )
    abstract: bool = field(default=False, description="Whether it only groups narrower terms.", axis=True)


@noun
class Modality(Concept):
    """A form of data that goes into or comes out of a model."""

    kind = "modality"

    only_as: Literal["input", "output"] | None = field(
        default=None,
        description="Given where it occurs on one side only and is no data of its own: a label or a vector is output.",
    )


@noun
class Task(Concept):
    """What a model is asked to do."""

    kind = "task"

    inputs: tuple[str, ...] = ids("modality", description="Modalities the task takes.")
    outputs: tuple[str, ...] = ids("modality", description="Modalities the task gives.")


@noun
class Domain(Concept):
    """A sector or application area in which models are used."""

    kind = "domain"


@noun
class Objective(Concept):
    """What training optimises."""

    kind = "objective"


@noun
class Paradigm(Concept):
    """A way of learning or a stage of training."""

    kind = "paradigm"


@noun
class Architecture(Concept):
    """How a network is laid out as a whole."""

    kind = "architecture"


@noun
class Component(Concept):
    """A part of which architectures are built."""

    kind = "component"


@noun
class Formula(Noun):
    """A quantitative relation, such as a scaling law."""

    expression: str = field(description="The relation, in plain text.")
    symbols: str = field(description="What each symbol means, with units.")
    constants: str | None = field(default=None, description="Fitted constants, and what they were fitted on.")
    source: str = field(description="The source that gives the relation.", refers="source")


@noun
class Infrastructure(Concept):
    """What training at scale is built on: clusters, parallelism, memory, data, scaling laws."""

    kind = "infrastructure"

    formulas: tuple[Formula, ...] = field(
        default=(), converter=records(Formula), description="The relations that it states."
    )


@noun
class Openness(Concept):
    """How a model may be had and used: access levels, licences, openness classes."""

    kind = "openness"


@noun
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


@noun
class Regulation(Concept):
    """A class of models in law."""

    kind = "regulation"
