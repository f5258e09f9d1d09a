"""On which line of a TOML file something stands."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

__all__ = ["escaped", "line_at"]

_HEADER = re.compile(r"\s*\[(\[?)([^\[\]=]+)\]\]?\s*(?:#.*)?$")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_KEY = re.compile(r"""\s*("[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)\s*[.=]""")


def escaped(step: str) -> str:
    """A key as a step of a JSON Pointer (RFC 6901)."""
    return step.replace("~", "~0").replace("/", "~1")


def line_at(text: str, pointer: str) -> int | None:
    """The line, counted from 1, of the nearest thing above a pointer that the file sets on a line of its own."""

    places = _places(text)
    while pointer:
        if pointer in places:
            return places[pointer]
        pointer = pointer.rpartition("/")[0]
    return None


@lru_cache(maxsize=1)
def _places(text: str) -> dict[str, int]:
    """Pointer -> line, for the tables and keys of a file."""

    found: dict[str, int] = {}
    table, counts = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            table = "".join(f"/{escaped(step)}" for step in _steps(header[2]))
            if header[1]:
                found.setdefault(table, number)
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}/{counts[table]}"
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            (step, *_) = _steps(key[1])
            found.setdefault(f"{table}/{escaped(step)}", number)
    return found


def _steps(dotted: str) -> list[str]:
    """The keys of a dotted name, as TOML reads them; the text itself where it is none."""

    if _BARE.fullmatch(dotted):
        return [dotted]
    try:
        value = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return [dotted]
    steps = []
    while isinstance(value, dict):
        (step,) = value
        steps.append(step)
        value = value[step]
    return steps
