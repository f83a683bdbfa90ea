"""Laws of positive quantities: durations, lives, sizes."""

from __future__ import annotations

import math

from scipy import special

from materiel.chance.bind.checks import mean_cv, positive, require
from materiel.chance.cells import LawCells
from materiel.chance.knots import gamma_table
from materiel.layout import law as row


def deterministic(value: float) -> LawCells:
    """Always this value."""
    return LawCells(row.DETERMINISTIC, value)


def deterministic_mean(mean: float) -> LawCells:
    """Always the mean."""
    return deterministic(mean)


def exponential(mean: float) -> LawCells:
    """Waits without memory."""
    positive(mean=mean)
    return LawCells(row.EXPONENTIAL, mean)


def gamma(shape: float, scale: float, family: int = row.GAMMA) -> LawCells:
    """A total of `shape` exponential waits of mean `scale`; the shape need not be whole."""
    require(0.005 <= shape <= 1e6, "0.005 <= shape <= 1e6 (shape = 1 / cv**2)", shape)
    positive(scale=scale)
    table = gamma_table(shape)
    return LawCells(family, shape * scale, a=shape, b=scale, k=len(table) // 2, table=table)


def gamma_cv(mean: float, cv: float) -> LawCells:
    """The gamma law with this mean and cv."""
    mean_cv(mean, cv)
    return gamma(1.0 / cv**2, mean * cv**2) if cv > 0.0 else deterministic(mean)


def erlang(mean: float, stages: float) -> LawCells:
    """That many exponential stages, one after the other."""
    positive(mean=mean)
    require(stages >= 1.0 and stages == int(stages), "stages a whole number >= 1", stages)
    return gamma(stages, mean / stages, row.ERLANG)


def erlang_cv(mean: float, cv: float) -> LawCells:
    """The Erlang law with this mean and cv, if there is one (to 1 % of the number of stages)."""
    mean_cv(mean, cv)
    if cv == 0.0:
        return deterministic(mean)
    stages = 1.0 / cv**2
    fits = stages > 0.5 and abs(stages - round(stages)) <= 0.01 * stages
    require(fits, "cv = 1 / sqrt(stages) for a whole number of stages (or else gamma)", cv)
    return erlang(mean, float(round(stages)))


def lognormal(median: float, sigma: float) -> LawCells:
    """Median, and standard deviation of the logarithm."""
    positive(median=median)
    require(sigma >= 0.0, "sigma >= 0", sigma)
    return LawCells(row.LOGNORMAL, median * math.exp(0.5 * sigma**2), a=math.log(median), b=sigma)


def lognormal_cv(mean: float, cv: float) -> LawCells:
    """The lognormal law with this mean and cv."""
    mean_cv(mean, cv)
    if cv == 0.0:
        return deterministic(mean)
    variance = math.log1p(cv * cv)
    return LawCells(row.LOGNORMAL, mean, a=math.log(mean) - 0.5 * variance, b=math.sqrt(variance))


def weibull(shape: float, scale: float) -> LawCells:
    """Shape, and scale (the age that a share exp(-1) survives)."""
    require(0.02 <= shape <= 1e6, "0.02 <= shape <= 1e6", shape)
    positive(scale=scale)
    return LawCells(row.WEIBULL, scale * math.gamma(1.0 + 1.0 / shape), a=shape, b=scale)


def weibull_mean(mean: float, shape: float) -> LawCells:
    """The Weibull law with this mean and shape."""
    positive(mean=mean)
    cells = weibull(shape, 1.0)
    return LawCells(row.WEIBULL, mean, a=shape, b=mean / cells.mean)


def weibull_cv(mean: float, cv: float) -> LawCells:
    """The Weibull law with this mean and cv; its shape is found by bisection (Brent)."""
    from scipy import optimize  # half a second, and few worlds need it

    mean_cv(mean, cv)
    if cv == 0.0:
        return deterministic(mean)
    require(1e-4 <= cv <= 1e3, "1e-4 <= cv <= 1000", cv)

    def excess(log_shape: float) -> float:
        over = math.exp(-log_shape)
        log_ratio = special.gammaln(1.0 + 2.0 * over) - 2.0 * special.gammaln(1.0 + over)
        return float(log_ratio - math.log1p(cv * cv))

    return weibull_mean(mean, math.exp(optimize.brentq(excess, math.log(0.02), math.log(1e5), xtol=1e-13)))
