"""The row of dated changes: one in every world, so that a dated policy changes numbers, never the shape."""

from __future__ import annotations

from materiel.layout import changes as c
from materiel.network.build import Build

ROW = "changes/values"


def allot_changes(b: Build) -> None:
    """A row without changes; `bind` puts them in."""
    b.row(c.CHANGES, "values")
