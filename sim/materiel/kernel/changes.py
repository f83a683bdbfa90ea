"""Handlers of dated changes: what a policy or a future alters at dates."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import VALUES_CHANGE
from materiel.rules.changes import make_changes, next_change


@rule
def changes_wake(n: Whole, x: Real, changes: int) -> None:
    """Wait for the next date."""
    timer(n, x, next_change(n, x, changes), VALUES_CHANGE, changes)


@rule
def changes_come(n: Whole, x: Real, changes: int) -> None:
    """A date has come."""
    make_changes(n, x, changes)
    changes_wake(n, x, changes)
