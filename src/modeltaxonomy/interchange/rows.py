"""Entries as rows of a table: what is a single value or a list of ids, facts by their names."""

from __future__ import annotations

from typing import Any

from modeltaxonomy.entries import FACTS
from modeltaxonomy.values import as_tuple, attributes, id_tuple

__all__ = ["columns_of", "row_of"]


def columns_of(cls: type[Any]) -> tuple[str, ...]:
    """The columns of a table of entries of a class."""

    # What a converter makes into something else than a tuple of texts is no cell of a table.
    fields = [a.name for a in attributes(cls) if a.converter in (None, id_tuple, as_tuple)]
    return (*fields, *(FACTS if hasattr(cls, "facts") else ()))


def row_of(entry: Any, columns: tuple[str, ...]) -> dict[str, Any]:
    """The row of an entry; what it does not say is None, and a list of ids a list."""

    row = {}
    for name in columns:
        value = getattr(entry, name)
        if name in FACTS and FACTS[name].form == "amount" and value is not None:
            value = float(value)
        row[name] = list(value) if isinstance(value, tuple) else value
    return row
