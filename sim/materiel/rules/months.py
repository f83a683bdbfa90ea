"""Dates of what recurs by calendar month: meetings, budget dates, checks."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h


@rule
def month_date(n: Whole, x: Real, month: int, offset: float) -> float:
    """The instant `offset` days after the beginning of calendar month `month` (0 is the first); infinity past the calendar."""
    if month >= n[h.MONTH_COUNT]:
        return math.inf
    return float(x[n[h.MONTHS] + month] + offset)


@rule
def next_month_date(n: Whole, x: Real, cell: int, every: int, offset: float) -> float:
    """The date of the month number that stands in `cell`, moved on by `every` months until it is not before now."""
    while month_date(n, x, n[cell], offset) < x[h.NOW]:
        n[cell] += every
    return month_date(n, x, n[cell], offset)
