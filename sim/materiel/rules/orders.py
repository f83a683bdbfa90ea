"""A line's order book: who has ordered, and who gets what of a finished lot."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import customer as c
from materiel.layout import head as h
from materiel.layout import line as li
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.rules.agenda import nudge
from materiel.rules.delivery import delivered
from materiel.rules.lane import ship_for
from materiel.rules.stock import receive
from materiel.rules.tickets import HEAD, LENGTH, append, free_ticket, pop, take_ticket

_LAST = 1e300
"""Turn of a customer without a share: after all others."""


@rule
def wanted(n: Whole, line: int) -> int:
    """Units that customers have ordered and that are neither made nor under work."""
    return int(n[line + li.OUTSTANDING] - n[line + li.IN_LOTS] - n[line + li.HELD])


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
            key = x[customer + c.TURN] if x[customer + c.SHARE] > 0.0 else _LAST
        if key < best_key:
            best = customer
            best_key = key
    return int(best)


@rule
def _portion(n: Whole, x: Real, line: int, customer: int, lot: int) -> int:
    """Most units of a lot that a customer gets in one turn: all, or by the share rule its part among those with orders."""
    if n[line + li.ALLOCATION] != li.BY_SHARE or x[customer + c.SHARE] <= 0.0:
        return lot
    shares = 0.0
    first = n[line + li.CUSTOMERS]
    for k in range(n[line + li.CUSTOMER_COUNT]):
        if n[n[first + k] + c.BOOK + LENGTH] > 0:
            shares += x[n[first + k] + c.SHARE]
    return math.ceil(float(lot) * x[customer + c.SHARE] / shares)


@rule
def hand_to_customers(n: Whole, x: Real, line: int, units: int) -> int:
    """Share a finished lot among the customers; what nobody ordered is left.

    By first order, by priority, or by share: turn by turn to the customer with the least output per share. Who had no
    orders for a while comes back at the line's clock of shares and claims nothing for that time (start-time fair
    queueing, Goyal, Vin and Cheng 1997, IEEE/ACM Transactions on Networking 5: 690-704).
    """
    lot = units
    while units > 0:
        customer = _next_customer(n, x, line)
        if customer == 0:
            return units
        order = n[customer + c.BOOK + HEAD]
        got = min(units, n[order + t.UNITS] - n[order + t.DONE], _portion(n, x, line, customer, lot))
        if x[customer + c.SHARE] > 0.0:
            x[line + li.TURN] = max(x[line + li.TURN], x[customer + c.TURN])
            x[customer + c.TURN] += float(got) / x[customer + c.SHARE]
        n[order + t.DONE] += got
        n[customer + c.DELIVERED] += got
        n[customer + c.OUTSTANDING] -= got
        n[line + li.OUTSTANDING] -= got
        lead = x[h.NOW] - x[order + t.SINCE]
        x[customer + c.LEAD_SUM] += float(got) * lead
        x[customer + c.LEAD_MAX] = max(x[customer + c.LEAD_MAX], lead)
        if n[customer + c.OUTSTANDING] == 0:
            x[customer + c.CLEARED_AT] = x[h.NOW]
        aid = n[order + t.AID]
        if n[order + t.DONE] == n[order + t.UNITS]:
            free_ticket(n, pop(n, customer + c.BOOK))
        if n[customer + c.EXPORT] == 1:
            n[customer + c.EXPORTED] += got
        elif n[customer + c.LANE] == 0:
            n[n[customer + c.DEST] + s.ON_ORDER] -= got
            delivered(n, x, aid, got)
            receive(n, x, n[customer + c.DEST], got)
        else:
            ship_for(n, x, n[customer + c.LANE], n[customer + c.DEST], got, 1, aid)
        units -= got
    return 0


@rule
def place_order(n: Whole, x: Real, customer: int, units: int) -> None:
    """A customer orders units of a line, which count as on order at the stock that they go to.

    Finished units that nobody had ordered are handed over at once; stations that stand for want of orders look again.
    """
    place_order_for(n, x, customer, units, 0)


@rule
def place_order_for(n: Whole, x: Real, customer: int, units: int, aid: int) -> None:
    """A customer orders units that count for a donor's aid (or for none: 0) when they arrive; else as `place_order`."""
    if units <= 0:
        return
    line = n[customer + c.LINE]
    if n[customer + c.EXPORT] == 0:
        n[n[customer + c.DEST] + s.ON_ORDER] += units
    if n[customer + c.BOOK + LENGTH] == 0:
        x[customer + c.TURN] = max(x[customer + c.TURN], x[line + li.TURN])
    order = take_ticket(n, x, customer)
    n[order + t.UNITS] = units
    n[order + t.AID] = aid
    x[order + t.SINCE] = x[h.NOW]
    append(n, customer + c.BOOK, order)
    n[customer + c.ORDERED] += units
    n[customer + c.OUTSTANDING] += units
    n[line + li.OUTSTANDING] += units
    if n[line + li.SPARE] > 0:
        n[line + li.SPARE] = hand_to_customers(n, x, line, n[line + li.SPARE])
    first = n[line + li.STATIONS]
    for k in range(n[line + li.STATION_COUNT]):
        nudge(n, x, n[first + k])
