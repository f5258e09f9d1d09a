"""What PyInstaller does not see by itself: the data, and the modules that are imported by a name made at run time."""  # noqa: N999

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CODE = (".py", ".pyc", ".pyi")
_APART = ("_pyinstaller", "cli", "__main__")
"""Rooms that an application has only if it imports them: they need an extra, or are for building alone."""


def _files() -> list[Path]:
    return sorted(path.relative_to(_PACKAGE) for path in _PACKAGE.rglob("*") if path.is_file())


def _module(path: Path) -> str:
    parts = [part for part in path.with_suffix("").parts if part != "__init__"]
    return ".".join(["modeltaxonomy", *parts])


datas: list[tuple[str, str]] = [
    (str(_PACKAGE / path), str("modeltaxonomy" / path.parent)) for path in _files() if path.suffix not in _CODE
]
"""Where each data file is, and the folder that it goes to."""

hiddenimports: list[str] = [
    _module(path) for path in _files() if path.suffix == ".py" and path.with_suffix("").parts[0] not in _APART
]
"""The modules, by name."""
