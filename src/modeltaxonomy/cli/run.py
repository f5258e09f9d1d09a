"""Running the command line."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import cyclopts
from rich.console import Console

from modeltaxonomy.cli.commands import app
from modeltaxonomy.cli.output import ANSWERED, INVALID, NOTHING, USAGE, fail
from modeltaxonomy.errors import AmbiguousName, InvalidPack, InvalidQuery, MissingExtra, UnknownName

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "run"]


def main() -> None:
    """Run the command line on `sys.argv`, and leave with its exit status."""

    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit status."""

    errors = Console(stderr=True, highlight=False)
    try:
        command, bound, _ = app.parse_args(
            arguments, exit_on_error=False, console=Console(highlight=False), error_console=errors
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
