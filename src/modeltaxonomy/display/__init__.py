"""How entries and answers look: laid out once as blocks, rendered as text, Markdown, HTML or for Rich."""

from __future__ import annotations

from typing import Any

from modeltaxonomy.display._blocks import Heading, Items, Paragraph, Table, blocks
from modeltaxonomy.display._render import to_html, to_markdown, to_text

__all__ = ["Heading", "Items", "Paragraph", "Table", "blocks", "html", "markdown", "mimebundle", "text"]


def text(value: Any, width: int = 100) -> str:
    """Plain text, wrapped to the width in characters."""
    return to_text(blocks(value), width)


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
        "text/plain": to_text(laid_out, 100),
    }
