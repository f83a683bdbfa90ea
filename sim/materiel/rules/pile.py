"""A pile of tickets of which the one that is due first is on top, however many there are (jobs in bays).

A skew heap (Sleator and Tarjan 1986, SIAM J. Comput. 15: 52-69): both steps take a number of comparisons that grows as the
logarithm of the tickets, on average over many. Tickets due at the same instant come in the order of their MARK.
"""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import ticket as t
from materiel.rules.tickets import HEAD, LENGTH

LEFT, RIGHT = t.NEXT, t.ITEM


@rule
def _behind(n: Whole, x: Real, a: int, b: int) -> bool:
    if x[a + t.DUE] != x[b + t.DUE]:
        return bool(x[a + t.DUE] > x[b + t.DUE])
    return bool(n[a + t.MARK] > n[b + t.MARK])


@rule
def _meld(n: Whole, x: Real, a: int, b: int, where: int) -> None:
    """Put two piles together; the cell at `where` then holds the top."""
    while a != 0 and b != 0:
        if _behind(n, x, a, b):
            a, b = b, a
        n[where] = a
        rest = n[a + RIGHT]
        n[a + RIGHT] = n[a + LEFT]
        where = a + LEFT
        a = rest
    n[where] = a if a != 0 else b


@rule
def pile_on(n: Whole, x: Real, pile: int, ticket: int) -> None:
    """Add a ticket to the pile whose three cells begin at `pile`."""
    n[ticket + LEFT] = 0
    n[ticket + RIGHT] = 0
    _meld(n, x, n[pile + HEAD], ticket, pile + HEAD)
    n[pile + LENGTH] += 1


@rule
def take_first(n: Whole, x: Real, pile: int) -> int:
    """Take the ticket that is due first off the pile; 0 if there is none."""
    first = n[pile + HEAD]
    if first == 0:
        return 0
    _meld(n, x, n[first + LEFT], n[first + RIGHT], pile + HEAD)
    n[pile + LENGTH] -= 1
    n[first + LEFT] = 0
    n[first + RIGHT] = 0
    return int(first)
