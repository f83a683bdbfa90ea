"""Tickets from the pool, and first-in-first-out queues of them."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import ticket as t
from materiel.rules.agenda import fault

HEAD, TAIL, LENGTH = 0, 1, 2


@rule
def take_ticket(n: Whole, x: Real, who: int) -> int:
    """A ticket from the pool for the entity `who`, all other cells zero; a fault once only the spare ones are left.

    On the spare tickets the event can be carried to its end; with address 0 it would write over the head of the planes.
    """
    ticket = n[h.TICKETS_FREE]
    if ticket == n[h.TICKETS_SPARE]:
        fault(n, h.TICKETS_GONE, who, 0)
    if ticket == 0:
        fault(n, h.TICKETS_GONE, who, 0)
        return 0
    n[h.TICKETS_FREE] = n[ticket + t.NEXT]
    for k in range(t.TICKET_SIZE):
        n[ticket + k] = 0
        x[ticket + k] = 0.0
    n[ticket + t.WHO] = who
    return ticket


@rule
def free_ticket(n: Whole, ticket: int) -> None:
    """Give a ticket back to the pool."""
    if ticket != 0:
        n[ticket + t.NEXT] = n[h.TICKETS_FREE]
        n[h.TICKETS_FREE] = ticket


@rule
def append(n: Whole, queue: int, ticket: int) -> None:
    """Put a ticket at the end of the queue whose three cells begin at `queue`."""
    n[ticket + t.NEXT] = 0
    if n[queue + LENGTH] == 0:
        n[queue + HEAD] = ticket
    else:
        n[n[queue + TAIL] + t.NEXT] = ticket
    n[queue + TAIL] = ticket
    n[queue + LENGTH] += 1


@rule
def pop(n: Whole, queue: int) -> int:
    """Take the first ticket off a queue; 0 if it is empty."""
    ticket = n[queue + HEAD]
    if ticket == 0:
        return 0
    n[queue + HEAD] = n[ticket + t.NEXT]
    if n[queue + HEAD] == 0:
        n[queue + TAIL] = 0
    n[queue + LENGTH] -= 1
    n[ticket + t.NEXT] = 0
    return ticket


@rule
def remove(n: Whole, queue: int, ticket: int) -> None:
    """Take a given ticket out of a queue; nothing happens if it is not in it."""
    before = 0
    at = n[queue + HEAD]
    while at != 0 and at != ticket:
        before = at
        at = n[at + t.NEXT]
    if at == 0:
        return
    if before == 0:
        n[queue + HEAD] = n[at + t.NEXT]
    else:
        n[before + t.NEXT] = n[at + t.NEXT]
    if n[queue + TAIL] == at:
        n[queue + TAIL] = before
    n[queue + LENGTH] -= 1
    n[at + t.NEXT] = 0


@rule
def insert_by_mark(n: Whole, queue: int, ticket: int) -> None:
    """Put a ticket behind all whose MARK is not greater: a queue by priority, first in first out within one."""
    before = 0
    at = n[queue + HEAD]
    if n[queue + LENGTH] > 0 and n[n[queue + TAIL] + t.MARK] <= n[ticket + t.MARK]:
        before = n[queue + TAIL]
        at = 0
    else:
        while at != 0 and n[at + t.MARK] <= n[ticket + t.MARK]:
            before = at
            at = n[at + t.NEXT]
    n[ticket + t.NEXT] = at
    if before == 0:
        n[queue + HEAD] = ticket
    else:
        n[before + t.NEXT] = ticket
    if at == 0:
        n[queue + TAIL] = ticket
    n[queue + LENGTH] += 1
