"""From a pool of runs to a posterior: the nearest members, adjusted by regression.

Parameters are normal scores of their priors: every prior is N(0, 1), and what is adjusted goes back through the prior's
quantiles, so that no draw leaves its range. Steps:

1. Semi-automatic summaries: a ridge regression of the parameters on statistics (and their squares) over the whole pool; the
   predicted parameters are the summaries. P. Fearnhead, D. Prangle, "Constructing summary statistics for approximate
   Bayesian computation", J. R. Statist. Soc. B 74 (2012).
2. The members nearest to the record, with Epanechnikov weights, and a local linear regression that takes each of them to
   the record. M. A. Beaumont, W. Zhang, D. J. Balding, "Approximate Bayesian computation in population genetics",
   Genetics 162 (2002).
3. The spread of the residuals follows the summaries too. M. G. B. Blum, O. Francois, "Non-linear regression models for
   approximate Bayesian computation", Statistics and Computing 20 (2010), section 2.2, with log-linear variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]

FARTHEST_SCORE = 4.0
"""Adjusted scores are held within this: beyond it a prior has 3 in 100,000."""
_PENALTIES = np.geomspace(1e-4, 1e2, 13)
"""Penalties that are tried, the variance of a feature being 1."""
_CLIP = 4.0


@dataclass(frozen=True)
class Summaries:
    """Parameters as a regression predicts them from statistics, with the variance that it leaves."""

    middle: Reals
    scale: Reals
    coefficients: Reals
    left: Reals
    """Residual variance of each parameter."""

    def of(self, statistics: Reals) -> Reals:
        """Summaries, of shape (..., parameters), of statistics of shape (..., statistics)."""
        predicted: Reals = _features(statistics, self.middle, self.scale) @ self.coefficients
        return predicted


def _features(statistics: Reals, middle: Reals, scale: Reals) -> Reals:
    standard = np.clip((statistics - middle) / scale, -_CLIP, _CLIP)
    ones = np.ones((*standard.shape[:-1], 1))
    return np.concatenate([ones, standard, standard**2 - 1.0], axis=-1)


@dataclass(frozen=True)
class _Ridge:
    """A weighted ridge regression of several outcomes, each with the penalty of least generalised cross-validation."""

    intercept: Reals
    slopes: Reals
    left: Reals
    """Residual variance of each outcome, freedom accounted for."""
    freedom: Reals
    """Numbers that each outcome's fit took from the data, the mean included."""


def _ridge(x: Reals, y: Reals, weights: Reals) -> _Ridge:
    """G. H. Golub, M. Heath, G. Wahba, "Generalized cross-validation", Technometrics 21 (1979). Weights sum to 1."""
    count = 1.0 / float(np.sum(weights**2))
    middle, outcome = weights @ x, weights @ y
    scale = np.sqrt(weights @ (x - middle) ** 2)
    scale = np.where(scale > 1e-12, scale, 1.0)
    standard = (x - middle) / scale
    values, vectors = np.linalg.eigh((standard * weights[:, None]).T @ standard)
    values = np.maximum(values, 0.0)
    projected = vectors.T @ ((standard * weights[:, None]).T @ (y - outcome))
    total = weights @ (y - outcome) ** 2
    best = np.full(y.shape[1], np.inf)
    slopes, left, freedom = np.zeros((x.shape[1], y.shape[1])), total.copy(), np.ones(y.shape[1])
    for penalty in _PENALTIES:
        shrunk = 1.0 / (values + penalty)
        taken = 1.0 + float(np.sum(values * shrunk))
        if taken >= 0.9 * count:
            continue
        rest = total - np.sum(projected**2 * (2.0 * shrunk - values * shrunk**2)[:, None], axis=0)
        error = rest / (1.0 - taken / count) ** 2
        better = error < best
        best = np.where(better, error, best)
        left = np.where(better, rest / (1.0 - taken / count), left)
        freedom = np.where(better, taken, freedom)
        slopes[:, better] = (vectors @ (projected * shrunk[:, None]))[:, better]
    slopes /= scale[:, None]
    return _Ridge(outcome - middle @ slopes, slopes, np.maximum(left, 1e-12), freedom)


def summaries(scores: Reals, statistics: Reals) -> Summaries:
    """Fit summaries on a pool: scores of shape (members, parameters), statistics (members, statistics)."""
    middle = np.median(statistics, axis=0)
    scale = np.std(statistics, axis=0)
    scale = np.where(scale > 0.0, scale, 1.0)
    x = _features(statistics, middle, scale)[:, 1:]
    found = _ridge(x, scores, np.full(len(x), 1.0 / len(x)))
    return Summaries(middle, scale, np.vstack([found.intercept, found.slopes]), found.left)


@dataclass(frozen=True)
class Posterior:
    """Adjusted scores with their weights (which sum to 1), and how far the record is from the members that were kept."""

    scores: Reals
    weights: Reals
    reach: float
    """Distance of the farthest member that was kept, in residual standard deviations."""

    def mean(self) -> Reals:
        """Mean score of each parameter; 0 under the prior."""
        mean: Reals = self.weights @ self.scores
        return mean

    def variance(self) -> Reals:
        """Variance of each parameter's score; 1 under the prior."""
        variance: Reals = self.weights @ (self.scores - self.mean()) ** 2
        return variance

    def rank(self, truth: Reals) -> Reals:
        """Weight of what lies below the truth, for each parameter."""
        rank: Reals = np.minimum(self.weights @ (self.scores < truth), 1.0)
        return rank


def posterior(fitted: Summaries, scores: Reals, members: Reals, record: Reals, kept: int) -> Posterior:
    """The posterior given the summaries of all members (members, parameters) and of the record (parameters)."""
    distances = np.sqrt(np.sum((members - record) ** 2 / fitted.left, axis=1))
    kept = min(kept, len(distances))
    near = np.sort(np.argpartition(distances, kept - 1)[:kept])
    reach = float(distances[near].max())
    weights = np.maximum(1.0 - (distances[near] / (reach * (1.0 + 1e-9) or 1.0)) ** 2, 1e-12)
    weights /= weights.sum()
    x, told = members[near] - record, members[near]
    # what the summaries left: they are themselves the first guess, so that the slopes here shrink towards 0
    rest = scores[near] - told
    local = _ridge(x, rest, weights)
    residual = rest - local.intercept - x @ local.slopes
    residual *= np.sqrt(1.0 / (1.0 - np.minimum(local.freedom * np.sum(weights**2), 0.5)))
    spread = _ridge(x, np.log(residual**2 + 1e-6), weights)
    stretch = np.exp(np.clip(-0.5 * (x @ spread.slopes), -1.0, 1.0))
    adjusted = np.clip(record + local.intercept + residual * stretch, -FARTHEST_SCORE, FARTHEST_SCORE)
    return Posterior(adjusted, weights, reach)


def resampled(weights: Reals, offset: float, count: int) -> npt.NDArray[np.intp]:
    """Indices drawn by systematic resampling: `offset` in [0, 1) is the one random number. Doucet et al., 2001."""
    places = (np.arange(count) + offset) / count
    bounds = np.cumsum(weights)
    bounds[-1] = 1.0
    return np.searchsorted(bounds, places, side="right").clip(0, len(weights) - 1)
