"""Elementary effects of functions whose effects are known."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.morris import morris, morris_points


def test_each_trajectory_moves_every_factor_once() -> None:
    """Steps are +-2/3 on a grid of four levels, one factor at a time, and all levels are equally frequent (chi-squared with 3
    degrees of freedom below 16.3, 1 in 1,000, over 1,500 starts)."""
    points = morris_points(5, 300, 4, seed=1).reshape(300, 6, 5)
    step = np.diff(points, axis=1)
    assert ((np.abs(step) > 1e-9).sum(axis=1) == 1).all() and ((np.abs(step) > 1e-9).sum(axis=2) == 1).all()
    assert np.abs(step[step != 0.0]) == pytest.approx(2 / 3)
    counts = np.bincount(np.rint(points[:, 0] * 3).astype(int).reshape(-1), minlength=4)
    assert np.square(counts - 375).sum() / 375 < 16.3
    assert np.array_equal(points.reshape(-1, 5), morris_points(5, 300, 4, seed=1))
    assert not np.array_equal(points.reshape(-1, 5), morris_points(5, 300, 4, seed=2))


def test_linear_function_is_exact() -> None:
    """3 a - 2 b: effects 3, -2 and 0, of sizes 3, 2 and 0, without spread or error."""
    points = morris_points(3, 8, 4, seed=3)
    found = morris(points, points @ np.array([[3.0], [-2.0], [0.0]]))
    assert found.mu.estimate == pytest.approx([3.0, -2.0, 0.0])
    assert found.mu_star.estimate == pytest.approx([3.0, 2.0, 0.0])
    assert found.sigma.estimate == pytest.approx([0.0, 0.0, 0.0], abs=1e-7)
    assert found.mu.se == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)


def test_interaction_shows_as_spread() -> None:
    """a b on four levels: the effect of a is b, of mean 1/2 and variance 5/36, within z = 3.5 of 400 trajectories."""
    points = morris_points(2, 400, 4, seed=4)
    found = morris(points, points[:, :1] * points[:, 1:])
    assert np.abs(found.mu.estimate - 0.5) == pytest.approx([0.0, 0.0], abs=3.5 * (5 / 36 / 400) ** 0.5)
    assert found.sigma.estimate == pytest.approx([(5 / 36) ** 0.5] * 2, rel=0.1)


def test_chance_does_not_pass_for_spread() -> None:
    """A linear function with independent chance of standard deviation 3, 40 replications: sigma's interval keeps 0, and mu_star
    of the factor without effect is within a third of the floor that chance gives."""
    points = morris_points(2, 40, 4, seed=5)
    noisy = points @ np.array([[9.0], [0.0]]) + np.random.default_rng(1).normal(0.0, 3.0, (len(points), 40))
    found = morris(points, noisy)
    assert (found.sigma.low == 0.0).all()
    assert found.mu_star.estimate[1] == pytest.approx(found.floor[1], rel=0.34)
    assert found.mu.low[0] < 9.0 < found.mu.high[0]


def test_intervals_of_the_mean_effect_hold() -> None:
    """a b + 2 a with chance that is partly common to all points, 12 trajectories, 8 replications: 80 % intervals of mu hold
    in 80 % of 200 samples or up to 12 points more (what is peculiar to a point is counted twice), within z = 3.3."""
    rng = np.random.default_rng(2)
    held = np.zeros(2)
    for k in range(200):
        points = morris_points(2, 12, 4, seed=k)
        a, b = points[:, :1], points[:, 1:]
        answer = a * b + 2.0 * a + rng.normal(0.0, 1.0, 8) * (1.0 + a) + rng.normal(0.0, 0.3, (len(points), 8))
        found = morris(points, answer, 0.8)
        truth = np.array([2.5, 0.5])
        held += (found.mu.low <= truth) & (truth <= found.mu.high)
    slack = 3.3 * (0.8 * 0.2 / 200) ** 0.5
    assert (held / 200 > 0.8 - slack).all() and (held / 200 < 0.92 + slack).all()


def test_incomplete_designs_are_refused() -> None:
    """A point without value, a trajectory too short, points of another design, odd levels: one message each."""
    points = morris_points(2, 4, 4, seed=5)
    values = np.ones((12, 3))
    values[7] = np.nan
    with pytest.raises(AnalysisError, match=r"1 of 12 points have no value \(the first is point 7\)"):
        morris(points, values)
    with pytest.raises(AnalysisError, match="trajectories of 3 points"):
        morris(points[:-1], values[:-1])
    with pytest.raises(AnalysisError, match="move each factor once"):
        morris(np.random.default_rng(1).random((12, 2)), np.ones((12, 3)))
    with pytest.raises(AnalysisError, match="even number of levels"):
        morris_points(2, 4, 5, seed=5)


def test_a_replication_that_failed_somewhere_is_dropped_everywhere() -> None:
    """Replication 1 lacks a point: two are left, one is dropped, and the effects are exact."""
    points = morris_points(2, 4, 4, seed=5)
    values = points[:, :1] + np.zeros(3)
    values[7, 1] = np.nan
    found = morris(points, values)
    assert (found.replications, found.dropped) == (2, 1)
    assert found.mu.estimate == pytest.approx([1.0, 0.0])
