"""Handlers of a lane: departures by timetable; arrivals need none of its own."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import DEPARTURE
from materiel.rules.lane import depart, departure_due


@rule
def lane_wakes(n: Whole, x: Real, lane: int) -> None:
    """The first departure of a timetable."""
    timer(n, x, departure_due(n, x, lane), DEPARTURE, lane)


@rule
def lane_departs(n: Whole, x: Real, lane: int) -> None:
    """A departure is due."""
    depart(n, x, lane)
    lane_wakes(n, x, lane)
