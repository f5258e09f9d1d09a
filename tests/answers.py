"""Everything that a store answers, in ids alone, so that two stores that keep the same entries can be compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from modeltaxonomy.entries import KINDS
from modeltaxonomy.store.record import said
from modeltaxonomy.values.names import normalize_name, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from modeltaxonomy.store import Store


class Questions:
    """What can be asked of stores: every value, name, word and code that any of their entries has."""

    def __init__(self, *stores: Store) -> None:
        self.values: dict[tuple[str, str], set[str]] = {}
        self.names: set[str] = set()
        self.words: set[str] = set()
        self.codes: set[tuple[str, str]] = set()
        self.ids: set[str] = set()
        for store in stores:
            for kind in KINDS:
                for row in store.rows(kind):
                    self._add(store, kind, store.fields(kind, row))
            self.names |= {normalize_name(name) for name in store.ambiguous()}

    def _add(self, store: Store, kind: str, fields: Any) -> None:
        self.ids.add(fields["id"])
        spellings = (fields["id"], fields.get("label", ""), *fields.get("aliases", ()))
        self.names |= {normalize_name(name) for name in spellings}
        self.words |= {word for text in (*spellings, fields.get("definition", "")) for word in words(text)}
        self.codes |= {(mapping["scheme"], mapping["code"]) for mapping in fields.get("mappings", ())}
        for axis in store.shape(kind).axes:
            facts = fields.get("facts", {})
            own = [facts[axis]["value"]] if "value" in facts.get(axis, {}) else said(fields, axis)
            reached = {wider for value in own for wider in store.up(value)}
            self.values.setdefault((kind, axis), set()).update(reached)
            if kind == "release":
                self.values.setdefault(("family", axis), set()).update(reached)
            if kind == "family":  # A release may take it over.
                self.values.setdefault(("release", axis), set()).update(reached)
            if axis == "model_classes":
                classes = {store.id_at("model-class", each) for each in store.rows("model-class")}
                self.values[kind, axis] |= classes


def answers(store: Store, questions: Questions) -> dict[Any, Any]:
    """What a store answers to the questions: question -> answer, ids sorted where no order is promised."""

    def ids(kind: str, rows: Iterable[int]) -> list[str]:
        return sorted(store.id_at(kind, row) for row in rows)

    def placed(places: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
        return sorted((kind, store.id_at(kind, row)) for kind, row in places)

    found: dict[Any, Any] = {
        "len": len(store),
        "digest": store.digest,
        "ambiguous": dict(store.ambiguous()),
        "offshoots": sorted(store.offshoots()),
        "selection": sorted(store.selection(), key=lambda rule: json.dumps(rule, sort_keys=True)),
        "newest first": [store.id_at("release", row) for row in store.newest_first(store.rows("release"))],
        "changed": ids("release", store.changed()),
    }
    for name in ("modalities", "root-modalities"):
        found[name] = sorted(store.listed(name))
    for kind in KINDS:
        rows = store.rows(kind)
        found[kind] = [store.id_at(kind, row) for row in store.in_order(kind, rows)]
        for row in rows:
            entry_id = store.id_at(kind, row)
            found["entry", entry_id] = store.entry(kind, row).to_dict()
            found["fields", entry_id] = dict(store.fields(kind, row))
            found["label", entry_id] = store.label(entry_id)
        for name in store.number_names(kind):
            numbers = store.numbers(kind, name)
            found["numbers", kind, name] = {store.id_at(kind, row): numbers.of_row(row) for row in numbers.known}
        for axis in store.shape(kind).axes:
            found["known", kind, axis] = ids(kind, store.known(kind, axis))
            for value in questions.values.get((kind, axis), ()):
                found["having", kind, axis, value] = ids(kind, store.having(kind, axis, value))
                if axis == "model_classes":
                    found["undecided", kind, value] = ids(kind, store.undecided(kind, value))
    for row in store.rows("release"):
        entry_id = store.id_at("release", row)
        found["classes", entry_id] = sorted(store.narrowest_classes(row))
        found["lineage", entry_id] = store.id_at("family", store.lineage(row))
    for row in store.rows("family"):
        entry_id = store.id_at("family", row)
        found["core", entry_id] = ids("release", store.core(entry_id))
    for entry_id in questions.ids:
        place = store.locate(entry_id)
        found["place", entry_id] = place and (place[0], store.id_at(*place))
        if place:
            found["up", entry_id] = store.up(entry_id)
            found["down", entry_id] = store.down(entry_id)
    for name in questions.names:
        found["named", name] = placed(store.named(name))
    for word in questions.words:
        found["word", word] = sorted(
            (store.id_at(*place), weight)
            for line, weight in store.having_word(word)
            if (place := store.place_of_line(line))[1] in store.rows(place[0])
        )
    for scheme, code in questions.codes:
        found["coded", scheme, code] = placed(store.coded(scheme, code))
    for scheme in {scheme for scheme, _ in questions.codes}:
        found["codes", scheme] = store.codes(scheme)
    return found


def differences(one: Store, other: Store) -> dict[Any, tuple[Any, Any]]:
    """The questions that two stores answer otherwise, with both answers."""

    questions = Questions(one, other)
    first, second = answers(one, questions), answers(other, questions)
    keys = [*first, *(key for key in second if key not in first)]
    return {key: (first.get(key), second.get(key)) for key in keys if first.get(key) != second.get(key)}
