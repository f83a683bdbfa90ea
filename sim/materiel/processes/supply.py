"""Processes of what moves goods: stocks that are reviewed, lanes with a timetable, users who ask."""

from __future__ import annotations

from materiel.layout import lane as la
from materiel.layout import stock as s
from materiel.layout.events import DEMAND, DEPARTURE, REVIEW, WAKE
from materiel.processes.sim import Process, Sim
from materiel.rules.demand import ask, next_arrival
from materiel.rules.lane import depart, next_departure
from materiel.rules.ramp import FOREVER
from materiel.rules.replenish import next_review, review
from materiel.rules.stock import arrive


def stock(sim: Sim, e: int) -> Process | None:
    """A stock that is replenished: reviewed at its dates, or whenever something was taken. Others need no process."""
    if sim.whole[e + s.POLICY] == s.NO_POLICY:
        return None
    return _periodic(sim, e) if sim.real[e + s.PERIOD] > 0.0 else _continuous(sim, e)


def _continuous(sim: Sim, e: int) -> Process:
    while True:
        review(sim.n, sim.x, e)
        sim.acted(WAKE, e)
        yield sim.until(FOREVER, REVIEW, e)


def _periodic(sim: Sim, e: int) -> Process:
    what = WAKE
    while True:
        if what == REVIEW:
            review(sim.n, sim.x, e)
        due = next_review(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, REVIEW, e)


def lane(sim: Sim, e: int) -> Process | None:
    """A lane with a timetable: a departure every period. On one without, goods leave when they come."""
    return _timetable(sim, e) if sim.real[e + la.PERIOD] > 0.0 else None


def _timetable(sim: Sim, e: int) -> Process:
    what = WAKE
    while True:
        if what == DEPARTURE:
            depart(sim.n, sim.x, e)
        due = next_departure(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, DEPARTURE, e)


def shipment_arrives(sim: Sim, lane: int, shipment: int) -> None:
    """A shipment is an event on its lane, not a process: it knows from the start when it arrives."""
    arrive(sim.n, sim.x, lane, shipment)


def demand(sim: Sim, e: int) -> Process:
    """Users come one after another."""
    what = WAKE
    while True:
        if what == DEMAND:
            ask(sim.n, sim.x, e)
        due = next_arrival(sim.n, sim.x, e)
        sim.acted(what, e)
        what = yield sim.until(due, DEMAND, e)
