"""Factory, depot, front: the model of `peers/README.md` in the product's own kinds, by general options alone."""

from __future__ import annotations

from benchmarks.peers import constants as c
from materiel.layout import demand as d
from materiel.layout import lane as la
from materiel.layout import law as lw
from materiel.layout import line as li
from materiel.layout import stock as s
from materiel.network.arena import Arena, Network


def law(arena: Arena, family: int, mean: float, logs: tuple[float, float] = (0.0, 0.0)) -> int:
    """A law's row; `logs` are mean and standard deviation of the logarithm (lognormal)."""
    row = arena.row(lw.LAW, "")
    arena.fill(row, [(lw.FAMILY, family), (lw.MEAN, float(mean)), (lw.A, logs[0]), (lw.B, logs[1])])
    return row


def add(arena: Arena, tag: str = "") -> None:
    """Lay one factory, depot and front into the arena; `tag` ends their names."""
    factory = arena.row(s.STOCK, f"factory{tag}", item=f"shell{tag}")
    depot = arena.row(s.STOCK, f"depot{tag}", item=f"shell{tag}")
    road = arena.row(la.LANE, f"road{tag}")
    works = arena.row(li.LINE, f"works{tag}", item=f"shell{tag}")
    station = arena.row(li.STATION, f"station{tag}")
    breakdown = arena.row(li.MODE, f"breakdown{tag}")
    front = arena.row(d.DEMAND, f"front{tag}")
    arena.fill(factory, [(s.CAPACITY, c.STORE_ROOM), (s.INITIAL, c.STORE_START), (s.ON_HAND, c.STORE_START)])
    arena.fill(factory, [(s.WAITERS, arena.addresses([station])), (s.WAITER_COUNT, 1)])
    arena.fill(depot, [(s.CAPACITY, -1), (s.INITIAL, c.BASE_STOCK), (s.ON_HAND, c.BASE_STOCK)])
    arena.fill(depot, [(s.POLICY, s.BASE_STOCK), (s.UP_TO, c.BASE_STOCK), (s.SUPPLY, road), (s.SUPPLY_STOCK, factory)])
    arena.set(depot + s.ON_HAND_DAYS + 2, float(c.BASE_STOCK))
    arena.set(factory + s.ON_HAND_DAYS + 2, float(c.STORE_START))
    arena.fill(road, [(la.LEAD, law(arena, lw.LOGNORMAL, c.LEAD, c.LEAD_LOG)), (la.CAPACITY, -1)])
    arena.fill(works, [(li.LOT, c.LOT), (li.OUTPUT, factory), (li.EXPANSION, 1.0)])
    arena.fill(works, [(li.WORK, law(arena, lw.LOGNORMAL, c.LOT_TIME, c.LOT_LOG))])
    arena.fill(works, [(li.STATIONS, arena.addresses([station])), (li.STATION_COUNT, 1)])
    arena.set(works + li.IN_STATE_FIRST + 2, 1.0)
    arena.fill(station, [(li.OF_LINE, works), (li.MODES, arena.addresses([breakdown])), (li.MODE_COUNT, 1)])
    arena.fill(breakdown, [(li.OF_STATION, station), (li.CLOCK, li.CALENDAR), (li.REMAINING, -1.0)])
    arena.fill(breakdown, [(li.UP, law(arena, lw.EXPONENTIAL, c.UP))])
    arena.fill(breakdown, [(li.DOWN_FOR, law(arena, lw.LOGNORMAL, c.REPAIR, c.REPAIR_LOG))])
    arena.fill(front, [(d.STOCK, depot), (d.GAP, law(arena, lw.DETERMINISTIC, 1.0)), (d.OFFSET, 1.0)])
    arena.fill(front, [(d.BATCH, law(arena, lw.POISSON, c.ASKED))])


def build(copies: int = 1) -> Network:
    """The world, or `copies` of it side by side that have nothing to do with each other."""
    arena = Arena()
    add(arena)
    for k in range(1, copies):
        add(arena, f" {k}")
    months = [c.MONTH * k for k in range(122)]
    return arena.close(months, [k % 12 + 1 for k in range(122)], months[1:121], tickets=4096 * copies)


STREAMS = {
    "LOT_STREAM": "line/works/lot time",
    "UP_STREAM": "failure_mode/breakdown/time to failure",
    "REPAIR_STREAM": "failure_mode/breakdown/repair time",
    "LEAD_STREAM": "lane/road/lead time",
    "BATCH_STREAM": "demand/front/batch size",
}
"""What the plain C loop calls the streams of chance, and their names here."""
