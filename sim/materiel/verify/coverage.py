"""How often an interval for a mean holds the true mean, where runs are short and not normal."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import stdtrit

from materiel.verify.analysis import Found, Inputs
from materiel.verify.numbers import numbers_of
from materiel.verify.sample import Sample, Values, mean


def coverage(inputs: Inputs) -> Mapping[str, Found]:
    """Coverage and relative half-width of Student's interval from n replications of the case's world.

    Parameters: `reading` (the number of a replication), `mean` (its true mean), `nominal` (the confidence), `n` (sizes).
    `replications` counts the intervals of each size. Sizes share their replications: those of a smaller one are the
    first of a larger one.

    A. M. Law and W. D. Kelton, Simulation Modeling and Analysis (3rd ed., 2000), sec. 9.4.1.
    """
    sizes = [int(n) for n in inputs.parameter("n")]
    true, nominal = float(inputs.parameter("mean")), float(inputs.parameter("nominal"))
    reading, count = str(inputs.parameter("reading")), inputs.replications * max(sizes)
    values = numbers_of(inputs.network(), reading, count, inputs.seed, inputs.engine)
    each = values.reshape(inputs.replications, max(sizes))
    found = {"mean": _mean(values)}
    for n in sizes:
        some = each[:, :n]
        middle = some.mean(axis=1)
        reach = stdtrit(n - 1, (1.0 + nominal) / 2.0) * some.std(axis=1, ddof=1) / math.sqrt(n)
        found[f"coverage_n{n}"] = _mean((np.abs(middle - true) <= reach).astype(np.float64))
        found[f"rel_halfwidth_n{n}"] = _mean(reach / middle)
    return found


def _mean(values: Values) -> Found:
    estimate = mean(Sample(values[:, np.newaxis]))
    return Found(estimate.value, estimate.se)
