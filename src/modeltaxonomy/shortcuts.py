"""Look-ups in the bundled taxonomy, by id or name. Each raises UnknownName or AmbiguousName."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from modeltaxonomy.bundled import taxonomy

if TYPE_CHECKING:
    from modeltaxonomy.entries import (
        Architecture,
        Domain,
        Entry,
        Family,
        Modality,
        ModelClass,
        Objective,
        Release,
        Task,
        Technique,
    )

__all__ = [
    "architecture",
    "crosswalk",
    "domain",
    "family",
    "get",
    "modality",
    "model_class",
    "objective",
    "release",
    "task",
    "technique",
]


def get(name: str) -> Entry:
    """The entry of that id or name, of any kind."""
    return taxonomy().get(name)


def model_class(name: str) -> ModelClass:
    """The class of models of that id or name."""
    return cast("ModelClass", taxonomy().get(name, "model-class"))


def modality(name: str) -> Modality:
    """The modality of that id or name."""
    return cast("Modality", taxonomy().get(name, "modality"))


def task(name: str) -> Task:
    """The task of that id or name."""
    return cast("Task", taxonomy().get(name, "task"))


def domain(name: str) -> Domain:
    """The domain of that id or name."""
    return cast("Domain", taxonomy().get(name, "domain"))


def objective(name: str) -> Objective:
    """The training objective of that id or name."""
    return cast("Objective", taxonomy().get(name, "objective"))


def architecture(name: str) -> Architecture:
    """The architecture of that id or name."""
    return cast("Architecture", taxonomy().get(name, "architecture"))


def technique(name: str) -> Technique:
    """The adaptation technique of that id or name."""
    return cast("Technique", taxonomy().get(name, "technique"))


def family(name: str) -> Family:
    """The family of that id or name."""
    return cast("Family", taxonomy().get(name, "family"))


def release(name: str) -> Release:
    """The release of that id or name."""
    return cast("Release", taxonomy().get(name, "release"))


def crosswalk(scheme: str, code: str) -> tuple[Entry, ...]:
    """The entries that another vocabulary's code maps to, by id; empty where there are none."""
    return taxonomy().crosswalk(scheme, code)
