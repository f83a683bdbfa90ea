"""Stocks as rows."""

from __future__ import annotations

from materiel.layout import site as si
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
    b.fill(
        at,
        [
            (s.SITE, site),
            (s.INITIAL, on_hand),
            (s.ON_HAND, on_hand),
            (s.ON_HAND_DAYS + 2, float(on_hand)),
            (s.EMPTY_DAYS + 2, 1.0 if on_hand == 0 else 0.0),
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
        ],
    )
