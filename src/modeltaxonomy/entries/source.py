"""Sources: what evidence and references point to."""

from __future__ import annotations

from typing import ClassVar

from modeltaxonomy.entries.evidence import DATE, ID, NO_EVIDENCE, Evidence
from modeltaxonomy.values import Displayable, Value, as_tuple, field, frozen
from modeltaxonomy.values.containers import FrozenMapping

__all__ = ["Source"]


@frozen
class Source(Displayable, Value):
    """A paper, a model card, an upstream catalogue at a commit."""

    kind: ClassVar[str] = "source"

    id: str = field(description="Key by which evidence and references name it.", pattern=ID)
    title: str = field(description="Its title.", min_length=1)
    authors: tuple[str, ...] = field(
        default=(), converter=as_tuple, description="Its authors, in the order of the source."
    )
    year: int | None = field(
        default=None, description="Year of publication, CE; none: the source is undated.", ge=1943, le=2100
    )
    url: str = field(description="Where it is found; for a repository, at a commit.", pattern=r"^https?://")
    license: str | None = field(default=None, description="The terms under which its data is used, SPDX.")
    checked: str | None = field(
        default=None,
        description="The day it was last opened, ISO 8601; none: not yet read. Evidence can give a later day of its own.",
        pattern=DATE,
    )

    @property
    def label(self) -> str:
        """The title."""
        return self.title

    @property
    def aliases(self) -> tuple[str, ...]:
        """None: a source is named by its key and its title."""
        return ()

    @property
    def definition(self) -> str:
        """A citation in one line."""
        who = f"{self.authors[0]}{' and others' if len(self.authors) > 1 else ''}: " if self.authors else ""
        return f"{who}{self.title}{f' ({self.year})' if self.year else ''}, {self.url}"

    @property
    def evidence(self) -> FrozenMapping[tuple[Evidence, ...]]:
        """Empty: a source is evidence."""
        return NO_EVIDENCE

    def __str__(self) -> str:
        return self.title
