"""Intervals that hold for several estimates at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.demands import Values, confident
from materiel.lab.analysis.largest import ZERO, errors, largest, pairs_drawn


@dataclass(frozen=True)
class Joint:
    """Estimates with intervals that all hold at once with the stated confidence.

    `reach` is the half-width in standard errors, from the correlation of the estimates; `bonferroni` is what it would be
    without (never less, but for the 0.6 % of drawing). `p` is the probability, if no estimate differed from 0, of one at least
    as far off among all of them; `p_holm` the same by Holm's steps, which uses no correlation. Arrays are of one shape.
    """

    estimate: Values
    se: Values
    low: Values
    high: Values
    p: Values
    p_holm: Values
    reach: float
    bonferroni: float
    confidence: float
    df: int


def holm(p: Values) -> Values:
    """p adjusted so that the chance of any false rejection stays below the level (S. Holm, Scand. J. Stat. 6, 1979).

    >>> holm(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p, kind="stable")
    raised = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(raised, 1.0)
    return adjusted


def joint(estimate: Values, scores: Values, df: int, confidence: float) -> Joint:
    """Joint intervals for estimates with scores of shape (estimates, replications), by the largest |t| (single step).

    An estimate that does not vary over replications has an interval of width 0 and burdens the others with nothing.
    Source: Y. Hochberg and A. C. Tamhane, Multiple Comparison Procedures (1987), ch. 2 and 5, with the covariance as estimated.
    Raises AnalysisError for a confidence that is none.
    """
    from scipy.special import stdtr, stdtrit

    confident(confidence)
    se = errors(scores)
    law = largest(scores, df)
    reach = law.reach(confidence)
    varies = se > 0.0
    t = np.abs(estimate[varies]) / se[varies]
    p, p_holm = (np.where(estimate == 0.0, 1.0, 0.0) for _ in range(2))
    p[varies] = law.exceeds(t)
    p_holm[varies] = holm(2.0 * stdtr(df, -t))
    count = max(int(varies.sum()), 1)
    alone = float(stdtrit(df, 1.0 - (1.0 - confidence) / (2.0 * count)))
    return Joint(estimate, se, estimate - reach * se, estimate + reach * se, p, p_holm, reach, alone, confidence, df)


def every_pair(scores: Values, df: int, confidence: float, seed: int = 0) -> Values:
    """How far the difference of each pair may be off, for all pairs at once; of shape (estimates, estimates).

    Two-sided, by the largest |t| over pairs, from the covariance as estimated: J. W. Tukey's comparisons (Hochberg and Tamhane
    1987, ch. 3) without equal variances. `scores` are those of the estimates, of shape (estimates, observations).
    """
    confident(confidence)
    count = len(scores)
    se = np.array([errors(row - scores) for row in scores])
    se[se <= ZERO * se.max(initial=0.0)] = 0.0
    drawn, root = pairs_drawn(scores, df, seed)
    most = np.zeros(len(drawn))
    for i in range(count):
        if (varies := se[i] > 0.0).any():
            most = np.maximum(most, np.abs((drawn[:, i, None] - drawn[:, varies]) / se[i][varies]).max(axis=1))
    reach = float(np.quantile(most / root, confidence))
    return np.asarray(reach * se)
