"""A candidate's outcome by itself: the mean with its interval, and the median where runs are skewed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.clusters import skewed
from materiel.lab.analysis.demands import Values, confident
from materiel.lab.analysis.means import defined, means


@dataclass(frozen=True)
class Outcome:
    """The mean over futures, which count equally; [low, high] is nan for fewer than two observations, all is for none."""

    mean: float
    low: float
    high: float
    median: float | None


def outcome(values: Values, confidence: float = 0.95, drawn: bool = False) -> Outcome:
    """Of values of shape (futures, observations), nan where one is missing; `drawn` as in `means`.

    Futures without a value are left out of the mean where there is no interval; otherwise all of them have to have two.
    """
    from scipy.special import stdtrit

    confident(confidence)
    there = ~np.isnan(values)
    if not there.any():
        return Outcome(math.nan, math.nan, math.nan, None)
    got = values[there]
    median = float(np.median(got)) if skewed(got) else None
    if not defined(values[None])[0]:
        some = there.any(axis=1)
        by_future = np.where(there, values, 0.0).sum(axis=1)[some] / there.sum(axis=1)[some]
        return Outcome(float(by_future.mean()), math.nan, math.nan, median)
    found = means(values[None], drawn)
    scores = found.overall_scores
    reach = float(stdtrit(found.freedom(scores), 0.5 + confidence / 2.0)) * math.sqrt(float(np.square(scores).sum()))
    mean = float(found.overall[0])
    return Outcome(mean, mean - reach, mean + reach, median)
