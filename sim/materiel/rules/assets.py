"""Fleets whose pieces each have a clock of their own: failures, and cold spares that take the places of those that failed."""

from __future__ import annotations

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import head as h
from materiel.layout import shop as sh
from materiel.layout.fields import STATE
from materiel.rules.ramp import FOREVER
from materiel.rules.returns import asset_enters
from materiel.rules.shop import admit
from materiel.rules.strength import strength_changes


@rule
def _cold_spare(n: Whole, fleet: int) -> int:
    first = n[fleet + f.ASSETS]
    for k in range(n[fleet + f.ASSET_COUNT]):
        if n[n[first + k] + STATE] == f.IDLE:
            return int(n[first + k])
    return 0


@rule
def call_up_spares(n: Whole, x: Real, fleet: int) -> None:
    """Cold spares take their places in the line as far as more pieces are authorised than are there."""
    while n[fleet + f.SPARES] > 0 and n[fleet + f.OPERATIONAL] < n[fleet + f.AUTHORISED]:
        n[fleet + f.SPARES] -= 1
        asset_enters(n, x, _cold_spare(n, fleet))
        strength_changes(n, x, fleet, 1)


@rule
def asset_look(n: Whole, x: Real, asset: int) -> float:
    """The instant at which an asset fails (days); infinity if it is not in the line. A cold spare does not age."""
    if n[asset + STATE] != f.IN_LINE:
        return FOREVER
    if x[asset + f.DUE] < 0.0:
        up = n[n[asset + f.OF_FLEET] + f.UP]
        x[asset + f.DUE] = x[h.NOW] + sample(n, x, up, draw(n, x, asset + f.UP_DRAWS))
    return float(x[asset + f.DUE])


@rule
def asset_fails(n: Whole, x: Real, asset: int) -> None:
    """An asset fails and goes to its shop; a cold spare takes its place at once, if there is one."""
    fleet = n[asset + f.OF_FLEET]
    n[asset + STATE] = f.DOWN
    n[asset + f.FAILURES] += 1
    n[fleet + f.FAILED] += 1
    n[fleet + f.IN_REPAIR] += 1
    spare = 0
    if n[fleet + f.SPARES] > 0 and n[fleet + f.OPERATIONAL] <= n[fleet + f.AUTHORISED]:
        spare = _cold_spare(n, fleet)
    if spare != 0:
        n[fleet + f.SPARES] -= 1
        asset_enters(n, x, spare)
    else:
        strength_changes(n, x, fleet, -1)
    if n[fleet + f.SHOP] == 0 or admit(n, x, n[fleet + f.SHOP], 1, asset, sh.TO_ASSET) == 0:
        n[fleet + f.IN_REPAIR] -= 1
        n[fleet + f.SCRAPPED] += 1
        n[asset + STATE] = f.GIVEN_UP
