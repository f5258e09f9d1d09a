"""What `modeltaxonomy` offers, for checkers and editors; the names are looked up when they are first used."""

from modeltaxonomy._collection import (
    Collection as Collection,
)
from modeltaxonomy._taxonomy import (
    Taxonomy as Taxonomy,
)
from modeltaxonomy.bundled import (
    taxonomy as taxonomy,
)
from modeltaxonomy.entries import (
    ApplicabilityRule as ApplicabilityRule,
)
from modeltaxonomy.entries import (
    Architecture as Architecture,
)
from modeltaxonomy.entries import (
    Aspect as Aspect,
)
from modeltaxonomy.entries import (
    Capability as Capability,
)
from modeltaxonomy.entries import (
    Component as Component,
)
from modeltaxonomy.entries import (
    Concept as Concept,
)
from modeltaxonomy.entries import (
    Condition as Condition,
)
from modeltaxonomy.entries import (
    Correspondence as Correspondence,
)
from modeltaxonomy.entries import (
    Developer as Developer,
)
from modeltaxonomy.entries import (
    Domain as Domain,
)
from modeltaxonomy.entries import (
    Entry as Entry,
)
from modeltaxonomy.entries import (
    Evidence as Evidence,
)
from modeltaxonomy.entries import (
    Fact as Fact,
)
from modeltaxonomy.entries import (
    Family as Family,
)
from modeltaxonomy.entries import (
    FormerValue as FormerValue,
)
from modeltaxonomy.entries import (
    Formula as Formula,
)
from modeltaxonomy.entries import (
    InferenceOptimization as InferenceOptimization,
)
from modeltaxonomy.entries import (
    Infrastructure as Infrastructure,
)
from modeltaxonomy.entries import (
    Modality as Modality,
)
from modeltaxonomy.entries import (
    ModelClass as ModelClass,
)
from modeltaxonomy.entries import (
    Objective as Objective,
)
from modeltaxonomy.entries import (
    Openness as Openness,
)
from modeltaxonomy.entries import (
    Paradigm as Paradigm,
)
from modeltaxonomy.entries import (
    Profile as Profile,
)
from modeltaxonomy.entries import (
    Regulation as Regulation,
)
from modeltaxonomy.entries import (
    Release as Release,
)
from modeltaxonomy.entries import (
    SelectionRule as SelectionRule,
)
from modeltaxonomy.entries import (
    Source as Source,
)
from modeltaxonomy.entries import (
    Statement as Statement,
)
from modeltaxonomy.entries import (
    Task as Task,
)
from modeltaxonomy.entries import (
    Technique as Technique,
)
from modeltaxonomy.errors import (
    AmbiguousName as AmbiguousName,
)
from modeltaxonomy.errors import (
    InvalidPack as InvalidPack,
)
from modeltaxonomy.errors import (
    InvalidQuery as InvalidQuery,
)
from modeltaxonomy.errors import (
    MissingExtra as MissingExtra,
)
from modeltaxonomy.errors import (
    ModelTaxonomyError as ModelTaxonomyError,
)
from modeltaxonomy.errors import (
    Problem as Problem,
)
from modeltaxonomy.errors import (
    UnknownName as UnknownName,
)
from modeltaxonomy.packs.pack import (
    Pack as Pack,
)
from modeltaxonomy.packs.reader import (
    load_pack as load_pack,
)
from modeltaxonomy.questions.classification.answer import (
    Classification as Classification,
)
from modeltaxonomy.questions.classification.answer import (
    classify as classify,
)
from modeltaxonomy.questions.classification.answer import (
    is_a as is_a,
)
from modeltaxonomy.questions.classification.verdict import (
    Verdict as Verdict,
)
from modeltaxonomy.questions.compare import (
    Comparison as Comparison,
)
from modeltaxonomy.questions.compare import (
    compare as compare,
)
from modeltaxonomy.questions.recommendation import (
    recommend as recommend,
)
from modeltaxonomy.questions.recommendation.answer import (
    Recommendation as Recommendation,
)
from modeltaxonomy.questions.recommendation.requirements import (
    Requirements as Requirements,
)
from modeltaxonomy.questions.search import (
    SearchResult as SearchResult,
)
from modeltaxonomy.questions.search import (
    search as search,
)
from modeltaxonomy.shortcuts import (
    architecture as architecture,
)
from modeltaxonomy.shortcuts import (
    crosswalk as crosswalk,
)
from modeltaxonomy.shortcuts import (
    domain as domain,
)
from modeltaxonomy.shortcuts import (
    family as family,
)
from modeltaxonomy.shortcuts import (
    get as get,
)
from modeltaxonomy.shortcuts import (
    modality as modality,
)
from modeltaxonomy.shortcuts import (
    model_class as model_class,
)
from modeltaxonomy.shortcuts import (
    objective as objective,
)
from modeltaxonomy.shortcuts import (
    release as release,
)
from modeltaxonomy.shortcuts import (
    task as task,
)
from modeltaxonomy.shortcuts import (
    technique as technique,
)

__version__: str

__all__ = [
    "AmbiguousName",
    "ApplicabilityRule",
    "Architecture",
    "Aspect",
    "Capability",
    "Classification",
    "Collection",
    "Comparison",
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
    "InvalidPack",
    "InvalidQuery",
    "MissingExtra",
    "Modality",
    "ModelClass",
    "ModelTaxonomyError",
    "Objective",
    "Openness",
    "Pack",
    "Paradigm",
    "Problem",
    "Profile",
    "Recommendation",
    "Regulation",
    "Release",
    "Requirements",
    "SearchResult",
    "SelectionRule",
    "Source",
    "Statement",
    "Task",
    "Taxonomy",
    "Technique",
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
