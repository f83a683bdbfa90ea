"""The law of the largest of several correlated t statistics, from which joint intervals take their reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.demands import Values

DRAWS = 1 << 15
"""Draws of the law. A reach at 95 % is then known to about 0.6 %."""
_WORK, _FEWEST = 20_000_000_000, 1 << 12
"""Multiplications that are spent at most, and draws at least: thousands of estimates make do with fewer draws (1.6 %)."""
_PAIRS = 300_000_000
"""Draws times the square of the estimates, at most, of a law over all pairs."""
_AT_ONCE = 4_000_000
"""Cells of draws in hand at once."""
ZERO = 1e-12
"""A standard error below this share of the largest is rounding: the difference does not vary."""


@dataclass(frozen=True)
class Largest:
    """A sorted sample of the largest statistic; empty if no estimate varies."""

    sample: Values

    def exceeds(self, reach: Values) -> Values:
        """Probability that the largest statistic is at least `reach`."""
        count = max(len(self.sample), 1)
        return np.asarray((len(self.sample) - np.searchsorted(self.sample, reach)) / count, dtype=np.float64)

    def reach(self, confidence: float) -> float:
        """What the largest statistic stays within with this probability, at least 0; 0 if no estimate varies."""
        return max(float(np.quantile(self.sample, confidence)), 0.0) if len(self.sample) else 0.0


def errors(scores: Values) -> Values:
    """Standard errors from scores of shape (estimates, replications), exactly 0 where there is rounding only."""
    se = np.sqrt(np.square(scores).sum(axis=1))
    return np.where(se <= ZERO * se.max(initial=0.0), 0.0, se)


def without_rounding(apart: Values, scale: float) -> Values:
    """Differences of numbers of that size, exactly 0 where there is rounding only."""
    return np.where(np.abs(apart) <= ZERO * scale, 0.0, apart)


def narrow(scores: Values) -> Values:
    """Scores of as many columns as there are estimates at most, with the same covariance."""
    return np.asarray(np.linalg.qr(scores.T)[1].T) if scores.shape[1] > len(scores) else scores


def pairs_drawn(scores: Values, df: int, seed: int) -> tuple[Values, Values]:
    """Draws of a law over all pairs: of the estimates, of shape (draws, estimates), and of the root of chi-squared / df.

    The difference of two columns, over the root, is a draw of the error of that pair. The same seed gives the same draws.
    """
    draws = max(_FEWEST, min(DRAWS, _PAIRS // max(1, len(scores)) ** 2))
    rng = np.random.Generator(np.random.Philox(seed))
    small = narrow(scores)
    drawn = rng.standard_normal((draws, small.shape[1])) @ small.T
    return drawn, np.sqrt(rng.chisquare(df, draws) / df)


def largest(scores: Values, df: int, draws: int = DRAWS, seed: int = 0) -> Largest:
    """The law of max |t| of estimates with scores of shape (estimates, replications).

    The numerators are sums of scores times independent standard normals, one a replication number, so that their correlation is
    that of the estimates, of whatever rank (multiplier bootstrap: V. Chernozhukov, D. Chetverikov and K. Kato, Ann. Stat. 41,
    2013); the denominator is the root of one chi-squared / df (multivariate t: C. W. Dunnett, J. Am. Stat. Assoc. 50, 1955).
    At most so many draws. The same seed gives the same law.
    """
    se = errors(scores)
    standard = narrow(scores[se > 0.0] / se[se > 0.0, None])
    if len(standard) == 0:
        return Largest(np.zeros(0))
    rng = np.random.Generator(np.random.Philox(seed))
    draws = max(_FEWEST, min(draws, _WORK // standard.size))
    found = np.empty(draws)
    step = max(1, _AT_ONCE // max(standard.shape))
    for first in range(0, draws, step):
        drawn = rng.standard_normal((min(step, draws - first), standard.shape[1])) @ standard.T
        found[first : first + step] = np.abs(drawn).max(axis=1)
    return Largest(np.sort(found / np.sqrt(rng.chisquare(df, draws) / df)))
