"""A line's order book: who has ordered, and who gets what of a finished lot."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import customer as c
from materiel.layout import head as h
from materiel.layout import line as li
from materiel.layout import ticket as t
from materiel.rules.agenda import nudge
from materiel.rules.lane import ship_for
from materiel.rules.tickets import HEAD, LENGTH, append, free_ticket, pop, take_ticket


@rule
def wanted(n: Whole, line: int) -> int:
    """Units that customers have ordered and not yet got."""
    return int(n[line + li.OUTSTANDING])


@rule
def place_order(n: Whole, x: Real, customer: int, units: int) -> None:
    """A customer orders units of a line; stations that stand for want of orders look again."""
    place_order_for(n, x, customer, units, 0)


@rule
def place_order_for(n: Whole, x: Real, customer: int, units: int, aid: int) -> None:
    """A customer orders units that count for a donor's aid (or for none: 0) when they arrive; else as `place_order`."""
    if units <= 0:
        return
    line = n[customer + c.LINE]
    order = take_ticket(n, x, customer)
    n[order + t.UNITS] = units
    n[order + t.AID] = aid
    x[order + t.SINCE] = x[h.NOW]
    append(n, customer + c.BOOK, order)
    n[customer + c.ORDERED] += units
    n[customer + c.OUTSTANDING] += units
    n[line + li.OUTSTANDING] += units
    first = n[line + li.STATIONS]
    for k in range(n[line + li.STATION_COUNT]):
        nudge(n, x, n[first + k])


@rule
def _next_customer(n: Whole, x: Real, line: int) -> int:
    """Whose turn it is by the line's rule, among customers with orders; 0 if there are none. Ties go to the first listed."""
    best = 0
    best_key = math.inf
    first = n[line + li.CUSTOMERS]
    rule_code = n[line + li.ALLOCATION]
    for k in range(n[line + li.CUSTOMER_COUNT]):
        customer = n[first + k]
        if n[customer + c.BOOK + LENGTH] == 0:
            continue
        oldest = x[n[customer + c.BOOK + HEAD] + t.SINCE]
        key = oldest
        if rule_code == li.BY_PRIORITY:
            key = float(n[customer + c.PRIORITY])
        elif rule_code == li.BY_SHARE:
            key = float(n[customer + c.DELIVERED]) / x[customer + c.SHARE] if x[customer + c.SHARE] > 0.0 else 1e300
        if key < best_key:
            best = customer
            best_key = key
    return int(best)


@rule
def hand_to_customers(n: Whole, x: Real, line: int, units: int) -> int:
    """Share a finished lot among the customers; what nobody ordered is left.

    By first order, by priority, or to whoever is furthest behind its share of what was handed over (largest deficit).
    """
    while units > 0:
        customer = _next_customer(n, x, line)
        if customer == 0:
            return units
        order = n[customer + c.BOOK + HEAD]
        got = min(units, n[order + t.UNITS] - n[order + t.DONE])
        n[order + t.DONE] += got
        n[customer + c.DELIVERED] += got
        n[customer + c.OUTSTANDING] -= got
        n[line + li.OUTSTANDING] -= got
        x[customer + c.LEAD_SUM] += float(got) * (x[h.NOW] - x[order + t.SINCE])
        aid = n[order + t.AID]
        if n[order + t.DONE] == n[order + t.UNITS]:
            free_ticket(n, pop(n, customer + c.BOOK))
        if n[customer + c.EXPORT] == 1:
            n[customer + c.EXPORTED] += got
        else:
            ship_for(n, x, n[customer + c.LANE], n[customer + c.DEST], got, 1, aid)
        units -= got
    return 0
