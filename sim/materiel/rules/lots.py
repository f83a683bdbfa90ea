"""Lots of goods that expire: opened when units come in, used up oldest first, given up when their shelf life is over."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.layout.events import EXPIRY
from materiel.rules.agenda import post
from materiel.rules.tickets import HEAD, LENGTH, free_ticket, pop, take_ticket


@rule
def open_lot(n: Whole, x: Real, stock: int, units: int, age: float) -> None:
    """Units come onto the shelf that have used up `age` days of their life. Life counts in each stock anew.

    The lot goes behind all that expire no later; at its date the stock looks what is over (the ticket may be gone by then).
    """
    lot = take_ticket(n, x, stock)
    due = x[h.NOW] + max(0.0, x[stock + s.LIFE] - age)
    n[lot + t.UNITS] = units
    x[lot + t.DUE] = due
    queue = stock + s.LOTS
    before = 0
    at = n[queue + HEAD]
    while at != 0 and x[at + t.DUE] <= due:
        before = at
        at = n[at + t.NEXT]
    n[lot + t.NEXT] = at
    if before == 0:
        n[queue + HEAD] = lot
    else:
        n[before + t.NEXT] = lot
    if at == 0:
        n[queue + 1] = lot
    n[queue + LENGTH] += 1
    post(n, x, due, EXPIRY, stock, 0)


@rule
def use_oldest(n: Whole, stock: int, units: int) -> None:
    """Take units out of the lots, oldest first; a lot may be used in part."""
    queue = stock + s.LOTS
    while units > 0 and n[queue + LENGTH] > 0:
        oldest = n[queue + HEAD]
        used = min(units, n[oldest + t.UNITS])
        n[oldest + t.UNITS] -= used
        units -= used
        if n[oldest + t.UNITS] == 0:
            free_ticket(n, pop(n, queue))


@rule
def units_over(n: Whole, x: Real, stock: int) -> int:
    """Take the lots out whose life is over now; the units in them."""
    queue = stock + s.LOTS
    units = 0
    while n[queue + LENGTH] > 0 and x[n[queue + HEAD] + t.DUE] <= x[h.NOW]:
        lot = pop(n, queue)
        units += n[lot + t.UNITS]
        free_ticket(n, lot)
    return int(units)
