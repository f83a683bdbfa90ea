"""Process of a regime."""

from __future__ import annotations

from materiel.layout.events import REGIME_CHANGES, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.regime import change_state, regime_due


def regime(sim: Sim, e: int) -> Process:
    """A regime stays in a state for a while, then goes over to another."""
    what = WAKE
    while True:
        if what == REGIME_CHANGES:
            change_state(sim.n, sim.x, e)
        due = regime_due(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, REGIME_CHANGES, e)
