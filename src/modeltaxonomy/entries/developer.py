"""Developers: who makes models."""

from __future__ import annotations

from modeltaxonomy.entries._noun import noun
from modeltaxonomy.entries.entry import Entry

__all__ = ["Developer"]


@noun
class Developer(Entry):
    """Who makes models: a company, a laboratory, a university."""

    kind = "developer"
