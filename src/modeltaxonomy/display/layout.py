"""Blocks as lines of a given width. Words stay whole: an id or a URL can be copied, wherever it stands."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING, Literal

from modeltaxonomy.display._blocks import Heading, Items, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from modeltaxonomy.display._blocks import Block

    Style = Literal["title", "heading", "columns", "plain"]

__all__ = ["cells", "lines", "room"]

_WIDTH = 100
_NARROW = 20
"""A column of prose is no narrower than this, unless its text is shorter."""
_GAP = 2


def room() -> int:
    """How many characters a line has: as the terminal has it, 100 where standard output is none."""

    try:
        terminal = os.isatty(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):  # It is closed, or no file.
        terminal = False
    return max(_NARROW, shutil.get_terminal_size((_WIDTH, 24)).columns) if terminal else _WIDTH


def lines(blocks: Iterable[Block], width: int, bullet: str = "-") -> Iterator[tuple[str, Style]]:
    """The lines, and as what each is set."""

    for block in blocks:
        match block:
            case Heading(text, level):
                yield "", "plain"
                for line in _wrapped(text, width):
                    yield line, "title" if level == 1 else "heading"
            case Paragraph(text):
                for line in _wrapped(text, width):
                    yield line, "plain"
            case Items(items):
                for item in items:
                    for number, line in enumerate(_wrapped(item, width - len(bullet) - 1)):
                        yield f"{' ' * (len(bullet) + 1) if number else f'{bullet} '}{line}", "plain"
            case Table(columns, rows):
                yield from _table(columns, rows, width)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: East Asian characters take two, marks on others none."""

    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "FW")
        for character in text
    )


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines, broken between words alone."""

    found: list[str] = []
    line, used = "", 0
    for word in text.split():
        size = cells(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
        else:
            if line:
                found.append(line)
            line, used = word, size
    return [*found, line]


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[tuple[str, Style]]:
    """Columns side by side, cells wrapped. Those for which there is no room stand below their row, each by its name."""

    keep = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    sizes = _sizes([[columns[i], *(row[i] for row in rows)] for i in keep], width)
    beside, below = keep[: len(sizes)], keep[len(sizes) :]
    if any(columns[i] for i in beside):
        yield _side_by_side([[columns[i]] for i in beside], sizes)[0], "columns"
        yield (" " * _GAP).join("-" * size for size in sizes), "columns"
    indent = sizes[0] + _GAP if len(sizes) > 1 and 3 * sizes[0] < width else _GAP
    for row in rows:
        for line in _side_by_side([_wrapped(row[i], size) for i, size in zip(beside, sizes, strict=True)], sizes):
            yield line, "plain"
        for i in below:
            if row[i]:
                text = f"{columns[i]}: {row[i]}" if columns[i] else row[i]
                for number, line in enumerate(_wrapped(text, width - indent - _GAP * bool(columns[i]))):
                    yield f"{' ' * (indent + _GAP * bool(number and columns[i]))}{line}", "plain"


def _sizes(texts: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide the columns are that fit side by side, from the first on, which always stands.

    A column has at least its longest word. What is left goes to the widest last, so that short ones stay whole.
    """

    wanted = [max(map(cells, column)) for column in texts]
    least = [
        max(min(full, _NARROW), *(cells(word) for text in column for word in text.split()), 0)
        for full, column in zip(wanted, texts, strict=True)
    ]
    count = len(texts)
    while count > 1 and sum(least[:count]) + _GAP * (count - 1) > width:
        count -= 1
    sizes = least[:count]
    free = max(0, width - _GAP * (count - 1) - sum(sizes))
    for done, i in enumerate(sorted(range(count), key=lambda i: wanted[i] - least[i])):
        more = min(wanted[i] - least[i], free // (count - done))
        sizes[i] += more
        free -= more
    return sizes


def _side_by_side(parts: Sequence[Sequence[str]], sizes: Sequence[int]) -> list[str]:
    found = []
    for n in range(max(map(len, parts), default=0)):
        line = [part[n] if n < len(part) else "" for part in parts]
        padded = (text + " " * (size - cells(text)) for text, size in zip(line, sizes, strict=True))
        found.append((" " * _GAP).join(padded).rstrip())
    return found
