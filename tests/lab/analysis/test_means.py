"""What is paired, and whose error it is."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.means import grouped, means

NAN = np.nan


def test_a_replication_counts_only_if_every_candidate_has_it() -> None:
    """Of four replications, number 1 lacks the second candidate and number 3 was run for neither: one is dropped."""
    found = means(np.array([[[1.0, 9.0, 3.0, NAN]], [[2.0, NAN, 6.0, NAN]]]))
    assert found.by_future.tolist() == [[2.0], [4.0]]
    assert (found.used.tolist(), found.dropped.tolist(), found.df) == ([2], [1], 1)


def test_squares_of_scores_are_the_squared_standard_error() -> None:
    """1, 2, 3, 4: squared standard error of the mean 5/12, by hand."""
    found = means(np.array([[[1.0, 2.0, 3.0, 4.0, NAN]]]))
    assert np.square(found.scores).sum() == pytest.approx(5 / 12)
    assert found.scores[0, 0, 4] == 0.0


def test_futures_with_the_same_draws_are_one_observation() -> None:
    """Two equal futures tell no more than one; two that move against each other cancel their error."""
    y = np.array([1.0, 2.0, 3.0, 4.0])
    alike = means(np.array([[y, y + 10.0]]))
    assert np.square(alike.overall_scores).sum() == pytest.approx(5 / 12)
    against = means(np.array([[y, -y]]))
    assert np.square(against.overall_scores).sum() == pytest.approx(0.0, abs=1e-30)


def test_futures_count_equally_whatever_their_replications() -> None:
    """Ten replications in one future and two in another: the mean over futures is that of their means, 0.5."""
    values = np.full((1, 2, 10), NAN)
    values[0, 0], values[0, 1, :2] = 0.0, 1.0
    found = means(values)
    assert found.overall[0] == 0.5
    assert found.df == 1


def test_error_under_unequal_replications() -> None:
    """With 40 replications in one future and 20 of the same numbers in another, the standard error is that which 4,000
    samples have, within 4 % (z = 3.6 at this size)."""
    rng = np.random.default_rng(5)
    estimates, errors = [], []
    for _ in range(4000):
        y = rng.normal(size=(1, 2, 40)) + rng.normal(size=(1, 1, 40))
        y[0, 1, 20:] = NAN
        found = means(y)
        estimates.append(found.overall[0])
        errors.append(np.square(found.overall_scores).sum())
    assert np.sqrt(np.mean(errors)) == pytest.approx(np.std(estimates), rel=0.04)


def test_pairs_are_one_observation() -> None:
    """1 and 3, 5 and a missing one, 7 and 9, and a single one: means 2, none and 8."""
    assert np.array_equal(grouped(np.array([1.0, 3.0, 5.0, NAN, 7.0, 9.0, 4.0]), 2), [2.0, NAN, 8.0], equal_nan=True)
    with pytest.raises(AnalysisError, match="at least one group of 3"):
        grouped(np.array([1.0, 3.0]), 3)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (np.zeros((2, 3)), "candidates, futures, replications"),
        (np.zeros((0, 1, 5)), "without a 0"),
        (np.full((1, 1, 3), np.inf), "infinite"),
        (np.array([[[1.0, 2.0], [1.0, NAN]], [[1.0, 2.0], [1.0, 3.0]]]), "future 1 of 2"),
    ],
)
def test_what_cannot_be_compared_is_refused(values: np.ndarray, told: str) -> None:
    """Wrong shapes, infinite values and futures with one replication: one message each."""
    with pytest.raises(AnalysisError, match=told):
        means(values)
