"""Handlers of a programme."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.rules.programme import decide, next_event, programme_look, take_effect


@rule
def programme_wakes(n: Whole, x: Real, programme: int) -> None:
    """What comes next: a decision, a check, the effect."""
    due = programme_look(n, x, programme)
    timer(n, x, due, next_event(n, programme), programme)


@rule
def programme_decided(n: Whole, x: Real, programme: int) -> None:
    """The date of the decision, or a check of the signs."""
    decide(n, x, programme)
    programme_wakes(n, x, programme)


@rule
def programme_done(n: Whole, x: Real, programme: int) -> None:
    """It takes effect."""
    take_effect(n, x, programme)
    programme_wakes(n, x, programme)
