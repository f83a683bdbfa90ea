"""Confirmation: fresh estimates are unbiased, and the winner's curse is what they say it is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_ind

from materiel.lab.study.stopping import estimate
from materiel.lab.tune.conduct import Question, conduct
from materiel.lab.tune.confirm import apart
from materiel.lab.tune.evaluate import Goal
from materiel.lab.tune.spec import TuneSpec


def flat(seed):
    """50 candidates that are all worth 0, with noise of deviation 1 of their own."""

    def evaluate(candidates, replications):
        return np.array([
            [[np.random.default_rng([seed, c["k"], r]).normal()] for r in replications] for c in candidates
        ])  # fmt: skip

    return evaluate


def test_the_curse_is_seen_and_fresh_means_are_free_of_it() -> None:
    """Among 50 equal candidates the best of 10 replications looks 2.25 / sqrt(10) = 0.71 better than it is; fresh means are 0.

    30 repeats: the mean curse, against another candidate, is within 0.35 of 0.71 (its standard error is 0.08, z = 4), the fresh mean
    is within 0.1 (z = 5).
    """
    spec = TuneSpec(method="ocba", first_replications=10, most_replications=10, finalists=1, confirm=100)
    question = Question(("worth",), (Goal("worth", 0),), (), tuple({"k": k} for k in range(50)))
    first = [conduct(spec, question, flat(seed)).finalists[0] for seed in range(30)]
    assert np.mean([f.curse[0].mean for f in first]) == pytest.approx(0.71, abs=0.35)
    assert np.mean([f.fresh[0].mean for f in first]) == pytest.approx(0.0, abs=0.1)


def test_luck_that_all_share_is_no_curse() -> None:
    """A year that was good for all while candidates were chosen, and bad afterwards, does not count as a wrong choice."""

    def evaluate(candidates, replications):
        return np.array([[[c["k"] + (5.0 if r < 10 else -5.0)] for r in replications] for c in candidates])

    spec = TuneSpec(method="ocba", first_replications=10, most_replications=10, finalists=1, confirm=50)
    question = Question(("worth",), (Goal("worth", 0),), (), ({"k": 0}, {"k": 1}))
    first = conduct(spec, question, evaluate).finalists[0]
    assert (first.settings["k"], first.before[0].mean, first.fresh[0].mean, first.curse[0].mean) == (1, 6.0, -4.0, 0.0)


def test_curse_is_positive_where_lower_is_better() -> None:
    """A loss that looked lower than it is flattered: the curse is positive."""
    spec = TuneSpec(method="ocba", first_replications=10, most_replications=10, finalists=1, confirm=50)
    question = Question(("loss",), (Goal("loss", 0, "lower"),), (), tuple({"k": k} for k in range(50)))
    first = conduct(spec, question, flat(1)).finalists[0]
    assert first.before[0].mean < 0.0 < first.curse[0].mean


def test_confirmation_is_on_other_replications() -> None:
    """No replication of the confirmation was asked for before it."""
    seen = []

    def evaluate(candidates, replications):
        seen.append(replications)
        return flat(2)(candidates, replications)

    spec = TuneSpec(method="kn", indifference=0.5, first_replications=5, most_replications=40, confirm=20)
    question = Question(("worth",), (Goal("worth", 0),), (), tuple({"k": k} for k in range(6)))
    outcome = conduct(spec, question, evaluate)
    *chosen, last = seen
    assert last == outcome.fresh and all(r.stop <= last.start for r in chosen)
    assert len(outcome.finalists) == 5


def test_interval_of_a_difference() -> None:
    """The interval of two independent means is Welch's, as in scipy."""
    rng = np.random.default_rng(3)
    a, b = rng.normal(1.0, 1.0, 20), rng.normal(0.0, 3.0, 35)
    got, wanted = apart(a, b, 0.9), ttest_ind(a, b, equal_var=False).confidence_interval(0.9)
    assert (got.mean - got.half_width, got.mean + got.half_width) == pytest.approx((wanted.low, wanted.high))


def test_means_of_few() -> None:
    """No value, no mean; one value, no interval."""
    assert np.isnan(estimate(np.array([np.nan]), 0.95).mean)
    assert estimate(np.array([2.0, np.nan]), 0.95).half_width == np.inf
