"""The commands, each a question asked of the bundled taxonomy, packs on top of it."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from modeltaxonomy.cli.output import ANSWERED, INVALID, NOTHING, Format, each, write, write_rows
from modeltaxonomy.errors import InvalidPack, InvalidQuery
from modeltaxonomy.questions.recommendation.requirements import Requirements
from modeltaxonomy.values import attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modeltaxonomy._taxonomy import Taxonomy

__all__ = ["app"]

FormatOption = Annotated[Format, Parameter(name=["--format", "-f"], help="How the answer is written.")]
PackOption = Annotated[
    list[str],
    Parameter(name="--pack", negative="", help="A pack to combine with the bundled taxonomy; may be repeated."),
]
Names = Annotated[list[str], Parameter(negative="")]
EntryNames = Annotated[str, Parameter(allow_leading_hyphen=True)]

# What commands and options mean is said here and not in docstrings, which `python -OO` takes away.


def _means(text: str) -> Parameter:
    return Parameter(help=text)


app: App = App(
    name="modeltaxonomy",
    help="A typed, offline taxonomy of AI models, with every fact sourced."
    "\n\nExit status: 0 answered, 1 nothing found, 2 usage, 3 invalid data.",
    version_flags=["--version"],
    help_format="plaintext",
)


def recommend(*, pack: Sequence[str] = (), format: Format = "table", **given: Any) -> int:
    from modeltaxonomy.questions.recommendation import recommend as ask

    answer = ask(Requirements(**given), taxonomy=_taxonomy(pack))
    write([answer], format, answer.rows())
    return ANSWERED if answer.families or answer.pipelines else NOTHING


def _options() -> list[inspect.Parameter]:
    """The options of `recommend`: the requirements, each described where it is declared."""

    kinds = {"float | None": float | None, "str | None": str | None, "bool": bool, "int": int}
    options = []
    for attribute in attributes(Requirements):
        said = attribute.metadata
        several = attribute.default == ()
        hint: Any = list[str] if several else kinds[str(attribute.type)]
        name = f"--{(said.get('option') or attribute.name).replace('_', '-')}"
        parameter = Parameter(name=name, negative="", help=said["description"])
        options.append(
            inspect.Parameter(
                attribute.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=[] if several else attribute.default,
                annotation=Annotated[hint, parameter],
            )
        )
    shared: dict[str, tuple[Any, Any]] = {"pack": (PackOption, []), "format": (FormatOption, "table")}
    options += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
        for name, (hint, default) in shared.items()
    ]
    return options


_OPTIONS = _options()
recommend.__signature__ = inspect.Signature(_OPTIONS)  # type: ignore[attr-defined]
recommend.__annotations__ = {option.name: option.annotation for option in _OPTIONS}
app.command(recommend, help="Which classes, families and adaptation techniques fit a use.")


@app.command(help="Show entries of any kind, by id or name; - reads names from standard input, one a line.")
def show(*names: EntryNames, pack: PackOption = [], format: FormatOption = "table") -> int:
    tax = _taxonomy(pack)
    return each(names, tax.get, format)


@app.command(name="list", help="List a collection: families, releases, tasks, techniques, ...")
def list_(
    collection: Annotated[str, _means("Which collection.")],
    *,
    where: Annotated[
        Names, _means("A condition axis=value, such as inputs=image; may be repeated, all have to hold.")
    ] = [],
    pack: PackOption = [],
    format: FormatOption = "table",
) -> int:
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
        write_rows([entry.to_dict() for entry in found], format)  # A list, however many there are.
    else:
        write([found], format, rows)
    return ANSWERED if rows else NOTHING


@app.command(help="Compare classes, families, releases or techniques, aspect by aspect.")
def compare(a: str, b: str, *more: str, pack: PackOption = [], format: FormatOption = "table") -> int:
    from modeltaxonomy.questions.compare import compare as ask

    answer = ask(a, b, *more, taxonomy=_taxonomy(pack))
    rows = [{"aspect": row.aspect, **{cell.subject: cell.text for cell in row.cells}} for row in answer.rows]
    write([answer], format, rows)
    return ANSWERED


@app.command(help="Tell to which classes models belong; - reads names from standard input, one a line.")
def classify(
    *names: EntryNames,
    why: Annotated[str | None, _means("A class: show its conditions, each held, failed or unknown.")] = None,
    pack: PackOption = [],
    format: FormatOption = "table",
) -> int:
    from modeltaxonomy.questions.classification.answer import classify as ask
    from modeltaxonomy.questions.classification.answer import is_a

    tax = _taxonomy(pack)
    if why is not None:
        return each(names, lambda name: is_a(name, why, taxonomy=tax), format)
    return each(names, lambda name: ask(name, taxonomy=tax), format, lambda answer: {"classes": list(answer.classes)})


@app.command(help="Find entries by words.")
def search(
    *words: str,
    kind: Annotated[str | None, _means("Only entries of this kind, such as family or task.")] = None,
    limit: Annotated[int, _means("How many are named.")] = 10,
    pack: PackOption = [],
    format: FormatOption = "table",
) -> int:
    from modeltaxonomy.questions.search import search as ask

    answer = ask(" ".join(words), kind=kind, limit=limit, taxonomy=_taxonomy(pack))
    write([answer], format, [hit.to_dict() for hit in answer.hits])
    return ANSWERED if answer.hits else NOTHING


@app.command(
    help="Write the vocabulary as SKOS (with the extra `rdf`), or its mappings to other vocabularies as SSSOM."
)
def export(
    form: Annotated[Literal["skos", "sssom"], _means("skos or sssom.")],
    *,
    output: Annotated[str | None, _means("The file to write; standard output without it.")] = None,
    rdf_format: Annotated[
        Literal["turtle", "xml", "json-ld"] | None, _means("How SKOS is written; turtle unless said.")
    ] = None,
    base: Annotated[str | None, _means("Where the IRIs of entries begin; ends in / or #.")] = None,
    license: Annotated[str | None, _means("IRI of the terms of the data; CC BY 4.0 unless said.")] = None,
    pack: PackOption = [],
) -> int:
    from modeltaxonomy.interchange import to_skos, to_sssom

    said = {name: value for name, value in (("base", base), ("license", license)) if value is not None}
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


@app.command(help="Check a pack: a folder laid out like curation/, or a JSON file. All problems are reported together.")
def validate(path: str, *, format: FormatOption = "table") -> int:
    from modeltaxonomy import bundled
    from modeltaxonomy.packs.reader import load_pack

    try:
        pack = load_pack(path, into=bundled.taxonomy())
    except InvalidPack as error:
        if format == "table":
            raise
        rows = [
            {"file": problem.file, "line": problem.line, "pointer": problem.pointer, "message": problem.message}
            for problem in error.problems
        ]
        write_rows(rows, format)
        return INVALID
    if format == "table":
        sys.stdout.write(f"{path}: {len(pack)} {'entry' if len(pack) == 1 else 'entries'}, no problems\n")
    else:
        write_rows([], format)
    return ANSWERED


def _taxonomy(packs: Sequence[str]) -> Taxonomy:
    from modeltaxonomy import bundled

    tax = bundled.taxonomy()
    if packs:
        from modeltaxonomy.packs.reader import load_pack

        for path in packs:
            tax = tax.combine(load_pack(path))
    return tax
