"""From a validated scenario to the tables: the calendar, then every entity in two passes."""

from __future__ import annotations

from materiel.network.arena import Network
from materiel.network.build import Build, Recipe
from materiel.network.changes import allot_changes
from materiel.network.table import BUILDERS
from materiel.scenario.calendar import horizon, instants, month_starts
from materiel.scenario.world import Scenario

TICKETS, TICKETS_A_ROW = 256, 12
"""Tickets that a run begins with: enough for most worlds. One that needs more has to begin again (`run.replicate`)."""


def network_of(scenario: Scenario) -> Network:
    """The tables of a world: every entity's rows, filled, ranked and closed with the work space of a run.

    Entities are laid out section by section, by name, so that the order of the file does not matter.
    """
    b = Build(scenario)
    for builder in BUILDERS:
        for name, spec in sorted(getattr(scenario, builder.section).items()):
            with b.of(builder.section, name):
                b.allot_pass(builder.allot, name, spec)
    for builder in BUILDERS:
        for name, spec in sorted(getattr(scenario, builder.section).items()):
            with b.of(builder.section, name):
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
