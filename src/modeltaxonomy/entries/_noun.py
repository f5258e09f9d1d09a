"""How a noun is declared: once, as a frozen slotted attrs class, with what pydantic needs to know as metadata.

`_bridge` builds validation, JSON Schema and serialisation from the same declaration, `laws` reads which kind an id
refers to, and the artefact's columns are made of the fields that are axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

import attrs

from modeltaxonomy.entries._mapping import FrozenMapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "Noun",
    "abstract_noun",
    "as_tuple",
    "convert_by",
    "field",
    "frozen_mapping",
    "id_tuple",
    "ids",
    "noun",
    "records",
]

T = TypeVar("T")


def field(
    *,
    description: str,
    default: Any = attrs.NOTHING,
    converter: attrs.Converter[Any, Any] | None = None,
    refers: str | None = None,
    axis: bool = False,
    **constraints: Any,
) -> Any:
    """A field of a noun.

    description: what the value means, with unit and source where it has them; becomes JSON Schema's description.
    refers: the kind of entry whose ids the field holds ("task", ...; "*" for any kind).
    axis: whether collections can be filtered by it.
    constraints: what `pydantic.Field` takes (`pattern`, `ge`, `examples`, ...), checked at the border only.
    """

    metadata: dict[str, Any] = {"description": description, "constraints": constraints}
    if refers:
        metadata["refers"] = refers
    if axis:
        metadata["axis"] = True
    return attrs.field(default=default, converter=converter, metadata=metadata)


def convert_by(function: Callable[[Any], T]) -> attrs.Converter[Any, T]:
    """A converter that attrs takes as it is.

    Given a bare function, attrs inspects its signature anew for each field of each class; for a built-in such as
    `tuple` that even compiles regular expressions, 5 ms in all.
    """

    return attrs.Converter(function)


def ids(kind: str, *, description: str, default: Any = (), axis: bool = True) -> Any:
    """A field that holds ids of one kind: a sorted tuple without repeats."""

    return field(description=description, default=default, converter=id_tuple, refers=kind, axis=axis)


def _id_tuple(values: Any) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _as_tuple(values: Any) -> tuple[Any, ...]:
    return tuple(values)


id_tuple = convert_by(_id_tuple)
"""A converter: a sorted tuple without repeats."""
as_tuple = convert_by(_as_tuple)
"""A converter: a tuple in the order given."""


def records(cls: type[T]) -> attrs.Converter[Any, tuple[T, ...]]:
    """A converter: a tuple of `cls`, from such values or from mappings that make one."""

    def convert(values: Any) -> tuple[T, ...]:
        return tuple([value if isinstance(value, cls) else cls(**value) for value in values])

    return convert_by(convert)


def frozen_mapping(convert: Callable[[Any], Any]) -> attrs.Converter[Any, FrozenMapping[Any]]:
    """A converter: a frozen mapping whose values are converted by `convert`."""

    def frozen(items: Any) -> FrozenMapping[Any]:
        if type(items) is FrozenMapping:
            return items
        return FrozenMapping({key: convert(value) for key, value in items.items()})

    return convert_by(frozen)


class Noun:
    """What every noun can do; the fields are the subclass's own.

    Equality, hash and repr are written here once rather than generated for each class: that halves what a class costs
    to make, which is most of what a first record costs.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Noun) and type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), *_values(self)))

    def __repr__(self) -> str:
        said = (f"{name}={value!r}" for name, value in _said(self))
        return f"{type(self).__name__}({', '.join(said)})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from modeltaxonomy import _bridge

        return _bridge.core_schema(cls, handler)

    def to_dict(self) -> dict[str, Any]:
        """The fields that say something, as JSON-ready values; what has its default is left out."""

        return {name: _plain(value) for name, value in _said(self)}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field, ids))
def noun(cls: type[T]) -> type[T]:
    """Make a class a noun."""

    return attrs.frozen(kw_only=True, eq=False, repr=False)(cls)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field, ids))
def abstract_noun(cls: type[T]) -> type[T]:
    """Make a class that nouns are derived from; it has no instances of its own, so no initialiser is made."""

    return attrs.frozen(kw_only=True, eq=False, repr=False, init=False)(cls)


def _attributes(value: Noun) -> tuple[attrs.Attribute[Any], ...]:
    return type(value).__attrs_attrs__  # type: ignore[attr-defined, no-any-return]


def _values(value: Noun) -> tuple[Any, ...]:
    return tuple(getattr(value, attribute.name) for attribute in _attributes(value))


def _said(value: Noun) -> Iterator[tuple[str, Any]]:
    for attribute in _attributes(value):
        item = getattr(value, attribute.name)
        if item != attribute.default:
            yield attribute.name, item


def _plain(value: Any) -> Any:
    if isinstance(value, Noun):
        return value.to_dict()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    if isinstance(value, FrozenMapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
