"""The law of the largest of several correlated t statistics, from which joint intervals take their reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.demands import Values

DRAWS = 1 << 15
"""Draws of the law. The reach is then known to about 0.3 %."""
_AT_ONCE = 4_000_000
"""Cells of draws in hand at once."""
_ZERO = 1e-12
"""A standard error below this share of the largest is rounding: the difference does not vary."""


@dataclass(frozen=True)
class Largest:
    """A sample of the largest of several standard normals, correlated as the estimates are; the t statistics divide it by
    the root of an independent chi-squared / df (multivariate t: C. W. Dunnett, J. Am. Stat. Assoc. 50, 1955).
    """  # noqa: D209

    normals: Values
    df: int

    def exceeds(self, reach: float) -> float:
        """Probability that the largest statistic exceeds `reach`: the chi-squared part is integrated, not drawn."""
        from scipy.special import chdtr

        if len(self.normals) == 0 or reach <= 0.0:
            return float(len(self.normals) > 0)
        return float(np.mean(chdtr(self.df, self.df * np.square(np.maximum(self.normals, 0.0) / reach))))

    def reach(self, confidence: float) -> float:
        """What the largest statistic stays within with this probability; 0 if no estimate varies."""
        from scipy.optimize import brentq

        if len(self.normals) == 0:
            return 0.0
        most = 2.0
        while self.exceeds(most) > 1.0 - confidence:
            most *= 2.0
        return float(brentq(lambda c: self.exceeds(c) - (1.0 - confidence), 1e-6, most, xtol=1e-6))


def errors(scores: Values) -> Values:
    """Standard errors from scores of shape (estimates, replications), exactly 0 where there is rounding only."""
    se = np.sqrt(np.square(scores).sum(axis=1))
    return np.where(se <= _ZERO * se.max(initial=0.0), 0.0, se)


def largest(scores: Values, df: int, one_sided: bool = False, draws: int = DRAWS, seed: int = 0) -> Largest:
    """The law of max |t| (or of max t, one-sided) of estimates with scores of shape (estimates, replications).

    The normals are sums of scores times independent standard normals, one a replication number, so that their correlation is
    that of the estimates, of whatever rank (multiplier bootstrap: V. Chernozhukov, D. Chetverikov and K. Kato, Ann. Stat. 41,
    2013). The same seed gives the same law.
    """
    se = errors(scores)
    standard = scores[se > 0.0] / se[se > 0.0, None]
    if len(standard) == 0:
        return Largest(np.zeros(0), df)
    if standard.shape[1] > len(standard):  # as many normals as there are estimates will do
        standard = np.linalg.qr(standard.T, mode="r").T
    rng = np.random.Generator(np.random.Philox(seed))
    found: list[Values] = []
    step = max(1, _AT_ONCE // max(standard.shape))
    for first in range(0, draws, step):
        drawn = rng.standard_normal((min(step, draws - first), standard.shape[1])) @ standard.T
        found.append((drawn if one_sided else np.abs(drawn)).max(axis=1))
    return Largest(np.concatenate(found), df)
