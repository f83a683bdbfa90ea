"""The process of dated changes: what a policy or a future alters at dates."""

from __future__ import annotations

from materiel.layout.events import VALUES_CHANGE, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.changes import make_changes, next_change


def changes(sim: Sim, e: int) -> Process:
    """One date after another."""
    what = WAKE
    while True:
        if what == VALUES_CHANGE:
            make_changes(sim.n, sim.x, e)
        due = next_change(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, VALUES_CHANGE, e)
