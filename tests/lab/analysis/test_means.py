"""What is paired, and whose error it is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import stdtrit

from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.means import defined, grouped, means

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


def test_draws_add_their_part_by_hand() -> None:
    """Futures of means 1, 2 and 6 without chance: as a design there is no error, as draws it is that of 1, 2, 6, sqrt(7/3)."""
    values = np.repeat(np.array([[[1.0], [2.0], [6.0]]]), 4, axis=2)
    design, draws = means(values), means(values, drawn=True)
    assert np.square(design.overall_scores).sum() == 0.0
    assert np.square(draws.overall_scores).sum() == pytest.approx(7 / 3)
    assert (design.freedom(design.overall_scores), draws.freedom(draws.overall_scores)) == (3, 2)
    assert (design.clusters, draws.clusters) == (4, 3)
    assert not means(values[:, :1], drawn=True).drawn


def test_degrees_of_freedom_of_two_samples() -> None:
    """Chance and draws of equal variance with 3 and 2 degrees of freedom: 4 / (1/3 + 1/2) = 4.8, rounded down (Satterthwaite)."""
    found = means(np.arange(12.0).reshape(1, 3, 4), drawn=True)
    half = np.sqrt(0.5)
    assert found.freedom(np.array([[half, half, 0.0, 0.0, 1.0, 0.0, 0.0]])) == 4


def test_who_is_defined() -> None:
    """Two values in every future make a candidate defined; one in some future does not."""
    values = np.ones((3, 2, 3))
    values[1, 0, 1:], values[2] = NAN, NAN
    values[0, 1, 0] = NAN
    assert defined(values).tolist() == [True, False, False]


def coverage(drawn: bool, repeats: int) -> float:
    """How often 80 % intervals of a difference over 12 futures of 10 replications hold the mean of the law that futures come from."""
    rng, held = np.random.default_rng(7), 0
    for _ in range(repeats):
        effect = 1.0 + rng.normal(0.0, 0.5, (1, 12, 1))
        found = means(effect + rng.normal(0.0, 0.2, (1, 1, 10)) + rng.normal(0.0, 0.1, (1, 12, 10)), drawn)
        scores = found.overall_scores
        reach = stdtrit(found.freedom(scores), 0.9) * np.sqrt(np.square(scores).sum())
        held += abs(found.overall[0] - 1.0) <= reach
    return held / repeats


def test_draws_are_clusters() -> None:
    """Where futures are draws, intervals hold for the law they come from: in 80 % of 2,000 samples, or up to 5 points more (what is
    peculiar to a run is counted twice), within z = 3.3 (3 points); without it they hold for these futures alone: in fewer than 55 %."""
    slack = 3.3 * (0.8 * 0.2 / 2000) ** 0.5
    assert 0.8 - slack < coverage(True, 2000) < 0.85 + slack
    assert coverage(False, 2000) < 0.55
