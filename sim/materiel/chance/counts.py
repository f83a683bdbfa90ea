"""Counts: how many of so many (binomial), how many in a while (Poisson), how many until it happens (geometric).

Quantile: the smallest k whose cumulated probability reaches u. It is found by adding probabilities from the far end
of the nearer tail inwards, each from its neighbour by one multiplication. The far end depends on the law and not
on u, so the sums do not either, and the result is monotone in u; what lies beyond it has a probability
of some 1e-17, less than the step of u. If the far end of the lower tail is 0, it is the nearer one for nearly all u; and 0
is the answer, without any sum, up to 1 less the mean, since more than 0 is at most as probable as the mean. Agrees
with `scipy.stats` unless u lies within 1e-14 of a step.
"""

from __future__ import annotations

import math

from materiel.chance.mass import binomial_mass, poisson_mass
from materiel.jit import rule

_REACH = 8.6
"""Standard deviations from the mean to the far end: beyond are 4e-18."""
_SKEW = 12.2
"""(reach**2 - 1) / 6: the first term of Cornish and Fisher, which moves the far end of the longer tail out."""
_SEAM = 0.4930712461
"""Up to here the lower tail is summed, above it the upper one; an odd number, since steps are often at 1/2."""
SEAM_FROM_0 = 0.9930712461
"""The same if the sum of the lower tail begins at 0, and the upper tail's far end is further off."""


@rule
def lowest(mean: float) -> float:
    """The far end of a Poisson law's lower tail."""
    return max(math.floor(mean - _REACH * math.sqrt(mean)) - 2.0, 0.0)


@rule
def poisson(u: float, mean: float) -> int:
    """Quantile of the Poisson law; mean >= 0. Time grows with the square root of the mean."""
    if mean <= 0.0 or u <= 1.0 - mean:
        return 0
    k = lowest(mean)
    if u <= (SEAM_FROM_0 if k == 0.0 else _SEAM):
        mass = poisson_mass(k, mean)
        below = mass
        while below < u:
            k += 1.0
            mass *= mean / k
            below += mass
        return int(k)
    k = math.ceil(mean + _REACH * math.sqrt(mean) + _SKEW) + 2.0
    mass = poisson_mass(k, mean)
    above = mass
    while above <= 1.0 - u and k > 0.0:
        mass *= k / mean
        k -= 1.0
        above += mass
    return int(k)


@rule
def binomial(u: float, count: int, p: float) -> int:
    """Quantile of the number of successes in `count` independent trials of probability p.

    Time grows with the standard deviation. p outside [0, 1] is taken as the nearer end.
    """
    if count <= 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return count
    trials = float(count)
    mean = trials * p
    if u <= 1.0 - mean:
        return 0
    if count == 1:
        return 1
    spread = _REACH * math.sqrt(mean * (1.0 - p))
    skew = _SKEW * (1.0 - 2.0 * p)
    odds = p / (1.0 - p)
    k = max(math.floor(mean - spread + min(skew, 0.0)) - 2.0, 0.0)
    if u <= (SEAM_FROM_0 if k == 0.0 else _SEAM):
        mass = binomial_mass(k, trials, p)
        below = mass
        while below < u and k < trials:
            k += 1.0
            mass *= (trials + 1.0 - k) / k * odds
            below += mass
        return int(k)
    k = min(math.ceil(mean + spread + max(skew, 0.0)) + 2.0, trials)
    mass = binomial_mass(k, trials, p)
    above = mass
    while above <= 1.0 - u and k > 0.0:
        mass *= k / ((trials + 1.0 - k) * odds)
        k -= 1.0
        above += mass
    return int(k)


@rule
def geometric(u: float, mean: float) -> int:
    """Quantile of the number of trials up to the first success, 1, 2, ...; mean = 1 / probability, >= 1."""
    if mean <= 1.0:
        return 1
    # A step at which the quotient of logarithms should be whole must not be missed by its rounding.
    waits = math.log(1.0 - u) / math.log1p(-1.0 / mean) * (1.0 - 4e-16)
    return max(math.ceil(waits), 1)
