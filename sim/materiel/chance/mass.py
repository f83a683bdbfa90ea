"""Probabilities of a single count, to nearly full precision, without the gamma function.

C. Loader, "Fast and accurate computation of binomial probabilities" (2000): Stirling's formula with its error term, and
the deviance by a series where the plain formula would cancel. `lgamma` is not used because compiled and plain Python
differ in its last digits.
"""

from __future__ import annotations

import math

from materiel.jit import rule

_SMALL = (
    0.0,  # not used: Stirling's formula does not hold at 0
    0.08106146679532726,
    0.0413406959554093,
    0.02767792568499834,
    0.020790672103765093,
    0.016644691189821193,
    0.013876128823070748,
    0.01189670994589177,
    0.010411265261972096,
    0.009255462182712733,
    0.00833056343336287,
    0.007573675487951841,
    0.00694284010720953,
    0.006408994188004207,
    0.0059513701127588475,
    0.005554733551962801,
)
"""log(k!) less Stirling's formula, for k to 15, from decimal arithmetic of 60 digits."""


@rule
def stirling_error(k: float) -> float:
    """log(k!) - log(sqrt(2 pi k) (k/e)**k) for whole k >= 1."""
    if k < 15.5:
        return _SMALL[int(k)]
    square = 1.0 / (k * k)
    series = 1.0 / 1680.0 - square / 1188.0
    return (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * series))) / k


@rule
def deviance(k: float, mean: float) -> float:
    """k log(k / mean) + mean - k for k, mean > 0, without cancellation when they are close."""
    gap = k - mean
    total = k + mean
    if abs(gap) >= 0.1 * total:
        return k * math.log(k / mean) - gap
    v = gap / total
    result = gap * v
    term = 2.0 * k * v
    square = v * v
    for j in range(1, 20):
        term *= square
        longer = result + term / (2 * j + 1)
        if longer == result:
            break
        result = longer
    return result


@rule
def poisson_mass(k: float, mean: float) -> float:
    """Probability of k in a Poisson law; k whole, mean > 0."""
    if k < 0.5:
        return math.exp(-mean)
    return math.exp(-stirling_error(k) - deviance(k, mean)) / math.sqrt(2.0 * math.pi * k)


@rule
def binomial_mass(k: float, count: float, p: float) -> float:
    """Probability of k successes in `count` trials; k and count whole, 0 < p < 1."""
    if k < 0.5:
        return math.exp(count * math.log1p(-p))
    if k > count - 0.5:
        return math.exp(count * math.log(p))
    rest = count - k
    error = stirling_error(count) - stirling_error(k) - stirling_error(rest)
    error -= deviance(k, count * p) + deviance(rest, count * (1.0 - p))
    return math.exp(error) * math.sqrt(count / (2.0 * math.pi * k * rest))
