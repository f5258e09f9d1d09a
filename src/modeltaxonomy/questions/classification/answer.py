"""`classify` and `is_a`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modeltaxonomy.errors import InvalidQuery, UnknownName
from modeltaxonomy.questions import Answer, store_of
from modeltaxonomy.questions.classification.implication import between
from modeltaxonomy.questions.classification.subject import Subject, SubjectKind, subject_of
from modeltaxonomy.questions.classification.verdict import Verdict, judged, together
from modeltaxonomy.store import place_of
from modeltaxonomy.values import as_tuple, field, frozen, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modeltaxonomy._taxonomy import Taxonomy
    from modeltaxonomy.entries import Family, ModelClass, Release
    from modeltaxonomy.interchange.frames import Backend
    from modeltaxonomy.store.record import Record

__all__ = ["Classification", "classify", "is_a"]


@frozen
class Classification(Answer):
    """The classes of a model, family or configuration. `why` gives the verdict on each, with its conditions."""

    subject: str = field(description="Id of what was classified, or the model type of a configuration.")
    subject_kind: SubjectKind = field(description="family, release or configuration.")
    classes: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Ids of its classes, the most specific first, then by id."
    )
    varies: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        description="Of a family: classes to which some releases belong and some do not.",
    )
    open: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        description="Classes of which it cannot be told, though some of their own conditions hold.",
    )
    asked: Subject | None = field(default=None, hidden=True, description="What was classified, for `why`.")

    def why(self, model_class: str) -> Verdict:
        """The verdict on a class, with its conditions and their evidence. UnknownName for an id that is no class."""

        asked = self._asked()
        if not isinstance(model_class, str):
            raise InvalidQuery("model_class", f"an id is a string, not {type(model_class).__name__}: {model_class!r}")
        model_class = plain_text(model_class)
        record = asked.store.find_record(model_class)
        if record is None or record.kind != "model-class":
            near = asked.store.suggestions(model_class, ("model-class",))
            raise UnknownName(model_class, "model-class", near)
        return judged(asked, record)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict on every class, by id. Worked out anew each time."""

        asked = self._asked()
        return tuple([judged(asked, record) for record in _classes(asked)])

    def _asked(self) -> Subject:
        if self.asked is not None:
            return self.asked
        # It was read from JSON, which has the answer alone.
        x = {"model_type": self.subject} if self.subject_kind == "configuration" else self.subject
        return subject_of(store_of(None), x)

    def explain(self) -> str:
        """The classes in plain prose, with the reasons of the most specific one."""

        if not self.classes:
            return f"{self.subject} is of no class for certain; open are {', '.join(self.open) or 'none'}."
        parts = [f"{self.subject} is classed as {', '.join(self.classes)}."]
        parts += [self.why(name).reason for name in self.varies]
        parts.append(self.why(self.classes[0]).explain())
        return " ".join(parts)

    def to_frame(self, backend: Backend = "pandas") -> Any:
        """The conditions as a data frame, one row each.

        backend: pandas, polars or pyarrow; it comes with the extra of that name.
        """

        from modeltaxonomy.interchange.frames import frame

        rows = [
            {
                "model_class": verdict.model_class,
                "belongs": verdict.value,
                "condition": result.condition,
                "outcome": result.outcome,
                "found": ", ".join(result.found),
            }
            for verdict in self.verdicts
            for result in verdict.conditions
        ]
        return frame(rows, columns=("model_class", "belongs", "condition", "outcome", "found"), backend=backend)


def classify(x: str | Family | Release | Mapping[str, Any], *, taxonomy: Taxonomy | None = None) -> Classification:
    """The classes of a family, a release, something named so, or a model's `config.json` as a mapping.

    UnknownName, AmbiguousName for a name; InvalidQuery for anything else that is no model.
    """

    store = store_of(taxonomy)
    subject = subject_of(store, x)
    held, varies, open_ = [], [], []
    for record in _classes(subject):
        values = subject.verdicts(record.id)
        if together(values) is True:
            held.append(record.id)
        elif True in values:
            varies.append(record.id)
        elif None in values and any(subject.meets(condition) for condition in record.get("conditions", ())):
            open_.append(record.id)
    held.sort(key=lambda name: (-len(store.up(name)), name))
    return Classification(
        subject=subject.id,
        subject_kind=subject.kind,
        classes=tuple(held),
        varies=tuple(varies),
        open=tuple(open_),
        asked=subject,
    )


def is_a(
    x: str | Family | Release | ModelClass | Mapping[str, Any],
    model_class: str | ModelClass,
    *,
    taxonomy: Taxonomy | None = None,
) -> Verdict:
    """Whether a model is of a class, or whether every model of one class is of another.

    UnknownName, AmbiguousName for a name; InvalidQuery for anything else that is neither model nor class.
    """

    store = store_of(taxonomy)
    asked = model_class if isinstance(model_class, str) else getattr(model_class, "id", None)
    if asked is None:
        raise InvalidQuery("model_class", f"a class or its name is needed, not {type(model_class).__name__}")
    target = store.record(*place_of(store, asked, ("model-class",)))
    kind = getattr(x, "kind", None)
    if isinstance(x, str) or kind == "model-class":
        kinds = ("model-class",) if kind else ("model-class", "family", "release")
        record = store.record(*place_of(store, x if isinstance(x, str) else x.id, kinds))  # type: ignore[union-attr]
        if record.kind == "model-class":
            return between(store, record, target)
    return judged(subject_of(store, x), target)


def _classes(subject: Subject) -> list[Record]:
    store = subject.store
    rows = store.in_order("model-class", store.rows("model-class"))
    return [store.record("model-class", row) for row in rows]
