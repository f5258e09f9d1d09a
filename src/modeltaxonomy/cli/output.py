"""How answers are written: as a table, JSON, JSON lines, CSV or Markdown."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Any, Literal

from rich.console import Console

from modeltaxonomy.errors import AmbiguousName, InvalidQuery, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ANSWERED", "INVALID", "NOTHING", "USAGE", "Format", "each", "fail", "write", "write_rows"]

ANSWERED, NOTHING, USAGE, INVALID = 0, 1, 2, 3

Format = Literal["table", "json", "jsonl", "csv", "markdown"]


def fail(error: Exception, status: int) -> int:
    """Say what went wrong; the exit status."""

    sys.stderr.write(f"modeltaxonomy: {error}\n")
    return status


def each(names: Sequence[str], ask: Any, format: Format, row: Any = None) -> int:
    """Answer for every name; those that mean nothing are reported, and the others still answered."""

    answers, status = [], ANSWERED
    for name in _named(names):
        try:
            answers.append(ask(name))
        except (UnknownName, AmbiguousName) as error:
            status = fail(error, NOTHING)
    rows = [{**_head(answer), **(row(answer) if row else {})} for answer in answers]
    write(answers, format, rows)
    return status


def _named(names: Sequence[str]) -> list[str]:
    read: list[str] = []
    for name in names:
        read += [line.strip() for line in sys.stdin if line.strip()] if name == "-" else [name]
    if not read:
        raise InvalidQuery("names", "at least one name is needed; - reads them from standard input")
    return read


def _head(answer: Any) -> dict[str, Any]:
    flat = {name: value for name, value in answer.to_dict().items() if not isinstance(value, dict)}
    return {
        name: value
        for name, value in flat.items()
        if not (isinstance(value, list) and value and isinstance(value[0], dict))
    }


def write(answers: Sequence[Any], format: Format, rows: Iterable[dict[str, Any]]) -> None:
    """Write answers; where the format has rows, these."""

    if format == "json":
        values = [answer.to_dict() for answer in answers]
        sys.stdout.write(json.dumps(values[0] if len(values) == 1 else values, indent=2, ensure_ascii=False) + "\n")
    elif format == "table":
        console = Console(highlight=False)
        for answer in answers:
            console.print(answer)
    elif format == "markdown":
        from modeltaxonomy.display import markdown

        for answer in answers:
            sys.stdout.write(markdown(answer))
    else:
        write_rows(rows, format)


def write_rows(rows: Iterable[dict[str, Any]], format: Format) -> None:
    """Write rows, in a format that has them."""

    found = list(rows)
    if not found and format != "json":
        return
    if format == "json":
        sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    elif format == "jsonl":
        for row in found:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    else:
        columns = tuple(dict.fromkeys(name for row in found for name in row))
        cells = tuple(tuple(_cell(row.get(name)) for name in columns) for row in found)
        if format == "markdown":
            from modeltaxonomy.display import _blocks, _render

            sys.stdout.write(_render.to_markdown([_blocks.Table(columns, cells)]))
        else:
            csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *cells])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("text", json.dumps(value, ensure_ascii=False)))
    return str(value)
