"""M/M/1: customers who are owed a unit each by a stock that orders it from a line of one station, lot by lot."""

from __future__ import annotations

from benchmarks.peers import constants as c
from benchmarks.worlds.small import law
from materiel.layout import customer as cu
from materiel.layout import demand as d
from materiel.layout import lane as la
from materiel.layout import law as lw
from materiel.layout import line as li
from materiel.layout import stock as s
from materiel.network.arena import Arena, Network


def build() -> Network:
    """The queue is the order book; the time in the system is that from order to hand-over."""
    arena = Arena()
    stock = arena.row(s.STOCK, "counter", item="unit")
    lane = arena.row(la.LANE, "hand")
    line = arena.row(li.LINE, "server", item="unit")
    station = arena.row(li.STATION, "server")
    customer = arena.row(cu.CUSTOMER, "counter")
    demand = arena.row(d.DEMAND, "customers")
    arena.fill(lane, [(la.LEAD, law(arena, lw.DETERMINISTIC, 0.0)), (la.CAPACITY, -1)])
    arena.fill(stock, [(s.CAPACITY, -1), (s.POLICY, s.BASE_STOCK), (s.UP_TO, 0), (s.SUPPLY, customer)])
    arena.fill(line, [(li.LOT, 1), (li.EXPANSION, 1.0), (li.TO_ORDER, 1), (li.WORK, law(arena, lw.EXPONENTIAL, 1.0))])
    arena.fill(line, [(li.CUSTOMERS, arena.addresses([customer])), (li.CUSTOMER_COUNT, 1)])
    arena.fill(line, [(li.STATIONS, arena.addresses([station])), (li.STATION_COUNT, 1)])
    arena.set(line + li.IN_STATE_FIRST + 2, 1.0)
    arena.fill(station, [(li.OF_LINE, line)])
    arena.fill(customer, [(cu.LINE, line), (cu.DEST, stock), (cu.LANE, lane), (cu.EXPORT, 0)])
    arena.fill(demand, [(d.STOCK, stock), (d.GAP, law(arena, lw.EXPONENTIAL, c.MM1_GAP)), (d.OFFSET, -1.0)])
    months = [c.MM1_HORIZON / 10.0 * k for k in range(12)]
    return arena.close(months, [1] * 12, months[1:11])


STREAMS = {"GAP_STREAM": "demand/customers/time between arrivals", "SERVICE_STREAM": "line/server/lot time"}
"""What the plain C loop calls the streams of chance, and their names here."""
