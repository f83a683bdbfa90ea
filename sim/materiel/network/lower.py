"""From a validated scenario to the tables: the calendar, then every entity in two passes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from materiel.network.arena import Network
from materiel.network.build import Build, Recipe
from materiel.network.changes import allot_changes
from materiel.network.table import BUILDERS
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.spec import days_from
from materiel.scenario.world import Scenario, World

TICKETS, TICKETS_A_ROW = 256, 12
"""Tickets that a run begins with: enough for most worlds. One that needs more has to begin again (`run.replicate`)."""


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


@contextmanager
def _named(section: str, name: str) -> Iterator[None]:
    """Say of which entity something cannot be laid out."""
    try:
        yield
    except (KeyError, ValueError, OverflowError) as error:
        told = str(error.args[0]) if error.args else str(error)
        raise ScenarioError([Fault(f"{section}.{name}", told)]) from error


def network_of(scenario: Scenario) -> Network:
    """The tables of a world: every entity's rows, filled, ranked and closed with the work space of a run.

    Entities are laid out section by section, by name, so that the order of the file does not matter. What the checks of a scenario
    have let pass should go in; raises ScenarioError, with the entity, for what does not.
    """
    b = Build(scenario)
    for builder in BUILDERS:
        for name, spec in sorted(getattr(scenario, builder.section).items()):
            with b.of(builder.section, name), _named(builder.section, name):
                b.allot_pass(builder.allot, name, spec)
    for builder in BUILDERS:
        for name, spec in sorted(getattr(scenario, builder.section).items()):
            with b.of(builder.section, name), _named(builder.section, name):
                b.fill_pass(builder.fill, name, spec)
    b.close_lists()
    allot_changes(b)
    months, end = horizon(scenario.world)
    starts, of_year = month_starts(scenario.world.start, months + 1)
    records = instants(scenario.world, starts, months, end)
    tickets = TICKETS + TICKETS_A_ROW * len(b.arena.rows)
    network = b.arena.close(starts, of_year, records, tickets=tickets)
    network.recipe = Recipe(scenario, b.tape)
    return network
