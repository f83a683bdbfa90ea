"""Money: what comes in, what lapses, what is spent. What would lapse first is spent first."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import account as a
from materiel.layout import head as h
from materiel.layout import ticket as t
from materiel.layout.events import FUNDS_COME, FUNDS_LAPSE
from materiel.rules.agenda import post
from materiel.rules.regime import regime_factor
from materiel.rules.tickets import HEAD, LENGTH, free_ticket, pop, take_ticket


@rule
def _insert_by_due(n: Whole, x: Real, queue: int, ticket: int) -> None:
    """Put a ticket behind all that are not due later."""
    before = 0
    at = n[queue + HEAD]
    while at != 0 and x[at + t.DUE] <= x[ticket + t.DUE]:
        before = at
        at = n[at + t.NEXT]
    n[ticket + t.NEXT] = at
    if before == 0:
        n[queue + HEAD] = ticket
    else:
        n[before + t.NEXT] = ticket
    if at == 0:
        n[queue + 1] = ticket
    n[queue + LENGTH] += 1


@rule
def _open_credit(n: Whole, x: Real, account: int, due: float) -> int:
    """The ticket of money that lapses at `due`: the one that there is, or a new one, whose lapse is posted."""
    queue = account + a.CREDITS
    ticket = n[queue + HEAD]
    while ticket != 0:
        if x[ticket + t.DUE] == due:
            return int(ticket)
        ticket = n[ticket + t.NEXT]
    ticket = take_ticket(n, x, n[account + a.OWNER])
    x[ticket + t.DUE] = due
    _insert_by_due(n, x, queue, ticket)
    if due < math.inf:
        post(n, x, due, FUNDS_LAPSE, n[account + a.OWNER], account)
    return int(ticket)


@rule
def credit(n: Whole, x: Real, account: int, eur: float, lapses: float) -> None:
    """Money comes in; what is modelled gets its share, the rest is counted. `lapses`: instant (days); 0: by the account's rule."""
    if eur <= 0.0:
        return
    own = eur * x[account + a.MODELLED]
    x[account + a.ELSEWHERE] += eur - own
    due = lapses
    if due <= 0.0:
        due = x[h.NOW] + x[account + a.LIFE] if x[account + a.LIFE] > 0.0 else math.inf
    if own <= 0.0 or due <= x[h.NOW]:
        return
    x[account + a.CREDITED] += own
    x[account + a.BALANCE] += own
    x[_open_credit(n, x, account, due) + t.PART] += own


@rule
def lapse(n: Whole, x: Real, account: int) -> None:
    """What is left of credits that are due lapses. Orders that were paid before are delivered all the same."""
    queue = account + a.CREDITS
    while n[queue + LENGTH] > 0 and x[n[queue + HEAD] + t.DUE] <= x[h.NOW]:
        ticket = pop(n, queue)
        x[account + a.LAPSED] += x[ticket + t.PART]
        x[account + a.BALANCE] = max(0.0, x[account + a.BALANCE] - x[ticket + t.PART])
        free_ticket(n, ticket)
    if n[queue + LENGTH] == 0:
        x[account + a.BALANCE] = 0.0


@rule
def _draw_on(n: Whole, x: Real, account: int, eur: float) -> float:
    """Take up to `eur` out of the account; what was taken."""
    left = min(eur, x[account + a.BALANCE])
    paid = left
    queue = account + a.CREDITS
    while left > 0.0 and n[queue + LENGTH] > 0:
        ticket = n[queue + HEAD]
        part = min(left, x[ticket + t.PART])
        x[ticket + t.PART] -= part
        left -= part
        if x[ticket + t.PART] > 0.0:
            break
        if x[ticket + t.DUE] < math.inf:
            free_ticket(n, pop(n, queue))
        elif n[queue + LENGTH] == 1:
            break
    x[account + a.BALANCE] = max(0.0, x[account + a.BALANCE] - paid)
    return paid


@rule
def pay(n: Whole, x: Real, account: int, eur: float) -> float:
    """Pay up to `eur` from the account; what was paid."""
    paid = _draw_on(n, x, account, eur)
    x[account + a.SPENT] += paid
    return paid


@rule
def forgo(n: Whole, x: Real, account: int, eur: float) -> None:
    """Let money go unspent."""
    x[account + a.LAPSED] += _draw_on(n, x, account, eur)


@rule
def expect_lumps(n: Whole, x: Real, account: int) -> None:
    """Let dated money come at its dates."""
    if account == 0:
        return
    for k in range(n[account + a.LUMP_COUNT]):
        lump = n[account + a.LUMPS] + k * a.LUMP_SIZE
        post(n, x, x[lump + a.LUMP_AT], FUNDS_COME, n[account + a.OWNER], lump)


@rule
def funds_come(n: Whole, x: Real, lump: int) -> None:
    """A dated lump comes, times the resolve at that instant if it depends on one."""
    eur = x[lump + a.LUMP_EUR] * regime_factor(n, x, n[lump + a.LUMP_REGIME])
    credit(n, x, n[lump + a.LUMP_TO], eur, x[lump + a.LUMP_LAPSES])
