"""Processes of fleets, assets, training and the front."""

from __future__ import annotations

from materiel.layout import fleet as f
from materiel.layout.events import ASSET_FAILS, COURSE_DATE, DUEL, FLEET_DAY, FRONT_DAY, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.assets import asset_fails, asset_look
from materiel.rules.fleet import combat_loss, evacuation_ends, replacements_arrive
from materiel.rules.fleet_days import fleet_look, own_day
from materiel.rules.front import end_day, front_look, read_front
from materiel.rules.training import begin_course, end_course, next_course


def fleet(sim: Sim, e: int) -> Process:
    """A fleet loses pieces by a clock of its own (clocks), and lives days of its own if it has no front, which does that for it."""
    what = WAKE
    while True:
        if what == DUEL:
            combat_loss(sim.n, sim.x, e)
        elif what == FLEET_DAY:
            own_day(sim.n, sim.x, e)
        due = fleet_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, sim.whole[e + f.NEXT], e)


def evacuated(sim: Sim, fleet: int, ticket: int) -> None:
    """Evacuated pieces reach their shop."""
    evacuation_ends(sim.n, sim.x, fleet, ticket)


def replaced(sim: Sim, fleet: int, ticket: int) -> None:
    """Replacements reach the line."""
    replacements_arrive(sim.n, sim.x, fleet, ticket)


def asset(sim: Sim, e: int) -> Process:
    """An asset in the line fails when its clock says so; its shop wakes it when it is as good as new and needed."""
    what = WAKE
    while True:
        if what == ASSET_FAILS:
            asset_fails(sim.n, sim.x, e)
        due = asset_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, ASSET_FAILS, e)


def training(sim: Sim, e: int) -> Process:
    """Courses begin at their dates."""
    what = WAKE
    while True:
        if what == COURSE_DATE:
            begin_course(sim.n, sim.x, e)
        due = next_course(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, COURSE_DATE, e)


def trained(sim: Sim, training: int, course: int) -> None:
    """A course ends."""
    end_course(sim.n, sim.x, training, course)


def front(sim: Sim, e: int) -> Process:
    """One day at the front after another."""
    what = WAKE
    while True:
        if what == FRONT_DAY:
            end_day(sim.n, sim.x, e)
        due = front_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, FRONT_DAY, e)


def month_ends(sim: Sim, front: int, _: int) -> None:
    """The front is reckoned just before the record."""
    read_front(sim.n, sim.x, front)
