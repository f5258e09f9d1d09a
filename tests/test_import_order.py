"""The rooms of the package import downward only."""

from __future__ import annotations

import ast
from pathlib import Path

import modeltaxonomy

ROOT = Path(modeltaxonomy.__file__).parent

# From the ground up; modules of one floor do not import each other, except where the floor is a package.
FLOORS = (
    ("errors", "_shown"),
    ("entries",),
    ("_mapped", "_names", "_dates", "membership", "_bridge"),
    ("laws", "_index"),
    ("_taxonomy",),
    ("bundled", "packs"),
    ("questions",),
    ("display", "interchange"),
    ("shortcuts",),
    ("cli",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# Upward, when a function runs: from which room to which, and why.
UPWARD = {
    ("entries", "_bridge"): "pydantic asks an entry how it is validated; entries load without pydantic",
    ("_shown", "display"): "a notebook or Rich asks an entry, a collection or an answer how it looks",
    ("_taxonomy", "interchange"): "to_frame makes a DataFrame",
    ("questions", "display"): "print asks an answer how it looks",
    ("questions", "interchange"): "to_frame makes a DataFrame",
}

# Libraries that cost something or are extras, and the only modules that import them when they are imported.
LIBRARIES = {
    "importlib_resources": set(),
    "pydantic": {"_bridge.py", "packs.py"},
    "pydantic_core": {"_bridge.py"},
    "rich": {"display/rich.py", "cli.py"},
    "cyclopts": {"cli.py"},
    "pandas": set(),
    "rdflib": set(),
}
# The same for imports inside functions.
LIBRARIES_WHEN_RUN = {
    "importlib_resources": {"bundled.py"},
    "pandas": {"interchange/frames.py"},
    "rdflib": {"interchange/skos.py"},
}


def imports(tree, where="module"):
    """(imported module, "module", "function" or "typing") for every import of a parsed file."""

    for node in ast.iter_child_nodes(tree):
        inside = where
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and where == "module":
            inside = "function"
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            inside = "typing"
        if isinstance(node, ast.Import):
            yield from ((alias.name, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "modeltaxonomy":
                yield from ((f"modeltaxonomy.{alias.name}", inside) for alias in node.names)
            else:
                yield node.module, inside
        else:
            yield from imports(node, inside)


def parsed():
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def edges(files):
    """(file, own room, room imported, where) for every import of one room by another."""

    for name, tree in files:
        if name == "__init__.py":
            continue
        room = name.partition("/")[0].removesuffix(".py")
        for module, where in imports(tree):
            package, _, rest = module.partition(".")
            target = rest.partition(".")[0]
            if package == "modeltaxonomy" and target not in ("", room, "__version__"):
                yield name, room, target, where


def climbing(files):
    """Imports that lead to the same floor or a higher one and are not excused."""

    return [
        (name, target)
        for name, room, target, where in edges(files)
        if where != "typing" and FLOOR[target] >= FLOOR[room] and not (where == "function" and (room, target) in UPWARD)
    ]


def users(files, library, places):
    return {
        name
        for name, tree in files
        for module, where in imports(tree)
        if module.partition(".")[0] == library and where in places
    }


def test_an_upward_import_is_noticed():
    """The law reports an import that leads upward, at the head of a module and within a function."""

    bad = ast.parse("from modeltaxonomy import laws\ndef f():\n    from modeltaxonomy.cli import app")

    assert climbing([("entries/x.py", bad)]) == [("entries/x.py", "laws"), ("entries/x.py", "cli")]
    assert {"x.py"} == users([("x.py", ast.parse("if 1:\n    import pandas.api"))], "pandas", {"module"})


def test_every_room_has_its_floor():
    """Every module stands on a floor, and every floor's modules exist."""

    rooms = {name.partition("/")[0].removesuffix(".py") for name, _ in parsed()} - {"__init__"}

    assert set(FLOOR) == rooms


def test_imports_lead_downward():
    """No module imports what stands on its own floor or above, except late and for a reason given here."""

    assert climbing(parsed()) == []


def test_every_exception_is_needed():
    """An exception that no module makes use of is taken off the list."""

    used = {(room, target) for _, room, target, where in edges(parsed()) if where == "function"}

    assert set() == set(UPWARD) - used


def test_libraries_are_imported_where_they_belong():
    """A library that costs time, or comes with an extra, is imported by its one module only."""

    files = list(parsed())

    assert {library: users(files, library, {"module"}) for library in LIBRARIES} == LIBRARIES
    for library in LIBRARIES:
        allowed = LIBRARIES[library] | LIBRARIES_WHEN_RUN.get(library, set())
        assert allowed == users(files, library, {"module", "function"})
