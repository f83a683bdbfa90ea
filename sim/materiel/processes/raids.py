"""Processes of attack and damage: sites, arsenals, raids. A layer has none: it acts when a raid comes."""

from __future__ import annotations

from materiel.layout.events import OUTPUT_RECKONED, RAID_COMES, SITE_TICK, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.arsenal import reckon_output
from materiel.rules.damage import hit_repaired, site_look
from materiel.rules.period import next_month
from materiel.rules.raid import raid_comes, raid_look


def site(sim: Sim, e: int) -> Process:
    """A site looks at its crews and its power when woken, and at the turn of the month if its power has a season."""
    what = WAKE
    while True:
        due = site_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, SITE_TICK, e)


def site_repaired(sim: Sim, site: int, ticket: int) -> None:
    """The repair of one hit is done."""
    hit_repaired(sim.n, sim.x, site, ticket)


def arsenal(sim: Sim, e: int) -> Process:
    """The attacker's output of one class, reckoned at every turn of the month (and at every raid)."""
    what = WAKE
    while True:
        reckon_output(sim.n, sim.x, e)
        due = next_month(sim.n, sim.x)
        sim.acted(what, e)
        what = yield sim.until(due, OUTPUT_RECKONED, e)


def raid(sim: Sim, e: int) -> Process:
    """Raids of one kind come one after another."""
    what = WAKE
    while True:
        if what == RAID_COMES:
            raid_comes(sim.n, sim.x, e)
        due = raid_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, RAID_COMES, e)
