"""Estimates from several samples, and outcomes by themselves."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import stdtrit
from scipy.stats import ttest_ind

from materiel.lab.analysis.outcome import outcome
from materiel.lab.analysis.scored import Sample, Scored


def scored(values: np.ndarray, name: str) -> Scored:
    """The mean of a sample."""
    n = len(values)
    return Scored(float(values.mean()), {name: Sample((values - values.mean()) / np.sqrt(n * (n - 1)), n - 1)})


def test_difference_of_independent_samples_is_welchs() -> None:
    """Two samples of 20 and 35 with deviations 1 and 3: the interval is that of Welch's test, as in scipy."""
    rng = np.random.default_rng(3)
    a, b = rng.normal(1.0, 1.0, 20), rng.normal(0.0, 3.0, 35)
    apart = scored(a, "a").less(scored(b, "b"))
    wanted = ttest_ind(a, b, equal_var=False).confidence_interval(0.9)
    assert (apart.value - apart.half(0.9), apart.value + apart.half(0.9)) == pytest.approx((wanted.low, wanted.high))


def test_difference_on_the_same_chance_is_paired() -> None:
    """1, 2, 4 and 2, 3, 6: differences 1, 1, 2 (mean 4/3, error 1/3); twice as much has twice the error."""
    a, b = np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 6.0])
    apart = scored(b, "numbers").less(scored(a, "numbers"))
    assert apart.value == pytest.approx(4 / 3)
    assert apart.half(0.95) == pytest.approx(stdtrit(2, 0.975) / 3)
    assert apart.times(-2.0).half(0.95, 4) == pytest.approx(2 * stdtrit(2, 1.0 - 0.05 / 8) / 3)


def test_what_does_not_vary_has_no_width() -> None:
    """The same chance in both leaves nothing."""
    a = scored(np.array([1.0, 2.0, 4.0]), "numbers")
    assert a.less(a).half(0.95) == 0.0


def test_outcome_by_hand() -> None:
    """1, 2, 3, 4: mean 2.5, reach 3.182446 x sqrt(5/12). Without values nothing, with one no interval."""
    found = outcome(np.array([[1.0, 2.0, 3.0, 4.0, np.nan]]))
    assert (found.mean, found.median) == (2.5, None)
    assert found.high - found.mean == pytest.approx(3.182446 * (5 / 12) ** 0.5, rel=1e-6)
    assert np.isnan(outcome(np.full((2, 3), np.nan)).mean)
    one = outcome(np.array([[2.0, np.nan], [np.nan, np.nan]]))
    assert one.mean == 2.0 and np.isnan(one.low)


def test_median_stands_beside_a_skewed_mean() -> None:
    """Nineteen runs of 0 and one of 20: the mean is 1, the median 0, which is said."""
    found = outcome(np.array([[0.0] * 19 + [20.0]]))
    assert (found.mean, found.median) == (1.0, 0.0)
