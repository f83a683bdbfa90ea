"""Handlers of a line: its stations, and what makes them fail."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout import line as li
from materiel.layout.events import FAILS, LOT_DONE, UP_AGAIN
from materiel.layout.fields import STATE
from materiel.rules.line import look, lot_due, mode_look, restore, strike


@rule
def station_wakes(n: Whole, x: Real, station: int) -> None:
    """A station looks what it can do, and until when."""
    timer(n, x, look(n, x, station), LOT_DONE, station)


@rule
def lot_done(n: Whole, x: Real, station: int) -> None:
    """A lot is done, and the station goes on to the next; or it takes longer."""
    timer(n, x, lot_due(n, x, station), LOT_DONE, station)


@rule
def mode_wakes(n: Whole, x: Real, mode: int) -> None:
    """A failure mode's clock starts, stops or goes on."""
    due = mode_look(n, x, mode)
    timer(n, x, due, FAILS if n[mode + STATE] == li.IS_UP else UP_AGAIN, mode)


@rule
def mode_fails(n: Whole, x: Real, mode: int) -> None:
    """The mode strikes."""
    strike(n, x, mode)
    mode_wakes(n, x, mode)


@rule
def mode_restored(n: Whole, x: Real, mode: int) -> None:
    """The mode's repair is done."""
    restore(n, x, mode)
    mode_wakes(n, x, mode)
