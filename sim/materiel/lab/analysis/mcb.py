"""Multiple comparisons with the best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from materiel.lab.analysis.demands import Values, confident, direction
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.largest import errors, pairs_drawn, without_rounding
from materiel.lab.analysis.means import means


@dataclass(frozen=True)
class WithBest:
    """Each candidate against the best of the others: mean less the best other mean, more being better.

    All intervals [low, high] hold at once with the stated confidence. high is 0 for whom the others' best beats surely; low is
    0 for the one that is surely best. `may_be_best` are the candidates that cannot be ruled out. Arrays are of shape (candidates,).
    """

    estimate: Values
    low: Values
    high: Values
    may_be_best: npt.NDArray[np.bool_]
    confidence: float


def _margins(scores: Values, df: int, confidence: float, seed: int = 0) -> Values:
    """By how much the difference of row to column may be too low, for all columns at once; of shape (candidates, candidates)."""
    drawn, root = pairs_drawn(scores, df, seed)
    margin = np.zeros((len(scores), len(scores)))
    for i in range(len(scores)):
        se = errors(scores[i] - scores)
        if (varies := se > 0.0).any():
            most = ((drawn[:, i, None] - drawn[:, varies]) / se[varies]).max(axis=1) / root
            margin[i] = max(float(np.quantile(most, confidence)), 0.0) * se
    return margin


def with_best(values: Values, better: str, confidence: float = 0.95, drawn: bool = False) -> WithBest:
    """Constrained intervals for the mean over futures, of values of shape (candidates, futures, replications).

    For each candidate the reach is that of its one-sided comparisons with all others at once, from the covariance of the
    paired differences as estimated; whichever candidate is the best, its own family holds with the stated confidence, and
    then all intervals do. Sources: J. C. Hsu, Ann. Stat. 12 (1984) 1136; under common random numbers B. L. Nelson and F. J.
    Matejcik, Manag. Sci. 41 (1995) 1935, who assume that all differences vary alike (sphericity), which is not assumed here.
    `drawn` as in `means`. Raises AnalysisError for fewer than two candidates, or values that do not bear it.
    """
    found = means(values, drawn)
    return constrained(direction(better) * found.overall, found.overall_scores, found.freedom_of_pairs, confidence)


def constrained(mean: Values, scores: Values, df: int, confidence: float = 0.95) -> WithBest:
    """The same for means of which more is better, with their scores of shape (candidates, observations)."""
    confident(confidence)
    count = len(mean)
    if count < 2:
        raise AnalysisError(f"comparison with the best: expected at least 2 candidates, got {count}")
    apart = without_rounding(mean[:, None] - mean[None, :], float(np.abs(mean).max()))
    own = np.eye(count, dtype=bool)
    margin = _margins(scores, df, confidence)
    above = np.where(own, np.inf, apart + margin).min(axis=1)
    may_be = above >= 0.0
    below = np.where(own | ~may_be[None, :], np.inf, apart - margin.T).min(axis=1)
    low = np.where(np.isinf(below), 0.0, below)
    estimate = np.where(own, np.inf, apart).min(axis=1)
    return WithBest(estimate, np.minimum(low, 0.0), np.maximum(above, 0.0), may_be, confidence)
