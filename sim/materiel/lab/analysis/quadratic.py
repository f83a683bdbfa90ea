"""Quadratic forms of expected answers, without what the chance inside a replication adds to them."""

from __future__ import annotations

import numpy as np

from materiel.lab.analysis.demands import Values


def without_chance(of_mean: Values, of_each: Values) -> Values:
    """A quadratic form Q of conditional means E[y | point], unbiased, from Q of the mean over R replications and Q of each.

    `of_each` has the replications along its last axis; with one replication nothing can be told, and `of_mean` is returned.
    Q of the mean holds products of a replication with itself, whose expectation is not the product of the conditional means.
    Without them it is (R Q(mean) - mean of Q(each)) / (R - 1), the U-statistic over pairs of different replications (W. Hoeffding,
    Ann. Math. Stat. 19, 1948). Replications of different number are independent under common random numbers as well, where the
    subtraction of variance / R (Y. Sun, D. W. Apley and J. Staum, Oper. Res. 59, 2011) would take off too much.
    """
    count = of_each.shape[-1]
    if count == 1:
        return of_mean
    return np.asarray((count * of_mean - of_each.mean(axis=-1)) / (count - 1))
