"""Print how many entries there are of each kind, how many concepts have no reference, and how evidence is based.

Evidence is counted where it was authored, not again wherever a statement is taken over.
"""

from __future__ import annotations

from collections import Counter

import modeltaxonomy as mt
from modeltaxonomy.entries import KINDS, Concept
from modeltaxonomy.store.entry import authored


def main() -> None:
    tax = mt.taxonomy()
    print(f"{tax!r}\n")
    print(f"{'collection':<16}{'entries':>9}{'no reference':>14}{'evidence':>10}{'editorial':>11}")
    whole: Counter[str] = Counter()
    for kind in KINDS.values():
        found: Counter[str] = Counter()
        for entry in getattr(tax, kind.collection):
            found["entries"] += 1
            found["no reference"] += isinstance(entry, Concept) and not entry.references
            record = authored(entry)
            pieces = [piece for group in record.get("evidence", {}).values() for piece in group]
            pieces += [piece for fact in record.get("facts", {}).values() for piece in fact.get("evidence", ())]
            found["evidence"] += len(pieces)
            found["editorial"] += sum(piece.get("basis") == "editorial" for piece in pieces)
        whole += found
        print(_row(kind.collection, found))
    print(_row("all", whole))


def _row(name: str, found: Counter[str]) -> str:
    return (
        f"{name:<16}{found['entries']:>9,}{found['no reference']:>14,}{found['evidence']:>10,}{found['editorial']:>11,}"
    )


if __name__ == "__main__":
    main()
