"""Calendar months in days from the start."""

from __future__ import annotations

from datetime import date

from materiel.scenario.calendar import horizon, instants, month_starts
from materiel.scenario.world import World


def _instants(**keys):
    world = World(name="x", start=date(2024, 1, 1), **keys)
    months, end = horizon(world)
    starts, _ = month_starts(world.start, months + 1)
    return instants(world, starts, months, end)


def test_months_are_calendar_months():
    """February 2024 has 29 days; the month of the year runs on across the turn of the year."""
    assert month_starts(date(2023, 12, 1), 3) == ([0.0, 31.0, 62.0, 91.0], [12, 1, 2, 3])


def test_start_within_a_month():
    """A start on the 12th makes a first month of 20 days."""
    assert month_starts(date(2022, 10, 12), 2) == ([0.0, 20.0, 50.0], [10, 11, 12])


def test_instants():
    """Months by default; a step with its offset, times and an end beside or instead of them."""
    assert _instants(horizon_months=2) == [31.0, 60.0]
    assert _instants(horizon_months=1, record_step_days=10, record_offset_days=0.75) == [
        0.75,
        10.75,
        20.75,
        30.75,
        31.0,
    ]
    assert _instants(end=3.0, record_step_days=1, record_months=False) == [1.0, 2.0, 3.0]
    assert _instants(end=date(2024, 2, 15), record_times=[5, "2024-01-11"]) == [5.0, 10.0, 31.0, 45.0]
    assert len(_instants(horizon_years=10)) == 120
