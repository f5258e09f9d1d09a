"""Values as pydantic reads them: validation, JSON Schema, serialisation."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from typing import Annotated

import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, TypeAdapter, ValidationError, field_validator

import modeltaxonomy as mt
from modeltaxonomy import entries
from modeltaxonomy.entries import KINDS, Fact, Family, Release, entry_class
from modeltaxonomy.values import Value, attributes
from modeltaxonomy.values.schema import adapter
from tests.conftest import sampled

ABSTRACT = {"Entry", "Concept", "Model"}
CLASSES = [
    cls
    for cls in (getattr(entries, name) for name in entries.__all__)
    if isinstance(cls, type) and issubclass(cls, Value) and cls.__name__ not in ABSTRACT
]
ANSWERS = [mt.Recommendation, mt.Classification, mt.Verdict, mt.Comparison, mt.SearchResult, mt.Requirements]
GOOD = {"id": "f", "label": "F", "definition": "A family that is made up.", "family": "f"}


def undescribed(schema):
    """Properties without a description, and objects that let anything in."""

    for name, part in {"": schema, **schema.get("$defs", {})}.items():
        if "properties" in part:
            if part.get("additionalProperties") is not False:
                yield name, "additionalProperties"
            for key, value in part["properties"].items():
                if not value.get("description"):
                    yield name, key


def test_a_poor_schema_is_noticed():
    """The law reports a property without description, and an object that is open."""

    bad = {"properties": {"a": {}}, "$defs": {"B": {"properties": {}, "additionalProperties": False}}}

    assert list(undescribed(bad)) == [("", "additionalProperties"), ("", "a")]


@pytest.mark.parametrize("cls", CLASSES + ANSWERS, ids=lambda cls: cls.__name__)
@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_schemas_describe_every_property(cls, mode):
    """JSON Schema has a description for every property, lets in no others, and has all the fields of the class."""

    schema = adapter(cls).json_schema(mode=mode)
    own = schema["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema

    assert list(undescribed(schema)) == []
    assert {attribute.name for attribute in attributes(cls)} == set(own["properties"])
    assert own["description"] == inspect.cleandoc(cls.__doc__)
    assert own["title"] == cls.__name__


def test_bounds_are_in_the_schema():
    """What a field is bound to stands in the schema."""

    schema = adapter(entries.Source).json_schema()

    assert schema["properties"]["url"]["pattern"] == "^https?://"
    assert schema["required"] == ["id", "title", "url"]


@pytest.mark.parametrize("kind", KINDS)
def test_entries_pass_unchanged(tax, kind):
    """What is written out is read in as the same entry: Python, JSON and strict JSON, and an instance is kept."""

    check = adapter(entry_class(kind))
    for entry in sampled(tax, kind, 15):
        text = check.dump_json(entry)
        assert entry.to_dict() == check.dump_python(entry, mode="json") == json.loads(text)
        assert entry == check.validate_python(entry.to_dict()) == check.validate_python(check.dump_python(entry))
        assert entry == check.validate_json(text) == check.validate_json(text, strict=True)
        assert check.validate_python(entry) is entry


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_keys_are_refused(tax, kind):
    """A key that the class does not have is refused, at its own path."""

    (entry, *_) = sampled(tax, kind, 1)

    with pytest.raises(ValidationError) as caught:
        adapter(entry_class(kind)).validate_python({**entry.to_dict(), "colour": "red"})

    assert [error["loc"] for error in caught.value.errors()] == [("colour",)]


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"id": "No Id"}, ("id",)),
        ({"label": 5}, ("label",)),
        ({"tasks": "text"}, ("tasks",)),
        ({"tasks": ["text", 5]}, ("tasks", 1)),
        ({"evidence": {"tasks": [{"basis": "rumour"}]}}, ("evidence", "tasks", 0, "basis")),
        ({"evidence": {"tasks": [{"quotation": "x"}]}}, ("evidence", "tasks", 0, "quotation")),
        ({"facts": {"context": {"value": {}}}}, ("facts", "context", "value")),
        ({"facts": {"context": {"value": [1]}}}, ("facts", "context", "value")),
        (
            {"facts": {"context": {"alternatives": [{"status": "?"}]}}},
            ("facts", "context", "alternatives", 0, "status"),
        ),
        ({"facts": []}, ("facts",)),
        ({"released": "May 2024"}, ("released",)),
        ({"retired": "2024-13"}, ("retired",)),
        ({"relation": "cousin"}, ("relation",)),
        ({"breadth": "wide"}, ("breadth",)),
        ({"partial": "tasks"}, ("partial",)),
        ({"facts": {"context": {"history": [{"value": 1}]}}}, ("facts", "context", "history", 0, "until")),
        ({"evidence": {"tasks": [{"values": "text"}]}}, ("evidence", "tasks", 0, "values")),
        ({"mappings": [{"code": "x"}]}, ("mappings", 0, "scheme")),
        ({"missing": {"tasks": "perhaps"}}, ("missing", "tasks")),
    ],
)
def test_paths_of_errors_are_exact(values, path):
    """An error names the place in what was given, nothing of how it was checked; JSON gives the same place."""

    check = adapter(Release)
    for validate in (check.validate_python, lambda given: check.validate_json(json.dumps(given))):
        with pytest.raises(ValidationError) as caught:
            validate(GOOD | values)
        assert [path] == [error["loc"] for error in caught.value.errors()]


def test_a_missing_field_is_named():
    """A field that has to be there is missed by name."""

    with pytest.raises(ValidationError) as caught:
        adapter(Release).validate_python({"id": "r", "label": "R", "definition": GOOD["definition"]})

    assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [(("family",), "missing")]


class Choice(BaseModel):
    model: Family
    fallbacks: list[Family] = []
    fact: Fact | None = None


def test_as_a_field_of_a_model(tax):
    """An entry is a field of a pydantic model, in and out, and its errors are placed below the field."""

    family = tax.families["bert"]
    made = Choice(model=family.to_dict(), fallbacks=[family], fact=Fact(value=1))

    assert made == Choice.model_validate_json(made.model_dump_json())
    assert made.model == family
    assert made.model_dump(mode="json")["fallbacks"] == [family.to_dict()]
    with pytest.raises(ValidationError) as caught:
        Choice.model_validate({"model": family, "fallbacks": [{**family.to_dict(), "id": "?"}]})
    assert [error["loc"] for error in caught.value.errors()] == [("fallbacks", 0, "id")]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: mt.recommend("text", limit=2),
        lambda: mt.classify("bert"),
        lambda: mt.is_a("bert", "foundation-model"),
        lambda: mt.compare("bert", "llama"),
        lambda: mt.search("bert"),
    ],
    ids=["recommend", "classify", "is_a", "compare", "search"],
)
def test_answers_pass_unchanged(ask):
    """An answer is written out and read in as the same answer."""

    answer = ask()
    check = TypeAdapter(type(answer))

    assert answer == check.validate_json(check.dump_json(answer), strict=True)
    assert answer.to_dict() == json.loads(check.dump_json(answer))
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()


def test_in_fastapi(tax):
    """An entry is a request's body and a response; a body with a fault is a 422 that says where."""

    app = FastAPI()

    @app.post("/same")
    def same(family: Annotated[Family, Body()]) -> Family:
        return family

    @app.get("/ask")
    def ask(words: str) -> mt.SearchResult:
        return mt.search(words)

    client = TestClient(app)
    family = tax.families["llama"]

    assert family.to_dict() == client.post("/same", json=family.to_dict()).json()
    assert mt.search("bert").to_dict() == client.get("/ask", params={"words": "bert"}).json()
    refused = client.post("/same", json={**family.to_dict(), "inputs": 5})
    assert refused.status_code == 422
    assert [detail["loc"] for detail in refused.json()["detail"]] == [["body", "inputs"]]
    assert "Family" in client.get("/openapi.json").json()["components"]["schemas"]


class ByName(BaseModel):
    family: str

    @field_validator("family")
    @classmethod
    def _known(cls, value: str) -> str:
        return mt.family(value).id


def test_requirements_as_a_body():
    """The question is a value too: read from JSON with the same bounds, and asked as it is."""

    check = adapter(mt.Requirements)
    asked = check.validate_json('{"modalities": ["text"], "tasks": ["summarization"], "limit": 2}')

    assert asked == mt.Requirements(modalities="text", tasks="summarization", limit=2)
    assert mt.recommend(asked) == mt.recommend("text", "summarization", limit=2)
    with pytest.raises(ValidationError) as caught:
        check.validate_json('{"modalities": ["text"], "colour": "red"}')
    assert [error["loc"] for error in caught.value.errors()] == [("colour",)]


def test_a_validator_that_looks_a_name_up():
    """A name that means nothing is a validation error where a validator looks it up."""

    assert ByName(family="BERT").family == "bert"
    with pytest.raises(ValidationError, match="no family is called") as caught:
        ByName(family="no such family at all")
    assert [error["loc"] for error in caught.value.errors()] == [("family",)]


def test_threads_build_validators_at_once():
    """Eight threads that ask for every validator at once, in a fresh process, all get the same working ones."""

    code = """
import threading
from modeltaxonomy.values.schema import adapter
from modeltaxonomy.entries import KINDS, entry_class
found, gate = [], threading.Barrier(8)
def build(shift):
    gate.wait()
    kinds = list(KINDS)[shift:] + list(KINDS)[:shift]
    made = {kind: adapter(entry_class(kind)) for kind in kinds}
    given = {"id": "d", "label": "D", "definition": "A developer made up."}
    assert made["developer"].validate_python(given).id == "d"
    found.append(tuple(id(made[kind]) for kind in KINDS))
threads = [threading.Thread(target=build, args=(2 * i,)) for i in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(found), len(set(found)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["8", "1"], done.stderr
