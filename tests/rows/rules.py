"""The same rules twice: on rows, and on bare planes with addresses. They have to leave the same planes."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import stock as s
from materiel.layout.fields import WOKEN
from materiel.rows.parts import Meter
from materiel.rows.stock import Stock


@rule
def available(stock: Stock, priority: int) -> int:
    kept = 0 if priority <= stock.reserve_for else stock.reserve
    return max(0, stock.on_hand - kept)


@rule
def metered(meter: Meter, level: float, now: float) -> None:
    meter.area += meter.level * (now - meter.upto)
    meter.upto = now
    meter.level = level


@rule
def moved(stock: Stock, units: int, now: float) -> None:
    stock.on_hand += units
    metered(stock.on_hand_days, float(stock.on_hand), now)
    metered(stock.empty_days, 1.0 if stock.on_hand == 0 else 0.0, now)
    for waiter in stock.waiters:
        waiter.woken += 1


@rule
def expended(stock: Stock, wanted: int, priority: int, now: float) -> int:
    got = min(wanted, available(stock, priority))
    if got > 0:
        moved(stock, -got, now)
    stock.demanded += wanted
    stock.filled += got
    if stock.supply_stock and stock.supply_stock != stock:
        moved(stock.supply_stock, got, now)
    return got


@rule
def days_on_rows(n: Whole, x: Real, at: int, days: int) -> int:
    stock = Stock(n, x, at)
    total = 0
    for day in range(days):
        now = 0.5 * float(day)
        total += expended(stock, 1 + (day & 3), day & 1, now)
        if stock.on_hand < 5:
            moved(stock, 10, now)
    return total


@rule
def available_at(n: Whole, stock: int, priority: int) -> int:
    kept = 0 if priority <= n[stock + s.RESERVE_FOR] else n[stock + s.RESERVE]
    return max(0, n[stock + s.ON_HAND] - kept)


@rule
def metered_at(x: Real, meter: int, level: float, now: float) -> None:
    x[meter] += x[meter + 2] * (now - x[meter + 1])
    x[meter + 1] = now
    x[meter + 2] = level


@rule
def moved_at(n: Whole, x: Real, stock: int, units: int, now: float) -> None:
    n[stock + s.ON_HAND] += units
    metered_at(x, stock + s.ON_HAND_DAYS, float(n[stock + s.ON_HAND]), now)
    metered_at(x, stock + s.EMPTY_DAYS, 1.0 if n[stock + s.ON_HAND] == 0 else 0.0, now)
    first = n[stock + s.WAITERS]
    for k in range(n[stock + s.WAITER_COUNT]):
        n[n[first + k] + WOKEN] += 1


@rule
def expended_at(n: Whole, x: Real, stock: int, wanted: int, priority: int, now: float) -> int:
    got = min(wanted, available_at(n, stock, priority))
    if got > 0:
        moved_at(n, x, stock, -got, now)
    n[stock + s.DEMANDED] += wanted
    n[stock + s.FILLED] += got
    if n[stock + s.SUPPLY_STOCK] != 0 and n[stock + s.SUPPLY_STOCK] != stock:
        moved_at(n, x, n[stock + s.SUPPLY_STOCK], got, now)
    return got


@rule
def days_on_planes(n: Whole, x: Real, stock: int, days: int) -> int:
    total = 0
    for day in range(days):
        now = 0.5 * float(day)
        total += expended_at(n, x, stock, 1 + (day & 3), day & 1, now)
        if n[stock + s.ON_HAND] < 5:
            moved_at(n, x, stock, 10, now)
    return total
