"""Look-ups by id or name, in the bundled taxonomy or the one given. Each raises UnknownName or AmbiguousName."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from modeltaxonomy import bundled
from modeltaxonomy.store import place_of

if TYPE_CHECKING:
    from modeltaxonomy._taxonomy import Taxonomy
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


def get(name: str, *, taxonomy: Taxonomy | None = None) -> Entry:
    """The entry of that id or name, of any kind."""
    return cast("Entry", _entry(taxonomy, name))


def model_class(name: str, *, taxonomy: Taxonomy | None = None) -> ModelClass:
    """The class of models of that id or name."""
    return cast("ModelClass", _entry(taxonomy, name, "model-class"))


def modality(name: str, *, taxonomy: Taxonomy | None = None) -> Modality:
    """The modality of that id or name."""
    return cast("Modality", _entry(taxonomy, name, "modality"))


def task(name: str, *, taxonomy: Taxonomy | None = None) -> Task:
    """The task of that id or name."""
    return cast("Task", _entry(taxonomy, name, "task"))


def domain(name: str, *, taxonomy: Taxonomy | None = None) -> Domain:
    """The domain of that id or name."""
    return cast("Domain", _entry(taxonomy, name, "domain"))


def objective(name: str, *, taxonomy: Taxonomy | None = None) -> Objective:
    """The training objective of that id or name."""
    return cast("Objective", _entry(taxonomy, name, "objective"))


def architecture(name: str, *, taxonomy: Taxonomy | None = None) -> Architecture:
    """The architecture of that id or name."""
    return cast("Architecture", _entry(taxonomy, name, "architecture"))


def technique(name: str, *, taxonomy: Taxonomy | None = None) -> Technique:
    """The adaptation technique of that id or name."""
    return cast("Technique", _entry(taxonomy, name, "technique"))


def family(name: str, *, taxonomy: Taxonomy | None = None) -> Family:
    """The family, or generation of one, of that id or name."""
    return cast("Family", _entry(taxonomy, name, "family"))


def release(name: str, *, taxonomy: Taxonomy | None = None) -> Release:
    """The release of that id or name."""
    return cast("Release", _entry(taxonomy, name, "release"))


def crosswalk(scheme: str, code: str, *, taxonomy: Taxonomy | None = None) -> tuple[Entry, ...]:
    """The entries that another vocabulary's code maps to, by id; empty where there are none."""
    tax = bundled.taxonomy() if taxonomy is None else taxonomy
    return tax.crosswalk(scheme, code)


def _entry(taxonomy: Taxonomy | None, name: str, *kinds: str) -> Any:
    store = bundled.store() if taxonomy is None else taxonomy.store
    return store.entry(*place_of(store, name, kinds or None))
