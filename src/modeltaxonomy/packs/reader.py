"""Authored files -> entries: the border, where pydantic stands guard.

A pack is a folder laid out like `curation/`, or one JSON file with a list for each kind. In a folder, a concept has a
TOML file in the folder of its kind; a family has a folder in `families/`, with a file for itself and one for each of
its generations, in which the releases stand; sources stand together in the files of `sources/`.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from pydantic import ValidationError

from modeltaxonomy.entries import KINDS, entry_class
from modeltaxonomy.entries.axes import FILLED_IN
from modeltaxonomy.errors import InvalidPack, Problem
from modeltaxonomy.integrity import laws
from modeltaxonomy.integrity.walk import nested_class
from modeltaxonomy.packs.combine import problems_with, problems_with_names
from modeltaxonomy.packs.lines import escaped, line_at
from modeltaxonomy.packs.pack import Pack
from modeltaxonomy.store.entry import authored
from modeltaxonomy.values import metadata_of, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.entries import Entry, Source

__all__ = [
    "MAX_DEPTH",
    "MAX_ENTRIES",
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "MAX_PACK_BYTES",
    "MAX_PROBLEMS",
    "load_pack",
    "pack_of",
]

MAX_FILE_BYTES = 1 << 20
"""Largest authored file: 1 MiB for a TOML file; a JSON pack may have MAX_PACK_BYTES."""
MAX_PACK_BYTES = 64 << 20
"""Largest pack: 64 MiB."""
MAX_FILES = 50_000
"""Most files in a pack."""
MAX_ENTRIES = 50_000
"""Most entries in a pack."""
MAX_PROBLEMS = 1_000
"""So many problems found, reading stops."""
MAX_DEPTH = 16
"""Deepest nesting of values in a file."""

_FOLDERS = {kind.folder: kind for kind in KINDS.values() if kind.name != "release"}
_COLLECTIONS = {kind.collection: kind for kind in KINDS.values()}
_SETTINGS = {"taxonomy.toml", "ambiguities.toml"}


def load_pack(path: str | os.PathLike[str], *, into: Taxonomy | None = None) -> Pack:
    """Read a pack from a folder or a JSON file.

    into: the taxonomy that it is to be combined with. What breaks a law there is then reported together with what
    cannot be read; without it, `combine` reports that later.

    InvalidPack with every problem found, each with file, pointer and, where there is one, line; reading stops at
    MAX_PROBLEMS. FileNotFoundError where nothing is at the path.
    """

    root = Path(path)
    if not root.exists():
        raise FileNotFoundError(f"no pack at {root}: it is a folder laid out like curation/, or a JSON file")
    reader = _Reader(root)
    reader.read_folder() if root.is_dir() else reader.read_json()
    if into is not None:
        reader.check_with(into)
    return reader.pack()


def pack_of(
    records: Iterable[tuple[str, str, Mapping[str, Any]]],
    *,
    problems: Iterable[Problem] = (),
    settings: Mapping[str, Any] | None = None,
) -> Pack:
    """A pack of records that were read from something else than TOML and JSON files, checked as strictly.

    records: where it stands, kind, and the record, with its id. problems: what was found already; InvalidPack reports
    them with the rest.
    """

    reader = _Reader(Path())
    reader.problems += problems
    reader.settings.update(settings or {})
    for place, kind, record in records:
        reader.take(kind, record["id"], dict(record), place, "", "")
    return reader.pack()


class _Place(NamedTuple):
    """Where an entry stands: the file, where in it, and the text of the file; empty where lines cannot be told."""

    file: str
    pointer: str
    text: str


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.found: list[tuple[_Place, Entry | Source]] = []
        self.settings: dict[str, Any] = {}
        self.unread: dict[str, dict[str, Any]] = {}
        """Ids of entries that cannot be read -> their kind, and the family they stand in."""

    def check_with(self, taxonomy: Taxonomy) -> None:
        """Note what breaks a law in the taxonomy and this pack together."""

        places = {entry.id: place for place, entry in self.found}
        added = [authored(entry) for _, entry in self.found]
        ids = {*places, *self.unread}
        names = problems_with_names(taxonomy.store, self.settings.get("ambiguities", {}), ids)
        for entry_id, pointer, message in [*problems_with(taxonomy.store, added, self.unread), *names]:
            self._problem_at(places.get(entry_id, _Place(entry_id, "", "")), pointer, message)

    def pack(self) -> Pack:
        records = [{"kind": entry.kind, "id": entry.id} for _, entry in self.found]
        places = {entry.id: place for place, entry in self.found}
        for entry_id, pointer, message in laws.clashes(lambda _: None, records):
            self._problem_at(places[entry_id], pointer, message)
        if self.problems:
            self._refuse()
        kinds = list(KINDS)
        self.found.sort(key=lambda pair: (kinds.index(pair[1].kind), pair[1].id))
        return Pack(
            entries=tuple(entry for _, entry in self.found),
            files=tuple((entry.id, place.file) for place, entry in self.found),
            pointers=tuple((entry.id, place.pointer) for place, entry in self.found if place.pointer),
            settings=self.settings,
        )

    def read_folder(self) -> None:
        total = 0
        for number, file in enumerate(self._toml_files()):
            name = file.relative_to(self.root).as_posix()
            size = file.stat().st_size
            total += size
            if number >= MAX_FILES or total > MAX_PACK_BYTES:
                self._problem("", "", f"a pack has at most {MAX_FILES:,} files and {MAX_PACK_BYTES >> 20} MiB")
                return
            if size > MAX_FILE_BYTES:
                self._problem(name, "", f"{size:,} bytes; a file has at most {MAX_FILE_BYTES:,}")
            else:
                self._read_toml(file, name)

    def _toml_files(self) -> Iterator[Path]:
        """The TOML files of the folder; what leads out of it, or has no place in it, is a problem."""

        inside = self.root.resolve()
        for folder, folders, names in os.walk(self.root):
            folders.sort()
            for name in list(folders):
                place = Path(folder, name)
                relative = place.relative_to(self.root).as_posix()
                if not place.resolve().is_relative_to(inside):
                    self._problem(relative, "", "leads out of the pack; copy it in")
                    folders.remove(name)
                elif folder == str(self.root) and name not in _FOLDERS and not name.startswith((".", "_")):
                    known = ", ".join(sorted(_FOLDERS))
                    self._problem(relative, "", f"no kind of entry has this folder; they are {known}")
                    folders.remove(name)
                elif name.startswith((".", "_")):
                    folders.remove(name)
            for name in sorted(names):
                if name.endswith(".toml"):
                    place = Path(folder, name)
                    relative = place.relative_to(self.root).as_posix()
                    if not place.resolve().is_relative_to(inside):
                        self._problem(relative, "", "leads out of the pack; copy it in")
                    elif not place.is_file():
                        self._problem(relative, "", "is no file, or a link to nothing; take it out")
                    else:
                        yield place

    def _read_toml(self, file: Path, name: str) -> None:
        folder, _, stem = name.removesuffix(".toml").rpartition("/")
        kind, _, inside = folder.partition("/")
        text, values, wrong, line = "", {}, "", None
        try:
            text = file.read_text(encoding="utf-8")
            values = _plain(tomllib.loads(text))
        except UnicodeDecodeError as error:
            wrong = f"not UTF-8: byte {error.start} cannot be read"
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"\(at line (\d+), column \d+\)", str(error))
            wrong, line = f"not TOML: {error}", int(at[1]) if at else None
        except (RecursionError, _TooDeep):
            wrong = f"nested deeper than {MAX_DEPTH} levels"
        except ValueError as error:  # Such as an integer of more digits than Python converts.
            wrong = f"not TOML: {error}"
        if wrong:
            self._problem(name, "", wrong, line)
            if kind in _FOLDERS:
                self._cannot_read(_FOLDERS[kind].name, stem, {"broader": [inside]} if inside not in ("", stem) else {})
        elif name in _SETTINGS:
            self.settings[stem] = values
        elif kind == "sources" and not inside:
            for key, source in values.items():
                self.take("source", key, source, name, f"/{escaped(key)}", text)
        elif kind == "families" and inside and "/" not in inside:
            self._read_family(inside, stem, values, name, text)
        elif kind == "families":
            self._cannot_read("family", stem, {})
            self._problem(name, "", "a family has a folder: put it into families/<family>/<family>.toml")
        elif kind in _FOLDERS and not inside:
            self.take(_FOLDERS[kind].name, stem, values, name, "", text)
        else:
            self._problem(name, "", "belongs to no kind: put it into the folder of its kind")

    def _read_family(self, folder: str, stem: str, values: dict[str, Any], name: str, text: str) -> None:
        """A family, or a generation of the one that its folder is named for, and the releases in it."""

        releases = values.pop("releases", {})
        if values or not releases:
            if stem != folder and "broader" not in values:
                values["broader"] = [folder]
            self.take("family", stem, values, name, "", text)
        if not isinstance(releases, dict):
            place = _Place(name, "/releases", text)
            self._problem_at(place, "", f"a table for each release is needed, not {type(releases).__name__}")
            return
        for key, release in releases.items():
            pointer = f"/releases/{escaped(key)}"
            if isinstance(release, dict) and "family" in release:
                place = _Place(name, pointer, text)
                self._problem_at(place, "/family", "it stands in the file of its family; leave the key out")
                self._cannot_read("release", key, {"family": stem})
            else:
                inside = {**release, "family": stem} if isinstance(release, dict) else release
                self.take("release", key, inside, name, pointer, text)

    def read_json(self) -> None:
        name = self.root.name
        size = self.root.stat().st_size
        if size > MAX_PACK_BYTES:
            self._problem(name, "", f"{size:,} bytes; a pack has at most {MAX_PACK_BYTES:,}")
            return
        try:
            values = _plain(json.loads(self.root.read_text(encoding="utf-8"), object_pairs_hook=_no_twins))
        except UnicodeDecodeError as error:
            self._problem(name, "", f"not UTF-8: byte {error.start} cannot be read")
            return
        except UnicodeEncodeError as error:
            self._problem(name, "", f"not text: {error.object[error.start]!a} is half of a character")
            return
        except json.JSONDecodeError as error:
            self._problem(name, "", f"not JSON: {error.msg} (column {error.colno})", error.lineno)
            return
        except _Twin as error:
            self._problem(name, "", f"the key {error.args[0][:100]!r} is given twice in one object")
            return
        except (RecursionError, _TooDeep):
            self._problem(name, "", f"nested deeper than {MAX_DEPTH} levels")
            return
        except ValueError as error:
            self._problem(name, "", f"not JSON: {error}")
            return
        if not isinstance(values, dict):
            self._problem(name, "", "a JSON pack is an object with a list for each kind")
            return
        for key, items in values.items():
            kind = _COLLECTIONS.get(key)
            if kind is None:
                self._problem(name, f"/{escaped(key)}", f"no such collection; they are {', '.join(_COLLECTIONS)}")
            elif not isinstance(items, list):
                self._problem(name, f"/{key}", f"a list of entries is needed, not {type(items).__name__}")
            else:
                for i, item in enumerate(items):
                    entry_id = item.get("id") if isinstance(item, dict) else None
                    if isinstance(entry_id, str):
                        self.take(kind.name, entry_id, item, name, f"/{key}/{i}", "")
                    else:
                        self._problem(name, f"/{key}/{i}", "an entry is an object with an id")

    def take(self, kind: str, entry_id: str, values: Any, file: str, pointer: str, text: str) -> None:
        place = _Place(file, pointer, text)
        if len(self.found) >= MAX_ENTRIES:
            self._problem_at(place, "", f"a pack has at most {MAX_ENTRIES:,} entries; split it")
            self._refuse(stopped=True)
        if not isinstance(values, dict):
            self._problem_at(place, "", f"a table is needed, not {type(values).__name__}")
            return
        for key, why in (
            ("id", "the file's name, or the table's, is the id"),
            *((name, "the taxonomy fills it in") for name in FILLED_IN),
        ):
            if key in values and (text or key != "id"):
                self._problem_at(place, f"/{key}", f"{why}; leave the key out")
                self._cannot_read(kind, entry_id, values)
                return
        try:
            entry = schema.adapter(entry_class(kind)).validate_python({**values, "id": entry_id})
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_context=False, include_input=False):
                steps = "".join(f"/{escaped(str(step))}" for step in detail["loc"])
                message = _message(detail["type"], detail["msg"], detail["loc"], kind)
                self._problem_at(place, steps, message)
            self._cannot_read(kind, entry_id, values)
        else:
            self.found.append((place, entry))

    def _cannot_read(self, kind: str, entry_id: str, values: Mapping[str, Any]) -> None:
        """Note an entry that counts as there, with the families it says it stands in."""

        known: dict[str, Any] = {"kind": kind}
        if isinstance(values.get("family"), str):
            known["family"] = values["family"]
        if isinstance(values.get("broader"), list):
            known["broader"] = [wider for wider in values["broader"] if isinstance(wider, str)]
        self.unread[entry_id] = known

    def _problem_at(self, place: _Place, pointer: str, message: str) -> None:
        at = place.pointer + pointer
        self._problem(place.file, at, message, line_at(place.text, at))

    def _problem(self, file: str, pointer: str, message: str, line: int | None = None) -> None:
        self.problems.append(Problem(file, pointer, message, line))
        if len(self.problems) >= MAX_PROBLEMS:
            self._refuse(stopped=True)

    def _refuse(self, *, stopped: bool = False) -> NoReturn:
        raise InvalidPack(tuple(sorted(set(self.problems))), stopped)


class _TooDeep(ValueError):
    pass


class _Twin(ValueError):
    pass


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise _Twin(key)
        made[key] = value
    return made


def _plain(value: Any, depth: int = 0) -> Any:
    """TOML's dates as text, and no nesting beyond the bound."""

    if depth > MAX_DEPTH:
        raise _TooDeep
    if isinstance(value, dict):
        return {key: _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, str) and not value.isascii():
        value.encode()  # A lone surrogate, which JSON can escape, is no text: ValueError.
    return value


def _message(error: str, message: str, where: Iterable[int | str], kind: str) -> str:
    key = [step for step in where if isinstance(step, str)][-1:]
    if error == "extra_forbidden" and key:
        import difflib

        holder = "".join(f"/{step}" for step in [*where][:-1])
        cls = (nested_class(holder) if holder else None) or entry_class(kind)
        near = difflib.get_close_matches(key[0][:100], metadata_of(cls), n=1)
        return "no such key" + (f"; did you mean {near[0]!r}?" if near else "; take it out")
    return message[:1].lower() + message[1:]
