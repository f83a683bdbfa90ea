"""Lines as rows: the line, its stations (`line.1`), their failure modes (`line.1.mode`), its customers (`line.customer`)."""

from __future__ import annotations

import math

from materiel.layout import customer as c
from materiel.layout import line as li
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.layout.fields import STATE
from materiel.network.build import Build
from materiel.scenario.line import Line

MONTH_DAYS = 30.4375
"""Mean length of a calendar month (Julian year / 12): rates a month become rates a day by it."""
CLOCKS = {"calendar": li.CALENDAR, "while_up": li.WHILE_UP, "while_working": li.WHILE_WORKING}
ALLOCATIONS = {"first_in": li.FIRST_IN, "priority": li.BY_PRIORITY, "share": li.BY_SHARE}


def allot_line(b: Build, name: str, spec: Line) -> None:
    """Rows for the line, each of its stations with its failure modes, and its customers."""
    b.row(li.LINE, name, spec.item)
    for k in range(1, spec.stations + 1):
        b.row(li.STATION, f"{name}.{k}")
        for mode in spec.failures:
            b.row(li.MODE, f"{name}.{k}.{mode}")
    for customer in spec.customers:
        b.row(c.CUSTOMER, f"{name}.{customer}", spec.item)
    for k in range(1, len(spec.milestones) + 1):
        b.row(li.MILESTONE, f"{name}.{k}")


def fill_line(b: Build, name: str, spec: Line) -> None:
    """What it makes of what, how fast, for whom, and what stops it."""
    at = b.row_of("line", name)
    stations = [b.row_of("station", f"{name}.{k}") for k in range(1, spec.stations + 1)]
    customers = [b.row_of("customer", f"{name}.{customer}") for customer in spec.customers]
    parts = _parts(b, spec)
    milestones = [b.row_of("milestone", f"{name}.{k}") for k in range(1, len(spec.milestones) + 1)]
    for units, row in zip(spec.milestones, milestones, strict=True):
        b.fill(row, [(li.MILE_UNITS, units.value), (li.REACHED, -1.0)])
    to_order = spec.to_order if spec.to_order is not None else bool(customers) and spec.output is None
    b.fill(
        at,
        [
            (li.SITE, b.maybe("site", spec.site)),
            (li.LOT, spec.lot.value),
            (li.OUTPUT, b.maybe("stock", spec.output)),
            (li.TO_ORDER, int(to_order)),
            (li.ALLOCATION, ALLOCATIONS[spec.allocation]),
            (li.CUSTOMERS, b.addresses(customers)),
            (li.CUSTOMER_COUNT, len(customers)),
            (li.WORK, b.law(spec.work_days)),
            (li.CAPACITY, _speed(b, spec)),
            (li.EXPANSION, spec.expansion.value),
            (li.CONVERTING, int(spec.shut)),
            (li.LEARNING, math.log2(spec.learning_rate.value) if spec.learning_rate else 0.0),
            (li.LEARNED, spec.units_made_before.value),
            (li.BOM, parts),
            (li.BOM_COUNT, len(spec.parts)),
            (li.IN_LOTS, len(spec.started_lots) * spec.lot.value),
            (li.MILESTONES, b.addresses(milestones)),
            (li.MILESTONE_COUNT, len(milestones)),
            (li.STATIONS, b.addresses(stations)),
            (li.STATION_COUNT, len(stations)),
            (li.IN_STATE[li.IDLE] + 2, float(len(stations))),
        ],
    )
    for k, station in enumerate(stations, start=1):
        _station(b, name, k, station, at, spec)
    for customer, row in zip(spec.customers.values(), customers, strict=True):
        b.fill(
            row,
            [
                (c.LINE, at),
                (c.DEST, b.maybe("stock", customer.stock)),
                (c.LANE, b.maybe("lane", customer.lane)),
                (c.PRIORITY, customer.priority.value),
                (c.SHARE, customer.share.value),
                (c.EXPORT, int(customer.stock is None)),
            ],
        )


def _speed(b: Build, spec: Line) -> int:
    """The profile of the speed of a station: as given, or such that all of them make the stated rate."""
    if spec.rate_per_month is None:
        return b.profile(spec.capacity)
    nominal = spec.stations * spec.lot.value / spec.work_days.mean * MONTH_DAYS
    return b.profile(spec.rate_per_month, 1.0 / nominal)


def _parts(b: Build, spec: Line) -> int:
    """Rows of the bill of materials, one after another; the first one's address."""
    rows = []
    for part in spec.parts:
        row = b.row(li.PART, "", b.spec("stocks", part.stock).item)
        in_work = len(spec.started_lots) * spec.lot.value * part.units.value
        b.fill(
            row,
            [
                (li.PART_STOCK, b.row_of("stock", part.stock)),
                (li.PART_UNITS, part.units.value),
                (li.PART_IN_WORK, in_work),
                (li.PART_INITIAL, in_work),
            ],
        )
        rows.append(row)
    return rows[0] if rows else 0


def _station(b: Build, name: str, k: int, station: int, line: int, spec: Line) -> None:
    site = b.maybe("site", spec.site)
    if site:
        b.join(site, si.WORKERS, si.WORKER_COUNT, station)
    for part in spec.parts:
        b.join(b.row_of("stock", part.stock), s.WAITERS, s.WAITER_COUNT, station)
    if spec.output is not None and b.spec("stocks", spec.output).capacity is not None:
        b.join(b.row_of("stock", spec.output), s.WAITERS, s.WAITER_COUNT, station)
    modes = [b.row_of("failure_mode", f"{name}.{k}.{mode}") for mode in spec.failures]
    down = 0
    for mode, row in zip(spec.failures.values(), modes, strict=True):
        b.fill(
            row,
            [
                (li.OF_STATION, station),
                (li.CLOCK, CLOCKS[mode.clock]),
                (li.UP, b.law(mode.up_days)),
                (li.DOWN_FOR, b.law(mode.repair_days)),
            ],
        )
        if mode.down_until is not None and k == 1:
            down += 1
            b.fill(row, [(STATE, li.IS_DOWN), (li.DUE, max(0.0, b.days(mode.down_until)))])
    b.fill(
        station,
        [(li.OF_LINE, line), (li.MODES, b.addresses(modes)), (li.MODE_COUNT, len(modes)), (li.DOWN, down)],
    )
    if k <= len(spec.started_lots):
        left = spec.started_lots[k - 1].left_days.value
        b.fill(station, [(li.HAS_LOT, 1), (li.LOT_UNITS, spec.lot.value), (li.LEFT, left)])
