"""The taxonomy in other forms. A form's module, and what it needs, is imported when its name is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from modeltaxonomy.interchange.skos import from_skos, to_skos
    from modeltaxonomy.interchange.sssom import to_sssom

__all__ = ["from_skos", "to_skos", "to_sssom"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{name.rpartition('_')[2]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
