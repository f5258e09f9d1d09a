"""Containers that are values: a frozen mapping, and a sequence that is worked out when it is first looked at.

The standard library has no frozen mapping before `frozendict`.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["FrozenMapping", "Later"]

T = TypeVar("T")
V = TypeVar("V")


class FrozenMapping(Mapping[str, V]):
    """Keys in sorted order; equal to any mapping with the same items."""

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[str, V] | None = None) -> None:
        self._items: dict[str, V] = {key: items[key] for key in sorted(items)} if items else {}
        self._hash: int | None = None

    def __getitem__(self, key: str) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def keys(self) -> KeysView[str]:
        return self._items.keys()

    def values(self) -> ValuesView[V]:
        return self._items.values()

    def items(self) -> ItemsView[str, V]:
        return self._items.items()

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(tuple(self._items.items()))
        return self._hash

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from modeltaxonomy.values import schema

        return schema.mapping_schema(cls, source, handler)

    def __reduce__(self) -> tuple[Any, ...]:
        return (FrozenMapping, (dict(self._items),))

    def __repr__(self) -> str:
        return f"FrozenMapping({self._items!r})"


class Later(Sequence[T], Generic[T]):
    """Values that are worked out when they are first looked at. Equal to, and pickled as, a tuple of them."""

    __slots__ = ("_values",)

    def __init__(self, values: Iterable[T] | Callable[[], Iterable[T]]) -> None:
        self._values: tuple[T, ...] | Callable[[], Iterable[T]] = values if callable(values) else tuple(values)

    def _made(self) -> tuple[T, ...]:
        if not isinstance(self._values, tuple):
            self._values = tuple(self._values())
        return self._values

    def __iter__(self) -> Iterator[T]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._made()[index]

    def __contains__(self, item: object) -> bool:
        return item in self._made()

    def __eq__(self, other: object) -> bool:
        return self._made() == (other._made() if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self._made())

    def __repr__(self) -> str:
        return repr(self._made())

    def __reduce__(self) -> tuple[Any, ...]:
        return (Later, (self._made(),))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from modeltaxonomy.values import schema

        return schema.sequence_schema(cls, source, handler)
