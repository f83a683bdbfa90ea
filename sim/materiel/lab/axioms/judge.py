"""Tests of paired differences: Student's t over replications, Holm over all tests."""

from __future__ import annotations

from dataclasses import dataclass

from materiel.lab.axioms.usage import Values
from materiel.lab.errors import LabError

MARGIN = 0.0005
"""What an effect has to exceed, against what the axiom says, to be a violation."""
CONFIDENCE = 0.95
_ROUNDING = 1e-12


@dataclass(frozen=True)
class MeanDifference:
    """A mean of paired differences over replications, which are independent of each other."""

    mean: float
    se: float
    df: int

    @property
    def interval(self) -> tuple[float, float]:
        """Confidence interval of the mean at 95 %."""
        reach = _quantile((1.0 + CONFIDENCE) / 2.0, self.df) * self.se
        return self.mean - reach, self.mean + reach

    @property
    def least(self) -> float:
        """One-sided lower bound of the mean at 95 %."""
        return self.mean - _quantile(CONFIDENCE, self.df) * self.se

    def p_below(self, bound: float) -> float:
        """p of the hypothesis that the mean is at least `bound`; small if it is below."""
        return _p(self.mean - bound, self.se, self.df)

    def p_above(self, bound: float) -> float:
        """p of the hypothesis that the mean is at most `bound`; small if it is above."""
        return _p(bound - self.mean, self.se, self.df)


def mean_difference(differences: Values) -> MeanDifference:
    """The mean difference with its standard error. Raises LabError for fewer than two replications."""
    count = len(differences)
    if count < 2:
        raise LabError(f"expected at least 2 replications, got {count}")
    se = float(differences.std(ddof=1)) / count**0.5
    return MeanDifference(float(differences.mean()), se if se > _ROUNDING else 0.0, count - 1)


def _p(distance: float, se: float, df: int) -> float:
    """P(T <= distance / se); without variation 0 or 1."""
    if se == 0.0:
        return 0.0 if distance < -_ROUNDING else 1.0
    from scipy.special import stdtr

    return float(stdtr(df, distance / se))


def _quantile(share: float, df: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(df, share))
