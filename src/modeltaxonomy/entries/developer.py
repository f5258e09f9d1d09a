"""Developers: who makes models."""

from __future__ import annotations

from modeltaxonomy.entries.entry import Entry
from modeltaxonomy.values import frozen

__all__ = ["Developer"]


@frozen
class Developer(Entry):
    """Who makes models: a company, a laboratory, a university."""

    kind = "developer"
