"""Handlers of a lane: departures by timetable; arrivals need none of its own."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout import lane as la
from materiel.layout.events import DEPARTURE
from materiel.rules.lane import depart, next_departure


@rule
def lane_wakes(n: Whole, x: Real, lane: int) -> None:
    """The first departure of a timetable."""
    if x[lane + la.PERIOD] > 0.0:
        timer(n, x, next_departure(n, x, lane), DEPARTURE, lane)


@rule
def lane_departs(n: Whole, x: Real, lane: int) -> None:
    """A departure is due."""
    depart(n, x, lane)
    timer(n, x, next_departure(n, x, lane), DEPARTURE, lane)
