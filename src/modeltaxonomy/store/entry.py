"""Records -> entries that users hold, and back.

What an entry takes over from the families above it, and what a family's releases cover, is filled in here, and taken
out again where an entry is given back to make a taxonomy of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries import AXES, entry_class
from modeltaxonomy.entries.axes import axes_of
from modeltaxonomy.entries.evidence import COVERED
from modeltaxonomy.store.record import said, states, stating

if TYPE_CHECKING:
    from modeltaxonomy.store.record import Record

__all__ = ["authored", "whole"]


def whole(record: Record) -> dict[str, Any]:
    """The fields of a family or release with what holds of it on every axis."""

    store, fields = record.store, dict(record.fields)
    fields["evidence"] = dict(fields.get("evidence", {}))
    fields["missing"] = dict(fields.get("missing", {}))
    taken: dict[str, str] = {}
    for axis, info in (AXES if record.kind == "release" else axes_of(entry_class("family"))).items():
        if not info.inherited or states(fields, axis):
            continue
        source = stating(record.fields, axis, store.authored)
        if source is None:
            continue
        taken[axis] = source["id"]
        if source.get(axis):
            fields[axis] = source[axis]
        if axis in source.get("missing", {}):
            fields["missing"][axis] = source["missing"][axis]
        if axis in source.get("evidence", {}):
            fields["evidence"][axis] = source["evidence"][axis]
        # Its own word that an axis is known in part is one thing, that of the family another.
        for name, filled in (("partial", "inherited_partial"), ("complete", "complete")):
            if axis in source.get(name, ()):
                fields[filled] = [*fields.get(filled, ()), axis]
    if taken:
        fields["inherited"] = taken
    if record.kind == "family":
        _cover(record, fields)
    return {name: value for name, value in fields.items() if value not in ({}, None)}


def _cover(record: Record, fields: dict[str, Any]) -> None:
    """Add to a family what its releases have."""

    store = record.store
    releases = [store.record("release", row).fields for row in store.core(record.id)]
    for axis, info in AXES.items():
        own = set(said(fields, axis))
        covered: set[str] = set()
        for release in releases:
            source = stating(release, axis, store.authored)
            if source is not None:
                covered |= set(said(source, axis))
        if store.day is not None:
            # Of what was said of the family, only what its releases of that day had.
            own &= covered
        if info.single:
            if store.day is not None and len(covered) == 1:
                fields[axis] = next(iter(covered))
            continue
        more = covered - own
        if more:
            item = {"basis": "inferred", "rule": COVERED, "values": sorted(more)}
            fields["evidence"][axis] = [*fields["evidence"].get(axis, ()), item]
        if own | more:
            fields[axis] = sorted(own | more)
        elif said(fields, axis):
            del fields[axis]
            fields["evidence"].pop(axis, None)


def authored(entry: Any) -> dict[str, Any]:
    """An entry as it was authored, with its kind: without what the taxonomy filled in."""

    record = {"kind": entry.kind, **entry.to_dict()}
    if entry.kind not in ("family", "release"):
        return record
    record.pop("inherited_partial", None)
    for axis in record.pop("inherited", {}):
        record.pop(axis, None)
        for name in ("evidence", "missing"):
            if axis in record.get(name, {}):
                record[name] = {key: value for key, value in record[name].items() if key != axis}
        if axis in record.get("complete", ()):
            record["complete"] = [other for other in record["complete"] if other != axis]
    evidence = record.get("evidence", {})
    for axis, items in list(evidence.items()):
        covered = [value for item in items if item.get("rule") == COVERED for value in item.get("values", ())]
        if covered:
            evidence[axis] = [item for item in items if item.get("rule") != COVERED]
            record[axis] = [value for value in record.get(axis, ()) if value not in covered]
            if not evidence[axis]:
                del evidence[axis]
            if not record[axis]:
                del record[axis]
    return {name: value for name, value in record.items() if value not in ({}, [])}
