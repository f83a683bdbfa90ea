"""KN: constants as published, a screen that keeps who it must, and the stated probability of choosing the best."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import beta

from materiel.lab.tune.errors import TuneError
from materiel.lab.tune.evaluate import Goal
from materiel.lab.tune.kn import constants, kn, reach_of, repeated, screen

GOAL = Goal("readiness", 0)


def normal_systems(means, seed=1, common=0.0, spread=1.0):
    """Candidates {"k": k} whose replications are normal, with a shared part under common random numbers."""
    means = np.asarray(means, dtype=float)

    def evaluate(candidates, replications):
        rows = []
        for candidate in candidates:
            k = candidate["k"]
            row = []
            for r in replications:
                own = np.random.default_rng([seed, r, k + 1]).normal()
                shared = np.random.default_rng([seed, r, 0]).normal()
                row.append(means[k] + spread * own + common * shared)
            rows.append(row)
        return np.array(rows)[:, :, None]

    return evaluate, [{"k": k} for k in range(len(means))]


def test_constants_of_the_reference_case() -> None:
    """eta and h squared for 10 candidates, 10 first replications and 95 % are those of the closed form (reference case O06)."""
    eta, h2 = constants(10, 10, 0.95)
    assert eta == pytest.approx(0.8590834299248991, rel=1e-12)
    assert h2 == pytest.approx(15.463501738648183, rel=1e-12)


def test_reach_is_of_differences() -> None:
    """What decides a pair is the sample variance of its differences."""
    values = np.random.default_rng(3).normal(size=(4, 12))
    reach = reach_of(values, 5.0, 0.5)
    for i in range(4):
        for j in range(4):
            assert reach[i, j] == pytest.approx(5.0 / 0.25 * np.var(values[i] - values[j], ddof=1), abs=1e-9)


def test_screen_by_hand() -> None:
    """With a slack of 0.5 x (10 - 4) / 8 = 0.375 after 4 replications, one that is 0.3 behind stays and one that is 0.4 behind goes."""
    reach = np.full((3, 3), 10.0)
    alive = screen(np.ones(3, bool), np.array([1.0, 0.7, 0.6]), reach, 0.5, 4)
    assert alive.tolist() == [True, True, False]


def test_one_who_is_out_beats_nobody() -> None:
    """A candidate that left does not drive others out."""
    alive = screen(np.array([False, True, True]), np.array([9.0, 1.0, 1.0]), np.zeros((3, 3)), 0.1, 5)
    assert alive.tolist() == [False, True, True]


def test_probability_and_effort_on_the_slippage_configuration() -> None:
    """The best of 10, ahead by the indifference, is chosen with the stated 95 %, at the effort of reference case O06.

    2,000 repeats: the lower 99.9 % bound (Clopper and Pearson) is at least 0.94; the mean effort is within 3 % of 974.18 (its
    standard error is 0.6 %, so that the bound is at z = 4.9).
    """
    rng, delta, repeats = np.random.default_rng(6), 1.0 / math.sqrt(10.0), 2000
    means = np.zeros((1, 10, 1))
    means[0, 0] = delta
    chosen, samples = repeated(
        lambda n: rng.normal(size=(repeats, 10, n)) + means, 10, indifference=delta, confidence=0.95, first=10
    )
    right = int(np.sum(chosen == 0))
    assert beta.ppf(0.001, right, repeats - right + 1) >= 0.94
    assert samples.mean() == pytest.approx(974.18, rel=0.03)


def test_one_at_a_time_is_what_repeats_do() -> None:
    """Through a study's callback KN chooses the same, after as many replications, as in the vectorised repeats on the same draws."""
    means = [0.4, 0.0, 0.1, 0.0]
    for seed in range(5):
        evaluate, candidates = normal_systems(means, seed)
        got = kn(evaluate, candidates, GOAL, indifference=0.3, first=8, block=1)
        at = iter(range(10_000))

        def draw(n, evaluate=evaluate, candidates=candidates, at=at):
            start = next(at)
            for _ in range(n - 1):
                next(at)
            return evaluate(candidates, range(start, start + n))[None, :, :, 0]

        chosen, samples = repeated(draw, 4, indifference=0.3, confidence=0.95, first=8)
        assert (got.best, got.replications, got.sure) == (chosen[0], samples[0], True)


def test_common_random_numbers_save_effort() -> None:
    """A part of chance that all share costs nothing: the same draws plus a large common part take as many replications."""
    means = [0.5, 0.0, 0.2]
    plain = kn(*normal_systems(means), GOAL, indifference=0.4)
    shared = kn(*normal_systems(means, common=50.0), GOAL, indifference=0.4)
    assert shared.counts.tolist() == plain.counts.tolist()
    assert shared.best == plain.best


def test_lower_is_better() -> None:
    """With a goal that is better lower, the least mean is chosen, and means keep their sign."""
    got = kn(*normal_systems([5.0, 1.0, 5.0]), Goal("losses", 0, "lower"), indifference=0.5, block=5)
    assert got.best == 1
    assert got.means[1] == pytest.approx(1.0, abs=2.0)


def test_the_cap_ends_it_without_a_promise() -> None:
    """If the most replications are reached, the best mean is chosen and the answer says that nothing is guaranteed."""
    got = kn(*normal_systems([0.01, 0.0]), GOAL, indifference=0.001, most=30, block=7)
    assert not got.sure
    assert got.counts.tolist() == [30, 30]
    assert "cap of 30" in got.why


def test_missing_values_count_for_nobody() -> None:
    """Replications in which a candidate has no value are left out for all, and the choice is still made."""
    evaluate, candidates = normal_systems([2.0, 0.0])

    def holed(some, replications):
        values = evaluate(some, replications)
        values[0, np.array(replications) % 3 == 0] = np.nan
        return values

    got = kn(holed, candidates, GOAL, indifference=1.0, first=9)
    assert got.best == 0


def test_a_candidate_without_values_takes_no_part() -> None:
    """One under which the goal is undefined is set aside, and the choice is that of the others alone; where nobody has a value, or no
    two have one in the same replications, metric and candidates are named."""
    evaluate, candidates = normal_systems([2.0, 0.0, 9.0])

    def undefined(some, replications):
        values = evaluate(some, replications)
        values[[c["k"] == 2 for c in some]] = np.nan
        return values

    got = kn(undefined, candidates, GOAL, indifference=1.0, first=9)
    alone = kn(evaluate, candidates[:2], GOAL, indifference=1.0, first=9)
    assert (got.best, got.undefined, got.counts[:2].tolist()) == (0, (2,), alone.counts.tolist())
    assert got.counts[2] == 9
    with pytest.raises(
        TuneError, match=r"^readiness: expected values .* the first 9 .* undefined under k=0, k=1, k=2$"
    ):
        kn(lambda c, r: np.full((len(c), len(r), 1), np.nan), candidates, GOAL, indifference=1.0, first=9)

    def apart(some, replications):
        values = evaluate(some, replications)
        for row, c in zip(values, some, strict=True):
            row[[r % 3 != c["k"] for r in replications]] = np.nan
        return values

    with pytest.raises(TuneError, match=r"^readiness: expected at least 2 of the first 9 .*, got 0; k=0 lacks 6 of 9$"):
        kn(apart, candidates, GOAL, indifference=1.0, first=9)
