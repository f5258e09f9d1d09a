"""A typed, offline taxonomy of AI models with every fact sourced, and questions answered over it.

Importing this package reads no data and imports neither attrs nor pydantic: each name is looked up when first used.
"""

# Not imported from typing, which would take ten times as long as all else here; type checkers know the name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from modeltaxonomy._collection import Collection
    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.bundled import taxonomy
    from modeltaxonomy.errors import AmbiguousName, InvalidPack, InvalidQuery, MissingExtra, Problem, UnknownName
    from modeltaxonomy.packs.pack import Pack
    from modeltaxonomy.packs.reader import load_pack
    from modeltaxonomy.questions.classification.answer import Classification, classify, is_a
    from modeltaxonomy.questions.classification.verdict import Verdict
    from modeltaxonomy.questions.compare import Comparison, compare
    from modeltaxonomy.questions.recommendation import recommend
    from modeltaxonomy.questions.recommendation.answer import Recommendation
    from modeltaxonomy.questions.recommendation.requirements import Requirements
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
    "Requirements",
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
    "packs.pack": ("Pack",),
    "packs.reader": ("load_pack",),
    "questions.classification.answer": ("Classification", "classify", "is_a"),
    "questions.classification.verdict": ("Verdict",),
    "questions.compare": ("Comparison", "compare"),
    "questions.recommendation.answer": ("Recommendation",),
    "questions.recommendation": ("recommend",),
    "questions.recommendation.requirements": ("Requirements",),
    "questions.search": ("SearchResult", "search"),
    "_collection": ("Collection",),
    "_taxonomy": ("Taxonomy",),
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
