"""Regret: what a policy loses to the one that would have been best in the future that came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.demands import Values, confident, direction
from materiel.lab.analysis.means import means
from materiel.lab.analysis.resample import TIMES, resampled


@dataclass(frozen=True)
class Regretted:
    """A summary of regret over futures, by candidate, in the metric's unit.

    `bias` is by how much chance makes the estimate too high, as the bootstrap finds it: the best of several noisy means is better
    than the best mean. The interval [low, high] spans both the bootstrap quantiles and their mirror image about the estimate, since
    neither alone holds where candidates are nearly equal; it is therefore rather too wide. It does not go below 0.
    """

    estimate: Values
    se: Values
    bias: Values
    low: Values
    high: Values


@dataclass(frozen=True)
class Regret:
    """Regret of candidates: in each future, of shape (candidates, futures), its mean over futures, and its maximum.

    `behind` is by how much the maximum of each is above that of the candidate with the least (the first such), whose own entry is
    0; these intervals, of a ranking, hold all at once (Bonferroni).
    """

    by_future: Values
    mean: Regretted
    largest: Regretted
    behind: Regretted
    confidence: float


def of_means(means_better_high: Values) -> Values:
    """Regret of means of shape (..., candidates, futures), more being better."""
    return np.asarray(means_better_high.max(axis=-2, keepdims=True) - means_better_high)


def _regretted(estimate: Values, drawn: Values, confidence: float, least: float = 0.0) -> Regretted:
    below, above = np.quantile(drawn, [(1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0], axis=0)
    mirrored = 2.0 * estimate - above, 2.0 * estimate - below
    return Regretted(
        estimate,
        drawn.std(axis=0, ddof=1),
        drawn.mean(axis=0) - estimate,
        np.maximum(np.minimum(below, mirrored[0]), least),
        np.maximum(above, mirrored[1]),
    )


def _behind(estimate: Values, drawn: Values, confidence: float) -> Regretted:
    first = int(np.argmin(estimate))
    each = 1.0 - (1.0 - confidence) / max(1, len(estimate) - 1)
    return _regretted(estimate - estimate[first], drawn - drawn[:, first : first + 1], each, -np.inf)


def regret(
    values: Values, better: str, confidence: float = 0.95, times: int = TIMES, seed: int = 0, drawn: bool = False
) -> Regret:
    """Regret of values of shape (candidates, futures, replications), with bootstrap error over replication numbers.

    In a future, regret is the best mean less the candidate's (L. J. Savage, J. Am. Stat. Assoc. 46, 1951); the maximum over
    futures is what minimax regret looks at, and the mean weighs futures equally. The error is that of chance alone: that other
    futures were not in the design is not in it, but for the mean over futures that are draws (`drawn`, as in `means`). Intervals:
    percentile and basic bootstrap (A. C. Davison and D. V. Hinkley, Bootstrap Methods, 1997, sec. 5.2 and 5.3), joined. Raises
    AnalysisError if the values do not bear it.
    """
    confident(confidence)
    found = means(direction(better) * values, drawn)
    mean: list[Values] = []
    most: list[Values] = []
    for some, weights in resampled(found, times, seed):
        lost = of_means(some)
        mean.append((lost * weights[:, None, :]).sum(axis=2))
        most.append(lost.max(axis=2))
    here, largest = of_means(found.by_future), np.concatenate(most)
    return Regret(
        here,
        _regretted(here.mean(axis=1), np.concatenate(mean), confidence),
        _regretted(here.max(axis=1), largest, confidence),
        _behind(here.max(axis=1), largest, confidence),
        confidence,
    )
