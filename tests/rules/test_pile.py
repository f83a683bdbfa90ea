"""The pile of tickets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some
from tests.rules.planes import closed

from materiel.layout import shop as sh
from materiel.layout import ticket as t
from materiel.network.arena import Arena
from materiel.rules.pile import pile_on, take_first
from materiel.rules.tickets import take_ticket

YARD = Arena()
AT = YARD.row(sh.SHOP, "yard")
NETWORK = closed(YARD, tickets=40)
PILE = AT + sh.IN_BAYS


@given(some.lists(some.one_of(some.none(), some.integers(0, 5)), max_size=40))
def test_what_is_due_first_is_taken_first(steps: list[int | None]) -> None:
    """Whatever is put on (a due time) and taken off (None) in between, the earliest comes first, ties in the order of their marks."""
    n, x = NETWORK.whole.copy(), NETWORK.real.copy()
    model: list[tuple[float, int, int]] = []
    for mark, due in enumerate(steps):
        if due is None:
            expected = min(model)[2] if model else 0
            assert take_first(n, x, PILE) == expected
            model = sorted(model)[1:]
            continue
        ticket = take_ticket(n, x, AT)
        x[ticket + t.DUE], n[ticket + t.MARK] = float(due), mark
        pile_on(n, x, PILE, ticket)
        model.append((float(due), mark, ticket))
    assert [take_first(n, x, PILE) for _ in model] == [ticket for _, _, ticket in sorted(model)]
    assert n[PILE + 2] == 0
