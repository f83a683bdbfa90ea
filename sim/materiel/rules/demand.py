"""Users who come to a stock: when the next one comes, and what he asks for."""

from __future__ import annotations

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import demand as d
from materiel.layout import head as h
from materiel.layout import stock as s
from materiel.rules.stock import request


@rule
def next_arrival(n: Whole, x: Real, demand: int) -> float:
    """The instant of the next arrival (days): the last one and a gap."""
    if n[demand + d.ARRIVALS] == 0 and x[demand + d.OFFSET] >= 0.0 and x[h.NOW] == 0.0:
        return float(x[demand + d.OFFSET])
    return float(x[h.NOW] + sample(n, x, n[demand + d.GAP], draw(n, x, demand + d.GAP_DRAWS)))


@rule
def ask(n: Whole, x: Real, demand: int) -> None:
    """A user asks for his units."""
    units = 1
    if n[demand + d.BATCH] != 0:
        units = int(sample(n, x, n[demand + d.BATCH], draw(n, x, demand + d.BATCH_DRAWS)) + 0.5)
    n[demand + d.ARRIVALS] += 1
    n[demand + d.ASKED] += units
    if units > 0:
        request(n, x, n[demand + d.STOCK], units, s.USER, 0, 0, n[demand + d.PRIORITY])
