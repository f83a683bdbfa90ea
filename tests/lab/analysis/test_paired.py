"""Differences to a reference under common random numbers."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.paired import differences

from .made_up import answers

TRUE = np.array([[1.0, 2.0], [1.1, 1.9], [1.5, 2.5], [0.9, 2.4]])


def test_differences_by_hand() -> None:
    """Differences 1, 3 (mean 2, standard error 1) in the only future; the reference differs from itself by 0."""
    found = differences(np.array([[[5.0, 7.0]], [[6.0, 10.0]]]))
    assert found.overall.estimate.tolist() == [0.0, 2.0]
    assert found.overall.se.tolist() == pytest.approx([0.0, 1.0])
    assert found.by_future.estimate.tolist() == [[0.0], [2.0]]


def test_gain_by_hand() -> None:
    """Variances 2 and 8 of two candidates, 2 of their difference: independent runs would need five times as many."""
    found = differences(np.array([[[5.0, 7.0]], [[6.0, 10.0]]]))
    assert found.gain[1] == pytest.approx(5.0)
    assert np.isnan(found.gain[0])
    assert found.gain_by_future[1, 0] == pytest.approx(5.0)


def test_gain_of_equal_and_of_shifted_candidates() -> None:
    """Where the paired difference does not vary at all, the gain is infinite; where nothing varies, there is none."""
    varies, stands = np.array([1.0, 2.0, 4.0]), np.zeros(3)
    assert np.isposinf(differences(np.array([[varies], [varies]])).gain[1])
    assert np.isnan(differences(np.array([[stands], [stands + 1.0]])).gain[1])


def test_any_candidate_may_be_the_reference() -> None:
    """The difference of a to b is that of b to a turned round."""
    values = answers(np.random.default_rng(2), TRUE, 30)
    first, last = differences(values, 0), differences(values, 3)
    assert first.overall.estimate[3] == pytest.approx(-last.overall.estimate[0])
    assert first.overall.se[3] == pytest.approx(last.overall.se[0])
    with pytest.raises(AnalysisError, match="from 0 to 3, got 4"):
        differences(values, 4)


def test_dropped_replications_are_told() -> None:
    """A candidate that lacks three replications in a future costs all of them these three there, and none elsewhere."""
    values = answers(np.random.default_rng(3), TRUE, 30)
    values[2, 1, [4, 7, 9]] = np.nan
    found = differences(values)
    assert (found.used.tolist(), found.dropped.tolist()) == ([30, 27], [0, 3])


def coverage(repeats: int, confidence: float) -> tuple[float, float]:
    """How often all overall intervals hold at once, and all by future."""
    rng = np.random.default_rng(11)
    overall, by_future = TRUE.mean(axis=1) - TRUE.mean(axis=1)[0], TRUE - TRUE[0]
    held = np.zeros(2)
    for _ in range(repeats):
        found = differences(answers(rng, TRUE, 25), 0, confidence)
        held[0] += ((found.overall.low <= overall) & (overall <= found.overall.high)).all()
        held[1] += ((found.by_future.low <= by_future) & (by_future <= found.by_future.high)).all()
    return float(held[0] / repeats), float(held[1] / repeats)


def test_intervals_hold_at_once() -> None:
    """Joint 80 % intervals hold together in 80 % of 150 samples of 25 replications, both families, within z = 3.3 (10.8 points)."""
    for share in coverage(150, 0.8):
        assert abs(share - 0.8) < 3.3 * (0.8 * 0.2 / 150) ** 0.5


@pytest.mark.slow
def test_intervals_hold_at_once_closely() -> None:
    """Joint 95 % intervals hold together in 95 % of 4,000 samples of 25 replications, within z = 3.3 (1.1 points)."""
    for share in coverage(4000, 0.95):
        assert abs(share - 0.95) < 3.3 * (0.95 * 0.05 / 4000) ** 0.5
