"""What a fleet waits for: the next loss by its clock, and, without a front, the end of a day of its own."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import head as h
from materiel.layout.events import DUEL, FLEET_DAY
from materiel.rules.assets import call_up_spares
from materiel.rules.fleet import day_begins, day_losses, day_replacements, to_shop
from materiel.rules.issue import meet_needs
from materiel.rules.ramp import FOREVER
from materiel.rules.strength import next_loss, strength_is_set


@rule
def _day_has_work(n: Whole, x: Real, fleet: int) -> bool:
    """Whether days of its own change anything for a fleet; one that only waits for its clock of losses has none to live."""
    if n[fleet + f.OWN_DAYS] == 0:
        return False
    if n[fleet + f.MODE] != f.CLOCKS or n[fleet + f.RESERVE] != 0 or n[fleet + f.NEED_COUNT] > 0:
        return True
    return bool(n[fleet + f.LOSS_PROFILE] != 0 or x[fleet + f.WEAR] > 0.0 or x[fleet + f.REINFORCEMENT] > 0.0)


@rule
def _own_day_ends(n: Whole, x: Real, fleet: int) -> float:
    """The instant at which a day of its own ends (days), infinity without such days; whoever begins to have them skips the past."""
    if not _day_has_work(n, x, fleet):
        return FOREVER
    if float(n[fleet + f.DAY] + 1) < x[h.NOW]:
        n[fleet + f.DAY] = int(x[h.NOW])
    return float(n[fleet + f.DAY] + 1)


@rule
def fleet_look(n: Whole, x: Real, fleet: int) -> float:
    """The instant at which something happens to the fleet of itself: a combat loss (clocks), or the end of a day of its own.

    Whichever comes first; at one instant the loss does. What was in repair at the start is divided among the shops now, as if it
    had just been damaged.
    """
    strength_is_set(n, x, fleet)
    call_up_spares(n, x, fleet)
    if n[fleet + f.START_IN_REPAIR] > 0:
        pieces = n[fleet + f.START_IN_REPAIR]
        n[fleet + f.START_IN_REPAIR] = 0
        n[fleet + f.IN_REPAIR] -= pieces
        to_shop(n, x, fleet, pieces)
    loss = next_loss(n, x, fleet) if n[fleet + f.MODE] == f.CLOCKS else FOREVER
    day = _own_day_ends(n, x, fleet)
    n[fleet + f.NEXT] = DUEL if loss <= day else FLEET_DAY
    return min(loss, day)


@rule
def own_day(n: Whole, x: Real, fleet: int) -> None:
    """A day of a fleet without a front ends: munitions, wear and losses at tempo 1, and replacements, as at a front."""
    day = n[fleet + f.DAY]
    day_begins(n, x, fleet)
    meet_needs(n, x, fleet, 1.0, 1.0)
    day_losses(n, x, fleet, 1.0, 1.0, day)
    day_replacements(n, x, fleet, 1.0)
    n[fleet + f.DAY] = day + 1
