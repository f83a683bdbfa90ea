"""The support of a distribution: the least and the largest value that it can take."""

from __future__ import annotations

import math

from materiel.chance.cells import LawCells
from materiel.layout import law as row

NORMAL_REACH = 4.0
"""Standard deviations from its mean at which a normal law ends, for what is asked of it: it is left in 1 of 30,000 draws."""


def ends(law: LawCells) -> tuple[float, float]:
    """Least and largest value; infinity where there is none.

    >>> ends(LawCells(row.TRIANGULAR, 2.0, a=1.0, b=2.0, c=3.0)), ends(LawCells(row.NORMAL, 10.0, a=2.0))
    ((1.0, 3.0), (2.0, 18.0))
    """
    if law.family == row.MIXTURE:
        lows, highs = zip(*(ends(part) for part in law.parts), strict=True)
        return min(lows), max(highs)
    if law.family == row.DETERMINISTIC:
        return law.mean, law.mean
    if law.family == row.UNIFORM:
        return law.a, law.b
    if law.family == row.TRIANGULAR:
        return law.a, law.c
    if law.family in (row.PERT, row.BETA):
        return law.a, law.a + law.b
    if law.family == row.EMPIRICAL:
        return law.table[0], law.table[law.k - 1]
    if law.family == row.NORMAL:
        return law.mean - NORMAL_REACH * law.a, law.mean + NORMAL_REACH * law.a
    return (1.0 if law.family == row.GEOMETRIC else 0.0), math.inf
