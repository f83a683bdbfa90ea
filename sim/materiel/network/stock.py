"""Stocks as rows."""

from __future__ import annotations

from materiel.layout import site as si
from materiel.layout import source as so
from materiel.layout import stock as s
from materiel.network.build import Build
from materiel.scenario.stock import Stock

POLICIES = {"base_stock": s.BASE_STOCK, "r_q": s.R_Q, "s_s": s.S_S, "days_of_supply": s.DAYS_OF_SUPPLY}


def allot_stock(b: Build, name: str, spec: Stock) -> None:
    """A row for the stock, whose ledger fields count its item."""
    b.row(s.STOCK, name, spec.item)


def fill_stock(b: Build, name: str, spec: Stock) -> None:
    """What is on hand, who may use it, and how it is replenished."""
    at = b.row_of("stock", name)
    site = b.maybe("site", spec.site)
    if site:
        b.join(site, si.STOCKS, si.STOCK_COUNT, at)
    on_hand = spec.on_hand.value
    on_way = [order.units.value for order in spec.on_way]
    orders = b.addresses(on_way)
    b.fill(orders, enumerate(b.days(order.arrives) for order in spec.on_way))
    lots = b.addresses([lot.units.value for lot in spec.lots])
    b.fill(lots, enumerate(lot.age_days.value for lot in spec.lots))
    b.fill(
        at,
        [
            (s.SITE, site),
            (s.INITIAL, on_hand + sum(on_way)),
            (s.ON_HAND, on_hand),
            (s.IN_TRANSIT, sum(on_way)),
            (s.ON_ORDER, sum(on_way)),
            (s.ON_WAY, orders),
            (s.ON_WAY_COUNT, len(on_way)),
            (s.FIRST_LOTS, lots),
            (s.FIRST_LOT_COUNT, len(spec.lots)),
            (s.WAIT_LIMIT, spec.late_after_days.value),
            (s.LOSES, int(spec.unmet == "lost")),
            (s.CAPACITY, -1 if spec.capacity is None else spec.capacity.value),
            (s.RESERVE, spec.reserve.value),
            (s.RESERVE_FOR, spec.reserve_for_priority.value),
            (s.LIFE, b.spec("items", spec.item).shelf_life_days.value),
        ],
    )
    if spec.replenish is not None:
        _replenishment(b, at, spec)


def _replenishment(b: Build, at: int, spec: Stock) -> None:
    how = spec.replenish
    assert how is not None
    if how.source is not None:
        b.join(b.row_of("source", how.source), so.CLIENTS, so.CLIENT_COUNT, at)
    supply = b.maybe("lane", how.lane) or b.maybe("customer", how.customer) or b.maybe("source", how.source)
    b.fill(
        at,
        [
            (s.POLICY, POLICIES[how.policy]),
            (s.REORDER, how.reorder_point.value if how.reorder_point else 0),
            (s.UP_TO, how.up_to.value if how.up_to else 0),
            (s.BATCH, how.order_quantity.value if how.order_quantity else 1),
            (s.SUPPLY, supply),
            (s.SUPPLY_STOCK, b.maybe("stock", how.stock)),
            (s.PRIORITY, how.priority.value),
            (s.PERIOD, how.review_days.value),
            (s.OFFSET, how.review_offset_days.value),
            (s.COVER, how.cover_days.value if how.cover_days else 0.0),
            (s.WINDOW, how.window_days.value),
            (s.SMOOTHED, how.demand_per_day.value),
        ],
    )
