"""Handlers of a site: its power through the seasons; repairs of hits are posted to it."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import SITE_TICK
from materiel.rules.damage import site_look


@rule
def site_wakes(n: Whole, x: Real, site: int) -> None:
    """A site looks at its crews and its power, now and at every turn of the month."""
    timer(n, x, site_look(n, x, site), SITE_TICK, site)
