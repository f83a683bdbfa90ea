"""Goods set out: on demand, or by timetable. What arrives is a matter of the stock (`rules/stock.py`)."""

from __future__ import annotations

import math

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import lane as la
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.layout.events import SHIPMENT_ARRIVES
from materiel.rules.agenda import post
from materiel.rules.meter import metered
from materiel.rules.period import next_due
from materiel.rules.profile import profile_at
from materiel.rules.tickets import HEAD, LENGTH, append, pop, take_ticket


@rule
def _set_out(n: Whole, x: Real, lane: int, shipment: int) -> None:
    lead = sample(n, x, n[lane + la.LEAD], draw(n, x, lane + la.LEAD_DRAWS))
    due = x[h.NOW] + lead * profile_at(n, x, n[lane + la.SEASON], x[h.NOW])
    if n[lane + la.FIFO] != 0 and due < x[lane + la.LAST_DUE]:
        due = x[lane + la.LAST_DUE]
    x[lane + la.LAST_DUE] = max(due, x[lane + la.LAST_DUE])
    post(n, x, due, SHIPMENT_ARRIVES, lane, shipment)


@rule
def ship(n: Whole, x: Real, lane: int, dest: int, units: int, ordered: int) -> None:
    """Send units to the stock at `dest`, at once or with the next departure; `ordered`: 1 if its policy ordered them."""
    ship_for(n, x, lane, dest, units, ordered, 0)


@rule
def ship_for(n: Whole, x: Real, lane: int, dest: int, units: int, ordered: int, aid: int) -> None:
    """Send units that count for a donor's aid (or for none: 0) when they arrive; else as `ship`."""
    if units <= 0:
        return
    shipment = take_ticket(n, x, lane)
    n[shipment + t.UNITS] = units
    n[shipment + t.FOR] = dest
    n[shipment + t.MARK] = ordered
    n[shipment + t.AID] = aid
    x[shipment + t.SINCE] = x[h.NOW]
    n[lane + la.SENT] += units
    n[lane + la.UNDERWAY] += units
    metered(n, x, lane + la.UNDERWAY_DAYS, float(n[lane + la.UNDERWAY]))
    n[dest + s.IN_TRANSIT] += units
    if x[lane + la.PERIOD] > 0.0:
        append(n, lane + la.WAITING, shipment)
    else:
        _set_out(n, x, lane, shipment)


@rule
def depart(n: Whole, x: Real, lane: int) -> None:
    """A departure by timetable takes what waits, first come first served, up to its capacity."""
    room = n[lane + la.CAPACITY]
    while n[lane + la.WAITING + LENGTH] > 0 and room != 0:
        first = n[lane + la.WAITING + HEAD]
        units = n[first + t.UNITS]
        if room >= 0 and units > room:
            part = take_ticket(n, x, lane)
            n[part + t.UNITS] = room
            n[part + t.FOR] = n[first + t.FOR]
            n[part + t.MARK] = n[first + t.MARK]
            n[part + t.AID] = n[first + t.AID]
            x[part + t.SINCE] = x[first + t.SINCE]
            n[first + t.UNITS] -= room
            _set_out(n, x, lane, part)
            room = 0
        else:
            _set_out(n, x, lane, pop(n, lane + la.WAITING))
            if room > 0:
                room -= units
    x[lane + la.NEXT_DEPARTURE] = next_due(x[h.NOW], x[lane + la.OFFSET], x[lane + la.PERIOD])


@rule
def departure_due(n: Whole, x: Real, lane: int) -> float:
    """The instant of the next departure by timetable (days); infinity without one."""
    if x[lane + la.PERIOD] <= 0.0:
        return math.inf
    if x[lane + la.NEXT_DEPARTURE] <= 0.0:
        x[lane + la.NEXT_DEPARTURE] = next_due(x[h.NOW], x[lane + la.OFFSET], x[lane + la.PERIOD])
    return float(x[lane + la.NEXT_DEPARTURE])
