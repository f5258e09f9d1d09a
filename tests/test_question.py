"""The question of recommend as a value: the same as its arguments, the command line's options, and JSON."""

from __future__ import annotations

import contextlib
import datetime
import inspect
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter, ValidationError

import modeltaxonomy as mt
from modeltaxonomy.cli import run
from modeltaxonomy.cli.commands import recommend as command
from modeltaxonomy.values import attributes
from tests.test_recommend import asked

FIELDS = attributes(mt.Requirements)
PARAMETERS = inspect.signature(mt.recommend).parameters
ADAPTER = TypeAdapter(mt.Requirements)


@settings(max_examples=60, deadline=None)
@given(asked)
def test_arguments_and_requirements_ask_the_same(question: dict[str, Any]) -> None:
    """Asking with arguments and asking with the same requirements gives the same answer."""
    assert mt.recommend(**question) == mt.recommend(mt.Requirements(**question))


def test_the_signature_is_the_requirements() -> None:
    """`recommend` takes the fields of `Requirements`, in their order and with their defaults, and a taxonomy."""
    assert [*(field.name for field in FIELDS), "taxonomy"] == list(PARAMETERS)
    for field in FIELDS:
        default = PARAMETERS[field.name].default
        assert getattr(mt.Requirements(), field.name) == (() if default is None and field.default == () else default)
    assert [PARAMETERS[name].kind for name in ("modalities", "tasks")] == [
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
    ]
    assert {p.kind for name, p in PARAMETERS.items() if name not in ("modalities", "tasks")} == {
        inspect.Parameter.KEYWORD_ONLY
    }


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_requirement_is_described(field: Any) -> None:
    """Each requirement says what it means; JSON Schema has the same words."""
    assert len(field.metadata["description"]) > 20
    said = ADAPTER.json_schema()
    properties = next(iter(said["$defs"].values()))["properties"] if "$defs" in said else said["properties"]
    assert properties[field.name]["description"] == field.metadata["description"]


@settings(max_examples=60, deadline=None)
@given(asked)
def test_requirements_survive_json(question: dict[str, Any]) -> None:
    """Requirements written as JSON and read again are equal, by pydantic and by `to_dict`."""
    q = mt.Requirements(**question)
    assert q == ADAPTER.validate_json(ADAPTER.dump_json(q))
    assert q == ADAPTER.validate_python(json.loads(json.dumps(q.to_dict())))
    assert q == mt.Requirements(**q.to_dict())
    assert hash(q) == hash(mt.Requirements(**q.to_dict()))


@pytest.mark.parametrize(
    "value",
    [{"memory_gb": -1}, {"limit": 0}, {"data": ["gold"]}, {"colour": "red"}, {"tasks": 3}, {"as_of": "soon"}],
)
def test_bad_json_is_refused(value: dict[str, Any]) -> None:
    """What is no requirement, or of the wrong type or range, is refused by pydantic."""
    with pytest.raises((ValidationError, mt.InvalidQuery)):
        ADAPTER.validate_python(value)


@pytest.mark.parametrize(
    ("arguments", "argument"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": True}, "limit"),
        ({"limit": "5"}, "limit"),
        ({"memory_gb": -1}, "memory_gb"),
        ({"memory_gb": "a lot"}, "memory_gb"),
        ({"memory_gb": float("nan")}, "memory_gb"),
        ({"context": float("inf")}, "context"),
        ({"max_parameters": True}, "max_parameters"),
        ({"released_after": "soon"}, "released_after"),
        ({"released_after": "2024-02-30"}, "released_after"),
        ({"as_of": 2024}, "as_of"),
        ({"data": "gold"}, "data"),
        ({"tasks": 5}, "tasks"),
        ({"tasks": [None]}, "tasks"),
        ({"modalities": {"text": 1, 2: 3}}, "modalities"),
        ({"capabilities": 1}, "capabilities"),
        ({"license": [b"mit"]}, "license"),
        ({"hosted_only": "yes"}, "hosted_only"),
    ],
)
def test_bad_arguments(arguments: dict[str, Any], argument: str) -> None:
    """An argument of the wrong type or range is named, with what it takes, in requirements as in a question."""
    for ask in (mt.recommend, mt.Requirements):
        with pytest.raises(mt.InvalidQuery) as caught:
            ask(**arguments)
        assert caught.value.argument == argument
        assert str(caught.value).startswith(f"{argument}: ")


@pytest.mark.parametrize("nothing", [{}, {"tasks": []}, {"limit": 2}, {"as_of": "2024-01-01"}, {"data": "examples"}])
def test_an_empty_question_is_refused(nothing: dict[str, Any]) -> None:
    """Where nothing is asked of a model, the error says what to give."""
    for question in ({"modalities": mt.Requirements(**nothing)}, nothing):
        with pytest.raises(mt.InvalidQuery, match=r"tasks: nothing is asked; .* tasks='summarization'"):
            mt.recommend(**question)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"modalities": "Summarization"}, "modalities: 'Summarization' is a name of a task; give it as tasks"),
        ({"tasks": ["translation", "text"]}, "tasks: 'text' is a name of a modality; give it as modalities"),
        ({"tasks": "legal"}, "tasks: 'legal' is a name of a domain; give it as domains"),
        ({"domains": "apache-2.0"}, "domains: 'apache-2.0' is a name of an openness; give it as access"),
        ({"tasks": "llm"}, "tasks: 'llm' is a name of a model class; give it as model_class"),
    ],
)
def test_a_name_in_the_wrong_argument(given: dict[str, Any], message: str) -> None:
    """A name that another argument takes is told where to go; one that none takes is unknown."""
    with pytest.raises(mt.InvalidQuery) as caught:
        mt.recommend(**given)
    assert str(caught.value) == message
    with pytest.raises(mt.UnknownName):
        mt.recommend(**dict.fromkeys(given, "zzzzzz"))


@pytest.mark.parametrize("more", [{"tasks": "translation"}, {"memory_gb": 8}, {"hosted_only": True}, {"limit": 3}])
def test_requirements_are_the_whole_question(more: dict[str, Any]) -> None:
    """Requirements and further arguments together are refused: which of them counts could not be told."""
    with pytest.raises(mt.InvalidQuery) as caught:
        mt.recommend(mt.Requirements(tasks="summarization"), **more)
    assert caught.value.argument == "modalities"


def test_a_taxonomy_is_needed() -> None:
    """What is no taxonomy is refused by name."""
    with pytest.raises(mt.InvalidQuery) as caught:
        mt.recommend(tasks="translation", taxonomy="bundled")  # type: ignore[arg-type]
    assert caught.value.argument == "taxonomy"


def test_names_become_ids() -> None:
    """Names may be labels or aliases; an answer has the ids, and asking with these again gives the same answer."""
    answer = mt.recommend(mt.Requirements(tasks="VQA", model_class="MLLM", license="Apache 2.0"))
    asked = answer.requirements
    assert (asked.tasks, asked.model_class, asked.license) == (
        ("visual-question-answering",),
        ("multimodal-large-language-model",),
        ("apache-2.0",),
    )
    assert mt.recommend(asked) == answer


def test_dates_may_be_dates() -> None:
    """A day given as `datetime.date` is the day given as ISO 8601."""
    day = datetime.date(2022, 3, 1)
    assert mt.Requirements(as_of="2022-03-01", released_after="2022-03-01") == mt.Requirements(
        as_of=day, released_after=day
    )


def test_said_leaves_out_what_is_not_asked() -> None:
    """What was asked for is told in words, without what was left open and without how many are to be named."""
    assert mt.Requirements(tasks="translation", memory_gb=24, hosted_only=True, limit=3).said() == {
        "tasks": ("translation",),
        "memory_gb": ("24",),
        "hosted_only": ("yes",),
    }
    assert mt.Requirements().said() == {}


def test_the_command_has_an_option_for_each() -> None:
    """The command line's options are the requirements, each described in the same words."""
    options = inspect.signature(command).parameters
    assert [*(field.name for field in FIELDS), "pack", "format"] == list(options)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert run(["recommend", "--help"]) == 0
    text = " ".join(printed.getvalue().split())
    for field in FIELDS:
        name = field.metadata.get("option") or field.name
        assert f"--{name.replace('_', '-')}" in text
        assert options[field.name].annotation.__metadata__[0].help == field.metadata["description"]


def test_the_command_asks_the_same() -> None:
    """A question on the command line has the answer that the function gives."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        run(
            [
                "recommend",
                "--task",
                "translation",
                "--language",
                "de",
                "--memory-gb",
                "24",
                "--license",
                "mit",
                "--limit",
                "2",
                "-f",
                "json",
            ]
        )
    answer = mt.recommend(tasks="translation", languages="de", memory_gb=24.0, license="mit", limit=2)
    assert json.loads(printed.getvalue()) == answer.to_dict()
