"""Process of a programme."""

from __future__ import annotations

from materiel.layout.events import CHECK, PROGRAMME_DECIDED, PROGRAMME_DONE, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.programme import decide, next_event, programme_look, take_effect


def programme(sim: Sim, e: int) -> Process:
    """A programme waits for its date or its signs, is under way for its lead time, and takes effect."""
    what = WAKE
    while True:
        if what in (PROGRAMME_DECIDED, CHECK):
            decide(sim.n, sim.x, e)
        elif what == PROGRAMME_DONE:
            take_effect(sim.n, sim.x, e)
        due = programme_look(sim.n, sim.x, e)
        code = next_event(sim.n, e)
        sim.acted(what, e)
        what = yield sim.until(due, code, e)
