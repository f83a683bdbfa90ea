"""A pledge: how much of what was promised has arrived, and when it was met."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import need as ne
from materiel.layout import pledge as pl
from materiel.layout.fields import STATE


@rule
def _arrived(n: Whole, pledge: int) -> int:
    units = 0
    first = n[pledge + pl.AIDS]
    for k in range(n[pledge + pl.AID_COUNT]):
        units += n[n[first + k] + ne.ARRIVED]
    return int(units)


@rule
def _count(n: Whole, x: Real, pledge: int) -> None:
    """Count what has arrived since the pledge began; note the instant at which it is met."""
    if n[pledge + STATE] == pl.AWAITED:
        return
    n[pledge + pl.DELIVERED] = _arrived(n, pledge) - n[pledge + pl.BASE]
    if x[pledge + pl.MET_AT] < 0.0 and n[pledge + pl.DELIVERED] >= n[pledge + pl.UNITS]:
        x[pledge + pl.MET_AT] = x[h.NOW]
        x[pledge + pl.DELAY] = max(0.0, x[h.NOW] - x[pledge + pl.DUE])


@rule
def pledge_look(n: Whole, x: Real, pledge: int) -> float:
    """Count what arrived; the next date of the pledge (days): its beginning, its due date, infinity after that."""
    _count(n, x, pledge)
    if n[pledge + STATE] == pl.AWAITED:
        return max(float(x[h.NOW]), float(x[pledge + pl.FROM]))
    if n[pledge + STATE] == pl.OPEN:
        return max(float(x[h.NOW]), float(x[pledge + pl.DUE]))
    return math.inf


@rule
def pledge_date(n: Whole, x: Real, pledge: int) -> None:
    """The pledge begins, or is due: what arrived at that very instant is in time."""
    if n[pledge + STATE] == pl.AWAITED:
        n[pledge + STATE] = pl.OPEN
        n[pledge + pl.PROMISED] = n[pledge + pl.UNITS]
        n[pledge + pl.BASE] = _arrived(n, pledge)
        return
    _count(n, x, pledge)
    n[pledge + STATE] = pl.OVERDUE
    x[pledge + pl.ON_TIME] = min(1.0, float(n[pledge + pl.DELIVERED]) / float(max(1, n[pledge + pl.UNITS])))
