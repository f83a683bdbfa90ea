"""Signs that programmes watch: recorded cells of the last month-end, compared with thresholds, months in a row."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import programme as pg
from materiel.layout import recorder as rec


@rule
def _recorder(n: Whole) -> int:
    """The recorder is the last entity in the order of ties."""
    return int(n[n[h.ENTITIES] + n[h.ENTITY_COUNT] - 1])


@rule
def _month_row(n: Whole, recorder: int, before: int) -> int:
    """Index of the last row that was taken at the end of a month, before row number `before`; -1 if there is none."""
    months = n[recorder + rec.MONTH_ROWS]
    k = before - 1
    while k >= 0 and n[months + k] < 0:
        k -= 1
    return int(k)


@rule
def _column(n: Whole, cell: int, real: int) -> int:
    """Number of the column, from 1, in which a cell is recorded; 0 if it is not."""
    first = n[h.CELLS]
    for k in range(n[h.CELL_COUNT]):
        if n[first + 2 * k + 1] == cell and n[first + 2 * k] == real:
            return k + 1
    return 0


@rule
def _recorded(n: Whole, x: Real, recorder: int, row: int, column: int) -> float:
    """What stands in a row of the record; 0 for row -1, the start. Column 0, not recorded: not a number."""
    if row < 0:
        return 0.0
    if column == 0:
        return math.nan
    return float(x[n[recorder + rec.ROWS_AT] + row * n[h.CELL_COUNT] + column - 1])


@rule
def _read(n: Whole, x: Real, row: int, column: int, reads: int) -> float:
    """A cell at a month-end: its level, its flow since the month-end before, or its mean over that month (integrals)."""
    recorder = _recorder(n)
    value = _recorded(n, x, recorder, row, column)
    if reads == pg.LEVEL:
        return value
    before = _month_row(n, recorder, row)
    flow = value - _recorded(n, x, recorder, before, column)
    if reads == pg.FLOW:
        return flow
    instants = n[recorder + rec.INSTANTS]
    start = x[instants + before] if before >= 0 else 0.0
    return float(flow / (x[instants + row] - start))


@rule
def compares(value: float, above: int, threshold: float) -> bool:
    """Whether the value is at or above (or at or below) the threshold."""
    return value >= threshold if above == 1 else value <= threshold


@rule
def _look_at(n: Whole, x: Real, condition: int) -> bool:
    """Look at the last month-end, once; whether the condition has held for its months. A divisor of 0 tells nothing new."""
    recorder = _recorder(n)
    row = _month_row(n, recorder, n[recorder + rec.TAKEN])
    if row >= 0 and row + 1 > n[condition + pg.ROWS_SEEN]:
        n[condition + pg.ROWS_SEEN] = row + 1
        if n[condition + pg.COLUMN] == 0:
            n[condition + pg.COLUMN] = _column(n, n[condition + pg.CELL], n[condition + pg.IN_REAL])
            n[condition + pg.PER_COLUMN] = _column(n, n[condition + pg.PER], n[condition + pg.PER_IN_REAL])
        reads = n[condition + pg.READS]
        value = _read(n, x, row, n[condition + pg.COLUMN], reads)
        divisor = 1.0
        if n[condition + pg.PER] != 0:
            divisor = _read(n, x, row, n[condition + pg.PER_COLUMN], reads)
        if divisor != 0.0:
            holds = compares(value / divisor, n[condition + pg.ABOVE], x[condition + pg.THRESHOLD])
            n[condition + pg.HELD] = n[condition + pg.HELD] + 1 if holds else 0
    return bool(n[condition + pg.HELD] >= max(1, n[condition + pg.MONTHS]))


@rule
def signs_hold(n: Whole, x: Real, programme: int) -> bool:
    """Whether all conditions of a programme hold; every one of them is looked at."""
    holds = True
    for k in range(n[programme + pg.CONDITION_COUNT]):
        if not _look_at(n, x, n[programme + pg.CONDITIONS] + k * pg.CONDITION_SIZE):
            holds = False
    return holds
