"""SSSOM: a table that others can read, which says what SKOS says."""

from __future__ import annotations

import csv

import pytest
from rdflib import SKOS

import modeltaxonomy as mt
from modeltaxonomy.entries import Domain
from modeltaxonomy.interchange import to_skos, to_sssom
from modeltaxonomy.interchange.skos import MATCHES

DEFINITION = "What is done below the ground."
CURIES = ("subject_id", "predicate_id", "object_id", "mapping_justification", "subject_source", "object_source")


def read(text):
    """Metadata, prefixes and rows. ValueError for a table with a gap, a loose prefix or rows out of order."""

    lines = text.splitlines(keepends=True)
    head = [line[1:].rstrip("\n") for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(lines[len(head) :], delimiter="\t", strict=True))
    said = {name: value.strip(' "') for name, _, value in (line.partition(": ") for line in head)}
    prefixes = {name.strip(): value for name, value in said.items() if name.startswith("  ")}
    for row in rows:
        if None in row or not all(row.values()):
            raise ValueError(f"a gap: {row}")
        for column in CURIES:
            if row[column].partition(":")[0] not in prefixes:
                raise ValueError(f"a loose prefix: {row[column]}")
    if [tuple(row.values()) for row in rows] != sorted({tuple(row.values()) for row in rows}):
        raise ValueError("out of order, or twice")
    return said, prefixes, rows


def expanded(curie, prefixes):
    prefix, _, rest = curie.partition(":")
    return prefixes[prefix] + rest


def matches(graph):
    """(subject, property, object) of every mapping in SKOS."""

    return {
        (str(subject), str(SKOS[name]), str(code))
        for name in MATCHES.values()
        for subject, code in graph.subject_objects(SKOS[name])
    }


def test_a_bad_table_is_noticed(small):
    """The reader of these tests refuses a gap, a prefix that is not declared, rows out of order and rows twice."""

    good = to_sssom(small)
    row = good.splitlines(keepends=True)[-1]

    read(good)
    for bad in (good + "x\ty\n", good.replace("code:seismic", "kode:seismic"), good + row):
        with pytest.raises(ValueError, match=r"gap|loose|order"):
            read(bad)


def test_a_mapping_is_a_row(small):
    """A mapping is a row with entry, property, code, where both stand and how it was made."""

    said, prefixes, rows = read(to_sssom(small, license="https://example.org/terms"))

    assert rows == [
        {
            "subject_id": "modeltaxonomy:tremor-trace",
            "subject_label": "Tremor trace",
            "predicate_id": "skos:exactMatch",
            "object_id": "code:seismic-codes/TT-1",
            "mapping_justification": "semapv:ManualMappingCuration",
            "subject_source": "scheme:modality",
            "object_source": "code:seismic-codes",
        }
    ]
    assert said["mapping_set_id"] == "https://w3id.org/modeltaxonomy/mappings"
    assert said["mapping_set_version"] == small.data_version
    assert said["license"] == "https://example.org/terms"
    assert prefixes["code"] == "https://w3id.org/modeltaxonomy/code/"


@pytest.mark.parametrize("base", ["https://w3id.org/modeltaxonomy/", "https://example.org/t#"])
def test_the_table_says_what_skos_says(tax, base):
    """With the prefixes written out, the rows are the mappings of the SKOS graph, no more and no less."""

    said, prefixes, rows = read(to_sssom(tax, base=base))
    found = {
        tuple(expanded(row[name], prefixes) for name in ("subject_id", "predicate_id", "object_id")) for row in rows
    }

    assert found == matches(to_skos(tax, base=base))
    assert said["mapping_set_version"] == tax.data_version
    assert {row["subject_label"] for row in rows} <= {
        tax.get(row["subject_id"].partition(":")[2]).label for row in rows
    }


def test_codes_that_are_iris():
    """A mapping to an IRI of an unknown vocabulary stands as that IRI, which its own beginning expands."""

    caves = Domain(
        id="caves", label="Caves", definition=DEFINITION, mappings=[{"scheme": "iri", "code": "https://example.org/x"}]
    )
    said, prefixes, rows = read(to_sssom(mt.Pack(entries=(caves,))))

    assert [row["object_id"] for row in rows] == ["https://example.org/x"]
    assert expanded(rows[0]["object_id"], prefixes) == "https://example.org/x"
    assert "mapping_set_version" not in said


def test_nothing_is_a_header(empty):
    """Without mappings the table has its metadata and its header."""

    assert read(to_sssom(empty))[2] == []
    assert to_sssom(empty).endswith("object_source\n")
