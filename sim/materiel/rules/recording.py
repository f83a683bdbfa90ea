"""What is written at a record instant, and the ledger that must balance there."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import recorder as r
from materiel.rules.agenda import fault
from materiel.rules.meter import read_meters
from materiel.rules.trace import mix

WHOLE_PLANE, REAL_PLANE = 0, 1


@rule
def balance(n: Whole, x: Real) -> None:
    """Check that for every item what came into being equals what is somewhere or is gone; a fault names the item."""
    work = n[h.BALANCE]
    for k in range(n[h.ITEM_COUNT]):
        n[work + k] = 0
    first = n[h.LEDGER]
    for k in range(n[h.LEDGER_COUNT]):
        entry = first + 3 * k
        units = n[n[entry + 1]]
        if units < 0:
            fault(n, h.NEGATIVE, n[entry + 1], units)
        n[work + n[entry]] += n[entry + 2] * units
    for k in range(n[h.ITEM_COUNT]):
        if n[work + k] != 0:
            fault(n, h.LEDGER_BROKEN, k, n[work + k])


@rule
def take_record(n: Whole, x: Real, recorder: int) -> None:
    """Write one row: every recorded cell, after meters are read and the ledger is checked."""
    read_meters(n, x)
    balance(n, x)
    first = n[h.CELLS]
    cells = n[h.CELL_COUNT]
    row = n[recorder + r.ROWS_AT] + n[recorder + r.TAKEN] * cells
    for k in range(cells):
        where = n[first + 2 * k + 1]
        if n[first + 2 * k] == WHOLE_PLANE:
            x[row + k] = float(n[where])
            mix(n, n[where])
        else:
            x[row + k] = x[where]
    n[recorder + r.TAKEN] += 1
    if n[recorder + r.TAKEN] >= n[recorder + r.INSTANT_COUNT]:
        n[h.FINISHED] = 1


@rule
def next_instant(n: Whole, x: Real, recorder: int) -> float:
    """The next instant at which a record is due (days), infinity when all are taken."""
    taken = n[recorder + r.TAKEN]
    if taken >= n[recorder + r.INSTANT_COUNT]:
        return math.inf
    return float(x[n[recorder + r.INSTANTS] + taken])
