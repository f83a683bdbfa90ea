"""Regret over futures."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.analysis.regret import regret

from .made_up import answers


def test_regret_by_hand() -> None:
    """Means 1, 5 and 3, 4 in two futures: the first loses 2 and 0, the second 0 and 1; without chance there is no error."""
    values = np.repeat(np.array([[[1.0], [5.0]], [[3.0], [4.0]]]), 3, axis=2)
    found = regret(values, "higher")
    assert found.by_future.tolist() == [[2.0, 0.0], [0.0, 1.0]]
    assert (found.mean.estimate.tolist(), found.largest.estimate.tolist()) == ([1.0, 0.5], [2.0, 1.0])
    assert (found.mean.se == 0.0).all() and (found.mean.low == found.mean.high).all()
    assert regret(values, "lower").by_future.tolist() == [[0.0, 1.0], [2.0, 0.0]]


def test_chance_raises_regret_and_the_bias_says_so() -> None:
    """Of five equal candidates the noisy best is ahead: estimated regret is positive, the bias likewise, the interval keeps 0."""
    found = regret(answers(np.random.default_rng(8), np.ones((5, 4)), 30), "higher")
    assert (found.mean.estimate > 0.0).all()
    assert (found.mean.bias > 0.0).mean() > 0.5
    assert (found.mean.low == 0.0).any()


def test_intervals_of_mean_regret_hold() -> None:
    """Near ties, 80 % intervals of mean and largest regret hold in at least 80 % of 200 samples of 30 replications, for each
    candidate, within z = 3.3 (one-sided, 9.4 points)."""
    true = np.random.default_rng(3).normal(0.0, 0.1, (4, 3))
    lost = true.max(axis=0) - true
    rng = np.random.default_rng(9)
    held = np.zeros((2, 4))
    for _ in range(200):
        found = regret(answers(rng, true, 30), "higher", 0.8, times=400)
        held[0] += (found.mean.low <= lost.mean(axis=1)) & (lost.mean(axis=1) <= found.mean.high)
        held[1] += (found.largest.low <= lost.max(axis=1)) & (lost.max(axis=1) <= found.largest.high)
    assert (held / 200 > 0.8 - 3.3 * (0.8 * 0.2 / 200) ** 0.5).all()


def test_same_again() -> None:
    """The same seed gives the same bits, another seed another error."""
    values = answers(np.random.default_rng(8), np.ones((3, 2)), 30)
    assert np.array_equal(regret(values, "higher").mean.se, regret(values, "higher").mean.se)
    assert not np.array_equal(regret(values, "higher", seed=1).mean.se, regret(values, "higher").mean.se)
    assert regret(values, "higher", seed=1).mean.se == pytest.approx(regret(values, "higher").mean.se, rel=0.2)


def test_lead_in_least_regret() -> None:
    """Means 1, 5 and 3, 4: the second loses at most 1, the first 2, so that the first is 1 behind, surely without chance; of equal
    candidates none is shown to lose least."""
    values = np.repeat(np.array([[[1.0], [5.0]], [[3.0], [4.0]]]), 3, axis=2)
    behind = regret(values, "higher").behind
    assert (behind.estimate.tolist(), behind.low.tolist(), behind.high.tolist()) == ([1.0, 0.0], [1.0, 0.0], [1.0, 0.0])
    alike = regret(answers(np.random.default_rng(8), np.ones((4, 3)), 30), "higher").behind
    assert (alike.low[alike.estimate > 0.0] <= 0.0).all()
