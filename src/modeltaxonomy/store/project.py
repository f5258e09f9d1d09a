"""Columns of families, worked out from those of their releases: for stores whose releases differ from the artefact's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modeltaxonomy.store import Store
from modeltaxonomy.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Projection"]

_MOST_KEPT = 20_000
"""How many columns are kept at most: what is asked for may be anything."""


class Projection(Store):
    """A store that knows its releases, and gives the columns of families by what their releases have."""

    def __init__(self, data_version: str, schema_version: int, day: str | None = None) -> None:
        super().__init__(data_version, schema_version, day)
        self._cores: dict[int, Rows] | None = None
        self._columns: dict[tuple[str, str, str], Rows] = {}

    def _column(self, kind: str, axis: str, value: str) -> Rows:
        """The rows that have a value, or one narrower, on an axis; for families, on one that their releases do not cover."""
        raise NotImplementedError

    def _having(self, kind: str, axis: str, value: str) -> Rows:
        key = (kind, axis, value)
        found = self._columns.get(key)
        if found is None:
            if len(self._columns) >= _MOST_KEPT:
                self._columns.clear()
            covered = kind == "family" and self.covers(axis)
            found = self.projected(axis, value) if covered else self._column(kind, axis, value)
            self._columns[key] = found
        return found

    def worked_out_classes(self, release: int) -> list[str]:
        """The classes of a release that have none of its classes below them, worked out from the columns."""

        classes = [self.record("model-class", row) for row in self.rows("model-class")]
        held = [
            c.id for c in classes if not c.get("abstract") and release in self.having("release", "model_classes", c.id)
        ]
        above = {wider for name in held for wider in self.up(name)[1:]}
        return [name for name in sorted(held) if name not in above]

    def covers(self, axis: str) -> bool:
        """Whether a family has on an axis what its releases have."""

        return axis == "model_classes" or self.shape("release").is_inherited(axis)

    def projected(self, axis: str, value: str) -> Rows:
        """The families that have a value on an axis; of a class are those of which every release is."""

        releases = self._having("release", axis, value)
        if axis == "model_classes":
            return self._families(lambda core: bool(core) and core <= releases)
        return self._families(lambda core: bool(core & releases)) | self.beyond(axis, value)

    def projected_known(self, axis: str) -> Rows:
        """The families of which a release says anything on an axis."""

        releases = self._known("release", axis)
        return self._families(lambda core: bool(core & releases))

    def projected_undecided(self, model_class: str) -> Rows:
        """The families of which it cannot be told, or depends on the release, whether they are of a class."""

        members, maybe = self._having("release", "model_classes", model_class), self.undecided("release", model_class)
        either = members | maybe
        return self._families(lambda core: bool(core & either) and not core <= members)

    def _families(self, holds: Callable[[Rows], bool]) -> Rows:
        if self._cores is None:
            self._cores = {row: self.core(self.id_at("family", row)) for row in self.rows("family")}
        return Rows.of(self.size("family"), [row for row, core in self._cores.items() if holds(core)])
