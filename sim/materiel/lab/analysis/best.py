"""How probable it is that a policy is best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.demands import Values, direction
from materiel.lab.analysis.largest import errors
from materiel.lab.analysis.means import grouped, means, paired
from materiel.lab.analysis.resample import TIMES, resampled


@dataclass(frozen=True)
class ProbablyBest:
    """Probabilities that a candidate is best; ties are shared. Each sums to 1 over candidates.

    `by_chance` is the share of replications in which it is best, over futures equally, with standard error `by_chance_se`: how
    often one would be glad of it. `on_average` is the share of resamples in which its mean over futures is best: how sure the
    sample is of the choice. Both are of shape (candidates,). `in_future` is `on_average` for each future alone, of shape
    (candidates, futures).
    """

    by_chance: Values
    by_chance_se: Values
    on_average: Values
    in_future: Values


def shares_of_best(values: Values, axis: int = 0) -> Values:
    """1 where a value is the highest along the axis, divided by as many as share it; nan where any is missing."""
    top = (values == values.max(axis=axis, keepdims=True)).astype(np.float64)
    return np.asarray(np.where(np.isnan(values), np.nan, top) / top.sum(axis=axis, keepdims=True))


def probably_best(
    values: Values, better: str, together: int = 1, times: int = TIMES, seed: int = 0, drawn: bool = False
) -> ProbablyBest:
    """Probabilities of being best, of values of shape (candidates, futures, replications).

    `on_average` reads as the posterior probability under a flat prior, nearly, and as no more than that: with few replications
    it is too sure of itself. `together` is how many successive replications depend on each other (see `grouped`), `drawn` as in
    `means`. Raises AnalysisError if the values do not bear it.
    """
    sign = direction(better)
    found = means(grouped(sign * values, together), drawn)
    each = means(grouped(shares_of_best(np.where(paired(values), sign * values, np.nan)), together), drawn)
    overall, in_future, count = np.zeros(len(values)), np.zeros(found.by_future.shape), 0
    for some, weights in resampled(found, times, seed):
        overall += shares_of_best((some * weights[:, None, :]).sum(axis=2), axis=1).sum(axis=0)
        in_future += shares_of_best(some, axis=1).sum(axis=0)
        count += len(some)
    return ProbablyBest(each.overall, errors(each.overall_scores), overall / count, in_future / count)
