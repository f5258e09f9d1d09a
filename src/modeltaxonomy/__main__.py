"""`python -m modeltaxonomy` is the command line."""

from __future__ import annotations

from modeltaxonomy.cli import main

if __name__ == "__main__":
    main()
