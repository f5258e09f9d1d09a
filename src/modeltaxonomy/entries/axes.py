"""The axes on which families and releases stand, each declared once.

Everything that has a list of axes (conditions, columns, laws, comparison, display, JSON Schema) derives it from the
fields of `Model` below and from `DERIVED`. To add an axis, add a field here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from modeltaxonomy.conditions import is_complete
from modeltaxonomy.entries.entry import Entry
from modeltaxonomy.entries.evidence import COVERED
from modeltaxonomy.entries.fact import Status
from modeltaxonomy.errors import InvalidQuery
from modeltaxonomy.values import abstract, field, frozen_mapping, id_tuple, metadata_of
from modeltaxonomy.values.containers import FrozenMapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modeltaxonomy.entries.statement import Statement

__all__ = [
    "AXES",
    "CONDITIONED",
    "DERIVED",
    "FILLED_IN",
    "SIZES",
    "Axis",
    "Breadth",
    "Model",
    "axes_of",
    "axis",
    "dates_of",
]

Breadth = Literal["general", "domain", "task"]


class Axis:
    """What is to be known of an axis beyond its name."""

    __slots__ = ("closed", "inherited", "refers", "single", "words")

    def __init__(
        self,
        refers: str | None = None,
        *,
        words: tuple[str, ...] = (),
        closed: bool = False,
        single: bool = False,
        inherited: bool = True,
    ) -> None:
        self.refers: str | None = refers
        """The kind of entry whose ids stand on it; none: words of its own."""
        self.words: tuple[str, ...] = words
        """Its own words, where they are few and fixed."""
        self.closed: bool = closed
        """Whether what a statement does not name is denied, unless the statement says that it is known in part."""
        self.single: bool = single
        """Whether it holds one value at most."""
        self.inherited: bool = inherited
        """Whether a release, or a generation, that says nothing there has it from what it belongs to."""


def axis(
    refers: str | None = None,
    *,
    description: str,
    default: Any = None,
    words: tuple[str, ...] = (),
    closed: bool = False,
    single: bool = False,
    inherited: bool = True,
) -> Any:
    """A field that is an axis: ids of a kind, sorted and without repeats, or words of its own.

    refers, words, closed, single, inherited: see `Axis`.
    default: for a single value; none unless given, `attrs.NOTHING` where there has to be one.
    """

    return field(
        description=description,
        default=default if single else (),
        converter=None if single else id_tuple,
        refers=refers,
        axis=Axis(refers, words=words, closed=closed, single=single, inherited=inherited),
    )


@abstract
class Model(Entry):
    """The axes on which families and releases stand.

    An empty axis is not known, and `missing` says why, if it is known; with evidence it is known to be empty.
    """

    __slots__ = ()

    inputs: tuple[str, ...] = axis("modality", closed=True, description="Modalities taken natively.")
    outputs: tuple[str, ...] = axis("modality", closed=True, description="Modalities given natively.")
    via_tools: tuple[str, ...] = axis("modality", description="Modalities reached only by calling tools.")
    tasks: tuple[str, ...] = axis("task", description="Tasks it is published or known for; never complete.")
    objectives: tuple[str, ...] = axis("objective", closed=True, description="What its training optimised.")
    architectures: tuple[str, ...] = axis("architecture", closed=True, description="How it is built.")
    components: tuple[str, ...] = axis("component", description="Parts it is known to use; never complete.")
    paradigms: tuple[str, ...] = axis(
        "paradigm", closed=True, description="Ways of learning and stages of training it went through."
    )
    breadth: Breadth | None = axis(
        words=get_args(Breadth),
        closed=True,
        single=True,
        description="Breadth of the pretraining data: general (many topics and sources), domain (one field), task"
        " (only what was labelled for one task).",
    )
    adaptations: tuple[str, ...] = axis("technique", description="Techniques shown or offered for it; never complete.")
    domains: tuple[str, ...] = axis("domain", description="Domains with evidence of use; never complete.")
    capabilities: tuple[str, ...] = axis(
        "capability", description="What it offers besides its tasks and modalities, such as tool calling."
    )
    access: tuple[str, ...] = axis("openness", closed=True, description="How it can be had.")
    languages: tuple[str, ...] = axis(description="Natural languages covered, BCP 47.")
    developers: tuple[str, ...] = axis("developer", closed=True, description="Who made it.")
    missing: FrozenMapping[Status] = field(
        default=FrozenMapping(),
        converter=frozen_mapping(lambda status: status),
        description="Axis left empty -> the kind of missing it is.",
    )
    partial: tuple[str, ...] = field(
        default=(),
        converter=id_tuple,
        description="Axes of which only a part is known: what they do not name may hold as well.",
    )
    complete: tuple[str, ...] = field(
        default=(),
        converter=id_tuple,
        description="Axes of which all is known, though an axis of that name is seldom known in full.",
    )
    inherited: FrozenMapping[str] = field(
        default=FrozenMapping(),
        converter=frozen_mapping(lambda entry_id: entry_id),
        description="Axis taken over -> id of the family that states it; filled in by the taxonomy.",
    )
    inherited_partial: tuple[str, ...] = field(
        default=(),
        converter=id_tuple,
        description="Axes taken over of which the family knows a part only; filled in by the taxonomy.",
    )

    def statement(self, axis: str) -> Statement:
        """What is said on an axis, how that is known, and from which family it is taken over.

        InvalidQuery for what is no axis of families and releases.
        """

        from modeltaxonomy.entries.statement import Statement

        if not isinstance(axis, str) or axis not in AXES:
            raise InvalidQuery("axis", f"{axis!r} is no axis of models; they are {', '.join(AXES)}")
        said = getattr(self, axis) or ()
        values = (said,) if isinstance(said, str) else said
        evidence, missing = self.evidence.get(axis, ()), None if values else self.missing.get(axis)
        # What a family's releases cover is not all that there is: another may be undisclosed, or come.
        partial = axis in (*self.partial, *self.inherited_partial) or any(item.rule == COVERED for item in evidence)
        return Statement(
            axis=axis,
            values=values,
            evidence=evidence,
            missing=missing if values or evidence or missing else "unknown",
            complete=is_complete(
                values,
                evidence,
                missing,
                closed=AXES[axis].closed,
                partial=partial,
                complete=axis in self.complete,
            ),
            inherited_from=self.inherited.get(axis),
        )

    def provenance(self, modality: str) -> Literal["native", "via-tools"] | None:
        """How the model gets at a modality: trained on it, through tools, or not at all."""

        if modality in self.inputs or modality in self.outputs:
            return "native"
        return "via-tools" if modality in self.via_tools else None


def axes_of(cls: Any) -> dict[str, Axis]:
    """The axes among the fields of a class of entries; a reference to its own kind is named by that kind."""

    found = {}
    for name, metadata in metadata_of(cls).items():
        said: Axis | None = metadata.get("axis")
        if said is not None and said.refers == "self":
            said = Axis(cls.kind, words=said.words, closed=said.closed, single=said.single, inherited=said.inherited)
        if said is not None:
            found[name] = said
    return found


def dates_of(cls: Any) -> tuple[str, ...]:
    """The dates among the fields of a class of entries, in the order of declaration: that in which they come."""
    return tuple([name for name, metadata in metadata_of(cls).items() if metadata.get("date")])


AXES: Mapping[str, Axis] = axes_of(Model)
"""The axes of families and releases, by name."""

FILLED_IN = ("inherited", "inherited_partial")
"""The fields that the taxonomy fills in: nobody authors them."""

SIZES: Mapping[str, int | None] = {
    "below-1b": 10**9,
    "1b-to-10b": 10**10,
    "10b-to-100b": 10**11,
    "above-100b": None,
}
"""Size -> the number of parameters from which a model has a larger one."""

DERIVED: Mapping[str, tuple[str, ...]] = {
    "modalities": ("inputs", "outputs"),
    "training": ("objectives", "paradigms"),
    "size": ("parameters",),
}
"""Axes that conditions may look at besides those of models -> the axes whose values each has together, or the fact that
it is worked out from."""

CONDITIONED: tuple[str, ...] = (*AXES, *DERIVED, "relation")
"""The axes that conditions on models may look at; `relation` is one of releases alone."""
