"""What a hit does to a site, and how it is made good: condition, power, stock, harm."""

from __future__ import annotations

import math

from materiel.chance.counts import binomial
from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import head as h
from materiel.layout import kinds
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.layout.events import HIT_REPAIRED
from materiel.layout.fields import EVENTS, KIND
from materiel.rules.agenda import post, wake
from materiel.rules.fleet import struck
from materiel.rules.line import new_speed
from materiel.rules.period import next_month
from materiel.rules.ramp import next_step
from materiel.rules.site import gives_power, reckon_power
from materiel.rules.stock import destroy
from materiel.rules.tickets import LENGTH, append, free_ticket, pop, take_ticket

_UNIT = 2.0**40
_MOST = 32 << 40
_NOTHING = math.exp(-32.0)


@rule
def left_by_hit(damage: float, severity: float, hardening: float) -> float:
    """Share of condition that a hit leaves: 1 less its damage, scaled by the weapon and by how hard the site is."""
    return 1.0 - min(1.0, max(0.0, damage * severity * hardening))


@rule
def _tell_workers(n: Whole, x: Real, site: int) -> None:
    """Those who work at a site have another speed."""
    first = n[site + si.WORKERS]
    for k in range(n[site + si.WORKER_COUNT]):
        worker = n[first + k]
        if n[worker + KIND] == kinds.STATION:
            new_speed(n, x, worker)
        else:
            wake(n, x, worker)


@rule
def tell_power(n: Whole, x: Real, site: int) -> None:
    """Reckon the power that a site gives; if it is another than before, those who work by it have another speed."""
    before = x[site + si.POWER]
    reckon_power(n, x, site, x[h.NOW])
    if x[site + si.POWER] != before:
        first = n[site + si.CLIENTS]
        for k in range(n[site + si.CLIENT_COUNT]):
            _tell_workers(n, x, n[first + k])


@rule
def tell_condition(n: Whole, x: Real, site: int) -> None:
    """If the condition is another than before, those who work at the site, or by its power, have another speed."""
    if x[site + si.CONDITION] == x[site + si.TOLD]:
        return
    x[site + si.TOLD] = x[site + si.CONDITION]
    _tell_workers(n, x, site)
    if gives_power(x, site):
        tell_power(n, x, site)


@rule
def damage_units(leaves: float) -> int:
    """What a hit adds to the sum of damages: -ln of the share that it leaves, in whole units of 2**-40.

    Whole numbers add up exactly in any order: what is repaired is gone without a trace, and many open hits cost no
    more than one. A hit that leaves nothing counts as one that leaves exp(-32).
    """
    if leaves <= _NOTHING:
        return _MOST
    return int(-math.log(leaves) * _UNIT + 0.5)


@rule
def condition_left(damages: int) -> float:
    """Condition from the sum of damages: the product of what the open hits leave, 1 if there are none."""
    return math.exp(-float(damages) / _UNIT)


@rule
def _begin(n: Whole, x: Real, site: int, ticket: int) -> None:
    n[site + si.REPAIRING] += 1
    post(n, x, x[h.NOW] + x[ticket + t.DUE], HIT_REPAIRED, site, ticket)


@rule
def _send_crews(n: Whole, x: Real, site: int) -> None:
    """Crews that are free begin with the hit that has waited longest."""
    while n[site + si.WAITING + LENGTH] > 0 and (n[site + si.CREWS] < 0 or n[site + si.REPAIRING] < n[site + si.CREWS]):
        _begin(n, x, site, pop(n, site + si.WAITING))


@rule
def _repair_days(n: Whole, x: Real, site: int) -> float:
    if n[site + si.REPAIR] == 0:
        return math.inf
    return sample(n, x, n[site + si.REPAIR], draw(n, x, site + si.REPAIR_DRAWS))


@rule
def _open(n: Whole, x: Real, site: int, leaves: float, days: float) -> None:
    """A new open hit takes its share of condition, and waits for a crew or gets one at once."""
    ticket = take_ticket(n, x, site)
    if ticket == 0:
        return
    n[ticket + t.UNITS] = damage_units(leaves)
    x[ticket + t.DUE] = days
    x[ticket + t.SINCE] = x[h.NOW]
    n[site + si.OPEN] += 1
    n[site + si.DAMAGES] += n[ticket + t.UNITS]
    x[site + si.CONDITION] = condition_left(n[site + si.DAMAGES])
    append(n, site + si.WAITING, ticket)
    _send_crews(n, x, site)


@rule
def _strike_fleets(n: Whole, x: Real, site: int) -> None:
    """A hit among the pieces of fleets (batteries) may take one, of a fleet in proportion to its pieces in the line."""
    u = draw(n, x, site + si.PIECE_DRAWS)
    v = draw(n, x, site + si.PIECE_DRAWS)
    if u >= x[site + si.PIECE_LOSS]:
        return
    first = n[site + si.FLEETS]
    total = 0
    for k in range(n[site + si.FLEET_COUNT]):
        total += n[n[first + k] + f.OPERATIONAL]
    place = int(u / x[site + si.PIECE_LOSS] * float(total))
    for k in range(n[site + si.FLEET_COUNT]):
        fleet = n[first + k]
        if place < n[fleet + f.OPERATIONAL]:
            struck(n, x, fleet, v)
            return
        place -= n[fleet + f.OPERATIONAL]


@rule
def hit(n: Whole, x: Real, site: int, severity: float) -> None:
    """A hit: condition falls by its share of what is left, a repair is due, stock burns, harm is counted.

    Whoever brings the hits calls `tell_condition` when all have struck.
    """
    n[site + si.HITS] += 1
    if n[site + si.CIVIL] == 1:
        n[site + si.HARM] += 1
    if x[site + si.STOCK_SHARE] > 0.0:
        share = 1.0 - left_by_hit(x[site + si.STOCK_SHARE], severity, x[site + si.HARDENING])
        first = n[site + si.STOCKS]
        for k in range(n[site + si.STOCK_COUNT]):
            stock = n[first + k]
            destroy(n, x, stock, binomial(draw(n, x, site + si.STOCK_DRAWS), n[stock + s.ON_HAND], share))
    if n[site + si.FLEET_COUNT] > 0:
        _strike_fleets(n, x, site)
    if n[site + si.DAMAGE] == 0:
        return
    damage = sample(n, x, n[site + si.DAMAGE], draw(n, x, site + si.DAMAGE_DRAWS))
    days = _repair_days(n, x, site)
    leaves = left_by_hit(damage, severity, x[site + si.HARDENING])
    if leaves < 1.0:
        _open(n, x, site, leaves, days)


@rule
def hit_repaired(n: Whole, x: Real, site: int, ticket: int) -> None:
    """A hit is repaired: its share of condition comes back, and the crew goes on to the next."""
    n[site + si.OPEN] -= 1
    n[site + si.DAMAGES] -= n[ticket + t.UNITS]
    x[site + si.CONDITION] = condition_left(n[site + si.DAMAGES])
    free_ticket(n, ticket)
    n[site + si.REPAIRING] -= 1
    _send_crews(n, x, site)
    tell_condition(n, x, site)


@rule
def site_look(n: Whole, x: Real, site: int) -> float:
    """A site looks at its crews and its power; if that has a season, the next month or the next date at which it jumps (days).

    At the start, what is missing of its condition is an open hit.
    """
    if n[site + EVENTS] == 0:
        if x[site + si.CONDITION] < 1.0:
            _open(n, x, site, x[site + si.CONDITION], _repair_days(n, x, site))
        x[site + si.TOLD] = x[site + si.CONDITION]
    _send_crews(n, x, site)
    if not gives_power(x, site):
        return math.inf
    tell_power(n, x, site)
    if n[site + si.SUPPLY_SEASON] == 0 and n[site + si.DEMAND_SEASON] == 0 and n[site + si.IMPORTS_PROFILE] == 0:
        return math.inf
    due = next_month(n, x)
    due = min(due, next_step(n, x, n[site + si.SUPPLY_SEASON], x[h.NOW]))
    due = min(due, next_step(n, x, n[site + si.DEMAND_SEASON], x[h.NOW]))
    return min(due, next_step(n, x, n[site + si.IMPORTS_PROFILE], x[h.NOW]))
