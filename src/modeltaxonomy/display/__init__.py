"""How entries and answers look: laid out once as blocks, rendered as text, Markdown, HTML or for Rich."""

from __future__ import annotations

from typing import Any

from modeltaxonomy.display._blocks import Heading, Items, Paragraph, Table, blocks, printable
from modeltaxonomy.display._render import to_html, to_markdown, to_text
from modeltaxonomy.display.layout import room

__all__ = [
    "Heading",
    "Items",
    "Paragraph",
    "Table",
    "blocks",
    "html",
    "markdown",
    "mimebundle",
    "printable",
    "room",
    "text",
    "to_markdown",
    "to_text",
]


def text(value: Any, width: int | None = None) -> str:
    """Plain text, wrapped to the width in characters: the terminal's, or 100 where standard output is none."""
    return to_text(blocks(value), room() if width is None else width)


def markdown(value: Any) -> str:
    """CommonMark with tables."""
    return to_markdown(blocks(value))


def html(value: Any) -> str:
    """An HTML fragment that brings its own few styles and scripts nothing."""
    return to_html(blocks(value))


def mimebundle(value: Any) -> dict[str, str]:
    """What a notebook asks for: HTML, Markdown and plain text."""
    laid_out = blocks(value)
    return {
        "text/html": to_html(laid_out),
        "text/markdown": to_markdown(laid_out),
        "text/plain": to_text(laid_out, room()),
    }
