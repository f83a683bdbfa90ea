"""Handler of demand: one arrival after another."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import DEMAND
from materiel.rules.demand import arrival, next_arrival


@rule
def demand_wakes(n: Whole, x: Real, demand: int) -> None:
    """The first arrival."""
    timer(n, x, next_arrival(n, x, demand), DEMAND, demand)


@rule
def demand_comes(n: Whole, x: Real, demand: int) -> None:
    """An arrival, and when the next one is due."""
    arrival(n, x, demand)
    timer(n, x, next_arrival(n, x, demand), DEMAND, demand)
