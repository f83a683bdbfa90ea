"""Sampling: the quantile of any law, by the family that its row names."""

from __future__ import annotations

from materiel.chance.between import between, triangular
from materiel.chance.counts import geometric, poisson
from materiel.chance.exponential import exponential
from materiel.chance.lognormal import lognormal_of_log
from materiel.chance.normal import normal
from materiel.chance.table import first_reaching, log_curve, observed, odds_curve
from materiel.chance.weibull import weibull
from materiel.jit import Real, Whole, rule
from materiel.layout import law as row


@rule
def part(n: Whole, x: Real, law: int, u: float) -> float:
    """Quantile at u of the law at address `law`, if it is not a mixture (`cells` says what its cells mean).

    Nondecreasing in u. An unknown family gives its mean.
    """
    family = n[law + row.FAMILY]
    if family == row.EXPONENTIAL:
        return exponential(u, x[law + row.MEAN])
    if family == row.LOGNORMAL:
        return lognormal_of_log(u, x[law + row.A], x[law + row.B])
    if family == row.ERLANG or family == row.GAMMA:
        return log_curve(x, n[law + row.TABLE], n[law + row.K], u, x[law + row.B])
    if family == row.WEIBULL:
        return weibull(u, x[law + row.A], x[law + row.B])
    if family == row.UNIFORM:
        return between(u, x[law + row.A], x[law + row.B])
    if family == row.TRIANGULAR:
        return triangular(u, x[law + row.A], x[law + row.B], x[law + row.C])
    if family == row.PERT or family == row.BETA:
        return odds_curve(x, n[law + row.TABLE], n[law + row.K], u, x[law + row.A], x[law + row.B])
    if family == row.EMPIRICAL:
        at = n[law + row.TABLE]
        count = n[law + row.K]
        if x[law + row.A] > 0.0:
            return float(x[at + first_reaching(x, at + count, count, u)])
        return observed(x, at, count, u)
    if family == row.NORMAL:
        return normal(u, x[law + row.MEAN], x[law + row.A])
    if family == row.POISSON:
        return float(poisson(u, x[law + row.MEAN]))
    if family == row.GEOMETRIC:
        return float(geometric(u, x[law + row.MEAN]))
    return float(x[law + row.MEAN])


@rule
def sample(n: Whole, x: Real, law: int, u: float) -> float:
    """Quantile at u of the law at address `law`: what u in (0, 1) means there, in the law's own unit.

    In a mixture u first picks the part and, stretched to (0, 1) again, then draws within it. The parts stand in
    the order of their means; so the result is nondecreasing in u within each part, and all through if their ranges do
    not overlap.
    """
    if n[law + row.FAMILY] != row.MIXTURE:
        return part(n, x, law, u)
    at = n[law + row.TABLE]
    i = first_reaching(x, at, n[law + row.K], u)
    start = x[at + i - 1] if i > 0 else 0.0
    within = (u - start) / (x[at + i] - start)
    within = min(max(within, 2.0**-53), 1.0 - 2.0**-53)
    return part(n, x, n[at + i], within)


@rule
def law_mean(n: Whole, x: Real, law: int) -> float:
    """The mean of the law at address `law`, in its own unit."""
    return float(x[law + row.MEAN])
