"""What is judged: a release, or the releases of a family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from modeltaxonomy.conditions import evaluate
from modeltaxonomy.entries.evidence import Evidence
from modeltaxonomy.errors import AmbiguousName, InvalidQuery, UnknownName
from modeltaxonomy.store import place_of
from modeltaxonomy.store.membership import belongs
from modeltaxonomy.store.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modeltaxonomy.store import Store

__all__ = ["Subject", "SubjectKind", "subject_of"]

SubjectKind = Literal["family", "release", "configuration"]

_MODEL_TYPE = "transformers-model-type"


class Subject:
    """What is judged, as the releases by which it is."""

    __slots__ = ("id", "kind", "label", "led", "records", "store")

    def __init__(
        self,
        store: Store,
        kind: SubjectKind,
        subject_id: str,
        label: str,
        records: Sequence[Record],
        led: tuple[Evidence, ...] = (),
    ) -> None:
        self.store: Store = store
        self.kind: SubjectKind = kind
        self.id: str = subject_id
        self.label: str = label
        self.records: tuple[Record, ...] = tuple(records)
        self.led: tuple[Evidence, ...] = led
        """What led to these releases, where it is not their name."""

    def verdicts(self, model_class: str) -> list[bool | None]:
        """For each release whether it is of a class."""

        store = self.store
        members = store.having("release", "model_classes", model_class)
        open_ = store.undecided("release", model_class)
        return [
            belongs(store, model_class, record)
            if record.row < 0 or record.kind != "release"
            else True
            if record.row in members
            else None
            if record.row in open_
            else False
            for record in self.records
        ]

    def outcomes(self, condition: Mapping[str, Any]) -> list[bool | None]:
        """For each release what becomes of a condition."""
        return [evaluate(condition, record.known, self.store.up) for record in self.records]

    def meets(self, condition: Mapping[str, Any]) -> bool:
        """Whether a condition holds of every release."""
        return all(outcome is True for outcome in self.outcomes(condition))

    def found(self, axis: str) -> tuple[str, ...]:
        """What its releases have on an axis, together."""
        return tuple(sorted({value for record in self.records for value in record.known(axis).values}))

    def evidence(self, axis: str) -> tuple[Evidence, ...]:
        """How that is known, each piece once."""

        behind = self.store.shape("release").derived.get(axis, (axis,))
        axes = self.store.shape("release").axes
        items: dict[Evidence, None] = dict.fromkeys(self.led)
        for record in self.records:
            for name in behind:
                found = record.evidence_on(name) if name in axes else record.evidence(name)
                items.update(dict.fromkeys(found))
        return tuple(items)


def subject_of(store: Store, x: Any) -> Subject:
    """A name, a family, a release, or a model's `config.json` as a mapping, as what is judged."""

    kind = getattr(x, "kind", None)
    if isinstance(x, Mapping):
        return _from_config(store, x)
    if isinstance(x, str):
        record = store.record(*place_of(store, x, ("family", "release")))
    elif kind in ("family", "release"):
        found = store.find_record(x.id)
        if found is None or found.kind != kind:
            raise UnknownName(x.id, kind, store.suggestions(x.id, (kind,)))
        record = found
    else:
        raise InvalidQuery("x", f"a family, a release, a name or a configuration is needed, not {type(x).__name__}")
    if record.kind == "release":
        return Subject(store, "release", record.id, record.label, [record])
    return Subject(store, "family", record.id, record.label, _releases(store, record.id) or [record])


def _releases(store: Store, family: str) -> list[Record]:
    return [store.record("release", row) for row in store.in_order("release", store.core(family))]


def _from_config(store: Store, config: Mapping[Any, Any]) -> Subject:
    """What a `config.json` tells by its `model_type`: the family it is of, any of whose releases it may be, or at
    least the architecture.

    The class named under `architectures` says which head is on top, not how the model was trained; nothing is
    concluded from it.
    """

    model_type = config.get("model_type")
    if not isinstance(model_type, str):
        raise InvalidQuery("x", "the configuration has no model_type; classify reads a model's config.json")
    found: dict[tuple[str, str], list[Record]] = {}
    for place in store.coded(_MODEL_TYPE, model_type):
        record = store.record(*place)
        match = next(
            mapping.get("match", "exact")
            for mapping in record.get("mappings", ())
            if mapping["scheme"] == _MODEL_TYPE and mapping["code"] == model_type
        )
        found.setdefault((record.kind, match), []).append(record)
    label = f"A model of type {model_type}"
    led = Evidence(source="transformers", at=f"model_type {model_type!r} of the configuration")
    for match in ("exact", "narrow"):
        families = found.get(("family", match), [])
        if len(families) > 1:
            raise AmbiguousName(model_type, tuple(sorted(record.id for record in families)))
        if families:
            of = _releases(store, families[0].id) or families
            return Subject(store, "configuration", model_type, label, of, (led,))
    built = [record.id for match in ("exact", "narrow") for record in found.get(("architecture", match), ())]
    if not built:
        import difflib

        near = difflib.get_close_matches(model_type[:100], store.codes(_MODEL_TYPE), n=3)
        raise UnknownName(model_type, "family's or architecture's model_type", tuple(near))
    fields = {
        "id": model_type,
        "kind": "release",
        "label": label,
        "family": "",
        "architectures": built,
        "evidence": {"architectures": [led.to_dict()]},
    }
    return Subject(store, "configuration", model_type, label, [Record(store, "release", -1, fields)])
