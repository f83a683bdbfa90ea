"""Tables of the spread of kill probabilities between raids: beta laws of one rho, for a row of means."""

from __future__ import annotations

import math
from functools import lru_cache, partial

from materiel.chance.knots import beta_curve, tabulate_at
from materiel.layout import layer as ly
from materiel.scenario.layer import MOST_SPREAD

LEAST, MOST = 1e-4, MOST_SPREAD
MEANS = tuple(math.sin(0.5 * math.pi * j / (ly.MEANS + 1)) ** 2 for j in range(1, ly.MEANS + 1))
"""Mean probabilities that have a curve: closer together near 0 and 1, where the standard deviation changes faster."""


@lru_cache(maxsize=256)
def spread_tables(rho: float) -> tuple[float, ...]:
    """Curves of log-odds of beta laws with intraclass correlation rho = 1 / (a + b + 1), mean after mean; all of one length.

    Raises ValueError unless 0.0001 <= rho <= 0.95.
    """
    if not LEAST <= rho <= MOST:
        raise ValueError(f"spread: expected 0, or {LEAST} <= rho <= {MOST}, got {rho:g}")
    total = 1.0 / rho - 1.0
    cells = list(MEANS)
    for mean in MEANS:
        table, _ = tabulate_at(partial(beta_curve, mean * total, (1.0 - mean) * total), ly.KNOTS - 1)
        cells += table
    return tuple(cells)
