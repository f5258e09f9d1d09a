"""How answers are written: as a table, JSON, JSON lines, CSV or Markdown."""

from __future__ import annotations

import csv
import json
import os
import sys
from typing import TYPE_CHECKING, Any, Literal

from rich.console import Console

from modeltaxonomy.display import Table, markdown, printable, room, to_markdown
from modeltaxonomy.errors import AmbiguousName, InvalidQuery, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ANSWERED", "INVALID", "NOTHING", "USAGE", "Format", "console", "each", "fail", "write", "write_rows"]

ANSWERED, NOTHING, USAGE, INVALID = 0, 1, 2, 3

Format = Literal["table", "json", "jsonl", "csv", "markdown"]


def console(*, stderr: bool = False) -> Console:
    """Where Rich prints: as wide as the terminal, or COLUMNS where it is set, and 100 otherwise."""

    return Console(stderr=stderr, highlight=False, width=None if "COLUMNS" in os.environ else room())


def fail(error: Exception, status: int) -> int:
    """Say what went wrong; the exit status."""

    lines = [printable(line) for line in f"modeltaxonomy: {error}".split("\n")]
    sys.stderr.write("\n".join(lines) + "\n")
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
    if format == "json":
        write_rows([answer.to_dict() for answer in answers], format)  # A list, however many there are.
    else:
        write(answers, format, rows)
    return status


def _named(names: Sequence[str]) -> list[str]:
    read: list[str] = []
    for name in names:
        read += _from_standard_input() if name == "-" else [name]
    if not read:
        raise InvalidQuery("names", "at least one name is needed; - reads them from standard input")
    return read


def _from_standard_input() -> list[str]:
    if sys.stdin is None:
        raise OSError("standard input is closed")
    lines = (line.strip() for line in sys.stdin)
    return [line for line in lines if line and not line.startswith("#")]


def _head(answer: Any) -> dict[str, Any]:
    flat = {name: value for name, value in answer.to_dict().items() if not isinstance(value, dict)}
    return {
        name: value
        for name, value in flat.items()
        if not (isinstance(value, list) and value and isinstance(value[0], dict))
    }


def write(answers: Sequence[Any], format: Format, rows: Iterable[dict[str, Any]]) -> None:
    """Write answers; where the format has rows, these. JSON is the one answer."""

    if format == "json":
        (answer,) = answers
        sys.stdout.write(json.dumps(answer.to_dict(), indent=2, ensure_ascii=False) + "\n")
    elif format == "table":
        printer = console()
        for number, answer in enumerate(answers):
            if number:
                printer.print()
            printer.print(answer, soft_wrap=True)  # What is longer than a line is the terminal's to break.
    elif format == "markdown":
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
            sys.stdout.write(to_markdown([Table(columns, cells)]))
        else:
            csv.writer(sys.stdout, lineterminator="\n").writerows(
                [columns, *([_no_formula(cell) for cell in row] for row in cells)]
            )


def _no_formula(cell: str) -> str:
    """A cell that no spreadsheet works out: what would begin a formula has an apostrophe before it.

    https://owasp.org/www-community/attacks/CSV_Injection
    """

    if not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("text", json.dumps(value, ensure_ascii=False)))
    return str(value)
