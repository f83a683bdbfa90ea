"""The difference over time."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.overtime import over_time


def test_difference_by_period() -> None:
    """Differences 1, 3 in the first month (mean 2, error 1), 0 in the second, none in the third."""
    series = np.zeros((2, 1, 2, 3))
    series[1, 0, :, 0] = 1.0, 3.0
    series[0, 0, 0, 2] = np.nan
    (found,) = over_time(series, 1)
    assert found.estimate[:2].tolist() == [2.0, 0.0]
    assert found.se[:2].tolist() == pytest.approx([1.0, 0.0])
    assert np.isnan([found.estimate[2], found.low[2], found.used[2]]).all()


def test_the_band_holds_in_all_periods_at_once() -> None:
    """A 80 % band over 6 months of a random walk, averaged over two futures, holds in all of them in 80 % of 150 samples of 25
    replications, within z = 3.3 (10.8 points)."""
    rng = np.random.default_rng(10)
    held = 0
    for _ in range(150):
        series = rng.normal(size=(2, 2, 25, 6)).cumsum(axis=3) + rng.normal(size=(2, 1, 25, 6))
        series[1] += 0.5
        (found,) = over_time(series, 1, 0, 0.8)
        held += bool(((found.low <= 0.5) & (found.high >= 0.5)).all())
    assert abs(held / 150 - 0.8) < 3.3 * (0.8 * 0.2 / 150) ** 0.5


def test_nothing_in_common() -> None:
    """Without two replications of both in any month there is nothing to draw."""
    with pytest.raises(AnalysisError, match="no period"):
        over_time(np.full((2, 1, 3, 4), np.nan), 1)


def test_bands_of_several_candidates_hold_at_once() -> None:
    """80 % bands of two candidates over 4 months hold together in 80 % of 60 samples of 25 replications, within z = 3.3 (17
    points), and each reaches farther than alone."""
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(60):
        series = rng.normal(size=(3, 1, 25, 4)).cumsum(axis=3)
        found = over_time(series, [1, 2], 0, 0.8)
        held += all(((f.low <= 0.0) & (f.high >= 0.0)).all() for f in found)
    assert abs(held / 60 - 0.8) < 3.3 * (0.8 * 0.2 / 60) ** 0.5
    assert found[0].reach == found[1].reach > over_time(series, 1, 0, 0.8)[0].reach


def test_replications_of_a_cluster_are_one_observation() -> None:
    """Each run twice: the band is that of the runs once, not narrower; a single cluster has no band."""
    once = np.random.default_rng(12).normal(size=(2, 1, 12, 3))
    twice, labels = np.repeat(once, 2, axis=2), np.repeat(np.arange(12), 2)
    (plain,), (found,) = over_time(once, 1), over_time(twice, 1, labels=labels)
    assert found.se == pytest.approx(plain.se) and found.reach == pytest.approx(plain.reach, rel=0.02)
    with pytest.raises(AnalysisError, match="one cluster"):
        over_time(once, 1, labels=np.zeros(12, np.int64))


def test_periods_that_are_shown() -> None:
    """1 where the band lies above 0, -1 below, 0 where it holds 0, nan without a difference."""
    series = np.zeros((2, 1, 4, 4))
    series[1, 0] = np.array([[1.0, -1.0, 1.0, np.nan], [1.1, -1.1, -1.0, np.nan]] * 2)
    (found,) = over_time(series, 1)
    assert np.array_equal(found.shown, [1.0, -1.0, 0.0, np.nan], equal_nan=True)
