"""OCBA: the published allocation, and a choice that is as often right as it says."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.tune.errors import TuneError
from materiel.lab.tune.evaluate import Goal
from materiel.lab.tune.ocba import good, leader, ocba, shares

GOAL = Goal("readiness", 0)


def arrays(values):
    """Candidates {"k": k} that answer from an array (candidates, replications)."""
    values = np.asarray(values)

    def evaluate(candidates, replications):
        return np.array([values[c["k"], replications.start : replications.stop] for c in candidates])[:, :, None]

    return evaluate, [{"k": k} for k in range(len(values))]


def test_the_published_allocation() -> None:
    """N_i / N_j = (s_i / d_i)^2 / (s_j / d_j)^2, and N_best = s_best sqrt(sum (N_i / s_i)^2) (Chen et al. 2000, theorem 1)."""
    means, variances = np.array([1.0, 2.0, 3.0, 5.0]), np.array([1.0, 4.0, 9.0, 16.0])
    share = shares(means, variances, 3)
    behind = 5.0 - means
    assert share.sum() == pytest.approx(1.0)
    for i in range(3):
        for j in range(3):
            wanted = (variances[i] / behind[i] ** 2) / (variances[j] / behind[j] ** 2)
            assert share[i] / share[j] == pytest.approx(wanted)
    assert share[3] == pytest.approx(4.0 * np.sqrt(np.sum(share[:3] ** 2 / variances[:3])))


def test_a_tie_does_not_take_all() -> None:
    """Two candidates with the same mean have finite shares, and with an indifference the others have some too."""
    share = shares(np.array([1.0, 1.0, 0.5]), np.ones(3), 0, indifference=0.1)
    assert np.isfinite(share).all() and share[2] > 0.005


def test_probability_uses_the_common_part() -> None:
    """The same large chance in both candidates leaves their difference as well known as it is."""
    rng = np.random.default_rng(2)
    noise, shared = rng.normal(size=(2, 30)), 100.0 * rng.normal(size=30)
    values = noise + np.array([[1.5], [0.0]])
    assert good(list(values + shared), 0)[0] == pytest.approx(good(list(values), 0)[0], abs=1e-9)
    assert good(list(values), 0)[0] > 0.99


def test_the_leader_is_judged_by_what_both_have() -> None:
    """One that had only the luckier replications so far does not lead over one that beats it in all of these."""
    long = np.concatenate([np.full(5, 10.0), np.full(95, 0.0)])
    short = np.full(5, 9.0)
    assert leader([long, short]) == 0


def test_choice_is_as_often_right_as_it_says() -> None:
    """80 repeats with stop at 95 %: right in at least 84 % (z = 4.5 below 95 %), with less than 60 replications for each candidate."""
    right, spent = 0, 0
    for seed in range(80):
        rng = np.random.default_rng([7, seed])
        values = rng.normal(size=(8, 400)) + np.array([1.0, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0, -0.5])[:, None]
        got = ocba(*arrays(values), GOAL, confidence=0.95, first=10, most=400, block=5)
        right += got.best == 0
        spent += got.replications
    assert right >= 67
    assert spent / 80 < 8 * 60


def test_effort_goes_to_rivals() -> None:
    """The two that are near each other get more than the hopeless ones."""
    rng = np.random.default_rng(4)
    values = rng.normal(size=(5, 500)) + np.array([1.0, 0.8, -3.0, -3.0, -3.0])[:, None]
    counts = ocba(*arrays(values), GOAL, confidence=0.99, first=10, most=500, block=2).counts
    assert counts[:2].min() > 3 * counts[2:].max()


def test_the_cap_ends_it() -> None:
    """Candidates that cannot be told apart are run to the most, and the answer says how sure it is."""
    rng = np.random.default_rng(5)
    got = ocba(*arrays(rng.normal(size=(3, 40))), GOAL, confidence=0.9999, first=10, most=40, block=10)
    assert not got.sure and got.counts.max() == 40
    assert got.probability is not None and 0.0 <= got.probability < 0.9999


def test_a_candidate_without_values_takes_no_part() -> None:
    """A candidate that never has a value is set aside; where two have none in common, both are named."""
    values = np.random.default_rng(6).normal(size=(3, 1000)) + np.array([[0.0], [0.0], [1.0]])
    values[1] = np.nan
    got = ocba(*arrays(values), GOAL)
    assert (got.best, got.left, got.undefined) == (2, (2, 0), (1,))
    assert np.isnan(got.means[1])
    values[0, ::2] = values[2, 1::2] = np.nan
    with pytest.raises(
        TuneError, match=r"^k=[02] and k=[02]: expected at least 2 replications .* in both, got 0 of 10$"
    ):
        ocba(*arrays(values), GOAL)
    with pytest.raises(TuneError, match="undefined under k=0, k=1, k=2"):
        ocba(*arrays(np.full((3, 40), np.nan)), GOAL)
