"""Lognormal: a positive quantity that many independent factors multiply, such as a lead time or a repair."""

from __future__ import annotations

import math

from materiel.chance.normal import score
from materiel.jit import rule


@rule
def lognormal_of_log(u: float, mu: float, sigma: float) -> float:
    """Quantile of exp(N(mu, sigma**2)): mu and sigma are those of the logarithm."""
    return math.exp(mu + sigma * score(u))


@rule
def lognormal(u: float, mean: float, cv: float) -> float:
    """Quantile of the lognormal law with that mean (> 0) and coefficient of variation (>= 0)."""
    variance = math.log(1.0 + cv * cv)
    return lognormal_of_log(u, math.log(mean) - 0.5 * variance, math.sqrt(variance))
