"""Dates of periodic things: reviews, departures, meetings."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.rules.profile import month_at


@rule
def next_due(now: float, offset: float, period: float) -> float:
    """The first instant after `now` of those at offset, offset + period, ... (days); the offset itself if it is still to come.

    At the very start (now = 0) an offset of 0 means that the first is due one period later. Whole periods are counted, so
    that dates do not drift by rounding.
    """
    if now < offset:
        return offset
    done = int((now - offset) / period + 1e-9) + 1
    return offset + period * float(done)


@rule
def next_month(n: Whole, x: Real) -> float:
    """The instant at which the next calendar month begins (days); infinity after the last one."""
    month = month_at(n, x, x[h.NOW])
    if month + 1 >= n[h.MONTH_COUNT]:
        return math.inf
    return float(x[n[h.MONTHS] + month + 1])
