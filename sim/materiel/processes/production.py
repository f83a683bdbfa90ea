"""Processes of a line: its stations, and what makes them fail."""

from __future__ import annotations

from materiel.layout import line as li
from materiel.layout.events import FAILS, LOT_DONE, UP_AGAIN, WAKE
from materiel.layout.fields import STATE
from materiel.processes.sim import Process, Sim
from materiel.rules.line import look, lot_due, mode_look, restore, strike


def station(sim: Sim, e: int) -> Process:
    """A station works lot after lot. A wake-up (a breakdown, damage, parts, room) preempts; work done stays done."""
    what = WAKE
    while True:
        done = lot_due(sim.n, sim.x, e) if what == LOT_DONE else look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(done, LOT_DONE, e)


def failure_mode(sim: Sim, e: int) -> Process:
    """One way to fail: up for a while on its clock, then down until repaired."""
    what = WAKE
    while True:
        if what == FAILS:
            strike(sim.n, sim.x, e)
        elif what == UP_AGAIN:
            restore(sim.n, sim.x, e)
        due = mode_look(sim.n, sim.x, e)
        up = sim.whole[e + STATE] == li.IS_UP
        sim.acted(what, e)
        what = yield sim.until(due, FAILS if up else UP_AGAIN, e)
