"""Running the command line."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any

import cyclopts

from modeltaxonomy.cli.commands import app
from modeltaxonomy.cli.output import ANSWERED, INVALID, NOTHING, USAGE, console, fail
from modeltaxonomy.errors import AmbiguousName, InvalidPack, InvalidQuery, MissingExtra, UnknownName

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "run"]


def main() -> None:
    """Run the command line on `sys.argv`, and leave with its exit status."""

    speak_utf8()
    if sys.stdout is None:  # It was closed before we began, as with `>&-`.
        sys.exit(fail(OSError("standard output is closed"), INVALID))
    sys.exit(run(sys.argv[1:]))


def speak_utf8() -> None:
    """Have the standard streams in UTF-8, whatever the locale or the code page of the console says.

    What is no text, as a name on the command line can be, is escaped. A terminal is read as it types.
    """

    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream, encoding="utf-8", errors="backslashreplace")
    if sys.stdin is not None and not sys.stdin.closed and not sys.stdin.isatty():
        _reconfigure(sys.stdin, encoding="utf-8-sig", errors="surrogateescape")  # Windows begins with a mark.


def _reconfigure(stream: Any, **how: str) -> None:
    if isinstance(stream, io.TextIOWrapper) and not stream.closed:
        stream.reconfigure(**how)  # type: ignore[arg-type]


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit status."""

    try:
        command, bound, _ = app.parse_args(
            arguments, exit_on_error=False, console=console(), error_console=console(stderr=True)
        )
        status = command(*bound.args, **bound.kwargs)
        sys.stdout.flush()
        return status if isinstance(status, int) else ANSWERED
    except cyclopts.CycloptsError:
        return USAGE
    except (UnknownName, AmbiguousName) as error:
        return fail(error, NOTHING)
    except (InvalidQuery, MissingExtra) as error:
        return fail(error, USAGE)
    except (InvalidPack, OSError) as error:
        if isinstance(error, BrokenPipeError):
            # The reader has gone, as with `| head`: nothing is wrong, and nothing more can be said.
            sys.stdout = io.StringIO()
            return ANSWERED
        return fail(error, INVALID)
