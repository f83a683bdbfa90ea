"""From a validated scenario to the tables: the calendar, then every entity in two passes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from materiel.network.arena import Network
from materiel.network.build import Build, Recipe
from materiel.network.changes import allot_changes
from materiel.network.table import BUILDERS
from materiel.scenario.calendar import horizon, instants, month_starts
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.world import Scenario

TICKETS, TICKETS_A_ROW = 256, 12
"""Tickets that a run begins with: enough for most worlds. One that needs more has to begin again (`run.replicate`)."""


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
