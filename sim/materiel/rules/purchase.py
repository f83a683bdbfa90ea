"""Buying: how money is shared among the things a buyer wants, and orders that it pays for."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import account as a
from materiel.layout import customer as c
from materiel.layout import donor as d
from materiel.layout import head as h
from materiel.layout import kinds
from materiel.layout import law as lw
from materiel.layout import line as li
from materiel.layout import need as ne
from materiel.layout import purchase as p
from materiel.layout import stock as s
from materiel.layout.fields import KIND
from materiel.rules.account import pay
from materiel.rules.need import whole_units
from materiel.rules.orders import place_order_for
from materiel.rules.profile import profile_at
from materiel.rules.script import decided
from materiel.rules.source import buy_for

MONTH = 30.4375
"""Days in a mean month."""


@rule
def nominal_output(n: Whole, x: Real, line: int) -> float:
    """Units a day that a line makes now if nothing stops it: stations x lot / lot time x capacity x expansion."""
    if n[line + li.CONVERTING] == 1:
        return 0.0
    lots = float(n[line + li.STATION_COUNT]) * profile_at(n, x, n[line + li.CAPACITY], x[h.NOW])
    return lots * x[line + li.EXPANSION] * float(n[line + li.LOT]) / x[n[line + li.WORK] + lw.MEAN]


@rule
def backlog_room(months: float, output: float, outstanding: float) -> float:
    """Units that may be ordered until `months` of output stand ordered (output in units a day)."""
    return max(0.0, months * MONTH * output - outstanding)


@rule
def _room(n: Whole, x: Real, purchase: int) -> int:
    """Units that may be ordered now: what the need lacks, what the line can take on, what the holding wants."""
    room = p.NO_LIMIT
    if n[purchase + p.NEEDED] == 1:
        room = min(room, n[n[n[purchase + p.AID] + ne.OF_NEED] + ne.LEFT])
    holding = n[purchase + p.HOLDING]
    if holding != 0:
        stock = n[holding + d.STOCK]
        room = min(room, n[holding + d.REQUIREMENT] - n[stock + s.ON_HAND] - n[stock + s.ON_ORDER])
    seller = n[purchase + p.FROM]
    if x[purchase + p.LIMIT] > 0.0 and n[seller + KIND] == kinds.CUSTOMER:
        line = n[seller + c.LINE]
        ahead = backlog_room(x[purchase + p.LIMIT], nominal_output(n, x, line), float(n[line + li.OUTSTANDING]))
        room = min(room, whole_units(ahead))
    return int(max(0, room))


@rule
def unit_price(n: Whole, x: Real, purchase: int) -> float:
    """Price of a unit now (EUR)."""
    return profile_at(n, x, n[purchase + p.PRICE], x[h.NOW])


@rule
def weight_of(n: Whole, x: Real, purchase: int) -> float:
    """Weight of a purchase; for a refill, times the value of what its holding requires."""
    weight = x[purchase + p.WEIGHT]
    if n[purchase + p.BY_VALUE] == 1:
        weight *= float(n[n[purchase + p.HOLDING] + d.REQUIREMENT]) * unit_price(n, x, purchase)
    return float(weight)


@rule
def affordable(eur: float, price: float, room: int) -> int:
    """Whole units, at most `room`, that the money buys; all of them if they cost nothing."""
    if price <= 0.0 or eur / price >= float(room):
        return room
    return whole_units(eur / price)


@rule
def _order(n: Whole, x: Real, account: int, purchase: int, units: int) -> float:
    """Order and pay; what was paid (EUR)."""
    n[purchase + p.SHORT] = 1 if units < n[purchase + p.ROOM] else 0
    seller = n[purchase + p.FROM]
    aid = n[purchase + p.AID]
    if n[seller + KIND] == kinds.CUSTOMER:
        place_order_for(n, x, seller, units, aid)
    else:
        units = int(buy_for(n, x, seller, n[purchase + p.STOCK], units, 1, aid))
    if units <= 0:
        return 0.0
    paid = pay(n, x, account, float(units) * unit_price(n, x, purchase))
    if n[seller + KIND] == kinds.CUSTOMER:
        x[n[seller + c.LINE] + li.SPENT] += paid
    n[purchase + p.ORDERED] += units
    x[purchase + p.PAID] += paid
    if aid != 0:
        n[aid + ne.ORDERED] += units
        x[aid + ne.ORDERED_EUR] += paid
        n[n[aid + ne.OF_NEED] + ne.LEFT] = max(0, n[n[aid + ne.OF_NEED] + ne.LEFT] - units)
    return paid


@rule
def buy_by_weight(
    n: Whole, x: Real, account: int, first: int, count: int, rate: float, script: int, part: int
) -> float:
    """Spend the share `rate` of the account on a list of purchases by their weights; what was spent (EUR).

    What is wanted no more leaves its share to the others. Money that does not make up a unit is set aside for that purchase
    until the next time; what is set aside shrinks in proportion if the account holds less by then. What a purchase
    has no room for stays in the account. With a `script` (or 0) of which `part` is played, the units are those that stand there.
    """
    aside = 0.0
    weights = 0.0
    for k in range(count):
        purchase = n[first + k]
        n[purchase + p.ROOM] = _room(n, x, purchase)
        if n[purchase + p.ROOM] > 0 and weight_of(n, x, purchase) > 0.0:
            aside += x[purchase + p.CARRY]
            weights += weight_of(n, x, purchase)
        else:
            x[purchase + p.CARRY] = 0.0
    balance = x[account + a.BALANCE]
    shrunk = balance / aside if aside > balance else 1.0
    pot = max(0.0, balance - aside * shrunk) * rate
    spent = 0.0
    for k in range(count):
        purchase = n[first + k]
        room = n[purchase + p.ROOM]
        if room == 0 or weight_of(n, x, purchase) <= 0.0:
            n[purchase + p.SHORT] = 0
            units = decided(n, x, script, part, 0)
            if units > 0:
                spent += _order(n, x, account, purchase, units)
            continue
        eur = min(x[purchase + p.CARRY] * shrunk + pot * weight_of(n, x, purchase) / weights, x[account + a.BALANCE])
        if n[purchase + p.NEEDED] == 1:
            room = min(room, n[n[n[purchase + p.AID] + ne.OF_NEED] + ne.LEFT])
            n[purchase + p.ROOM] = room
        price = unit_price(n, x, purchase)
        units = decided(n, x, script, part, affordable(eur, price, room))
        paid = _order(n, x, account, purchase, units)
        x[purchase + p.CARRY] = max(0.0, eur - float(units) * price) if units < room else 0.0
        spent += paid
    return spent


@rule
def buy_in_order(n: Whole, x: Real, account: int, first: int, count: int, script: int, part: int) -> float:
    """Spend the account on a list of purchases, each in full before the next one; what was spent (EUR).

    Once money runs short, the rest of it is kept for that purchase. `script` and `part` as for `buy_by_weight`.
    """
    spent = 0.0
    enough = True
    for k in range(count):
        purchase = n[first + k]
        n[purchase + p.ROOM] = _room(n, x, purchase)
        eur = x[account + a.BALANCE] if enough else 0.0
        units = affordable(eur, unit_price(n, x, purchase), n[purchase + p.ROOM])
        units = decided(n, x, script, part, units)
        spent += _order(n, x, account, purchase, units)
        enough = enough and n[purchase + p.SHORT] == 0
    return spent
