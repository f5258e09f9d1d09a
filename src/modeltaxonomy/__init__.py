"""A typed, offline taxonomy of AI models with every fact sourced, and questions answered over it.

Importing this package reads no data and imports neither attrs nor pydantic: each name is looked up when first used.
"""

__version__ = "0.1.0"

# What each name is, checkers and editors read in the stub beside this file.
_HOMES = {
    "_collection": ("Collection",),
    "_taxonomy": ("Taxonomy",),
    "bundled": ("taxonomy",),
    "entries": (
        "ApplicabilityRule",
        "Architecture",
        "Aspect",
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
        "Family",
        "FormerValue",
        "Formula",
        "InferenceOptimization",
        "Infrastructure",
        "Modality",
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
    ),
    "errors": (
        "AmbiguousName",
        "InvalidPack",
        "InvalidQuery",
        "MissingExtra",
        "ModelTaxonomyError",
        "Problem",
        "UnknownName",
    ),
    "packs.pack": ("Pack",),
    "packs.reader": ("load_pack",),
    "questions.classification.answer": ("Classification", "classify", "is_a"),
    "questions.classification.verdict": ("Verdict",),
    "questions.compare": ("Comparison", "compare"),
    "questions.recommendation": ("recommend",),
    "questions.recommendation.answer": ("Recommendation",),
    "questions.recommendation.requirements": ("Requirements",),
    "questions.search": ("SearchResult", "search"),
    "shortcuts": (
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
    ),
}
"""Module -> the public names that it holds."""

__all__ = ["__version__"]
__all__ += [name for names in _HOMES.values() for name in names]


def __getattr__(name: str) -> object:
    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
