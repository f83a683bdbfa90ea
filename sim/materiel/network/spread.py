"""Tables of the spread of kill probabilities between raids: beta laws of one rho, for means from 1/20 to 19/20."""

from __future__ import annotations

from functools import lru_cache

from materiel.chance.knots import beta_curve, tabulate_at
from materiel.layout import layer as ly

LEAST, MOST = 1e-4, 0.95


@lru_cache(maxsize=256)
def spread_tables(rho: float) -> tuple[float, ...]:
    """Curves of log-odds of beta laws with intraclass correlation rho = 1 / (a + b + 1), mean after mean; all of one length.

    Raises ValueError unless 0.0001 <= rho <= 0.95.
    """
    if not LEAST <= rho <= MOST:
        raise ValueError(f"spread: expected 0, or {LEAST} <= rho <= {MOST}, got {rho:g}")
    total = 1.0 / rho - 1.0
    cells: list[float] = []
    for j in range(1, ly.MEANS):
        mean = j / ly.MEANS
        table, _ = tabulate_at(
            lambda z, a=mean * total, b=(1.0 - mean) * total: beta_curve(a, b, z), ly.KNOTS - 1
        )
        cells += table
    return tuple(cells)

SPREAD_CELLS = (ly.MEANS - 1) * ly.CURVE_SIZE
"""Cells of the tables of one rho."""
