"""Everything that is run by name. `nox -l` lists it."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["tests", "types"]


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """The test suite, on each supported Python."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def types(session: nox.Session) -> None:
    """mypy, pyright, and how much of the public API is typed."""
    session.install("-e", ".[test]")
    session.run("mypy")
    session.run("pyright")
    session.run("pyright", "--verifytypes", "modeltaxonomy", "--ignoreexternal")


@nox.session
def lint(session: nox.Session) -> None:
    """ruff, and whether the artefact is the one that curation/ gives."""
    session.install("-e", ".[test]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("python", "tools/compile.py", "--check")


@nox.session
def benchmarks(session: nox.Session) -> None:
    """What importing and asking cost, as ratios to bare Python and to `import attrs`."""
    session.install("-e", ".[cli]")
    session.run("python", "benchmarks/run.py", *session.posargs)
