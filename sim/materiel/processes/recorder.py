"""Process of the recorder."""

from __future__ import annotations

from materiel.layout.events import RECORD_TAKEN, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.reading import bring_up_to_date
from materiel.rules.recording import next_instant, take_record


def recorder(sim: Sim, e: int) -> Process:
    """A row of the record at each instant, last of all that happens then."""
    what = WAKE
    while True:
        if what == RECORD_TAKEN:
            bring_up_to_date(sim.n, sim.x)
            take_record(sim.n, sim.x, e)
        due = next_instant(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, RECORD_TAKEN, e)
