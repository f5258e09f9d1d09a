"""Blocks for Rich. Rich comes with the extra `cli`, and asks for this itself when it prints one of our values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from modeltaxonomy.display._blocks import Heading, Items, Paragraph, Table, blocks

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["renderable"]


def renderable(value: Any) -> RenderableType:
    """The value as something that Rich prints."""

    parts: list[RenderableType] = []
    for block in blocks(value):
        match block:
            case Heading(text, level):
                parts.append(
                    Padding(Text(text, style="bold underline" if level == 1 else "bold"), (int(bool(parts)), 0, 0, 0))
                )
            case Paragraph(text):
                parts.append(Text(text))
            case Items(items):
                grid = RichTable.grid(padding=(0, 1))
                for item in items:
                    grid.add_row("•", Text(item))
                parts.append(grid)
            case Table(columns, rows):
                table = RichTable(box=None, pad_edge=False, show_header=any(columns), header_style="dim")
                shown = [i for i in range(len(columns)) if any(row[i] for row in rows)]
                for i in shown:
                    table.add_column(columns[i], overflow="fold")
                for row in rows:
                    table.add_row(*(Text(row[i]) for i in shown))
                parts.append(table)
    return Group(*parts)
