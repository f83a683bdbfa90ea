"""Handlers of donors and what they promise, of domestic procurement, and of money that comes and lapses."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import BUDGET, MEETING, PLEDGE_DATE
from materiel.rules.donor import donor_look, meet
from materiel.rules.pledge import pledge_date, pledge_look
from materiel.rules.procurement import procurement_look, spend_budget


@rule
def donor_wakes(n: Whole, x: Real, donor: int) -> None:
    """When the next meeting is."""
    timer(n, x, donor_look(n, x, donor), MEETING, donor)


@rule
def donor_meets(n: Whole, x: Real, donor: int) -> None:
    """A meeting, and the date of the next one."""
    meet(n, x, donor)
    donor_wakes(n, x, donor)


@rule
def pledge_wakes(n: Whole, x: Real, pledge: int) -> None:
    """Something arrived that counts for the pledge."""
    timer(n, x, pledge_look(n, x, pledge), PLEDGE_DATE, pledge)


@rule
def pledge_comes(n: Whole, x: Real, pledge: int) -> None:
    """The pledge begins, or is due."""
    pledge_date(n, x, pledge)
    pledge_wakes(n, x, pledge)


@rule
def procurement_wakes(n: Whole, x: Real, procurement: int) -> None:
    """When money comes next."""
    timer(n, x, procurement_look(n, x, procurement), BUDGET, procurement)


@rule
def procurement_buys(n: Whole, x: Real, procurement: int) -> None:
    """A budget date, and the next one."""
    spend_budget(n, x, procurement)
    procurement_wakes(n, x, procurement)
