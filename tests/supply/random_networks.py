"""Small random networks with tied instants, for the equality of the engines.

A kind takes part by one function that adds itself to a `World`, listed in `ADDERS` behind the kinds that it refers to.
Times are whole or half days, mostly certain, so that much happens at the same instant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from materiel.chance.families import bind_law
from materiel.layout import customer as c
from materiel.layout import demand as d
from materiel.layout import lane as la
from materiel.layout import law as lw
from materiel.layout import line as li
from materiel.layout import profile as p
from materiel.layout import regime as r
from materiel.layout import shop as sh
from materiel.layout import source as so
from materiel.layout import stock as s
from materiel.network.arena import Arena, Network

METER_LEVEL = 2
MONTH = 30.0


class World(Arena):
    """An arena that draws its own numbers, and knows what was added to it."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.random = Random(seed)
        self.regimes: list[int] = []
        self.stocks: list[int] = []
        self.stock_items: dict[int, str] = {}
        self.sources: list[int] = []
        self.lanes: list[int] = []
        self.lines: list[int] = []
        self.customers: list[int] = []
        self.shops: list[int] = []
        self.lists: dict[tuple[int, int, int], list[int]] = {}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def law(self, mean: float) -> int:
        """A law of about that mean: mostly certain, else of few values or exponential."""
        which = self.random.random()
        if which < 0.6 or mean == 0.0:
            cells = bind_law("deterministic", {"value": mean})
        elif which < 0.8:
            cells = bind_law("empirical", {"values": [0.5 * mean, mean, 1.5 * mean], "weights": [1, 2, 1]})
        else:
            cells = bind_law("exponential", {"mean": mean})
        at = self.cells(max(cells.size(), lw.LAW.size))
        self.write(cells, at)
        return at

    def days(self, *values: float) -> float:
        return float(self.random.choice(values))

    def join(self, row: int, first: int, count: int, member: int) -> None:
        """Add a member to a list of another row, laid out at the end."""
        members = self.lists.setdefault((row, first, count), [])
        if member not in members:
            members.append(member)

    def maybe(self, rows: Sequence[int], share: float) -> int:
        return self.random.choice(list(rows)) if rows and self.chance(share) else 0

    def factor(self) -> int:
        """A profile, or none."""
        if self.chance(0.5):
            return 0
        at = self.row(p.PROFILE, "")
        shape = self.random.choice([p.CONSTANT, p.STEPS, p.LINEAR, p.MONTH_OF_YEAR, p.EXPONENTIAL, p.LOGISTIC])
        cells: list[tuple[int, int | float]] = [(p.SHAPE, shape), (p.START, self.days(0.5, 1.0, 2.0))]
        if shape in (p.STEPS, p.LINEAR):
            knots = self.numbers([10.0, 20.0, 45.0, 1.0, self.days(0.0, 0.5, 2.0), 1.5])
            cells += [(p.FIRST, knots), (p.COUNT, 3)]
        elif shape == p.MONTH_OF_YEAR:
            cells += [(p.FIRST, self.numbers([self.days(0.5, 1.0, 1.5) for _ in range(12)])), (p.COUNT, 12)]
        else:
            cells += [(p.FINAL, self.days(0.5, 1.0, 2.0)), (p.AT, self.days(10.0, 30.0))]
            cells += [(p.PACE, self.days(0.2, 1.0))]
        self.fill(at, cells)
        return at

    def network(self, months: int) -> Network:
        for (row, first, count), members in self.lists.items():
            self.fill(row, [(first, self.addresses(members)), (count, len(members))])
        starts = [MONTH * k for k in range(months + 2)]
        instants = sorted({*starts[1:-1], *(7.0 * k for k in range(1, int(starts[-2] / 7.0)))})
        return self.close(starts, [1 + k % 12 for k in range(months + 2)], instants, tickets=2048, heap=4096)


def add_regimes(w: World) -> None:
    """Up to two regimes of two or three states, one of them often off."""
    for k in range(w.random.randint(0, 2)):
        at = w.row(r.REGIME, f"r{k}")
        count = w.random.randint(2, 3)
        states = w.cells(count * r.REGIME_STATE_SIZE)
        for j in range(count):
            to = [0.0] * count
            to[(j + 1) % count] = 0.75
            to[(j + count - 1) % count] += 0.25
            factor = 0.0 if j == 1 and w.chance(0.6) else w.days(0.5, 1.0, 2.0)
            cells = [(r.FACTOR, factor), (r.SOJOURN, w.law(w.days(3.0, 7.0, 10.0))), (r.TO, w.numbers(to))]
            w.fill(states + j * r.REGIME_STATE_SIZE, cells)
        w.fill(at, [(r.STATES, states), (r.STATE_COUNT, count), (r.AGE, w.days(0.0, 0.0, 2.0))])
        w.regimes.append(at)


def add_stocks(w: World) -> None:
    """Three to six stocks of one item and one of parts."""
    for k in range(w.random.randint(3, 6)):
        item = "part" if k == 0 else "shell"
        at = w.row(s.STOCK, f"s{k}", item)
        w.stock_items[at] = item
        on_hand = w.random.choice([0, 5, 40])
        on_way = w.random.choice([0, 0, 7])
        order = w.addresses([on_way])
        w.set(order, w.days(1.0, 2.0))
        aged = min(on_hand, 3)
        lot = w.addresses([aged])
        w.set(lot, w.days(1.0, 4.0))
        w.fill(
            at,
            [
                (s.INITIAL, on_hand + on_way),
                (s.ON_HAND, on_hand),
                (s.IN_TRANSIT, on_way),
                (s.ON_ORDER, on_way),
                (s.ON_WAY, order),
                (s.ON_WAY_COUNT, 1 if on_way else 0),
                (s.FIRST_LOTS, lot),
                (s.FIRST_LOT_COUNT, w.random.randint(0, 1)),
                (s.CAPACITY, w.random.choice([-1, -1, 30])),
                (s.LOSES, int(w.chance(0.25))),
                (s.RESERVE, w.random.choice([0, 0, 5])),
                (s.LIFE, w.days(0.0, 0.0, 5.0, 8.0)),
                (s.WAIT_LIMIT, 1.0),
            ],
        )
        w.stocks.append(at)


def add_sources(w: World) -> None:
    """One source per item, some with a schedule."""
    for k, item in enumerate(("part", "shell")):
        at = w.row(so.SOURCE, f"x{k}", item)
        regime = w.maybe(w.regimes, 0.6)
        if regime:
            w.join(regime, r.CHANGES, r.CHANGE_COUNT, at)
        cells: list[tuple[int, int | float]] = [
            (so.LEFT, w.random.choice([-1, -1, 60])),
            (so.LEAD, w.law(w.days(0.0, 1.0, 2.0))),
            (so.REGIME, regime),
            (so.REFUSES, int(w.chance(0.5))),
            (so.UNIT_PRICE, 2.5),
            (so.PRICE, w.factor()),
        ]
        if w.chance(0.6):
            own = [t for t in w.stocks if w.stock_items[t] == item]
            cells += [(so.DEST, w.random.choice(own)), (so.RATE, w.days(2.5, 7.0)), (so.PROFILE, w.factor())]
            cells += [(so.PERIOD, w.days(0.0, 1.0, 7.0)), (so.OFFSET, w.days(0.0, 0.5))]
        w.fill(at, cells)
        w.sources.append(at)


def add_lanes(w: World) -> None:
    """A lane each to most stocks of shells from another one, or from the source, with a policy."""
    shells = [at for at in w.stocks if w.stock_items[at] == "shell"]
    for k, at in enumerate(w.stocks):
        policy = w.random.choice([s.NO_POLICY, s.BASE_STOCK, s.R_Q, s.S_S, s.DAYS_OF_SUPPLY])
        cells: list[tuple[int, int | float]] = [
            (s.POLICY, policy),
            (s.UP_TO, w.random.choice([0, 12, 30])),
            (s.REORDER, w.random.choice([0, 6])),
            (s.BATCH, w.random.choice([1, 8])),
            (s.PERIOD, w.days(0.0, 0.0, 1.0, 3.5)),
            (s.OFFSET, w.days(0.0, 0.5)),
            (s.COVER, 10.0),
            (s.WINDOW, 14.0),
            (s.SMOOTHED, 1.0),
            (s.PRIORITY, w.random.randint(0, 2)),
        ]
        upstream = [t for t in shells if t < at]
        if w.stock_items[at] == "part" or not upstream:
            source = w.sources[0 if w.stock_items[at] == "part" else 1]
            cells += [(s.SUPPLY, source)]
            w.join(source, so.CLIENTS, so.CLIENT_COUNT, at)
        else:
            lane = w.row(la.LANE, f"l{k}")
            w.fill(
                lane,
                [
                    (la.LEAD, w.law(w.days(0.0, 1.0, 2.0))),
                    (la.SEASON, w.factor()),
                    (la.FIFO, int(w.chance(0.3))),
                    (la.LOSS, w.days(0.0, 0.0, 0.1)),
                    (la.PERIOD, w.days(0.0, 0.0, 2.0)),
                    (la.OFFSET, w.days(0.0, 1.0)),
                    (la.CAPACITY, w.random.choice([-1, 6])),
                ],
            )
            w.lanes.append(lane)
            cells += [(s.SUPPLY, lane), (s.SUPPLY_STOCK, w.random.choice(upstream))]
        w.fill(at, cells)


def add_lines(w: World) -> None:
    """Up to two lines, with parts, breakdowns, an order book or an output stock that may be full."""
    shells = [at for at in w.stocks if w.stock_items[at] == "shell"]
    for k in range(w.random.randint(0, 2)):
        name = f"m{k}"
        at = w.row(li.LINE, name, "shell")
        output = w.maybe(shells, 0.6)
        customers = []
        for j in range(w.random.randint(0 if output else 1, 3)):
            customer = w.row(c.CUSTOMER, f"{name}.c{j}", "shell")
            dest = w.random.choice(shells)
            cells = [
                (c.LINE, at),
                (c.DEST, dest),
                (c.LANE, w.maybe(w.lanes, 0.7)),
                (c.PRIORITY, w.random.randint(0, 1)),
            ]
            w.fill(customer, [*cells, (c.SHARE, w.days(0.0, 1.0, 2.0))])
            if w.chance(0.7):
                w.fill(dest, [(s.SUPPLY, customer), (s.SUPPLY_STOCK, 0)])
            customers.append(customer)
        count = w.random.randint(1, 3)
        cells = [
            (li.LOT, w.random.choice([1, 5])),
            (li.OUTPUT, output),
            (li.TO_ORDER, int(not output or w.chance(0.3))),
            (li.ALLOCATION, w.random.randint(0, 2)),
            (li.CUSTOMERS, w.addresses(customers)),
            (li.CUSTOMER_COUNT, len(customers)),
            (li.WORK, w.law(w.days(0.5, 1.0, 2.0))),
            (li.CAPACITY, w.factor()),
            (li.EXPANSION, w.days(1.0, 2.0)),
            (li.LEARNING, w.days(0.0, -0.3219)),
            (li.IN_STATE_FIRST + METER_LEVEL, float(count)),
        ]
        if w.chance(0.5):
            part = w.row(li.PART, "", "part")
            w.fill(part, [(li.PART_STOCK, w.stocks[0]), (li.PART_UNITS, w.random.randint(1, 2))])
            cells += [(li.BOM, part), (li.BOM_COUNT, 1)]
        stations = [_add_station(w, f"{name}.{j}", at) for j in range(count)]
        for station in stations:
            w.join(w.stocks[0], s.WAITERS, s.WAITER_COUNT, station)
            if output:
                w.join(output, s.WAITERS, s.WAITER_COUNT, station)
        w.fill(at, [*cells, (li.STATIONS, w.addresses(stations)), (li.STATION_COUNT, count)])
        w.lines.append(at)
        w.customers += customers


def _add_station(w: World, name: str, line: int) -> int:
    at = w.row(li.STATION, name)
    modes = []
    for k in range(w.random.randint(0, 3)):
        mode = w.row(li.MODE, f"{name}.{k}")
        cells = [(li.OF_STATION, at), (li.CLOCK, w.random.randint(0, 2)), (li.UP, w.law(w.days(5.0, 7.0)))]
        w.fill(mode, [*cells, (li.DOWN_FOR, w.law(w.days(0.0, 1.0, 2.0)))])
        modes.append(mode)
    w.fill(at, [(li.OF_LINE, line), (li.MODES, w.addresses(modes)), (li.MODE_COUNT, len(modes))])
    return at


def add_shops(w: World) -> None:
    """At most one shop, for exchange and for jobs."""
    if w.chance(0.5):
        at = w.row(sh.SHOP, "shop", "shell")
        cells = [(sh.BAYS, w.random.choice([-1, 1, 2])), (sh.ROOM, w.random.choice([-1, 0, 3]))]
        cells += [(sh.REPAIR, w.law(w.days(0.5, 2.0))), (sh.LANE, w.maybe(w.lanes, 0.5))]
        w.fill(at, [*cells, (sh.SCRAP, w.days(0.0, 0.1))])
        w.shops.append(at)


def add_demands(w: World) -> None:
    """One to four sorts of users, at stocks, at shops, or in exchange."""
    shells = [at for at in w.stocks if w.stock_items[at] == "shell"]
    for k in range(w.random.randint(1, 4)):
        at = w.row(d.DEMAND, f"u{k}")
        regime = w.maybe(w.regimes, 0.5)
        thinned = w.chance(0.4)
        if regime and not thinned:
            w.join(regime, r.CHANGES, r.CHANGE_COUNT, at)
        shop = w.maybe(w.shops, 0.5)
        w.fill(
            at,
            [
                (d.STOCK, 0 if shop and w.chance(0.4) else w.random.choice(shells)),
                (d.SHOP, shop),
                (d.GAP, w.law(w.days(0.5, 1.0, 2.0))),
                (d.BATCH, w.law(w.days(1.0, 3.0)) if w.chance(0.5) else 0),
                (d.PRIORITY, w.random.randint(0, 2)),
                (d.PROFILE, w.factor()),
                (d.REGIME, regime),
                (d.THINNED, int(thinned)),
                (d.PEAK, 4.0),
                (d.OFFSET, w.days(-1.0, 0.0, 0.5)),
                (d.LIMIT, w.random.choice([0, 0, 20])),
                (d.STOP_AT, w.days(0.0, 0.0, 30.0)),
            ],
        )


ADDERS: tuple[Callable[[World], None], ...] = (
    add_regimes,
    add_stocks,
    add_sources,
    add_lanes,
    add_lines,
    add_shops,
    add_demands,
)
"""Kinds in the order in which they are added: each refers to those before it."""


def random_network(seed: int, months: int = 2) -> Network:
    """A small network, the same for the same seed."""
    w = World(seed)
    for add in ADDERS:
        add(w)
    return w.network(months)
