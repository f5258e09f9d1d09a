"""Rows as a data frame of pandas, polars or pyarrow, through narwhals. Each comes with an extra, and is imported here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from modeltaxonomy.errors import InvalidQuery, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Backend", "frame"]

Backend = Literal["pandas", "polars", "pyarrow"]


def frame(
    rows: Sequence[dict[str, Any]],
    *,
    columns: Sequence[str],
    index: str | None = None,
    backend: Backend = "pandas",
) -> Any:
    """A data frame of the rows; what a row does not say is missing, not zero.

    columns: their order. index: the column that becomes the index, where the library has one.

    MissingExtra where the library is not installed, InvalidQuery for one that is not known.
    """

    if backend not in get_args(Backend):
        raise InvalidQuery("backend", f"one of {', '.join(get_args(Backend))} is needed, not {str(backend)[:60]!r}")
    try:
        import narwhals

        made = narwhals.from_dict({name: [row.get(name) for row in rows] for name in columns}, backend=backend)
    except ImportError as error:
        raise MissingExtra(backend, "to_frame()") from error
    native = made.to_native()
    return native.set_index(index) if index is not None and backend == "pandas" else native
