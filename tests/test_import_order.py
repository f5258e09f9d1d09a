"""The rooms of the package import downward only."""

from __future__ import annotations

import ast
from pathlib import Path

import modeltaxonomy

ROOT = Path(modeltaxonomy.__file__).parent
PROJECT = Path(__file__).resolve().parent.parent

# From the ground up; modules of one floor do not import each other, except where the floor is a package.
FLOORS = (
    ("errors",),
    ("values",),
    ("conditions",),
    ("entries",),
    ("store",),
    ("integrity",),
    ("_collection",),
    ("_taxonomy",),
    ("bundled", "packs"),
    ("questions",),
    ("display", "interchange"),
    ("shortcuts",),
    ("cli",),
    ("__main__", "_pyinstaller"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# Upward, when a function runs: from which room to which, and why.
UPWARD = {
    ("values", "display"): "a notebook or Rich asks an entry, a collection or an answer how it looks",
    ("_collection", "interchange"): "to_frame makes a DataFrame",
    ("_taxonomy", "packs"): "combine checks a pack, which needs the laws; a taxonomy is read without them",
    ("questions", "display"): "print asks an answer how it looks",
    ("questions", "interchange"): "to_frame makes a DataFrame",
}

# Libraries that cost something or are extras, and the only modules that import them when they are imported.
LIBRARIES = {
    "importlib_resources": set(),
    "pydantic": {"values/schema.py", "packs/reader.py"},
    "pydantic_core": {"values/schema.py"},
    "rich": {"display/rich.py", "cli/output.py"},
    "cyclopts": {"cli/program.py", "cli/commands.py"},
    "narwhals": set(),
    "pandas": set(),
    "rdflib": set(),
}
# The same for imports inside functions.
LIBRARIES_WHEN_RUN = {
    "importlib_resources": {"bundled.py"},
    "narwhals": {"interchange/frames.py"},
    "rdflib": {"interchange/skos.py"},
}

# The rooms that know each other's inside: what the taxonomy is made of.
INSIDE = ("store/", "_taxonomy.py", "_collection.py")
# Elsewhere, private names that are touched: in which file which, and why.
PRIVATE = {
    ("errors.py", "_key"): "a problem is compared with another problem",
    ("values/containers.py", "_made"): "a value that is made later is compared with another such",
}

LONGEST = 500


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


def names_of(path):
    """The dotted name of a module or package, by its file in the package."""

    return ".".join(("modeltaxonomy", *path.removesuffix(".py").removesuffix("__init__").split("/"))).rstrip(".")


def imported_first(files):
    """Module -> the modules that importing it imports: those named, their packages, and homes of names that are lazy."""

    modules = {names_of(path): tree for path, tree in files}
    # What a package's `__init__` names for type checkers alone is imported when it is asked for.
    homes = {
        (package, alias.name): node.module
        for package, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in modules
        for alias in node.names
    }
    graph = {}
    for module, tree in modules.items():
        found = set()
        for name, where, asked in imports_of_names(tree):
            if where != "module":
                continue
            steps = name.split(".")
            found |= {".".join(steps[: i + 1]) for i in range(len(steps))}
            if asked:
                found.add(f"{name}.{asked}" if f"{name}.{asked}" in modules else homes.get((name, asked), name))
        graph[module] = {name for name in found if name in modules and name != module}
        # A package is there before its modules are; it is no circle that they are inside it.
        graph[module] -= {module.rpartition(".")[0], "modeltaxonomy"}
    return graph


def imports_of_names(tree):
    """(module, "module", "function" or "typing", name imported from it or None) for every import of a parsed file."""

    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, place_of(tree, node), None
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.module, place_of(tree, node), alias.name


def place_of(tree, wanted):
    """Where in a file a node stands: at the head of the module, in a function, or for type checkers alone."""

    def look(node, where):
        for child in ast.iter_child_nodes(node):
            inside = where
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) and where == "module":
                inside = "function"
            if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                inside = "typing"
            if child is wanted:
                return where
            found = look(child, inside)
            if found:
                return found
        return None

    return look(tree, "module")


def circles(graph):
    """The modules that import themselves by way of others."""

    def reached(start):
        found, ahead = set(), [start]
        while ahead:
            for name in graph.get(ahead.pop(), ()):
                if name not in found:
                    found.add(name)
                    ahead.append(name)
        return found

    return sorted(module for module in graph if module in reached(module))


def private_reach(files):
    """(file, name) for each private name of something else than `self` and `cls` that a file touches or imports.

    A module whose name is private to its package is one as well, where another room imports it.
    """

    for path, tree in files:
        if path.startswith(INSIDE):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and is_private(node.attr):
                if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
                    yield path, node.attr
            elif isinstance(node, ast.ImportFrom):
                _, _, room = (node.module or "").partition("modeltaxonomy.")
                if room.partition(".")[0] == path.partition("/")[0]:
                    continue
                names = [*node.module.split(".")[2:], *(alias.name for alias in node.names)]
                yield from ((path, name) for name in names if is_private(name))


def is_private(name):
    return name.startswith("_") and not name.endswith("_")  # `_repr_mimebundle_` is a hook that notebooks know.


def too_long(lines):
    """The files of a mapping file -> number of lines that are not below the bound."""

    return sorted(name for name, count in lines.items() if count >= LONGEST)


def users(files, library, places):
    return {
        name
        for name, tree in files
        for module, where in imports(tree)
        if module.partition(".")[0] == library and where in places
    }


def test_an_upward_import_is_noticed():
    """The law reports an import that leads upward, at the head of a module and within a function."""

    bad = ast.parse("from modeltaxonomy import integrity\ndef f():\n    from modeltaxonomy.cli import app")
    late = ast.parse("def f():\n    from modeltaxonomy.packs.combine import combined")

    assert climbing([("entries/x.py", bad)]) == [("entries/x.py", "integrity"), ("entries/x.py", "cli")]
    assert climbing([("_taxonomy.py", late), ("store/x.py", late)]) == [("store/x.py", "packs")]
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


def test_a_circle_is_noticed():
    """The law reports modules that import each other, by way of a third or of a name that a package looks up late."""

    files = {
        "a.py": "from modeltaxonomy import b",
        "b.py": "from modeltaxonomy.p import Thing",
        "p/__init__.py": "if TYPE_CHECKING:\n    from modeltaxonomy.p.things import Thing",
        "p/things.py": "import modeltaxonomy.a\ndef f():\n    import modeltaxonomy.c",
        "c.py": "import modeltaxonomy.p.things",
        "d.py": "if TYPE_CHECKING:\n    from modeltaxonomy.d import x",
    }
    graph = imported_first([(path, ast.parse(text)) for path, text in files.items()])

    assert circles(graph) == ["modeltaxonomy.a", "modeltaxonomy.b", "modeltaxonomy.p.things"]
    assert graph["modeltaxonomy.c"] == {"modeltaxonomy.p", "modeltaxonomy.p.things"}


def test_there_are_no_circles():
    """No module imports itself by way of others when it is imported."""

    graph = imported_first(list(parsed()))

    assert sum(map(len, graph.values())) > 100
    assert circles(graph) == []


def test_a_private_reach_is_noticed():
    """The law reports a private name of another object, and one that is imported from another room."""

    bad = "x = tax._store\nself._own\ncls._own\nsuper().__init__()\nfrom modeltaxonomy.store.names import _near, near"
    fine = "from modeltaxonomy._taxonomy import Taxonomy\nfrom modeltaxonomy.display._blocks import Block"

    assert sorted(private_reach([("questions/x.py", ast.parse(bad))])) == [
        ("questions/x.py", "_near"),
        ("questions/x.py", "_store"),
    ]
    assert list(private_reach([("store/x.py", ast.parse(bad))])) == []
    assert list(private_reach([("display/x.py", ast.parse(fine))])) == []
    assert list(private_reach([("questions/x.py", ast.parse(fine))])) == [("questions/x.py", "_blocks")]


def test_nobody_reaches_for_what_is_private():
    """Outside the store and the two classes that users hold, nothing private of another object is touched."""

    assert set(private_reach(parsed())) == set(PRIVATE)
    outside = [(path, tree) for path, tree in project() if not path.startswith("src/")]
    assert list(private_reach(outside)) == []


def project():
    for folder in ("src", "tools", "tests", "benchmarks", "typing_tests"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            yield path.relative_to(PROJECT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_files_are_short():
    """No file of the project has 500 lines or more."""

    assert too_long({"a.py": 499, "b.py": 500, "c.py": 2066}) == ["b.py", "c.py"]
    assert too_long({path: (PROJECT / path).read_text(encoding="utf-8").count("\n") for path, _ in project()}) == []
