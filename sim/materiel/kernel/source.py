"""Handlers of a source outside the world."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import SUPPLY_DELIVERY
from materiel.rules.source import deliver, source_look


@rule
def source_wakes(n: Whole, x: Real, source: int) -> None:
    """It is on or off now; when its next scheduled delivery is due."""
    timer(n, x, source_look(n, x, source), SUPPLY_DELIVERY, source)


@rule
def source_delivers(n: Whole, x: Real, source: int) -> None:
    """A scheduled delivery is due."""
    deliver(n, x, source)
    source_wakes(n, x, source)
