"""Where a unit goes when a shop is done with it: to a stock, to its fleet, to the line or among the cold spares."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import shop as sh
from materiel.layout.fields import STATE
from materiel.rules.agenda import wake
from materiel.rules.lane import ship
from materiel.rules.stock import receive
from materiel.rules.strength import joins, strength_changes


@rule
def _to_stock(n: Whole, x: Real, shop: int, stock: int) -> None:
    if n[shop + sh.LANE] != 0:
        ship(n, x, n[shop + sh.LANE], stock, 1, 0)
    else:
        receive(n, x, stock, 1)


@rule
def asset_enters(n: Whole, x: Real, asset: int) -> None:
    """An asset as good as new takes its place in the line; its clock starts."""
    n[asset + STATE] = f.IN_LINE
    x[asset + f.DUE] = -1.0
    wake(n, x, asset)


@rule
def _asset_returns(n: Whole, x: Real, asset: int) -> None:
    fleet = n[asset + f.OF_FLEET]
    if n[fleet + f.OPERATIONAL] < n[fleet + f.AUTHORISED]:
        strength_changes(n, x, fleet, 1)
        asset_enters(n, x, asset)
    else:
        n[asset + STATE] = f.IDLE
        n[fleet + f.SPARES] += 1


@rule
def unit_returns(n: Whole, x: Real, shop: int, role: int, to: int, good: bool) -> None:
    """A unit leaves the shop, repaired or beyond repair. A fleet without a reserve stock gets it back into the line."""
    if role == sh.TO_STOCK:
        n[shop + sh.UNITS_IN_SHOP] -= 1
        if good:
            _to_stock(n, x, shop, to)
        else:
            n[shop + sh.CONDEMNED] += 1
    elif role == sh.TO_RESERVE:
        n[to + f.IN_REPAIR] -= 1
        if not good:
            n[to + f.SCRAPPED] += 1
        elif n[to + f.RESERVE] != 0:
            _to_stock(n, x, shop, n[to + f.RESERVE])
        else:
            joins(n, x, to, 1)
    elif role == sh.TO_ASSET:
        fleet = n[to + f.OF_FLEET]
        n[fleet + f.IN_REPAIR] -= 1
        if good:
            _asset_returns(n, x, to)
        else:
            n[fleet + f.SCRAPPED] += 1
            n[to + STATE] = f.GIVEN_UP
