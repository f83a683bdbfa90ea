"""What common random numbers and antithetic pairs save: variances of differences and of means of pairs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from materiel.verify.analysis import Found, Inputs
from materiel.verify.numbers import numbers_of
from materiel.verify.sample import Estimate, Sample, Values, combined, variance

APART = 500_000
"""How far from the seed those lie whose draws have nothing to do with it."""


def pairs(inputs: Inputs) -> Mapping[str, Found]:
    """Two versions of the case's world under the same chance and under chance of their own; one version beside its mirror.

    Parameters: `reading` (the number X of a replication), `other` (values at paths that make the second version, of number
    Y). VRF is a ratio of variances: that of Y - X without common numbers over that with them; that of the mean of two
    independent replications over that of a mirrored pair.

    A. M. Law and W. D. Kelton, Simulation Modeling and Analysis (3rd ed., 2000), ch. 11; for exponential laws
    cov(-log U, -log(1 - U)) = 1 - pi^2 / 6.
    """
    reading, count = str(inputs.parameter("reading")), inputs.replications
    one, two = inputs.network(), inputs.network(*inputs.parameter("other"))
    seed, apart = inputs.seed, inputs.seed + APART
    x = numbers_of(one, reading, count, seed, inputs.engine)
    y = numbers_of(two, reading, count, seed, inputs.engine)
    y_apart = numbers_of(two, reading, count, apart, inputs.engine)
    x_apart = numbers_of(one, reading, count, apart, inputs.engine)
    mirrored = numbers_of(one, reading, count, seed, inputs.engine, mirror=True)
    common, independent = _variance(y - x), _variance(y_apart - x)
    pair = _variance(0.5 * (x + mirrored))
    product = combined("*", _variance(x), _variance(mirrored))
    # var((X + X')/2) = (var X + var X')/4 + cov/2
    sum_of_both = combined("+", _variance(x), _variance(mirrored))
    covariance = _times(combined("-", pair, _times(sum_of_both, 0.25)), 2.0)
    found = {
        "var_diff_CRN": common,
        "var_diff_independent": independent,
        "VRF_CRN": combined("/", independent, common),
        "corr_antithetic": combined("/", covariance, combined("**", product, _constant(0.5, count))),
        "VRF_antithetic_mean": combined("/", _variance(0.5 * (x + x_apart)), pair),
    }
    return {name: Found(e.value, e.se) for name, e in found.items()}


def _variance(values: Values) -> Estimate:
    return variance(Sample(values[:, np.newaxis]))


def _constant(value: float, count: int) -> Estimate:
    return Estimate(value, np.zeros(count))


def _times(e: Estimate, factor: float) -> Estimate:
    return Estimate(e.value * factor, e.pull * factor)
