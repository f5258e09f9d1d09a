"""The package itself: what importing it costs, and that its names are what they say."""

from __future__ import annotations

import itertools
import subprocess
import sys
from types import FunctionType, ModuleType

import pytest

import modeltaxonomy as mt

STEPS = (
    "mt.taxonomy()",
    "mt.Taxonomy",
    "mt.recommend(tasks='translation', limit=1)",
    "import modeltaxonomy.bundled",
    "import modeltaxonomy._taxonomy",
    "from modeltaxonomy.questions import search",
)


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_loads_neither_data_nor_libraries():
    """`import modeltaxonomy` imports no library, none of its own modules, and opens no data."""

    loaded = set(
        _run(
            "import sys; before = set(sys.modules)\nimport modeltaxonomy\nprint(*set(sys.modules) - before, sep='\\n')"
        ).split()
    )

    assert "modeltaxonomy" in loaded
    assert set() == {"attr", "attrs", "pydantic", "pydantic_core", "json", "mmap", "importlib_resources"} & loaded
    assert sorted(name for name in loaded if name.startswith("modeltaxonomy.")) == []


def test_answering_loads_no_pydantic():
    """A question is answered without pydantic, which only guards the border."""

    assert (
        _run(
            "import sys, modeltaxonomy as mt; mt.recommend(tasks='translation'); print('pydantic' in sys.modules)"
        ).strip()
        == "False"
    )


def test_all_is_what_dir_shows():
    """`__all__` lists each public name once, and `dir` gives the same."""

    assert sorted(set(mt.__all__)) == dir(mt)
    assert len(set(mt.__all__)) == len(mt.__all__)


@pytest.mark.parametrize("name", mt.__all__)
def test_every_name_resolves(name):
    """Every public name leads to something that is no module."""

    assert not isinstance(getattr(mt, name), ModuleType)


def test_every_function_and_class_has_a_docstring():
    """Everything that is public says what it is."""

    public = [getattr(mt, name) for name in mt.__all__]

    assert [each for each in public if isinstance(each, (FunctionType, type)) and not each.__doc__] == []


def test_unknown_attribute():
    """A name that is not there is an AttributeError that says which."""

    with pytest.raises(AttributeError, match=r"'modeltaxonomy'.*'taxonomies'"):
        _ = mt.taxonomies


def test_no_submodule_has_the_name_of_a_function():
    """No submodule is called like a public name: importing it would put the module in the function's place."""

    from pkgutil import iter_modules

    assert set() == {module.name for module in iter_modules(mt.__path__)} & set(mt.__all__)


def test_taxonomy_stays_a_function_in_any_order():
    """`mt.taxonomy` is the function whatever is imported and asked before it."""

    check = "assert type(mt.taxonomy).__name__ == 'function' and len(mt.taxonomy())"
    fresh = "for name in [n for n in sys.modules if n.partition('.')[0] == 'modeltaxonomy']: del sys.modules[name]"
    runs = []
    for order in itertools.permutations(STEPS, 2):
        runs += [fresh, "import modeltaxonomy as mt", *order, check]

    _run("\n".join(["import sys", *runs]))


def test_importing_a_submodule_first_is_no_harm():
    """A submodule imported before the package's own names leaves them as they are."""

    code = "import modeltaxonomy._taxonomy, modeltaxonomy as mt; print(mt.taxonomy() is mt.taxonomy())"

    assert _run(code).strip() == "True"


def test_the_stub_says_what_there_is():
    """Checkers and editors read the same names, from the same modules, as the package looks up."""

    import ast
    from importlib import import_module
    from pathlib import Path

    tree = ast.parse(Path(mt.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    read = {
        alias.name: node.module.removeprefix("modeltaxonomy.")
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert {"__version__", *read} == set(mt.__all__)
    for name, home in read.items():
        assert getattr(import_module(f"modeltaxonomy.{home}"), name) is getattr(mt, name), name
    (listed,) = (ast.literal_eval(n.value) for n in tree.body if isinstance(n, ast.Assign))
    assert sorted(listed) == dir(mt)


def test_checkers_know_a_misspelt_name(tmp_path):
    """A name that is not there is an error for mypy, with the one that is meant."""

    script = tmp_path / "misspelt.py"
    script.write_text("from modeltaxonomy import Releas\nimport modeltaxonomy as mt\nmt.recomend()\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(script)], capture_output=True, text=True, check=False
    )

    assert 'has no attribute "Releas"; maybe "Release"' in done.stdout, done.stdout + done.stderr
    assert 'has no attribute "recomend"; maybe "recommend"' in done.stdout
