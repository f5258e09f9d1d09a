"""The command line, with the extra `cli`.

Exit status: 0 answered, 1 nothing found, 2 usage, 3 invalid data.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

from modeltaxonomy.errors import AmbiguousName, InvalidPack, InvalidQuery, MissingExtra, UnknownName

try:
    import cyclopts
    from cyclopts import App, Parameter
    from rich.console import Console
except ImportError as _error:
    raise SystemExit(str(MissingExtra("cli", "the command line"))) from _error

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from modeltaxonomy._taxonomy import Taxonomy

__all__ = ["app", "main"]

ANSWERED, NOTHING, USAGE, INVALID = 0, 1, 2, 3

Format = Literal["table", "json", "jsonl", "csv", "markdown"]
FormatOption = Annotated[Format, Parameter(name=["--format", "-f"], help="How the answer is written.")]
PackOption = Annotated[
    list[str],
    Parameter(name="--pack", negative="", help="A pack to combine with the bundled taxonomy; may be repeated."),
]
Names = Annotated[list[str], Parameter(negative="")]
EntryNames = Annotated[str, Parameter(allow_leading_hyphen=True)]

app: App = App(
    name="modeltaxonomy",
    help="A typed, offline taxonomy of AI models, with every fact sourced."
    "\n\nExit status: 0 answered, 1 nothing found, 2 usage, 3 invalid data.",
    version_flags=["--version"],
    help_format="plaintext",
)


@app.command
def recommend(
    *,
    modality: Names = [],
    task: Names = [],
    input: Names = [],
    output: Names = [],
    domain: Names = [],
    language: Names = [],
    access: str | None = None,
    licence: str | None = None,
    memory_gb: float | None = None,
    context: int | None = None,
    max_parameters: float | None = None,
    released_after: str | None = None,
    as_of: str | None = None,
    data: Names = [],
    hosted_only: Annotated[bool, Parameter(negative="")] = False,
    limit: int = 5,
    pack: PackOption = [],
    format: FormatOption = "table",
) -> int:
    """Which classes, families and adaptation techniques fit a use.

    Parameters
    ----------
    modality
        A data type that meets in the workflow, on either side.
    task
        What is to be done.
    input
        A modality that has to be taken.
    output
        A modality that has to be given.
    domain
        A sector or application; families known for it rank first.
    language
        A language that has to be covered, BCP 47.
    access
        Such as open-weights, downloadable-weights or api-access.
    licence
        A licence or a class of them, such as permissive-license.
    memory_gb
        Accelerator memory for the weights, 10^9 bytes.
    context
        Tokens that have to fit.
    max_parameters
        Most parameters.
    released_after
        ISO 8601.
    as_of
        Answer as if asked on that day, ISO 8601.
    data
        Data at hand for adapting: none, examples, labelled, unlabelled, documents, preference-pairs, ...
    hosted_only
        Only what can be used without running it oneself.
    limit
        How many families and techniques are named.

    """

    from modeltaxonomy.questions.recommend import recommend as ask

    answer = ask(
        modality,
        task,
        inputs=input,
        outputs=output,
        domains=domain,
        languages=language,
        access=access,
        licence=licence,
        memory_gb=memory_gb,
        context=context,
        max_parameters=max_parameters,
        released_after=released_after,
        as_of=as_of,
        data=data,
        hosted_only=hosted_only,
        limit=limit,
        taxonomy=_taxonomy(pack),
    )
    _write([answer], format, [row.to_dict() for row in answer.families])
    return ANSWERED if answer.families or answer.compositions else NOTHING


@app.command
def show(*names: EntryNames, pack: PackOption = [], format: FormatOption = "table") -> int:
    """Show entries of any kind, by id or name; - reads names from standard input, one a line."""

    tax = _taxonomy(pack)
    return _each(names, tax.get, format)


@app.command(name="list")
def list_(collection: str, *, where: Names = [], pack: PackOption = [], format: FormatOption = "table") -> int:
    """List a collection: families, releases, tasks, techniques, ...

    Parameters
    ----------
    collection
        Which collection.
    where
        A condition axis=value, such as inputs=image; may be repeated, all have to hold.

    """

    from modeltaxonomy.entries import KINDS

    tax = _taxonomy(pack)
    known = [kind.collection for kind in KINDS.values()]
    name = collection.replace("-", "_")
    if name not in known:
        raise InvalidQuery("collection", f"no such collection: {collection!r}; they are {', '.join(known)}")
    axes: dict[str, list[str]] = {}
    for condition in where:
        axis, equals, value = condition.partition("=")
        if not equals:
            raise InvalidQuery("where", f"a condition is written axis=value, not {condition!r}")
        axes.setdefault(axis, []).append(value)
    found = getattr(tax, name).where(**axes)
    rows = [{"id": entry.id, "label": entry.label, "definition": entry.definition} for entry in found]
    if format == "json":
        _write_rows([entry.to_dict() for entry in found], format)  # A list, however many there are.
    else:
        _write([found], format, rows)
    return ANSWERED if rows else NOTHING


@app.command
def compare(a: str, b: str, *more: str, pack: PackOption = [], format: FormatOption = "table") -> int:
    """Compare classes, families, releases or techniques, aspect by aspect."""

    from modeltaxonomy.questions.compare import compare as ask

    answer = ask(a, b, *more, taxonomy=_taxonomy(pack))
    rows = [{"aspect": row.aspect, **{cell.subject: cell.text for cell in row.cells}} for row in answer.rows]
    _write([answer], format, rows)
    return ANSWERED


@app.command
def classify(*names: EntryNames, why: str | None = None, pack: PackOption = [], format: FormatOption = "table") -> int:
    """Tell to which classes models belong; - reads names from standard input, one a line.

    Parameters
    ----------
    why
        A class: show its conditions, each held, failed or unknown.

    """

    from modeltaxonomy.questions.classify import classify as ask
    from modeltaxonomy.questions.classify import is_a

    tax = _taxonomy(pack)
    if why is not None:
        return _each(names, lambda name: is_a(name, why, taxonomy=tax), format)
    return _each(names, lambda name: ask(name, taxonomy=tax), format, lambda answer: {"classes": list(answer.classes)})


@app.command
def search(
    *words: str, kind: str | None = None, limit: int = 10, pack: PackOption = [], format: FormatOption = "table"
) -> int:
    """Find entries by words.

    Parameters
    ----------
    kind
        Only entries of this kind, such as family or task.
    limit
        How many are named.

    """

    from modeltaxonomy.questions.search import search as ask

    answer = ask(" ".join(words), kind=kind, limit=limit, taxonomy=_taxonomy(pack))
    _write([answer], format, [hit.to_dict() for hit in answer.hits])
    return ANSWERED if answer.hits else NOTHING


@app.command
def export(
    form: Literal["skos", "sssom"],
    *,
    output: str | None = None,
    rdf_format: Literal["turtle", "xml", "json-ld"] | None = None,
    base: str | None = None,
    licence: str | None = None,
    pack: PackOption = [],
) -> int:
    """Write the vocabulary as SKOS (with the extra `rdf`), or its mappings to other vocabularies as SSSOM.

    Parameters
    ----------
    form
        skos or sssom.
    output
        The file to write; standard output without it.
    rdf_format
        How SKOS is written; turtle unless said.
    base
        Where the IRIs of entries begin; ends in / or #.
    licence
        IRI of the terms of the data; CC BY 4.0 unless said.

    """

    from modeltaxonomy.interchange import to_skos, to_sssom

    said = {name: value for name, value in (("base", base), ("licence", licence)) if value is not None}
    if form == "skos":
        text = to_skos(_taxonomy(pack), **said).serialize(format=rdf_format or "turtle")
    elif rdf_format is not None:
        raise InvalidQuery("rdf_format", "SSSOM is no RDF: leave the option out")
    else:
        text = to_sssom(_taxonomy(pack), **said)
    text = text.rstrip("\n") + "\n"
    if output is None:
        sys.stdout.write(text)
    else:
        from pathlib import Path

        Path(output).write_text(text, encoding="utf-8", newline="\n")
    return ANSWERED


@app.command
def validate(path: str, *, format: FormatOption = "table") -> int:
    """Check a pack: a folder laid out like curation/, or a JSON file. All problems are reported together."""

    from modeltaxonomy import bundled
    from modeltaxonomy.packs import load_pack

    try:
        pack = load_pack(path, into=bundled.taxonomy())
    except InvalidPack as error:
        if format == "table":
            raise
        rows = [
            {"file": problem.file, "line": problem.line, "pointer": problem.pointer, "message": problem.message}
            for problem in error.problems
        ]
        _write_rows(rows, format)
        return INVALID
    if format == "table":
        sys.stdout.write(f"{path}: {len(pack)} {'entry' if len(pack) == 1 else 'entries'}, no problems\n")
    else:
        _write_rows([], format)
    return ANSWERED


def main() -> None:
    """Run the command line on `sys.argv`, and leave with its exit status."""

    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit status."""

    errors = Console(stderr=True, highlight=False)
    try:
        command, bound, _ = app.parse_args(
            arguments, exit_on_error=False, console=Console(highlight=False), error_console=errors
        )
        status = command(*bound.args, **bound.kwargs)
        sys.stdout.flush()
        return status if isinstance(status, int) else ANSWERED
    except cyclopts.CycloptsError:
        return USAGE
    except (UnknownName, AmbiguousName) as error:
        return _fail(error, NOTHING)
    except (InvalidQuery, MissingExtra) as error:
        return _fail(error, USAGE)
    except (InvalidPack, OSError) as error:
        if isinstance(error, BrokenPipeError):
            # The reader has gone, as with `| head`: nothing is wrong, and nothing more can be said.
            sys.stdout = io.StringIO()
            return ANSWERED
        return _fail(error, INVALID)


def _fail(error: Exception, status: int) -> int:
    sys.stderr.write(f"modeltaxonomy: {error}\n")
    return status


def _taxonomy(packs: Sequence[str]) -> Taxonomy:
    from modeltaxonomy import bundled

    tax = bundled.taxonomy()
    if packs:
        from modeltaxonomy.packs import load_pack

        for path in packs:
            tax = tax.combine(load_pack(path))
    return tax


def _each(names: Sequence[str], ask: Any, format: Format, row: Any = None) -> int:
    """Answer for every name; those that mean nothing are reported, and the others still answered."""

    answers, status = [], ANSWERED
    for name in _named(names):
        try:
            answers.append(ask(name))
        except (UnknownName, AmbiguousName) as error:
            status = _fail(error, NOTHING)
    rows = [{**_head(answer), **(row(answer) if row else {})} for answer in answers]
    _write(answers, format, rows)
    return status


def _named(names: Sequence[str]) -> list[str]:
    read: list[str] = []
    for name in names:
        read += [line.strip() for line in sys.stdin if line.strip()] if name == "-" else [name]
    if not read:
        raise InvalidQuery("names", "at least one name is needed; - reads them from standard input")
    return read


def _head(answer: Any) -> dict[str, Any]:
    flat = {name: value for name, value in answer.to_dict().items() if not isinstance(value, dict)}
    return {
        name: value
        for name, value in flat.items()
        if not (isinstance(value, list) and value and isinstance(value[0], dict))
    }


def _write(answers: Sequence[Any], format: Format, rows: Iterable[dict[str, Any]]) -> None:
    if format == "json":
        values = [answer.to_dict() for answer in answers]
        sys.stdout.write(json.dumps(values[0] if len(values) == 1 else values, indent=2, ensure_ascii=False) + "\n")
    elif format == "table":
        console = Console(highlight=False)
        for answer in answers:
            console.print(answer)
    elif format == "markdown":
        from modeltaxonomy.display import markdown

        for answer in answers:
            sys.stdout.write(markdown(answer))
    else:
        _write_rows(rows, format)


def _write_rows(rows: Iterable[dict[str, Any]], format: Format) -> None:
    found = list(rows)
    if not found and format != "json":
        return
    if format == "json":
        sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    elif format == "jsonl":
        for row in found:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    else:
        columns = tuple(dict.fromkeys(name for row in found for name in row))
        cells = tuple(tuple(_cell(row.get(name)) for name in columns) for row in found)
        if format == "markdown":
            from modeltaxonomy.display import _blocks, _render

            sys.stdout.write(_render.to_markdown([_blocks.Table(columns, cells)]))
        else:
            csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *cells])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("text", json.dumps(value, ensure_ascii=False)))
    return str(value)


if __name__ == "__main__":
    main()
