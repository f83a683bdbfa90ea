"""Probability of being best."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.analysis.best import probably_best, shares_of_best

from .made_up import answers


def test_ties_are_shared() -> None:
    """Two of three are best together: a half each."""
    assert shares_of_best(np.array([3.0, 1.0, 3.0])).tolist() == [0.5, 0.0, 0.5]


def test_best_by_chance_and_on_average() -> None:
    """A candidate that is 1 better in three replications of four and 9 worse in the fourth is best three times of four, but
    hardly on average."""
    quarter = np.arange(400) % 4 == 0
    values = np.array([np.zeros(400), np.where(quarter, -9.0, 1.0)])[:, None, :]
    found = probably_best(values, "higher")
    assert found.by_chance.tolist() == [0.25, 0.75]
    assert found.by_chance_se[0] == pytest.approx((0.25 * 0.75 / 399) ** 0.5)
    assert found.on_average[0] > 0.999
    assert probably_best(values, "lower").by_chance.tolist() == [0.75, 0.25]


def test_probabilities_sum_to_one_with_missing_replications() -> None:
    """Whatever is missing, the probabilities of all candidates sum to 1 in every future."""
    values = answers(np.random.default_rng(6), np.array([[1.0, 1.2], [1.1, 1.1], [1.0, 1.0]]), 40)
    values[1, 0, :9] = np.nan
    values[:, 1, 25:] = np.nan
    found = probably_best(values, "higher", times=500)
    assert found.by_chance.sum() == pytest.approx(1.0)
    assert found.on_average.sum() == pytest.approx(1.0)
    assert found.in_future.sum(axis=0) == pytest.approx([1.0, 1.0])


def test_antithetic_pairs_have_the_error_of_pairs() -> None:
    """Each pair has one replication in which either is best: the share is a half without any error."""
    swings = np.array([np.zeros(20), np.tile([1.0, -1.0], 10)])[:, None, :]
    assert probably_best(swings, "higher", together=2).by_chance_se.tolist() == [0.0, 0.0]
    assert probably_best(swings, "higher").by_chance_se[0] > 0.1


def test_on_average_is_what_a_normal_mean_difference_gives() -> None:
    """Where the difference of means is z standard errors, the resampled probability is the normal one: at 1.0, 84 %, within
    z = 3.5 of 2,000 resamples and half a point for the bootstrap's own shape (3.4 points)."""
    rng = np.random.default_rng(7)
    difference = rng.normal(size=400)
    difference = (difference - difference.mean()) / difference.std(ddof=1) + 1.0 / 20.0  # mean 1 standard error above 0
    found = probably_best(np.array([np.zeros(400), difference])[:, None, :], "higher")
    assert abs(found.on_average[1] - 0.8413) < 3.5 * (0.84 * 0.16 / 2000) ** 0.5 + 0.005
