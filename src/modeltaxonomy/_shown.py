"""The hooks by which notebooks and Rich ask a value how it looks."""

from __future__ import annotations

__all__ = ["Shown"]


class Shown:
    """A value that `display` knows how to lay out. Nothing of `display` is imported before it is looked at."""

    __slots__ = ()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from modeltaxonomy.display import mimebundle

        return mimebundle(self)

    def __rich__(self) -> object:
        from modeltaxonomy.display.rich import renderable

        return renderable(self)
