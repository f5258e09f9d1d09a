"""Blocks as text, Markdown and HTML."""

from __future__ import annotations

import html
import textwrap
from typing import TYPE_CHECKING

from modeltaxonomy.display._blocks import Heading, Items, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from modeltaxonomy.display._blocks import Block

__all__ = ["to_html", "to_markdown", "to_text"]

# Tables in notebooks inherit the page's colours, so that they read in light and dark themes.
_STYLE = (
    "<style>.mt td,.mt th{text-align:left!important;vertical-align:top;padding:2px 12px 2px 0;max-width:36em;"
    "white-space:normal}.mt th{opacity:.65;font-weight:600}.mt h3,.mt h4{margin:.6em 0 .2em}.mt table{margin:0}</style>"
)


def to_text(blocks: Iterable[Block], width: int) -> str:
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(text, level):
                lines += ["", text, ("=" if level == 1 else "-") * len(text)]
            case Paragraph(text):
                lines += textwrap.wrap(text, width)
            case Items(items):
                for item in items:
                    lines += textwrap.wrap(item, width, initial_indent="- ", subsequent_indent="  ")
            case Table(columns, rows):
                lines += _table(columns, rows, width)
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Columns side by side, cells wrapped. Space goes to the widest columns last, so short ones stay whole."""

    wanted = [max((len(row[i]) for row in (columns, *rows)), default=0) for i in range(len(columns))]
    keep = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    free = width - 2 * (len(keep) - 1)
    sizes = dict.fromkeys(keep, 0)
    for done, i in enumerate(sorted(keep, key=lambda i: wanted[i])):
        sizes[i] = min(wanted[i], max(8, free // (len(keep) - done)))
        free -= sizes[i]
    header = [columns] if any(columns[i] for i in keep) else []
    lines = []
    for row in (*header, *rows):
        cells = [textwrap.wrap(row[i], sizes[i]) or [""] for i in keep]
        for n in range(max(len(cell) for cell in cells)):
            parts = ((cell[n] if n < len(cell) else "").ljust(sizes[i]) for i, cell in zip(keep, cells, strict=True))
            lines.append("  ".join(parts))
    if header:
        lines.insert(1, "  ".join("-" * sizes[i] for i in keep))
    return lines


def to_markdown(blocks: Iterable[Block]) -> str:
    parts = []
    for block in blocks:
        match block:
            case Heading(text, level):
                parts.append(f"{'#' * (level + 2)} {text}")
            case Paragraph(text):
                parts.append(text)
            case Items(items):
                parts.append("\n".join(f"- {item}" for item in items))
            case Table(columns, rows):
                lines = [columns, ["---"] * len(columns), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
                parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(parts) + "\n"


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
