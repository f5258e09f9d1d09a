"""Blocks for Rich. Rich comes with the extra `cli`, and asks for this itself when it prints one of our values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from modeltaxonomy.display._blocks import blocks
from modeltaxonomy.display.layout import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderableType

__all__ = ["renderable"]

_STYLES = {"title": "bold underline", "heading": "bold", "columns": "dim", "plain": ""}


class _Lines:
    def __init__(self, value: Any) -> None:
        self._value = value

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        bullet = "-" if options.ascii_only else "•"
        begun = False
        for line, style in lines(blocks(self._value), options.max_width, bullet):
            begun = begun or bool(line)
            if begun:
                yield Text(line, style=_STYLES[style])


def renderable(value: Any) -> RenderableType:
    """The value as something that Rich prints, in the width that there is."""

    return _Lines(value)
