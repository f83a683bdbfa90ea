"""How much a stock orders at a review, by its policy."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import kinds
from materiel.layout import stock as s
from materiel.layout.fields import KIND
from materiel.rules.orders import place_order
from materiel.rules.period import next_due
from materiel.rules.source import buy
from materiel.rules.stock import begin_stock, request


@rule
def order_quantity(policy: int, position: int, reorder: int, up_to: int, batch: int) -> int:
    """Units to order at an inventory position (on hand + on order - backordered).

    Base-stock: up to S. (r, Q): as many batches as bring the position above r. (s, S): up to S once it is at or below s.
    (Zipkin 2000, Foundations of Inventory Management, ch. 6.)
    """
    if policy == s.BASE_STOCK:
        return max(0, up_to - position)
    if policy == s.R_Q:
        if position > reorder:
            return 0
        return ((reorder - position) // batch + 1) * batch
    if policy == s.S_S:
        return up_to - position if position <= reorder else 0
    return max(0, up_to - position)


@rule
def _average(n: Whole, x: Real, stock: int) -> None:
    """Bring the moving average of demand up to date (exponentially weighted over the window)."""
    span = x[h.NOW] - x[stock + s.SMOOTHED_AT]
    if span <= 0.0:
        return
    rate = float(n[stock + s.DEMANDED] - n[stock + s.SMOOTHED_FROM]) / span
    weight = min(1.0, span / x[stock + s.WINDOW])
    x[stock + s.SMOOTHED] += weight * (rate - x[stock + s.SMOOTHED])
    x[stock + s.SMOOTHED_AT] = x[h.NOW]
    n[stock + s.SMOOTHED_FROM] = n[stock + s.DEMANDED]


@rule
def review(n: Whole, x: Real, stock: int) -> None:
    """Look at the inventory position and order what the policy asks for: from a stock by a lane, an order book or a source.

    Nothing is ordered that would not fit when all that is on order has come.
    """
    up_to = n[stock + s.UP_TO]
    if n[stock + s.POLICY] == s.DAYS_OF_SUPPLY:
        _average(n, x, stock)
        up_to = int(x[stock + s.COVER] * x[stock + s.SMOOTHED] + 0.5)
    position = n[stock + s.ON_HAND] + n[stock + s.ON_ORDER] - n[stock + s.OWED]
    units = order_quantity(n[stock + s.POLICY], position, n[stock + s.REORDER], up_to, n[stock + s.BATCH])
    if n[stock + s.CAPACITY] >= 0:
        units = min(units, n[stock + s.CAPACITY] - position)
    if units <= 0:
        return
    supply = n[stock + s.SUPPLY]
    if n[supply + KIND] == kinds.SOURCE:
        if buy(n, x, supply, stock, units, 1) == 0:
            return
    elif n[supply + KIND] == kinds.CUSTOMER:
        place_order(n, x, supply, units)
    else:
        request(n, x, n[stock + s.SUPPLY_STOCK], units, s.FORWARD, supply, stock, n[stock + s.PRIORITY])
    n[stock + s.ORDERS] += 1


@rule
def stock_look(n: Whole, x: Real, stock: int) -> float:
    """Continuous review now; or the instant of the next periodic review (days). Infinity if none is due by itself."""
    if n[stock + s.BEGUN] == 0:
        begin_stock(n, x, stock)
        x[stock + s.SMOOTHED_AT] = x[h.NOW]
    if n[stock + s.POLICY] == s.NO_POLICY:
        return math.inf
    if x[stock + s.PERIOD] <= 0.0:
        review(n, x, stock)
        return math.inf
    if x[stock + s.NEXT_REVIEW] <= 0.0:
        x[stock + s.NEXT_REVIEW] = next_due(x[h.NOW], x[stock + s.OFFSET], x[stock + s.PERIOD])
    return float(x[stock + s.NEXT_REVIEW])


@rule
def periodic_review(n: Whole, x: Real, stock: int) -> None:
    """A periodic review is due."""
    review(n, x, stock)
    x[stock + s.NEXT_REVIEW] = next_due(x[h.NOW], x[stock + s.OFFSET], x[stock + s.PERIOD])
