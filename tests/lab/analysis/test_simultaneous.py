"""Intervals that hold at once."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import stdtrit

from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.largest import largest
from materiel.lab.analysis.simultaneous import every_pair, holm, joint


def scores_of(correlation: float, estimates: int) -> np.ndarray:
    """Scores of so many estimates, equally correlated, each with standard error 1."""
    covariance = np.full((estimates, estimates), correlation) + np.eye(estimates) * (1.0 - correlation)
    return np.linalg.cholesky(covariance)


def test_one_estimate_reaches_as_far_as_student() -> None:
    """The reach of a single estimate is Student's quantile: 2.228 for 10 degrees of freedom, within 1 %."""
    assert largest(np.ones((1, 1)), 10).reach(0.95) == pytest.approx(stdtrit(10, 0.975), rel=0.01)


@pytest.mark.parametrize(("df", "published"), [(10, 2.57), (20, 2.38), (60, 2.27)])
def test_two_comparisons_with_a_control(df: int, published: float) -> None:
    """Two-sided 95 % points for two comparisons with a control, correlation 0.5: 2.57, 2.38 and 2.27 at 10, 20 and 60
    degrees of freedom (C. W. Dunnett, Biometrics 20, 1964, table II)."""
    assert largest(scores_of(0.5, 2), df).reach(0.95) == pytest.approx(published, abs=0.02)


def test_correlation_narrows_the_reach() -> None:
    """Uncorrelated estimates reach almost as far as Bonferroni's; ten equal ones no farther than one."""
    apart = joint(np.zeros(10), scores_of(0.0, 10), 50, 0.95)
    assert 0.96 * apart.bonferroni < apart.reach < 1.005 * apart.bonferroni
    together = joint(np.zeros(10), np.ones((10, 1)), 50, 0.95)
    assert together.reach == pytest.approx(stdtrit(50, 0.975), rel=0.01)


def test_interval_excludes_zero_where_error_is_improbable() -> None:
    """The adjusted probability falls below 1 - confidence exactly where the interval excludes 0, and Holm's is not far off."""
    estimate = np.linspace(0.0, 4.0, 41)
    found = joint(estimate, scores_of(0.3, 41), 30, 0.9)
    assert ((found.p < 0.1) == (found.low > 0.0)).all()
    assert found.p_holm[40] == pytest.approx(found.p[40], abs=0.01)


def test_holm_by_hand() -> None:
    """0.01, 0.04, 0.03: times 3, 2 and 1 in rising order, never falling."""
    assert holm(np.array([0.01, 0.04, 0.03])).tolist() == pytest.approx([0.03, 0.06, 0.06])


def test_what_does_not_vary_is_exact() -> None:
    """A difference without variation has an interval of width 0, and does not widen the other's."""
    found = joint(np.array([2.0, 0.0, 1.0]), np.array([[0.0, 0.0], [0.0, 0.0], [0.6, 0.8]]), 20, 0.95)
    assert (found.low[0], found.high[0], found.p[0], found.p[1]) == (2.0, 2.0, 0.0, 1.0)
    assert found.reach == pytest.approx(stdtrit(20, 0.975), rel=0.01)


def test_same_reach_again() -> None:
    """The law is drawn from a fixed seed: the same scores give the same bits."""
    scores = np.random.default_rng(1).normal(size=(6, 40))
    assert joint(np.ones(6), scores, 39, 0.95).reach == joint(np.ones(6), scores, 39, 0.95).reach


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_confidence_is_a_share(confidence: float) -> None:
    """95 is no confidence; 0.95 is."""
    with pytest.raises(AnalysisError, match="between 0 and 1"):
        joint(np.zeros(1), np.ones((1, 1)), 5, confidence)


@pytest.mark.parametrize(("count", "df", "published"), [(3, 20, 3.58), (5, 20, 4.23), (10, 60, 4.65)])
def test_all_pairs_reach_as_far_as_tukeys_range(count: int, df: int, published: float) -> None:
    """Independent means of equal error: all pairs reach q / sqrt(2) of their standard errors, with q the 95 % points of the
    studentised range (Pearson and Hartley 1966, table 29), within 1 %."""
    margin = every_pair(np.eye(count), df, 0.95)
    off = margin[~np.eye(count, dtype=bool)] / np.sqrt(2.0)
    assert off == pytest.approx(published / np.sqrt(2.0), rel=0.01)
    assert (np.diag(margin) == 0.0).all()
