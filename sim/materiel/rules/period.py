"""Dates of periodic things: reviews, departures, meetings."""

from __future__ import annotations

from materiel.jit import rule


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
