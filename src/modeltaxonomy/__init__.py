"""A typed, offline taxonomy of AI models with every fact sourced, and questions answered over it.

Importing this package reads no data and imports neither attrs nor pydantic: each name is looked up when first used.
"""

# Not imported from typing, which would take ten times as long as all else here; type checkers know the name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from modeltaxonomy._taxonomy import Collection, Taxonomy
    from modeltaxonomy.bundled import taxonomy
    from modeltaxonomy.errors import AmbiguousName, InvalidPack, InvalidQuery, MissingExtra, Problem, UnknownName
    from modeltaxonomy.packs import Pack, load_pack
    from modeltaxonomy.questions.classify import Classification, Verdict, classify, is_a
    from modeltaxonomy.questions.compare import Comparison, compare
    from modeltaxonomy.questions.recommend import Recommendation, recommend
    from modeltaxonomy.questions.search import SearchResult, search
    from modeltaxonomy.shortcuts import (
        architecture,
        crosswalk,
        domain,
        family,
        get,
        modality,
        model_class,
        objective,
        release,
        task,
        technique,
    )

__version__ = "0.1.0"

__all__ = [
    "AmbiguousName",
    "Classification",
    "Collection",
    "Comparison",
    "InvalidPack",
    "InvalidQuery",
    "MissingExtra",
    "Pack",
    "Problem",
    "Recommendation",
    "SearchResult",
    "Taxonomy",
    "UnknownName",
    "Verdict",
    "__version__",
    "architecture",
    "classify",
    "compare",
    "crosswalk",
    "domain",
    "family",
    "get",
    "is_a",
    "load_pack",
    "modality",
    "model_class",
    "objective",
    "recommend",
    "release",
    "search",
    "task",
    "taxonomy",
    "technique",
]

_HOMES = {
    "errors": ("AmbiguousName", "InvalidPack", "InvalidQuery", "MissingExtra", "Problem", "UnknownName"),
    "bundled": ("taxonomy",),
    "packs": ("Pack", "load_pack"),
    "questions.classify": ("Classification", "Verdict", "classify", "is_a"),
    "questions.compare": ("Comparison", "compare"),
    "questions.recommend": ("Recommendation", "recommend"),
    "questions.search": ("SearchResult", "search"),
    "_taxonomy": ("Collection", "Taxonomy"),
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = next((home for home, names in _HOMES.items() if name in names), "shortcuts")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
