"""Handlers of a regime."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import REGIME_CHANGES
from materiel.rules.regime import change_state, regime_due


@rule
def regime_wakes(n: Whole, x: Real, regime: int) -> None:
    """How long it stays in its state."""
    timer(n, x, regime_due(n, x, regime), REGIME_CHANGES, regime)


@rule
def regime_changes(n: Whole, x: Real, regime: int) -> None:
    """The stay in a state is over."""
    change_state(n, x, regime)
    regime_wakes(n, x, regime)
