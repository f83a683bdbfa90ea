"""Sampling: the quantile of any law, by the family that its row names."""

from __future__ import annotations

import math

from materiel.chance.between import between, triangular
from materiel.chance.counts import geometric, poisson
from materiel.chance.exponential import exponential
from materiel.chance.lognormal import lognormal_of_log
from materiel.chance.normal import normal
from materiel.chance.steps import REACH, tabled
from materiel.chance.table import curve, first_reaching, from_odds, observed
from materiel.chance.weibull import weibull
from materiel.jit import Real, Whole, rule
from materiel.layout import law as row


@rule
def sample(n: Whole, x: Real, law: int, u: float) -> float:
    """Quantile at u in (0, 1) of the law at address `law`, in the law's own unit; nondecreasing in u.

    In a mixture u first picks the part and, stretched to (0, 1) again, then draws within it. The parts stand in
    the order of their means; so the result is nondecreasing in u within each part, and all through if their ranges do
    not overlap. No part is itself a mixture. What the cells of a row mean stands in `cells`.
    """
    if n[law + row.FAMILY] == row.MIXTURE:
        ends = n[law + row.TABLE]
        i = first_reaching(x, ends, n[law + row.K], u)
        start = x[ends + i - 1] if i > 0 else 0.0
        u = min(max((u - start) / (x[ends + i] - start), 2.0**-53), 1.0 - 2.0**-53)
        law = n[ends + i]
    family = n[law + row.FAMILY]
    if family == row.EXPONENTIAL:
        return exponential(u, x[law + row.MEAN])
    if family == row.LOGNORMAL:
        return lognormal_of_log(u, x[law + row.A], x[law + row.B])
    if family == row.ERLANG or family == row.GAMMA:
        return float(x[law + row.B]) * math.exp(curve(x, n[law + row.TABLE], n[law + row.K], u))
    if family == row.WEIBULL:
        return weibull(u, x[law + row.A], x[law + row.B])
    if family == row.UNIFORM:
        return between(u, x[law + row.A], x[law + row.B])
    if family == row.TRIANGULAR:
        return triangular(u, x[law + row.A], x[law + row.B], x[law + row.C])
    if family == row.PERT or family == row.BETA:
        return from_odds(curve(x, n[law + row.TABLE], n[law + row.K], u), x[law + row.A], x[law + row.B])
    if family == row.EMPIRICAL:
        at = n[law + row.TABLE]
        count = n[law + row.K]
        if x[law + row.A] > 0.0:
            return float(x[at + first_reaching(x, at + count, count, u)])
        return observed(x, at, count, u)
    if family == row.NORMAL:
        return normal(u, x[law + row.MEAN], x[law + row.A])
    if family == row.POISSON:
        if n[law + row.K] > 0 and u <= REACH:
            return float(tabled(x, n[law + row.TABLE], u))
        return float(poisson(u, x[law + row.MEAN]))
    if family == row.GEOMETRIC:
        return float(geometric(u, x[law + row.MEAN]))
    return float(x[law + row.MEAN])


@rule
def law_mean(n: Whole, x: Real, law: int) -> float:
    """The mean of the law at address `law`, in its own unit."""
    return float(x[law + row.MEAN])
