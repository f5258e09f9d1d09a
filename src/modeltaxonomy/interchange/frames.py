"""Rows as a pandas DataFrame. pandas comes with the extra `pandas`, and is imported only here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["frame"]


def frame(rows: Sequence[dict[str, Any]], *, index: str | None, columns: Sequence[str] | None = None) -> Any:
    """A DataFrame of the rows; what a row does not say is missing, not zero.

    index: the column that becomes the index. columns: their order, for tables that may have no rows.
    """

    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtra("pandas", "to_frame()") from error
    made = pd.DataFrame(list(rows), columns=None if columns is None else list(columns))
    return made.set_index(index) if index and len(made.columns) else made
