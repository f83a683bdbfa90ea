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
