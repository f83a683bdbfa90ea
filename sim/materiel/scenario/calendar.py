"""The calendar of a world: its months in days from the start, and the instants at which it is recorded."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from materiel.scenario.spec import days_from
from materiel.scenario.world import World

SAME = 1e-6
"""Days within which two instants are one: a step of 0.1 leads to 0.30000000000000004."""


def month_starts(start: date, months: int) -> tuple[list[float], list[int]]:
    """Days from `start` at which its month and the next ones begin, and their months of the year (1 to 12).

    The first begins at the start itself, so that a start within a month makes a short first month.
    """
    days, of_year = [0.0], [start.month]
    year, month, day = start.year, start.month, start.day
    for _ in range(months):
        days.append(days[-1] + monthrange(year, month)[1] - day + 1)
        year, month, day = year + month // 12, month % 12 + 1, 1
        of_year.append(month)
    return days, of_year


def horizon(world: World) -> tuple[int, float | None]:
    """Whole calendar months that are simulated, and the last instant in days if the world names one."""
    if world.horizon_years is not None:
        return 12 * world.horizon_years, None
    if world.horizon_months is not None:
        return world.horizon_months, None
    assert world.end is not None
    end = days_from(world.start, world.end)
    starts, _ = month_starts(world.start, int(end / 28) + 1)
    return sum(1 for s in starts[1:] if s <= end), end


def instants(world: World, starts: list[float], months: int, end: float | None) -> list[float]:
    """When records are taken: ends of months, the times and steps asked for, and the end."""
    last = starts[months] if end is None else end
    times = {days_from(world.start, when) for when in world.record_times} | {last}
    if world.record_months:
        times |= set(starts[1 : months + 1])
    if world.record_step_days is not None:
        step = world.record_step_days
        first = world.record_offset_days or step
        times |= {first + k * step for k in range(int((last - first) / step + 1e-9) + 1)}
    return sorted(t for t in times if 0.0 < t <= last)


def recorded(world: World) -> list[float]:
    """When records of a world are taken, in days."""
    months, end = horizon(world)
    starts, _ = month_starts(world.start, months + 1)
    return instants(world, starts, months, end)


def row_at(times: Sequence[float], day: float) -> int | None:
    """Number of the instant at a day; None if there is none.

    >>> row_at([30.0, 60.0], 60.0), row_at([30.0, 60.0], 45.0)
    (1, None)
    """
    return next((k for k, time in enumerate(times) if abs(time - day) <= SAME), None)


def nearest_days(times: Sequence[float], day: float) -> str:
    """The instants nearest to a day, before and after it, in words; empty if there are none.

    >>> nearest_days([30.0, 40.0, 100.0], 37.0), nearest_days([30.0], 37.0), nearest_days([], 37.0)
    ('the nearest are 30 and 40', 'the nearest is 30', '')
    """
    near = [max((t for t in times if t < day), default=None), min((t for t in times if t > day), default=None)]
    told = [f"{t:.10g}" for t in near if t is not None]
    return f"the nearest {'are' if len(told) > 1 else 'is'} {' and '.join(told)}" if told else ""
