"""How a value is declared: once, as a frozen slotted attrs class, with what pydantic needs to know as metadata.

`schema` builds validation, JSON Schema and serialisation from the same declaration, `integrity` reads which kind an id
refers to, and the artefact's columns are made of the fields that are axes.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

import attrs

from modeltaxonomy.values.containers import FrozenMapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "Displayable",
    "Value",
    "abstract",
    "as_tuple",
    "attributes",
    "convert_by",
    "field",
    "frozen",
    "frozen_mapping",
    "id_tuple",
    "ids",
    "list_as_tuple",
    "metadata_of",
    "plain",
    "plain_text",
    "records",
]

T = TypeVar("T")


def field(
    *,
    description: str,
    default: Any = attrs.NOTHING,
    converter: attrs.Converter[Any, Any] | None = None,
    refers: str | None = None,
    axis: Any = None,
    date: bool = False,
    hidden: bool = False,
    option: str | None = None,
    check: Callable[[str, Any], Any] | None = None,
    **constraints: Any,
) -> Any:
    """A field of a value.

    description: what it means, with unit and source where it has them; becomes JSON Schema's description.
    refers: the kind of entry whose ids the field holds ("task", ...; "*" for any kind, "self" for its own kind).
    axis: of a field that is one, what `entries.axes` says of it. date: whether it is a date that can be compared.
    hidden: whether it is no part of the value: not compared, not shown, not in JSON.
    option: its name on the command line, where that is another.
    check: for a class that checks its own fields: given name and value, it gives the value to keep.
    constraints: what `pydantic.Field` takes (`pattern`, `ge`, `examples`, ...), checked at the border only.
    """

    said = {
        "description": description,
        "refers": refers,
        "axis": axis,
        "date": date,
        "hidden": hidden,
        "option": option,
        "check": check,
    }
    metadata = {name: value for name, value in said.items() if value} | {"constraints": constraints}
    return attrs.field(default=default, converter=converter, metadata=metadata)


def convert_by(function: Callable[[Any], T]) -> attrs.Converter[Any, T]:
    """A converter that attrs takes as it is.

    Given a bare function, attrs inspects its signature anew for each field of each class; for a built-in such as
    `tuple` that even compiles regular expressions, 5 ms in all.
    """

    return attrs.Converter(function)


def ids(kind: str, *, description: str) -> Any:
    """A field that holds ids of one kind: a sorted tuple without repeats."""

    return field(description=description, default=(), converter=id_tuple, refers=kind)


def _id_tuple(values: Any) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _as_tuple(values: Any) -> tuple[Any, ...]:
    return tuple(values)


id_tuple: attrs.Converter[Any, tuple[str, ...]] = convert_by(_id_tuple)
"""A converter: a sorted tuple without repeats."""
list_as_tuple: attrs.Converter[Any, Any] = convert_by(lambda value: tuple(value) if isinstance(value, list) else value)
"""A converter: a list as a tuple, anything else as it is."""
as_tuple: attrs.Converter[Any, tuple[Any, ...]] = convert_by(_as_tuple)
"""A converter: a tuple in the order given."""


@functools.cache
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


class Displayable:
    """A value that `display` knows how to lay out. Nothing of `display` is imported before it is looked at."""

    __slots__ = ()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from modeltaxonomy.display import mimebundle

        return mimebundle(self)

    def __rich__(self) -> object:
        from modeltaxonomy.display.rich import renderable

        return renderable(self)


class Value:
    """What every value can do; the fields are the subclass's own.

    Equality, hash and repr are written here once rather than generated for each class: that halves what a class costs
    to make, which is most of what a first record costs.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), _values(self)))

    def __repr__(self) -> str:
        said = (f"{name}={value!r}" for name, value in _said(self))
        return f"{type(self).__name__}({', '.join(said)})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from modeltaxonomy.values import schema

        return schema.core_schema(cls, handler)

    def to_dict(self) -> dict[str, Any]:
        """The fields that say something, as JSON-ready values; what has its default is left out."""

        return {name: plain(value) for name, value in _said(self)}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field, ids))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a value."""

    for base in reversed(cls.__mro__[1:]):
        for name, declared in base.__dict__.get("__declared__", {}).items():
            if name not in cls.__dict__:
                setattr(cls, name, declared)
    return attrs.frozen(kw_only=True, eq=False, repr=False, auto_attribs=False)(cls)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field, ids))
def abstract(cls: type[T]) -> type[T]:
    """Make a class that values are derived from; its fields become theirs.

    It has no instances of its own, so that attrs makes nothing of it: that would be half of what a first record costs.
    """

    declared = {name: item for name, item in cls.__dict__.items() if type(item) is _Declared}
    for name in declared:
        delattr(cls, name)
    cls.__declared__ = declared  # type: ignore[attr-defined]
    return cls


_Declared = type(attrs.field())


def metadata_of(cls: type) -> dict[str, Any]:
    """What is said of each field of a class, be it a value or one that values are derived from."""

    every = getattr(cls, "__attrs_attrs__", None)
    if every is not None:
        return {attribute.name: attribute.metadata for attribute in every}
    bases = [base.__dict__.get("__declared__", {}) for base in reversed(cls.__mro__)]
    return {name: item.metadata for declared in bases for name, item in declared.items()}


_shown: dict[type, tuple[attrs.Attribute[Any], ...]] = {}


def attributes(cls: type) -> tuple[attrs.Attribute[Any], ...]:
    """The fields of a class that are part of its values."""

    found = _shown.get(cls)
    if found is None:
        every: tuple[attrs.Attribute[Any], ...] = cls.__attrs_attrs__  # type: ignore[attr-defined]
        found = _shown[cls] = tuple([attribute for attribute in every if not attribute.metadata.get("hidden")])
    return found


_getters: dict[type, Callable[[Any], Any]] = {}


def _values(value: Value) -> Any:
    """The values of all fields, to be compared and hashed."""

    cls = type(value)
    getter = _getters.get(cls)
    if getter is None:
        getter = _getters[cls] = operator.attrgetter(*[attribute.name for attribute in attributes(cls)])
    return getter(value)


def _said(value: Value) -> Iterator[tuple[str, Any]]:
    for attribute in attributes(type(value)):
        item = getattr(value, attribute.name)
        if item != attribute.default:
            yield attribute.name, item


def plain(value: Any) -> Any:
    """A value, or a container of values, as what JSON has."""

    if isinstance(value, Value):
        return value.to_dict()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    if isinstance(value, FrozenMapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def plain_text(text: str) -> str:
    """The text itself where it is of a class made of `str`, such as a member of an enum.

    >>> from enum import Enum
    >>> plain_text(Enum("Size", {"SMALL": "small"}, type=str).SMALL)
    'small'
    """

    return text if type(text) is str else str.__str__(text)
