"""The axes on which families and releases stand."""

from __future__ import annotations

from typing import Literal

from modeltaxonomy.entries._mapping import FrozenMapping
from modeltaxonomy.entries._noun import abstract_noun, field, frozen_mapping, id_tuple, ids
from modeltaxonomy.entries.entry import Entry
from modeltaxonomy.entries.fact import Status

__all__ = ["Breadth", "Model"]

Breadth = Literal["general", "domain", "task"]


@abstract_noun
class Model(Entry):
    """The axes on which families and releases stand.

    An empty axis is not known, and `missing` says why, if it is known; with evidence it is known to be empty.
    """

    inputs: tuple[str, ...] = ids("modality", description="Modalities taken natively.")
    outputs: tuple[str, ...] = ids("modality", description="Modalities given natively.")
    via_tools: tuple[str, ...] = ids("modality", description="Modalities reached only by calling tools.")
    tasks: tuple[str, ...] = ids("task", description="Tasks it is published or known for; never complete.")
    objectives: tuple[str, ...] = ids("objective", description="What its training optimised.")
    architectures: tuple[str, ...] = ids("architecture", description="How it is built.")
    components: tuple[str, ...] = ids("component", description="Parts it is known to use; never complete.")
    paradigms: tuple[str, ...] = ids("paradigm", description="Ways of learning and stages of training it went through.")
    breadth: Breadth | None = field(
        default=None,
        description="Breadth of the pretraining data: general (many topics and sources), domain (one field), task"
        " (only what was labelled for one task).",
        axis=True,
    )
    adaptations: tuple[str, ...] = ids("technique", description="Techniques shown or offered for it; never complete.")
    domains: tuple[str, ...] = ids("domain", description="Domains with evidence of use; never complete.")
    access: tuple[str, ...] = ids("openness", description="How it can be had.")
    languages: tuple[str, ...] = field(
        default=(),
        converter=id_tuple,
        description="Natural languages covered, BCP 47.",
        axis=True,
    )
    missing: FrozenMapping[Status] = field(
        default=FrozenMapping(),
        converter=frozen_mapping(lambda status: status),
        description="Axis left empty -> the kind of missing it is.",
    )

    def provenance(self, modality: str) -> Literal["native", "via-tools"] | None:
        """How the model gets at a modality: trained on it, through tools, or not at all."""

        if modality in self.inputs or modality in self.outputs:
            return "native"
        return "via-tools" if modality in self.via_tools else None
