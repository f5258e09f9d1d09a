"""What is checked without running: style, types, and that the public API is typed throughout."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("command", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)])
def test_clean(command: tuple[str, ...]) -> None:
    """ruff and mypy --strict have nothing to say."""
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("node"), reason="without Node, pyright would fetch one")
def test_pyright() -> None:
    """pyright has nothing to say, and knows the type of every public name."""
    done = run("pyright")
    assert done.returncode == 0, done.stdout
    done = run("pyright", "--verifytypes", "modeltaxonomy", "--ignoreexternal", "--outputjson")
    assert json.loads(done.stdout)["typeCompleteness"]["completenessScore"] == 1
