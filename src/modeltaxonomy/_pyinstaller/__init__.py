"""For PyInstaller, which asks the entry point `pyinstaller40` where the hook of this package is.

https://pyinstaller.org/en/stable/hooks.html#provide-hooks-with-package
"""

from __future__ import annotations

import os

__all__ = ["get_hook_dirs"]


def get_hook_dirs() -> list[str]:
    """The folder that `hook-modeltaxonomy.py` is in."""

    return [os.path.dirname(__file__)]  # noqa: PTH120
