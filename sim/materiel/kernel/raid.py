"""Handlers of the attacker: raids, and the output of his arsenals."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import OUTPUT_RECKONED, RAID_COMES
from materiel.rules.arsenal import reckon_output
from materiel.rules.period import next_month
from materiel.rules.raid import raid_comes, raid_look


@rule
def raid_wakes(n: Whole, x: Real, raid: int) -> None:
    """When the next raid comes."""
    timer(n, x, raid_look(n, x, raid), RAID_COMES, raid)


@rule
def raid_strikes(n: Whole, x: Real, raid: int) -> None:
    """A raid, and when the next one comes."""
    raid_comes(n, x, raid)
    raid_wakes(n, x, raid)


@rule
def arsenal_wakes(n: Whole, x: Real, arsenal: int) -> None:
    """Output is reckoned at every turn of the month, and at every raid."""
    reckon_output(n, x, arsenal)
    timer(n, x, next_month(n, x), OUTPUT_RECKONED, arsenal)
