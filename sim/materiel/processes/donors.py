"""Processes of those who pay: donors and what they promise, domestic procurement."""

from __future__ import annotations

from materiel.layout.events import BUDGET, MEETING, PLEDGE_DATE, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.account import funds_come, lapse
from materiel.rules.donor import donor_look, meet, read_donor
from materiel.rules.pledge import pledge_date, pledge_look
from materiel.rules.procurement import procurement_look, spend_budget


def donor(sim: Sim, e: int) -> Process:
    """A donor meets month after month, and decides on gifts, orders and its own refill."""
    what = WAKE
    while True:
        if what == MEETING:
            meet(sim.n, sim.x, e)
        due = donor_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, MEETING, e)


def pledge(sim: Sim, e: int) -> Process:
    """A pledge begins, counts what arrives, and is due."""
    what = WAKE
    while True:
        if what == PLEDGE_DATE:
            pledge_date(sim.n, sim.x, e)
        due = pledge_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, PLEDGE_DATE, e)


def procurement(sim: Sim, e: int) -> Process:
    """Domestic procurement spends its money month after month."""
    what = WAKE
    while True:
        if what == BUDGET:
            spend_budget(sim.n, sim.x, e)
        due = procurement_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, BUDGET, e)


def money_comes(sim: Sim, entity: int, lump: int) -> None:
    """A dated lump comes to the account of a donor or of procurement."""
    funds_come(sim.n, sim.x, lump)


def money_lapses(sim: Sim, entity: int, account: int) -> None:
    """Money that was not spent in time lapses."""
    lapse(sim.n, sim.x, account)


def donor_read(sim: Sim, donor: int, arg: int) -> None:
    """A donor is reckoned for the record."""
    read_donor(sim.n, sim.x, donor)
