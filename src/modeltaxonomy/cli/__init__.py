"""The command line, with the extra `cli`.

Exit status: 0 answered, 1 nothing found, 2 usage, 3 invalid data.
"""

from __future__ import annotations

from modeltaxonomy.errors import MissingExtra

try:
    from modeltaxonomy.cli.run import main, run
except ImportError as _error:
    raise SystemExit(str(MissingExtra("cli", "the command line"))) from _error

__all__ = ["main", "run"]
