"""Processes of what moves goods: stocks that are reviewed, sources, lanes with a timetable, users who ask."""

from __future__ import annotations

from materiel.layout.events import DEMAND, DEPARTURE, REVIEW, SUPPLY_DELIVERY, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.demand import arrival, next_arrival
from materiel.rules.lane import depart, departure_due
from materiel.rules.replenish import periodic_review, stock_look
from materiel.rules.source import deliver, purchase_arrives, source_look
from materiel.rules.stock import arrive, expire, order_arrives


def stock(sim: Sim, e: int) -> Process:
    """A stock that is replenished is reviewed at its dates, or whenever something was taken."""
    what = WAKE
    while True:
        if what == REVIEW:
            periodic_review(sim.n, sim.x, e)
        due = stock_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, REVIEW, e)


def source(sim: Sim, e: int) -> Process:
    """The world outside delivers by schedule, and sends what it held when it is on again."""
    what = WAKE
    while True:
        if what == SUPPLY_DELIVERY:
            deliver(sim.n, sim.x, e)
        due = source_look(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, SUPPLY_DELIVERY, e)


def lane(sim: Sim, e: int) -> Process:
    """A lane with a timetable has a departure every period. On one without, goods leave when they come."""
    what = WAKE
    while True:
        if what == DEPARTURE:
            depart(sim.n, sim.x, e)
        due = departure_due(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, DEPARTURE, e)


def demand(sim: Sim, e: int) -> Process:
    """Users come one after another."""
    what = WAKE
    while True:
        if what == DEMAND:
            arrival(sim.n, sim.x, e)
        due = next_arrival(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, DEMAND, e)


def shipment_arrives(sim: Sim, lane: int, shipment: int) -> None:
    """A shipment is an event on its lane, not a process: it knows from the start when it arrives."""
    arrive(sim.n, sim.x, lane, shipment)


def purchase_comes(sim: Sim, source: int, shipment: int) -> None:
    """What was bought outside is an event on its source."""
    purchase_arrives(sim.n, sim.x, source, shipment)


def old_order_arrives(sim: Sim, stock: int, units: int) -> None:
    """An order of before the start."""
    order_arrives(sim.n, sim.x, stock, units)


def lot_expires(sim: Sim, stock: int, _: int) -> None:
    """The shelf life of a lot is over."""
    expire(sim.n, sim.x, stock)
