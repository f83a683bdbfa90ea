"""The end of an event."""

from __future__ import annotations

from tests.rules.planes import planes_with

from materiel.layout import head as h
from materiel.layout import stock as s
from materiel.layout.events import WAKE
from materiel.network.arena import Arena
from materiel.rules.trace import MOST_AT_ONCE, acted


def test_time_that_does_not_go_on_is_a_fault() -> None:
    """The event beyond a million within one instant is a fault that names the entity; a later instant counts anew."""
    arena = Arena()
    at = arena.row(s.STOCK, "depot")
    n, x = planes_with(arena)
    n[h.IN_INSTANT] = MOST_AT_ONCE - 1
    acted(n, x, WAKE, at)
    assert n[h.FAULT] == 0
    acted(n, x, WAKE, at)
    assert (n[h.FAULT], n[h.FAULT_AT]) == (h.STUCK, at)
    x[h.NOW] = 1.0
    acted(n, x, WAKE, at)
    assert n[h.IN_INSTANT] == 1
