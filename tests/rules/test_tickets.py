"""Tickets and their queues."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some
from tests.rules.planes import closed

from materiel.jit import Whole
from materiel.layout import head as h
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.network.arena import Arena
from materiel.rules.tickets import HEAD, LENGTH, TAIL, append, free_ticket, insert_by_mark, pop, remove, take_ticket

DEPOT = Arena()
AT = DEPOT.row(s.STOCK, "depot")
NETWORK = closed(DEPOT, tickets=12)
QUEUE = AT + s.BACKORDERS


def _listed(n: Whole) -> list[int]:
    tickets, at = [], int(n[QUEUE + HEAD])
    while at:
        tickets.append(at)
        at = int(n[at + t.NEXT])
    assert len(tickets) == n[QUEUE + LENGTH]
    assert n[QUEUE + TAIL] == (tickets[-1] if tickets else 0)
    return tickets


def test_the_pool_gives_each_ticket_once_and_says_when_none_is_left() -> None:
    """Twelve different tickets, then a spare one and a fault; one that is given back is given out again, blank."""
    n, x = NETWORK.whole.copy(), NETWORK.real.copy()
    taken = [take_ticket(n, x, AT) for _ in range(12)]
    assert len(set(taken)) == 12 and 0 not in taken
    assert n[h.FAULT] == 0
    spare = take_ticket(n, x, AT)
    assert spare not in (0, *taken) and (n[h.FAULT], n[h.FAULT_AT]) == (h.TICKETS_GONE, AT)
    free_ticket(n, spare)
    n[taken[3] + t.UNITS], x[taken[3] + t.DUE] = 9, 9.0
    free_ticket(n, taken[3])
    again = take_ticket(n, x, AT)
    assert (again, n[again + t.UNITS], x[again + t.DUE], n[again + t.WHO]) == (taken[3], 0, 0.0, AT)


@given(
    steps=some.lists(
        some.tuples(some.sampled_from(["append", "insert", "pop", "remove"]), some.integers(0, 3)), max_size=40
    )
)
def test_queues_do_what_lists_do(steps: list[tuple[str, int]]) -> None:
    """Any sequence of steps leaves the queue as a Python list would be; insertion is behind all marks not greater."""
    n, x = NETWORK.whole.copy(), NETWORK.real.copy()
    model: list[int] = []
    for step, mark in steps:
        if step in ("append", "insert") and len(model) < 12:
            ticket = take_ticket(n, x, AT)
            n[ticket + t.MARK] = mark
            if step == "append" or not model or n[model[-1] + t.MARK] <= mark:
                (append if step == "append" else insert_by_mark)(n, QUEUE, ticket)
                model.append(ticket)
            else:
                insert_by_mark(n, QUEUE, ticket)
                place = next(k for k, other in enumerate(model) if n[other + t.MARK] > mark)
                model.insert(place, ticket)
        elif step == "pop":
            ticket = pop(n, QUEUE)
            assert ticket == (model.pop(0) if model else 0)
            free_ticket(n, ticket)
        elif step == "remove" and model:
            ticket = model.pop(mark % len(model))
            remove(n, QUEUE, ticket)
            free_ticket(n, ticket)
        assert _listed(n) == model
