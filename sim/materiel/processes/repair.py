"""Process of a repair shop."""

from __future__ import annotations

from materiel.layout.events import JOB_DONE, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.shop import finish_first, finish_job, shop_look


def shop(sim: Sim, e: int) -> Process:
    """A shop takes jobs into its bays. At a site it waits for the first to be done.

    A change of speed preempts; work done stays done.
    """
    what = WAKE
    while True:
        if what == JOB_DONE:
            finish_first(sim.n, sim.x, e)
        done = shop_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(done, JOB_DONE, e)


def job_done(sim: Sim, shop: int, job: int) -> None:
    """Without a site a job is an event on its shop, not a process: it knows from the start when it is done."""
    finish_job(sim.n, sim.x, shop, job)
