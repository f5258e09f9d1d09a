"""Print how many entries there are of each kind, how many concepts have no reference, and how evidence is based."""

from __future__ import annotations

from collections import Counter

import modeltaxonomy as mt
from modeltaxonomy.entries import KINDS, Concept


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
            pieces = [piece for group in entry.evidence.values() for piece in group]
            pieces += [piece for fact in getattr(entry, "facts", {}).values() for piece in fact.evidence]
            found["evidence"] += len(pieces)
            found["editorial"] += sum(piece.basis == "editorial" for piece in pieces)
        whole += found
        print(_row(kind.collection, found))
    print(_row("all", whole))


def _row(name: str, found: Counter[str]) -> str:
    return (
        f"{name:<16}{found['entries']:>9,}{found['no reference']:>14,}{found['evidence']:>10,}{found['editorial']:>11,}"
    )


if __name__ == "__main__":
    main()
