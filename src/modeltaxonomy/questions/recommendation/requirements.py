"""The question as a value: at once the arguments of `recommend`, the options of the command line, and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.errors import AmbiguousName, InvalidQuery, UnknownName
from modeltaxonomy.questions import limit_of, shown
from modeltaxonomy.store import find, ids_of, names_of
from modeltaxonomy.values import Value, attributes, field, frozen

if TYPE_CHECKING:
    from modeltaxonomy.entries.technique import DataKind
    from modeltaxonomy.store import Store

__all__ = ["KINDS_OF_NAMES", "Requirements"]

_LARGEST = 10**30
"""Far above any size of a model or memory, in bytes too, and small enough to be reckoned with as a float."""


def __getattr__(name: str) -> Any:
    # For pydantic, which asks for the hint; a question needs no technique to be made.
    if name != "DataKind":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from modeltaxonomy.entries.technique import DataKind

    return DataKind


def _names(description: str, refers: str | None, option: str | None = None) -> Any:
    """A requirement that is a name or several; of entries of a kind, or words of its own."""

    return field(default=(), check=names_of, description=description, refers=refers, option=option)


def _number(description: str) -> Any:
    return field(default=None, check=_checked_number, description=description, gt=0)


def _day(description: str) -> Any:
    return field(default=None, check=_checked_day, description=description)


def _checked_number(argument: str, value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidQuery(argument, f"a number is needed, not {type(value).__name__}: {value!r}")
    if not 0 < value <= _LARGEST:
        raise InvalidQuery(argument, f"a positive number is needed, {_LARGEST:g} at most, not {shown(value)}")
    return value if isinstance(value, int) else float(value)


def _checked_day(argument: str, value: Any) -> str | None:
    if value is None:
        return None
    from modeltaxonomy.values.dates import checked_date

    return checked_date(argument, value)


def _checked_data(argument: str, value: Any) -> tuple[str, ...]:
    kinds = names_of(argument, value)
    if kinds:
        from modeltaxonomy.entries.technique import DATA_KINDS

        for kind in kinds:
            if kind not in DATA_KINDS:
                raise InvalidQuery(argument, f"{kind!r} is no kind of data; they are {', '.join(DATA_KINDS)}")
    return kinds


def _checked_flag(argument: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidQuery(argument, f"True or False is needed, not {value!r}")
    return value


@frozen
class Requirements(Value):
    """What a use asks of a model. Names may be ids, labels or aliases; in an answer they are ids."""

    modalities: tuple[str, ...] = _names(
        "Data types that meet in the workflow, each on either side.", "modality", "modality"
    )
    tasks: tuple[str, ...] = _names("What is to be done; every one has to be on record.", "task", "task")
    inputs: tuple[str, ...] = _names("Modalities that have to be taken.", "modality", "input")
    outputs: tuple[str, ...] = _names("Modalities that have to be given.", "modality", "output")
    domains: tuple[str, ...] = _names(
        "Sectors or applications; families known for them rank first, others are not excluded.", "domain", "domain"
    )
    languages: tuple[str, ...] = _names("Languages that have to be covered, BCP 47.", None, "language")
    capabilities: tuple[str, ...] = _names(
        "What it has to offer besides, such as tool-calling; where that is not known it is kept, ranked lower.",
        "capability",
        "capability",
    )
    access: tuple[str, ...] = _names("How it has to be had, such as open-weights or api-access.", "openness")
    license: tuple[str, ...] = _names("A license or a class of them, such as permissive-license.", "openness")
    model_class: tuple[str, ...] = _names("A class that it has to be of.", "model-class")
    memory_gb: float | None = _number("Accelerator memory for the weights, 10^9 bytes.")
    context: float | None = _number("Tokens that have to fit.")
    max_parameters: float | None = _number(
        "Most weights, a count; active ones decide the speed of a token, all of them the memory."
    )
    released_after: str | None = _day("Only what came out later, ISO 8601.")
    as_of: str | None = _day("Answer as if asked on that day, ISO 8601.")
    data: tuple[DataKind, ...] = field(
        default=(),
        check=_checked_data,
        description="Data at hand for adapting it: none, examples, labelled, unlabelled, documents, preference-pairs, ...",
    )
    hosted_only: bool = field(
        default=False,
        check=_checked_flag,
        description="Only what can be used without running it oneself.",
    )
    limit: int = field(
        default=5,
        check=limit_of,
        description="How many families and techniques are named.",
        ge=1,
    )

    def __attrs_post_init__(self) -> None:
        for name, check in _CHECKS:
            object.__setattr__(self, name, check(name, getattr(self, name)))

    def said(self) -> dict[str, tuple[str, ...]]:
        """What was asked for, as words: requirement -> values. How many are to be named is no requirement."""

        return {
            name: value if isinstance(value, tuple) else (_plainly(value),)
            for name, value in self._items()
            if value not in ((), None, False) and name != "limit"
        }

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked of a model; on what day, with which data and how many are no such thing."""
        return not self.said().keys() - {"as_of", "data"}

    def resolved(self, store: Store) -> Requirements:
        """The same, with names as ids. UnknownName, AmbiguousName; InvalidQuery for a name given in a wrong place."""

        changed: dict[str, Any] = {}
        for name, value in self._items():
            try:
                changed[name] = ids_of(store, name, value, KINDS_OF_NAMES[name]) if name in KINDS_OF_NAMES else value
            except UnknownName as error:
                raise _misplaced(store, name, error) from None
        return Requirements(**changed)

    def evolve(self, **changed: Any) -> Requirements:
        """The same, changed in some places."""
        return Requirements(**{**dict(self._items()), **changed})

    def _items(self) -> list[tuple[str, Any]]:
        return [(attribute.name, getattr(self, attribute.name)) for attribute in attributes(type(self))]


_CHECKS: list[tuple[str, Any]] = [
    (attribute.name, attribute.metadata["check"]) for attribute in attributes(Requirements)
]

KINDS_OF_NAMES: dict[str, str] = {
    attribute.name: attribute.metadata["refers"]
    for attribute in attributes(Requirements)
    if "refers" in attribute.metadata
}
"""The requirements that are names of entries, and the kind of these."""


def _misplaced(store: Store, argument: str, error: UnknownName) -> Exception:
    """What to raise for a name that the argument does not know: where to give it, if another one does."""

    for other, kind in KINDS_OF_NAMES.items():
        if kind != KINDS_OF_NAMES[argument]:
            try:
                found = find(store, error.given, (kind,))
            except AmbiguousName:
                continue
            if found is not None:
                what = kind.replace("-", " ")
                article = "an" if what[0] in "aeiou" else "a"
                return InvalidQuery(argument, f"{error.given!r} is a name of {article} {what}; give it as {other}")
    return error


def _plainly(value: Any) -> str:
    if value is True:
        return "yes"
    if isinstance(value, (int, float)):
        return f"{value:g}" if value < 1e6 else f"{value:,.0f}"
    return str(value)
