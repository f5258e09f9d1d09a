"""What `recommend` offers where no one model does: pipelines, and the nearest questions that have an answer.

A module of its own because most answers need none of it, and making a class takes time.
"""

from __future__ import annotations

from modeltaxonomy.entries._noun import Noun, as_tuple, field, noun, records

__all__ = ["Composition", "Relaxation", "Stage"]


@noun
class Stage(Noun):
    """One step of a pipeline."""

    inputs: tuple[str, ...] = field(converter=as_tuple, description="Modalities it takes.")
    outputs: tuple[str, ...] = field(converter=as_tuple, description="Modalities it gives.")
    tasks: tuple[str, ...] = field(default=(), converter=as_tuple, description="Tasks it does.")
    families: tuple[str, ...] = field(converter=as_tuple, description="Ids of families that can do it, ranked.")


@noun
class Composition(Noun):
    """A pipeline of several models."""

    stages: tuple[Stage, ...] = field(converter=records(Stage), description="The steps, in order.")
    reason: str = field(description="Why it is a pipeline, and what passes between its steps.")


@noun
class Relaxation(Noun):
    """The smallest change to a question that would let something in."""

    drop: tuple[str, ...] = field(converter=as_tuple, description="Constraints to loosen or give up.")
    to: str | None = field(default=None, description="The nearest value that would do, where the constraint has one.")
    families: tuple[str, ...] = field(
        converter=as_tuple, description="Ids of families that would then fit, best first."
    )

    def __str__(self) -> str:
        change = f"{self.drop[0]} to {self.to}" if self.to else f"without {' and '.join(self.drop)}"
        return f"{change}: {', '.join(self.families)}"
