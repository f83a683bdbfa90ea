"""Regression adjustment against a posterior that is known in closed form."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.calibration.check import ranks
from materiel.lab.calibration.regression import FARTHEST_SCORE, posterior, resampled, summaries

MEMBERS, OBSERVED = 20_000, 8


def pool(seed: int, members: int = MEMBERS) -> tuple[np.ndarray, np.ndarray]:
    """Means from N(0, 1), each seen in eight observations of unit variance."""
    random = np.random.default_rng(seed)
    means = random.standard_normal((members, 1))
    return means, means + random.standard_normal((members, OBSERVED))


@pytest.mark.parametrize("mean", [-1.0, 0.0, 0.8])
def test_the_posterior_of_a_normal_mean_is_the_known_one(mean: float) -> None:
    """N(8/9 of the mean, 1/9): the mean within 4 standard errors of about 800 effective members, the variance within 20 %."""
    scores, seen = pool(1)
    fitted = summaries(scores, seen)
    record = np.full(OBSERVED, mean)
    found = posterior(fitted, scores, fitted.of(seen), fitted.of(record), 1000)
    assert found.mean()[0] == pytest.approx(8 / 9 * mean, abs=4 * np.sqrt(1 / 9 / 800))
    assert found.variance()[0] == pytest.approx(1 / 9, rel=0.2)
    assert found.weights.sum() == pytest.approx(1.0)


def test_what_the_record_does_not_inform_stays_as_it_was() -> None:
    """A parameter without influence on the statistics keeps mean 0 and variance 1, within 4.5 standard errors of 1000 members."""
    scores, seen = pool(2)
    idle = np.random.default_rng(3).standard_normal((MEMBERS, 1))
    both = np.hstack([scores, idle])
    fitted = summaries(both, seen)
    found = posterior(fitted, both, fitted.of(seen), fitted.of(np.ones(OBSERVED)), 1000)
    assert found.mean()[1] == pytest.approx(0.0, abs=4.5 / np.sqrt(800))
    assert found.variance()[1] == pytest.approx(1.0, abs=4.5 * np.sqrt(2 / 800))
    assert found.variance()[0] < 0.2


def test_scores_are_held_where_the_prior_still_has_weight() -> None:
    """A record far outside of the pool does not send scores to where quantiles are of no use."""
    scores, seen = pool(4, 2000)
    fitted = summaries(scores, seen)
    found = posterior(fitted, scores, fitted.of(seen), fitted.of(np.full(OBSERVED, 50.0)), 200)
    assert np.abs(found.scores).max() <= FARTHEST_SCORE
    assert np.isfinite(found.mean()).all()


def test_ranks_of_the_truth_are_uniform_and_would_tell_if_they_were_not() -> None:
    """Chi-square over 300 pseudo-records: p above 0.01; with the posterior moved by half its width p is below a millionth."""
    scores, seen = pool(5, 6000)
    fitted = summaries(scores, seen)
    honest = ranks(["mean"], fitted, scores, seen, 500, 300)[0]
    assert honest.p > 0.01
    assert sum(honest.counts) == 300
    wrong = ranks(["mean"], fitted, scores, seen + 0.25, 500, 300)[0]
    assert wrong.p > 0.01, "statistics that are wrong alike for record and pool do no harm"
    moved = type(honest)("mean", np.clip(honest.ranks - 0.2, 0.0, 1.0))
    assert moved.p < 1e-6


def test_systematic_resampling_keeps_shares() -> None:
    """Each index comes up its share of the draws, give or take one."""
    weights = np.array([0.5, 0.25, 0.2, 0.05])
    counts = np.bincount(resampled(weights, 0.37, 200), minlength=4)
    assert np.all(np.abs(counts - 200 * weights) <= 1.0)
