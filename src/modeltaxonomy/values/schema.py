"""attrs classes read by pydantic. It knows no taxonomy, and nothing imports it before pydantic asks.

A class's attributes become the fields of a typed dictionary: types from the hints, descriptions and bounds from the
attributes' metadata, unknown keys refused. So errors carry exact paths, JSON Schema has descriptions, and there is no
second model to keep alike.
"""

from __future__ import annotations

import inspect
import sys
import threading
import typing
from typing import TYPE_CHECKING, Annotated, Any

import attrs
from pydantic import Field, GetCoreSchemaHandler, TypeAdapter
from pydantic_core import core_schema as cs

from modeltaxonomy.values import attributes

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["adapter", "core_schema", "mapping_schema", "sequence_schema"]

_adapters: dict[Any, TypeAdapter[Any]] = {}
# Two threads that build the same adapter at once have met a half-built one in pydantic.
_lock = threading.Lock()
# The classes being built in this thread: a class met again inside itself is referred to, not built anew.
_building = threading.local()


def adapter(cls: Any) -> TypeAdapter[Any]:
    """The validator of a class, built once."""

    with _lock:
        if cls not in _adapters:
            _adapters[cls] = TypeAdapter(cls)
        return _adapters[cls]


def core_schema(cls: type[Any], handler: GetCoreSchemaHandler) -> cs.CoreSchema:
    """What `__get_pydantic_core_schema__` of an attrs class returns."""

    reference = cs.definition_reference_schema(f"{cls.__module__}.{cls.__qualname__}")
    inside: set[type[Any]] = _building.__dict__.setdefault("classes", set())
    if cls in inside:
        return reference
    inside.add(cls)
    try:
        return cs.definitions_schema(reference, [_class_schema(cls, handler, reference["schema_ref"])])
    finally:
        inside.remove(cls)


def mapping_schema(cls: type[Any], source: Any, handler: GetCoreSchemaHandler) -> cs.CoreSchema:
    """What `__get_pydantic_core_schema__` of an immutable mapping from strings returns."""

    (item,) = typing.get_args(source) or (Any,)
    return _container(cls, cs.dict_schema(cs.str_schema(), handler.generate_schema(item)), dict)


def sequence_schema(cls: type[Any], source: Any, handler: GetCoreSchemaHandler) -> cs.CoreSchema:
    """What `__get_pydantic_core_schema__` of an immutable sequence returns."""

    (item,) = typing.get_args(source) or (Any,)
    return _container(cls, cs.list_schema(handler.generate_schema(item)), list)


def _container(cls: type[Any], plain: cs.CoreSchema, to_plain: Callable[[Any], Any]) -> cs.CoreSchema:
    """The schema of a container that is made of a plain one, and written as one."""

    made = cs.no_info_after_validator_function(cls, plain)
    return cs.json_or_python_schema(
        json_schema=made,
        python_schema=_or_instance(cls, made),
        serialization=cs.wrap_serializer_function_ser_schema(
            lambda value, serialize: serialize(to_plain(value)), schema=plain
        ),
    )


class _Names(dict[str, Any]):
    """The names of the modules of a class and of its bases, those too that a module imports when they are asked for."""

    def __init__(self, cls: type) -> None:
        self._modules = [sys.modules[base.__module__] for base in cls.__mro__ if base.__module__ in sys.modules]

    def __missing__(self, name: str) -> Any:
        for module in self._modules:
            try:
                return getattr(module, name)
            except AttributeError:
                continue
        raise KeyError(name)


def _or_instance(cls: type[Any], made: cs.CoreSchema) -> cs.CoreSchema:
    # Not a union with `is_instance_schema`: that would put the union's branches into the paths of errors.
    return cs.no_info_wrap_validator_function(
        lambda value, validate: value if isinstance(value, cls) else validate(value), made
    )


def _class_schema(cls: type[Any], handler: GetCoreSchemaHandler, ref: str) -> cs.CoreSchema:
    hints = typing.get_type_hints(cls, localns=_Names(cls), include_extras=True)
    fields = {
        attribute.name: cs.typed_dict_field(
            _one_error(handler.generate_schema(_annotated(hints[attribute.name], attribute)), hints[attribute.name]),
            required=attribute.default is attrs.NOTHING,
        )
        for attribute in attributes(cls)
    }

    defaults = {attribute.name: attribute.default for attribute in attributes(cls)}

    def fields_of(value: Any, serialize: cs.SerializerFunctionWrapHandler) -> Any:
        said = {name: getattr(value, name) for name in fields}
        return serialize({name: item for name, item in said.items() if item != defaults[name]})

    mapping = cs.typed_dict_schema(
        fields,
        cls_name=cls.__name__,
        extra_behavior="forbid",
        config=cs.CoreConfig(title=cls.__name__),
        metadata={"pydantic_js_updates": {"title": cls.__name__, "description": inspect.cleandoc(cls.__doc__ or "")}},
    )
    made = cs.no_info_after_validator_function(lambda values: cls(**values), mapping)
    return cs.json_or_python_schema(
        json_schema=made,
        # Only Python input meets the wrap validator: it would turn JSON into Python input, and strict mode would then
        # refuse arrays for tuples.
        python_schema=_or_instance(cls, made),
        serialization=cs.wrap_serializer_function_ser_schema(fields_of, schema=mapping),
        ref=ref,
    )


def _one_error(schema: Any, hint: Any) -> cs.CoreSchema:
    """A union that fails as one, at the path of the field: its branches have no place in the value given."""

    inside = schema
    while inside["type"] != "union" and "schema" in inside:
        inside = inside["schema"]
    if inside["type"] == "union":
        wanted = " or ".join(getattr(each, "__name__", str(each)) for each in typing.get_args(hint))
        inside["custom_error_type"] = "union_error"
        inside["custom_error_message"] = f"Input should be {wanted.replace('NoneType', 'None')}"
    return schema  # type: ignore[no-any-return]


def _annotated(hint: Any, attribute: attrs.Attribute[Any]) -> Any:
    metadata = attribute.metadata
    return Annotated[hint, Field(description=metadata.get("description"), **metadata.get("constraints", {}))]
