"""The mappings to other vocabularies as SSSOM: a table of tab-separated values after a block of metadata."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from modeltaxonomy.interchange import iris

if TYPE_CHECKING:
    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.packs.pack import Pack

__all__ = ["COLUMNS", "to_sssom"]

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "subject_source",
    "object_source",
)
"""The columns, in the order of the specification."""

_CURATED = "semapv:ManualMappingCuration"


def to_sssom(
    taxonomy: Taxonomy | Pack | None = None, *, base: str = iris.BASE, license: str | None = iris.CC_BY
) -> str:
    """Every mapping as a row of SSSOM/TSV, sorted; of the bundled taxonomy unless another, or a pack, is given.

    `subject_source` is the SKOS concept scheme in which the entry stands, `object_source` the other vocabulary.

    base: where the IRIs of entries, schemes and codes begin, as for `to_skos`; ends in / or #.
    license: IRI of the terms of the data, none to leave it out; give your own for data of your own.

    InvalidQuery for a base or license that is no IRI.
    """

    if taxonomy is None:
        from modeltaxonomy import bundled

        taxonomy = bundled.taxonomy()
    base = iris.checked_base(base)
    prefixes = {
        "code": f"{base}code/",
        "modeltaxonomy": base,
        "scheme": f"{base}scheme/",
        "semapv": "https://w3id.org/semapv/vocab/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    }
    rows: set[tuple[str, ...]] = set()
    for entry in iris.entries(taxonomy):
        for mapping in getattr(entry, "mappings", ()):
            prefix, namespace, rest = iris.code_curie(iris.code_iri(mapping.scheme, mapping.code, base), base)
            prefixes[prefix] = namespace
            rows.add(
                (
                    f"modeltaxonomy:{entry.id}",
                    entry.label,
                    f"skos:{mapping.match}Match",
                    f"{prefix}:{rest}",
                    _CURATED,
                    f"scheme:{entry.kind}",
                    f"code:{mapping.scheme}",
                )
            )
    said = {
        "license": None if license is None else iris.checked_iri("license", license),
        "mapping_set_id": f"{base}mappings",
        "mapping_set_title": "Mappings of modeltaxonomy to other vocabularies",
        "mapping_set_version": iris.version(taxonomy),
    }
    written = io.StringIO()
    written.write("#curie_map:\n")
    written.writelines(f"#  {prefix}: {json.dumps(prefixes[prefix])}\n" for prefix in sorted(prefixes))
    written.writelines(f"#{name}: {json.dumps(value)}\n" for name, value in said.items() if value is not None)
    table = csv.writer(written, delimiter="\t", lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(sorted(rows))
    return written.getvalue()
