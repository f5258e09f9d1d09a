"""The entries of the taxonomy and what they are made of. A class is imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from modeltaxonomy.entries.applicability import ApplicabilityRule
    from modeltaxonomy.entries.axes import AXES, Axis, Model
    from modeltaxonomy.entries.concept import (
        Architecture,
        Aspect,
        Capability,
        Component,
        Concept,
        Domain,
        Formula,
        Infrastructure,
        Modality,
        Objective,
        Openness,
        Paradigm,
        Regulation,
        Task,
    )
    from modeltaxonomy.entries.condition import Condition
    from modeltaxonomy.entries.correspondence import Correspondence
    from modeltaxonomy.entries.developer import Developer
    from modeltaxonomy.entries.entry import Entry
    from modeltaxonomy.entries.evidence import Evidence
    from modeltaxonomy.entries.fact import Fact
    from modeltaxonomy.entries.facts import FACTS, FactKind
    from modeltaxonomy.entries.family import Family
    from modeltaxonomy.entries.former import FormerValue
    from modeltaxonomy.entries.inference import InferenceOptimization
    from modeltaxonomy.entries.model_class import ModelClass, Profile, SelectionRule
    from modeltaxonomy.entries.release import Release
    from modeltaxonomy.entries.source import Source
    from modeltaxonomy.entries.statement import Statement
    from modeltaxonomy.entries.technique import Technique

__all__ = [
    "AXES",
    "FACTS",
    "KINDS",
    "ApplicabilityRule",
    "Architecture",
    "Aspect",
    "Axis",
    "Capability",
    "Component",
    "Concept",
    "Condition",
    "Correspondence",
    "Developer",
    "Domain",
    "Entry",
    "Evidence",
    "Fact",
    "FactKind",
    "Family",
    "FormerValue",
    "Formula",
    "InferenceOptimization",
    "Infrastructure",
    "Kind",
    "Modality",
    "Model",
    "ModelClass",
    "Objective",
    "Openness",
    "Paradigm",
    "Profile",
    "Regulation",
    "Release",
    "SelectionRule",
    "Source",
    "Statement",
    "Task",
    "Technique",
    "entry_class",
]


class Kind:
    """A kind of entry and where it is kept."""

    __slots__ = ("cls", "collection", "name")

    def __init__(self, name: str, collection: str, cls: str) -> None:
        self.name: str = name
        """In the singular, as errors and records name it."""
        self.collection: str = collection
        """The attribute of the taxonomy."""
        self.cls: str = cls
        """The name of its class."""

    @property
    def folder(self) -> str:
        """Its folder in `curation/`."""
        return self.collection.replace("_", "-")


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("model-class", "model_classes", "ModelClass"),
        Kind("modality", "modalities", "Modality"),
        Kind("task", "tasks", "Task"),
        Kind("domain", "domains", "Domain"),
        Kind("objective", "objectives", "Objective"),
        Kind("paradigm", "paradigms", "Paradigm"),
        Kind("architecture", "architectures", "Architecture"),
        Kind("component", "components", "Component"),
        Kind("technique", "techniques", "Technique"),
        Kind("inference", "inference", "InferenceOptimization"),
        Kind("infrastructure", "infrastructure", "Infrastructure"),
        Kind("openness", "openness", "Openness"),
        Kind("capability", "capabilities", "Capability"),
        Kind("aspect", "aspects", "Aspect"),
        Kind("regulation", "regulations", "Regulation"),
        Kind("family", "families", "Family"),
        Kind("release", "releases", "Release"),
        Kind("developer", "developers", "Developer"),
        Kind("source", "sources", "Source"),
    )
}

_MODULES = {
    "Correspondence": "correspondence",
    "Entry": "entry",
    "Evidence": "evidence",
    "AXES": "axes",
    "Axis": "axes",
    "FACTS": "facts",
    "Fact": "fact",
    "FactKind": "facts",
    "FormerValue": "former",
    "Model": "axes",
    "Statement": "statement",
    "Developer": "developer",
    "Family": "family",
    "Release": "release",
    "ApplicabilityRule": "applicability",
    "Condition": "condition",
    "InferenceOptimization": "inference",
    "ModelClass": "model_class",
    "Profile": "model_class",
    "SelectionRule": "model_class",
    "Source": "source",
    "Technique": "technique",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_MODULES.get(name, 'concept')}"), name)
    globals()[name] = value
    return value


def entry_class(kind: str) -> type[Any]:
    """The class of the entries of a kind."""

    return __getattr__(KINDS[kind].cls)  # type: ignore[no-any-return]
