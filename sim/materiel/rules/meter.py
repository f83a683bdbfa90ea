"""Time integrals: what a level has added up to (unit days), brought up to date when it changes."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h


@rule
def metered(n: Whole, x: Real, meter: int, level: float) -> None:
    """From now on the level is `level`: the area up to now is closed. The meter's three cells begin at `meter`."""
    now = x[h.NOW]
    x[meter] += x[meter + 2] * (now - x[meter + 1])
    x[meter + 1] = now
    x[meter + 2] = level


@rule
def area(n: Whole, x: Real, meter: int) -> float:
    """What a meter has added up to by now (unit days); the level stays as it is."""
    metered(n, x, meter, x[meter + 2])
    return float(x[meter])


@rule
def read_meters(n: Whole, x: Real) -> None:
    """Bring every meter up to now, before a record is taken."""
    first = n[h.METERS]
    for k in range(n[h.METER_COUNT]):
        area(n, x, n[first + k])
