"""Making the tables of quantiles, with scipy's exact ones as the truth."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy import special

from materiel.chance.table import REACH
from materiel.jit import Real

Curve = Callable[[Real], tuple[Real, Real]]
"""Normal scores to heights and slopes."""

FEWEST, MOST = 64, 1024
WANTED = 2e-7
"""A table is made finer until no middle between two knots is further off than this, or `MOST` intervals are reached."""
_TINY = -600.0


def _log_normal_density(z: Real) -> Real:
    return np.asarray(-0.5 * z * z - 0.5 * np.log(2.0 * np.pi))


def gamma_curve(shape: float, z: Real) -> tuple[Real, Real]:
    """Logarithm of the gamma quantile of unit scale at the normal scores z, and its slope."""
    with np.errstate(all="ignore"):
        lower = np.log(special.gammaincinv(shape, special.ndtr(np.minimum(z, 0.0))))
        upper = np.log(special.gammainccinv(shape, special.ndtr(-np.maximum(z, 0.0))))
        # Near zero the distribution function is q**shape / gamma(shape + 1); there scipy runs out of small numbers.
        near_zero = (special.log_ndtr(z) + special.gammaln(shape + 1.0)) / shape
        t = np.where(near_zero < _TINY, near_zero, np.where(z < 0.0, lower, upper))
        slope = np.exp(_log_normal_density(z) + special.gammaln(shape) + np.exp(t) - shape * t)
    return t, slope


def beta_curve(alpha: float, beta: float, z: Real) -> tuple[Real, Real]:
    """Log-odds of the beta quantile on (0, 1) at the normal scores z, and its slope.

    scipy's inverse is off by 1e-3 and more in the tails of skew laws; steps of Newton on the logarithm of the nearer
    tail's probability, which scipy computes well, mend that.
    """
    log_beta = special.betaln(alpha, beta)
    with np.errstate(all="ignore"):
        low = np.log(special.betaincinv(alpha, beta, special.ndtr(z)))
        high = np.log(special.betaincinv(beta, alpha, special.ndtr(-z)))
        near_zero = (special.log_ndtr(z) + np.log(alpha) + log_beta) / alpha
        near_one = (special.log_ndtr(-z) + np.log(beta) + log_beta) / beta
        low = np.where(near_zero < _TINY, near_zero, low)
        high = np.where(near_one < _TINY, near_one, high)
        # The smaller of the two distances from the ends is the accurate one.
        t = np.where(low < high, low - _log_rest(low), _log_rest(high) - high)
        for _ in range(4):
            tail = _nearer_tail(alpha, beta, z, t)
            step = tail * np.exp(_minus_log_density(alpha, beta, t) + log_beta)
            step *= np.sign(z) * (np.log(tail) - special.log_ndtr(-np.abs(z)))
            t = t + np.where(np.isfinite(step) & (np.abs(t) < -_TINY), np.clip(step, -0.1, 0.1), 0.0)
        slope = np.exp(_log_normal_density(z) + log_beta + _minus_log_density(alpha, beta, t))
    return t, slope


def _nearer_tail(alpha: float, beta: float, z: Real, t: Real) -> Real:
    """Probability beyond the log-odds t, below for z < 0 and above otherwise, from the share that is nearer to 0."""
    share, rest = special.expit(t), special.expit(-t)
    low, left = z < 0.0, t < 0.0
    tail = np.empty_like(t)
    special.betainc(alpha, beta, share, out=tail, where=low & left)
    special.betaincc(beta, alpha, rest, out=tail, where=low & ~left)
    special.betaincc(alpha, beta, share, out=tail, where=~low & left)
    special.betainc(beta, alpha, rest, out=tail, where=~low & ~left)
    return tail


def _log_rest(log_share: Real) -> Real:
    """log(1 - share), for shares up to 0.6."""
    return np.asarray(np.log1p(-np.exp(np.minimum(log_share, -0.5))))


def _minus_log_density(alpha: float, beta: float, t: Real) -> Real:
    """Less the logarithm of the density of the log-odds t, up to its constant."""
    return np.asarray(alpha * np.logaddexp(0.0, -t) + beta * np.logaddexp(0.0, t))


def tabulate_at(exact: Curve, intervals: int) -> tuple[tuple[float, ...], float]:
    """Heights and slopes (per interval) of the curve at the ends of so many intervals, and how far off a middle is at most."""
    z = np.linspace(-REACH, REACH, 2 * intervals + 1)
    t, slope = exact(z)
    slope = slope * (2.0 * REACH / intervals)
    height, middle, slope = t[::2], t[1::2], slope[::2]
    rise = np.diff(height)
    slope[:-1] = np.minimum(slope[:-1], 3.0 * rise)
    slope[1:] = np.minimum(slope[1:], 3.0 * rise)
    guess = 0.5 * (height[:-1] + height[1:]) + 0.125 * (slope[:-1] - slope[1:])
    error = float(np.max(np.abs(guess - middle)))
    return tuple(np.column_stack([height, slope]).ravel().tolist()), error


def tabulate(exact: Curve) -> tuple[float, ...]:
    """Heights and slopes (per interval) of the curve at as few knots as keep it within `WANTED`, knot after knot."""
    intervals = FEWEST
    while True:
        table, error = tabulate_at(exact, intervals)
        if error <= WANTED or intervals >= MOST:
            return table
        intervals *= 2


@lru_cache(maxsize=4096)
def gamma_table(shape: float) -> tuple[float, ...]:
    """The curve of a gamma law of unit scale."""
    return tabulate(lambda z: gamma_curve(shape, z))


@lru_cache(maxsize=4096)
def beta_table(alpha: float, beta: float) -> tuple[float, ...]:
    """The curve of a beta law on (0, 1)."""
    return tabulate(lambda z: beta_curve(alpha, beta, z))
