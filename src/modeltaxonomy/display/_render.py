"""Blocks as text, Markdown and HTML."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from modeltaxonomy.display._blocks import Heading, Items, Paragraph, Table, printable
from modeltaxonomy.display.layout import cells, lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from modeltaxonomy.display._blocks import Block

__all__ = ["to_html", "to_markdown", "to_text"]

# Tables in notebooks inherit the page's colours, so that they read in light and dark themes.
_STYLE = (
    "<style>.mt td,.mt th{text-align:left!important;vertical-align:top;padding:2px 12px 2px 0;max-width:36em;"
    "white-space:normal}.mt th{opacity:.65;font-weight:600}.mt h3,.mt h4{margin:.6em 0 .2em}.mt table{margin:0}</style>"
)


def to_text(blocks: Iterable[Block], width: int) -> str:
    found: list[str] = []
    for line, style in lines(blocks, width):
        found.append(line)
        if style in ("title", "heading"):
            found.append(("=" if style == "title" else "-") * cells(line))
    return "\n".join(found).strip("\n")


def to_markdown(blocks: Iterable[Block]) -> str:
    parts = []
    for block in blocks:
        match block:
            case Heading(text, level):
                parts.append(f"{'#' * (level + 2)} {_escaped(text)}")
            case Paragraph(text):
                parts.append(_escaped(text))
            case Items(items):
                parts.append("\n".join(f"- {_escaped(item)}" for item in items))
            case Table(columns, rows):
                lines = [map(_escaped, columns), ["---"] * len(columns), *(map(_escaped, row) for row in rows)]
                parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(parts) + "\n"


_MARKUP = str.maketrans({character: f"\\{character}" for character in "\\<[]|"})
"""What would begin a tag or a link, or end a cell. Code spans and emphasis are no harm."""


def _escaped(text: str) -> str:
    return printable(text).translate(_MARKUP)


def to_html(blocks: Iterable[Block]) -> str:
    parts = [_STYLE, '<div class="mt">']
    for block in blocks:
        match block:
            case Heading(text, level):
                parts.append(f"<h{level + 2}>{html.escape(text)}</h{level + 2}>")
            case Paragraph(text):
                parts.append(f"<p>{html.escape(text)}</p>")
            case Items(items):
                parts.append(f"<ul>{''.join(f'<li>{html.escape(item)}</li>' for item in items)}</ul>")
            case Table(columns, rows):
                head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
                body = "".join(f"<tr>{''.join(f'<td>{html.escape(c)}</td>' for c in row)}</tr>" for row in rows)
                parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
    parts.append("</div>")
    return "".join(parts)
