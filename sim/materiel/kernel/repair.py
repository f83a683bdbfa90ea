"""Handlers of a repair shop."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import JOB_DONE
from materiel.rules.shop import finish_first, finish_job, shop_look


@rule
def shop_wakes(n: Whole, x: Real, shop: int) -> None:
    """A shop takes what jobs it can; at a site it waits for the first to be done."""
    timer(n, x, shop_look(n, x, shop), JOB_DONE, shop)


@rule
def job_done(n: Whole, x: Real, shop: int, job: int) -> None:
    """A job is done: a given one, or (no ticket) the first of a shop at a site."""
    if job > 0:
        finish_job(n, x, shop, job)
    else:
        finish_first(n, x, shop)
        shop_wakes(n, x, shop)
