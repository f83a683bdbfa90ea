"""What the world outside does: it sells to order, holds or refuses orders while it is off, and delivers by schedule."""

from __future__ import annotations

import math

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import source as so
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.layout.events import PURCHASE_ARRIVES
from materiel.layout.fields import STATE
from materiel.rules.agenda import post, wake
from materiel.rules.delivery import delivered
from materiel.rules.lane import ship
from materiel.rules.meter import metered
from materiel.rules.period import next_due
from materiel.rules.profile import month_at, profile_at
from materiel.rules.ramp import profile_sum
from materiel.rules.regime import regime_factor
from materiel.rules.stock import receive
from materiel.rules.tickets import LENGTH, append, free_ticket, pop, take_ticket


@rule
def _part_with(n: Whole, x: Real, source: int, units: int) -> int:
    """Units that it can spare of those asked for; they come into the modelled world and are paid for."""
    if n[source + so.LEFT] >= 0:
        units = min(units, n[source + so.LEFT])
        n[source + so.LEFT] -= units
    n[source + so.FROM_OUTSIDE] += units
    x[source + so.SPENT] += float(units) * x[source + so.UNIT_PRICE] * profile_at(n, x, n[source + so.PRICE], x[h.NOW])
    return int(units)


@rule
def _underway(n: Whole, x: Real, source: int, units: int) -> None:
    n[source + so.UNDERWAY] += units
    metered(n, x, source + so.UNDERWAY_DAYS, float(n[source + so.UNDERWAY]))


@rule
def _send(n: Whole, x: Real, source: int, dest: int, units: int, ordered: int, aid: int) -> int:
    """Send what there is of an order; the rest of it is refused."""
    got = _part_with(n, x, source, units)
    n[source + so.REFUSED] += units - got
    if ordered == 1:
        n[dest + s.ON_ORDER] -= units - got
    if got == 0:
        return 0
    lead = 0.0
    if n[source + so.LEAD] != 0:
        lead = max(0.0, sample(n, x, n[source + so.LEAD], draw(n, x, source + so.LEAD_DRAWS)))
    shipment = take_ticket(n, x, source)
    n[shipment + t.UNITS] = got
    n[shipment + t.FOR] = dest
    n[shipment + t.MARK] = ordered
    n[shipment + t.AID] = aid
    x[shipment + t.SINCE] = x[h.NOW]
    n[dest + s.IN_TRANSIT] += got
    _underway(n, x, source, got)
    post(n, x, x[h.NOW] + lead, PURCHASE_ARRIVES, source, shipment)
    return int(got)


@rule
def buy(n: Whole, x: Real, source: int, dest: int, units: int, ordered: int) -> int:
    """Order units for the stock at `dest`; how many are sent or held. `ordered`: 1 if they count as on order there."""
    return int(buy_for(n, x, source, dest, units, ordered, 0))


@rule
def buy_for(n: Whole, x: Real, source: int, dest: int, units: int, ordered: int, aid: int) -> int:
    """Order units that count for a donor's aid (or for none: 0) when they arrive; else as `buy`."""
    if units <= 0:
        return 0
    if ordered == 1:
        n[dest + s.ON_ORDER] += units
    if regime_factor(n, x, n[source + so.REGIME]) > 0.0:
        return int(_send(n, x, source, dest, units, ordered, aid))
    if n[source + so.REFUSES] == 1:
        n[source + so.REFUSED] += units
        if ordered == 1:
            n[dest + s.ON_ORDER] -= units
        return 0
    order = take_ticket(n, x, source)
    n[order + t.UNITS] = units
    n[order + t.FOR] = dest
    n[order + t.MARK] = ordered
    n[order + t.AID] = aid
    x[order + t.SINCE] = x[h.NOW]
    append(n, source + so.HELD, order)
    n[source + so.HELD_UNITS] += units
    return int(units)


@rule
def purchase_arrives(n: Whole, x: Real, source: int, shipment: int) -> None:
    """What was bought arrives at the stock that it is for."""
    units = n[shipment + t.UNITS]
    dest = n[shipment + t.FOR]
    n[dest + s.IN_TRANSIT] -= units
    if n[shipment + t.MARK] == 1:
        n[dest + s.ON_ORDER] -= units
    delivered(n, x, n[shipment + t.AID], units)
    free_ticket(n, shipment)
    _underway(n, x, source, -units)
    receive(n, x, dest, units)


@rule
def _next_delivery(n: Whole, x: Real, source: int) -> float:
    now = x[h.NOW]
    if x[source + so.PERIOD] > 0.0:
        return next_due(now, x[source + so.OFFSET], x[source + so.PERIOD])
    month = month_at(n, x, now) + 1
    return float(x[n[h.MONTHS] + month]) if month < n[h.MONTH_COUNT] else math.inf


@rule
def source_look(n: Whole, x: Real, source: int) -> float:
    """Send the orders held, if it is on again, and let its clients order; the instant of the next scheduled delivery (days)."""
    on = regime_factor(n, x, n[source + so.REGIME]) > 0.0
    was_off = n[source + STATE] == so.IS_OFF
    n[source + STATE] = so.IS_ON if on else so.IS_OFF
    if on and was_off:
        while n[source + so.HELD + LENGTH] > 0:
            order = pop(n, source + so.HELD)
            n[source + so.HELD_UNITS] -= n[order + t.UNITS]
            _send(n, x, source, n[order + t.FOR], n[order + t.UNITS], n[order + t.MARK], n[order + t.AID])
            free_ticket(n, order)
        first = n[source + so.CLIENTS]
        for k in range(n[source + so.CLIENT_COUNT]):
            wake(n, x, n[first + k])
    if n[source + so.DEST] == 0:
        return math.inf
    if n[source + so.BEGUN] == 0:
        n[source + so.BEGUN] = 1
        x[source + so.DUE] = _next_delivery(n, x, source)
    return float(x[source + so.DUE])


@rule
def deliver(n: Whole, x: Real, source: int) -> None:
    """A scheduled delivery: rate x mean of the profile over the period before x regime now, in whole units, the rest carried."""
    now = x[h.NOW]
    since = x[source + so.LAST]
    if x[source + so.PERIOD] > 0.0:
        since = max(0.0, now - x[source + so.PERIOD])
    profile = n[source + so.PROFILE]
    factor = profile_at(n, x, profile, now)
    if now > since:
        factor = profile_sum(n, x, profile, since, now) / (now - since)
    factor *= regime_factor(n, x, n[source + so.REGIME])
    due = x[source + so.CARRY] + x[source + so.RATE] * factor
    units = math.floor(due + 1e-9)
    x[source + so.CARRY] = due - float(units)
    x[source + so.LAST] = now
    x[source + so.DUE] = _next_delivery(n, x, source)
    units = _part_with(n, x, source, units)
    if n[source + so.LANE] != 0:
        ship(n, x, n[source + so.LANE], n[source + so.DEST], units, 0)
    else:
        receive(n, x, n[source + so.DEST], units)
