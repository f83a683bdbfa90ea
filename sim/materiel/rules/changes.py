"""Dated changes: cells are overwritten at a date; what was done before counts by the old ones, and whom it concerns looks again."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import changes as c
from materiel.layout import head as h
from materiel.rules.settle import notify, settle


@rule
def next_change(n: Whole, x: Real, changes: int) -> float:
    """The instant of the next change (days), infinity if all are made."""
    done = n[changes + c.DONE]
    if done >= n[changes + c.COUNT]:
        return math.inf
    return max(float(x[h.NOW]), float(x[n[changes + c.FIRST] + done * c.CHANGE_SIZE + c.AT]))


@rule
def make_changes(n: Whole, x: Real, changes: int) -> None:
    """Make all changes that are due."""
    while n[changes + c.DONE] < n[changes + c.COUNT]:
        change = n[changes + c.FIRST] + n[changes + c.DONE] * c.CHANGE_SIZE
        if x[change + c.AT] > x[h.NOW]:
            return
        n[changes + c.DONE] += 1
        where = n[change + c.WHERE]
        if n[change + c.WHAT] == c.WHOLE_CELL:
            n[where] = n[change + c.WHOLE_VALUE]
        elif n[change + c.WHAT] == c.REAL_CELL:
            x[where] = x[change + c.REAL_VALUE]
        elif n[change + c.WHAT] == c.UPDATED_ENTITY:
            settle(n, x, where)
        else:
            notify(n, x, where)
