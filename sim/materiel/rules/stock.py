"""Goods in stock: what is taken, what is owed, and what comes in."""

from __future__ import annotations

from materiel.chance.counts import binomial
from materiel.chance.draw import draw
from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import kinds
from materiel.layout import lane as la
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.layout.events import ORDER_ARRIVES
from materiel.layout.fields import KIND
from materiel.rules.agenda import nudge, post, wake
from materiel.rules.delivery import delivered
from materiel.rules.lane import ship
from materiel.rules.lots import open_lot, units_over, use_oldest
from materiel.rules.meter import metered
from materiel.rules.profile import profile_at
from materiel.rules.tickets import HEAD, LENGTH, free_ticket, insert_by_mark, pop, take_ticket


@rule
def available(n: Whole, stock: int, priority: int) -> int:
    """Units on hand that a customer of this priority may have (0 is the first priority)."""
    kept = 0 if priority <= n[stock + s.RESERVE_FOR] else n[stock + s.RESERVE]
    return int(max(0, n[stock + s.ON_HAND] - kept))


@rule
def tell(n: Whole, x: Real, stock: int, fell: bool) -> None:
    """Let those who wait for units or for room look again; if its position fell, a stock under continuous review orders."""
    first = n[stock + s.WAITERS]
    for k in range(n[stock + s.WAITER_COUNT]):
        nudge(n, x, n[first + k])
    if fell and n[stock + s.POLICY] != s.NO_POLICY and x[stock + s.PERIOD] <= 0.0:
        wake(n, x, stock)


@rule
def moved(n: Whole, x: Real, stock: int, units: int) -> None:
    """Change what is on hand, with its time integrals, and let those who wait at the stock look again."""
    n[stock + s.ON_HAND] += units
    on_hand = n[stock + s.ON_HAND]
    metered(n, x, stock + s.ON_HAND_DAYS, float(on_hand))
    metered(n, x, stock + s.EMPTY_DAYS, 1.0 if on_hand == 0 else 0.0)
    if on_hand == 0 and x[stock + s.EMPTY_AT] < 0.0:
        x[stock + s.EMPTY_AT] = x[h.NOW]
    tell(n, x, stock, units < 0)


@rule
def _leave(n: Whole, x: Real, stock: int, units: int) -> None:
    """Units leave the shelf, the oldest first if they age."""
    moved(n, x, stock, -units)
    if x[stock + s.LIFE] > 0.0:
        use_oldest(n, stock, units)


@rule
def take(n: Whole, x: Real, stock: int, units: int, priority: int) -> int:
    """Take up to `units` off the shelf; what there was of it. The taker books where they go."""
    got = min(units, available(n, stock, priority))
    if got <= 0:
        return 0
    _leave(n, x, stock, got)
    return int(got)


@rule
def destroy(n: Whole, x: Real, stock: int, units: int) -> int:
    """Up to `units` on the shelf are destroyed (the oldest first, if they age), reserve or not; how many."""
    gone = min(units, n[stock + s.ON_HAND])
    if gone <= 0:
        return 0
    _leave(n, x, stock, gone)
    n[stock + s.DESTROYED] += gone
    return int(gone)


@rule
def _want(n: Whole, x: Real, stock: int) -> None:
    """Close the meter of the time during which units are wanted and not there."""
    wanting = n[stock + s.OWED] > 0 or n[stock + s.VAIN] == 1
    metered(n, x, stock + s.WANTING_DAYS, 1.0 if wanting else 0.0)


@rule
def _ask_in_vain(n: Whole, x: Real, stock: int) -> None:
    """Units were asked for that are not there, and will not be backordered."""
    n[stock + s.VAIN] = 1
    _want(n, x, stock)


@rule
def expend(n: Whole, x: Real, stock: int, wanted: int, units: int, priority: int) -> None:
    """A user who saw what is `available` uses up `units` at once, of `wanted`; what is wanting is unmet, never owed."""
    if wanted <= 0:
        return
    got = take(n, x, stock, units, priority)
    n[stock + s.DEMANDED] += wanted
    n[stock + s.FILLED] += got
    n[stock + s.CONSUMED] += got
    n[stock + s.UNMET] += wanted - got
    if got < wanted:
        _ask_in_vain(n, x, stock)


@rule
def _hand_over(n: Whole, x: Real, stock: int, role: int, lane: int, dest: int, units: int) -> None:
    if role == s.USER:
        n[stock + s.CONSUMED] += units
    else:
        n[stock + s.SHIPPED] += units
        ship(n, x, lane, dest, units, 1)


@rule
def _owe(n: Whole, x: Real, stock: int, units: int) -> None:
    n[stock + s.OWED] += units
    metered(n, x, stock + s.OWED_DAYS, float(n[stock + s.OWED]))
    metered(n, x, stock + s.OWING_DAYS, 1.0 if n[stock + s.OWED] > 0 else 0.0)
    _want(n, x, stock)
    if units > 0:
        n[stock + s.BACKORDERED] += units
        tell(n, x, stock, True)


@rule
def request(n: Whole, x: Real, stock: int, units: int, role: int, lane: int, dest: int, priority: int) -> int:
    """A user (`role` USER) or another stock (FORWARD: by `lane` to `dest`) asks for units; how many are handed over at once.

    The rest is backordered, by priority and then first come first served, or lost. Units may be handed over in parts.
    A customer behind others of his priority or a better one waits, even if there are units on hand. What another stock gets or is
    owed is on order there.
    """
    n[stock + s.DEMANDED] += units
    got = 0
    if n[stock + s.BACKORDERS + LENGTH] == 0 or priority < n[n[stock + s.BACKORDERS + HEAD] + t.MARK]:
        got = take(n, x, stock, units, priority)
    n[stock + s.FILLED] += got
    if got > 0:
        _hand_over(n, x, stock, role, lane, dest, got)
    if got < units:
        if n[stock + s.LOSES] == 1:
            n[stock + s.UNMET] += units - got
            _ask_in_vain(n, x, stock)
            if role == s.FORWARD:
                n[stock + s.TURNED_AWAY] = 1
            tell(n, x, stock, True)
        else:
            ticket = take_ticket(n, x, lane)
            n[ticket + t.ROLE] = role
            n[ticket + t.UNITS] = units - got
            n[ticket + t.FOR] = dest
            n[ticket + t.MARK] = priority
            x[ticket + t.SINCE] = x[h.NOW]
            insert_by_mark(n, stock + s.BACKORDERS, ticket)
            _owe(n, x, stock, units - got)
    if role == s.FORWARD:
        n[dest + s.ON_ORDER] += units if n[stock + s.LOSES] == 0 else got
    return int(got)


@rule
def serve(n: Whole, x: Real, stock: int) -> None:
    """Hand over what there is to those whose orders are backordered, in their order."""
    while n[stock + s.BACKORDERS + LENGTH] > 0:
        ticket = n[stock + s.BACKORDERS + HEAD]
        got = take(n, x, stock, n[ticket + t.UNITS], n[ticket + t.MARK])
        if got == 0:
            return
        wait = x[h.NOW] - x[ticket + t.SINCE]
        x[stock + s.WAITED] += float(got) * wait
        n[stock + s.LATE] += got if wait > x[stock + s.WAIT_LIMIT] else 0
        n[ticket + t.UNITS] -= got
        _owe(n, x, stock, -got)
        _hand_over(n, x, stock, n[ticket + t.ROLE], n[ticket + t.WHO], n[ticket + t.FOR], got)
        if n[ticket + t.UNITS] == 0:
            free_ticket(n, pop(n, stock + s.BACKORDERS))


@rule
def call_clients(n: Whole, x: Real, stock: int) -> None:
    """Stocks under continuous review that draw on one which lost their orders may order again, now that it has units."""
    n[stock + s.TURNED_AWAY] = 0
    first = n[h.ENTITIES]
    for k in range(n[h.ENTITY_COUNT]):
        other = n[first + k]
        if n[other + KIND] == kinds.STOCK and n[other + s.SUPPLY_STOCK] == stock and x[other + s.PERIOD] <= 0.0:
            wake(n, x, other)


@rule
def receive(n: Whole, x: Real, stock: int, units: int) -> None:
    """Units come in: what does not fit is refused and counted; backorders are filled first."""
    if units <= 0:
        return
    n[stock + s.RECEIVED] += units
    if n[stock + s.CAPACITY] >= 0:
        room = max(0, n[stock + s.CAPACITY] - n[stock + s.ON_HAND] + n[stock + s.OWED])
        if units > room:
            n[stock + s.REFUSED] += units - room
            units = room
            tell(n, x, stock, True)
    if units <= 0:
        return
    if x[stock + s.LIFE] > 0.0:
        open_lot(n, x, stock, units, 0.0)
    moved(n, x, stock, units)
    serve(n, x, stock)
    if n[stock + s.VAIN] == 1 and n[stock + s.ON_HAND] > 0:
        n[stock + s.VAIN] = 0
        _want(n, x, stock)
    if n[stock + s.TURNED_AWAY] == 1:
        call_clients(n, x, stock)


@rule
def arrive(n: Whole, x: Real, lane: int, shipment: int) -> None:
    """A shipment arrives: a binomial share of its units was lost on the way, the rest enters the stock it is for."""
    units = n[shipment + t.UNITS]
    dest = n[shipment + t.FOR]
    lost = 0
    if x[lane + la.LOSS] > 0.0 or x[lane + la.INTERDICTED] > 0.0:
        share = x[lane + la.LOSS] * profile_at(n, x, n[lane + la.LOSS_SEASON], x[h.NOW])
        if n[lane + la.PASSES] != 0:
            share += x[lane + la.INTERDICTED] * (1.0 - x[n[lane + la.PASSES] + si.CONDITION])
        share = min(1.0, share)
        lost = binomial(draw(n, x, lane + la.LOSS_DRAWS), units, share)
    n[dest + s.IN_TRANSIT] -= units
    n[dest + s.LOST] += lost
    n[lane + la.LOST] += lost
    n[lane + la.ARRIVED] += units - lost
    n[lane + la.UNDERWAY] -= units
    metered(n, x, lane + la.UNDERWAY_DAYS, float(n[lane + la.UNDERWAY]))
    if n[shipment + t.MARK] == 1:
        n[dest + s.ON_ORDER] -= units
    delivered(n, x, n[shipment + t.AID], units - lost)
    free_ticket(n, shipment)
    receive(n, x, dest, units - lost)
    if lost > 0:
        tell(n, x, dest, True)


@rule
def expire(n: Whole, x: Real, stock: int) -> None:
    """The life of some lot is over: what is left of it is given up."""
    units = units_over(n, x, stock)
    if units > 0:
        n[stock + s.EXPIRED] += units
        moved(n, x, stock, -units)


@rule
def order_arrives(n: Whole, x: Real, stock: int, units: int) -> None:
    """An order that was under way at the start arrives."""
    n[stock + s.IN_TRANSIT] -= units
    n[stock + s.ON_ORDER] -= units
    receive(n, x, stock, units)


@rule
def begin_stock(n: Whole, x: Real, stock: int) -> None:
    """Reckon what is there at the start: meters, lots on the shelf, orders under way."""
    n[stock + s.BEGUN] = 1
    on_hand = n[stock + s.ON_HAND]
    x[stock + s.EMPTY_AT] = x[h.NOW] if on_hand == 0 else -1.0
    metered(n, x, stock + s.ON_HAND_DAYS, float(on_hand))
    metered(n, x, stock + s.EMPTY_DAYS, 1.0 if on_hand == 0 else 0.0)
    if x[stock + s.LIFE] > 0.0:
        fresh = on_hand
        for k in range(n[stock + s.FIRST_LOT_COUNT]):
            lot = n[stock + s.FIRST_LOTS] + k
            units = min(fresh, n[lot])
            if units > 0:
                open_lot(n, x, stock, units, x[lot])
                fresh -= units
        if fresh > 0:
            open_lot(n, x, stock, fresh, 0.0)
    for k in range(n[stock + s.ON_WAY_COUNT]):
        order = n[stock + s.ON_WAY] + k
        if n[order] > 0:
            post(n, x, max(x[h.NOW], x[order]), ORDER_ARRIVES, stock, n[order])
