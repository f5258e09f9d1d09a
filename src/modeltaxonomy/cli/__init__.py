"""The command line, with the extra `cli`.

Exit status: 0 answered, 1 nothing found, 2 usage, 3 invalid data.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from modeltaxonomy.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "run"]


def main() -> None:
    """Run the command line on `sys.argv`, and leave with its exit status."""

    try:
        from modeltaxonomy.cli.program import main as begin
    except ImportError as error:
        sys.stderr.write(f"modeltaxonomy: {_missing(error)}\n")
        sys.exit(2)
    begin()


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit status. MissingExtra without the extra `cli`."""

    try:
        from modeltaxonomy.cli.program import run as answer
    except ImportError as error:
        raise _missing(error) from error
    return answer(arguments)


def _missing(error: ImportError) -> MissingExtra:
    """What to say where a library of the extra is missing; any other import that fails is a fault, and raised."""

    if (error.name or "").partition(".")[0] not in ("cyclopts", "rich"):
        raise error
    return MissingExtra("cli", "the command line")
