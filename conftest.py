"""Every example in the documentation and in docstrings is run, and what it prints is compared."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import shlex
from typing import TYPE_CHECKING

from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import pytest
    from sybil import Example

OPTIONS = doctest.ELLIPSIS


class ConsoleParser(CodeBlockParser):
    """Blocks of `console`: a line after `$ modeltaxonomy`, and what it prints."""

    language = "console"

    def evaluate(self, example: Example) -> None:
        from modeltaxonomy.cli import run

        command, _, expected = example.parsed.partition("\n")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            status = run(shlex.split(command.removeprefix("$ modeltaxonomy ")))
        lines = [line.rstrip() for line in printed.getvalue().splitlines()]
        if status:
            lines.append(f"[exit status {status}]")
        shown = "\n".join(lines).strip("\n")
        checker = doctest.OutputChecker()
        assert checker.check_output(expected.strip("\n") + "\n", shown + "\n", doctest.ELLIPSIS), shown


def in_the_root(namespace: dict[str, Any]) -> None:
    namespace["_directory"] = os.getcwd()  # noqa: PTH109
    os.environ["COLUMNS"] = "100"
    os.chdir(os.path.dirname(__file__))  # noqa: PTH120


def back(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_directory"])


_documents = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=OPTIONS), ConsoleParser()],
    patterns=["README.md", "CONTRIBUTING.md", "docs/*.md"],
    setup=in_the_root,
    teardown=back,
).pytest()
_docstrings = Sybil(
    parsers=[DocTestParser(OPTIONS)],
    patterns=["src/**/*.py"],
    document_types={".py": PythonDocStringDocument},
).pytest()


def pytest_collect_file(file_path: Any, parent: pytest.Collector) -> Any:
    collectors: list[Callable[..., Any]] = [_documents, _docstrings]
    found = [collect(file_path, parent) for collect in collectors]
    return next((collector for collector in found if collector is not None), None)
