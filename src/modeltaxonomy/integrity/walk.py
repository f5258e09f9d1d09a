"""What a record refers to, and the evidence it gives, at any depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries import AXES, entry_class
from modeltaxonomy.entries.axes import SIZES, axes_of
from modeltaxonomy.values import metadata_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Record = Mapping[str, Any]

__all__ = ["AXIS_WORDS", "evidence_in", "nested_class", "references"]

AXIS_WORDS = {
    "size": tuple(SIZES),
    **{name: axis.words for name, axis in axes_of(entry_class("release")).items() if axis.words},
}
"""Axis -> its own words, where they are few and fixed."""


def references(cls: Any, record: Record, pointer: str) -> Iterator[tuple[str, str, str]]:
    """(pointer, kind referred to, id) for every id that a record of the class holds, at any depth."""

    for name, metadata in metadata_of(cls).items():
        value = record.get(name)
        if value is None:
            continue
        refers = metadata.get("refers")
        if refers == "axis":
            axis = record.get("axis", "")
            if axis in AXIS_WORDS or (axis in AXES and AXES[axis].refers is None):
                continue  # Words of the axis's own.
            refers = "*"
        if refers and isinstance(value, str):
            yield f"{pointer}/{name}", refers, value
        elif refers:
            for i, item in enumerate(value):
                yield f"{pointer}/{name}/{i}", refers, item
        else:
            yield from _nested(value, f"{pointer}/{name}")


def _nested(value: Any, pointer: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from _nested(item, f"{pointer}/{i}")
    elif isinstance(value, dict):
        cls = nested_class(pointer)
        if cls is not None:
            yield from references(cls, value, pointer)
        else:
            for key, item in value.items():
                yield from _nested(item, f"{pointer}/{key}")


def nested_class(pointer: str) -> Any:
    """The class of what stands at a pointer, told by the path: facts/x, profile/y, conditions/0, .../evidence/0."""

    from modeltaxonomy import entries

    steps = pointer.split("/")[1:]
    parent, here = (steps[-2], steps[-1]) if len(steps) > 1 else ("", steps[-1])
    if here.isdigit() and "evidence" in steps:
        return entries.Evidence  # Also that for a field named like one of these.
    if here.isdigit():
        return {
            "conditions": entries.Condition,
            "when": entries.Condition,
            "selection": entries.SelectionRule,
            "rules": entries.ApplicabilityRule,
            "formulas": entries.Formula,
            "mappings": entries.Correspondence,
            "alternatives": entries.Fact,
            "history": entries.FormerValue,
        }.get(parent, entries.Evidence)
    return {"facts": entries.Fact, "profile": entries.Profile}.get(parent)


def evidence_in(value: Any, pointer: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(pointer, evidence) for all evidence at any depth."""

    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from evidence_in(item, f"{pointer}/{i}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "evidence":
                lists = item.items() if isinstance(item, dict) else [("", item)]
                for name, found in lists:
                    for i, evidence in enumerate(found):
                        yield f"{pointer}/evidence{'/' if name else ''}{name}/{i}", evidence
            else:
                yield from evidence_in(item, f"{pointer}/{key}")
