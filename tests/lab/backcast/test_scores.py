"""Scores against known values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from materiel.lab.backcast.scores import covered, fair_crps, interval, pit_histogram

RNG_SEED = 20240101


def test_crps_of_a_normal_forecast() -> None:
    """The mean over 4000 ensembles of 20 members is the closed form for the normal distribution (Gneiting and Raftery 2007,
    equation 21), within 4 standard errors; the biased estimator would be off by 1 / (20 sqrt(pi)) = 0.028."""
    rng = np.random.default_rng(RNG_SEED)
    for y in (0.0, 1.3):
        found = fair_crps(rng.normal(size=(20, 4000)), np.full(4000, y))
        exact = y * (2.0 * stats.norm.cdf(y) - 1.0) + 2.0 * stats.norm.pdf(y) - 1.0 / np.sqrt(np.pi)
        error = np.std(found, ddof=1) / np.sqrt(len(found))
        assert error < 0.004
        assert abs(np.mean(found) - exact) < 4.0 * error


def test_crps_by_hand() -> None:
    """Members 0, 1, 5 and record 2: mean distance 2, mean distance of pairs 10/3, half of it 5/3."""
    assert fair_crps(np.array([[5.0], [0.0], [1.0]]), np.array([2.0]))[0] == pytest.approx(2.0 - 5.0 / 3.0)


def test_crps_of_a_point_forecast_is_its_error() -> None:
    """With one member, and with members that are all the same; members that are not numbers do not count."""
    assert fair_crps(np.array([[4.0]]), np.array([1.0]))[0] == 3.0
    assert fair_crps(np.array([[4.0], [4.0], [np.nan]]), np.array([1.0]))[0] == 3.0


def test_crps_is_proper() -> None:
    """A forecast that is too narrow, too wide, or shifted has a worse mean score than the true one (paired, z > 5, 4000 cases)."""
    rng = np.random.default_rng(RNG_SEED)
    came, noise = rng.normal(size=4000), rng.normal(size=(50, 4000))
    true = fair_crps(noise, came)
    for other in (0.5 * noise, 2.0 * noise, noise + 0.5):
        worse = fair_crps(other, came) - true
        assert np.mean(worse) > 5.0 * np.std(worse, ddof=1) / np.sqrt(len(worse))


def test_a_perfect_forecast_covers_what_it_says() -> None:
    """Of 4000 cases the 50 % and 90 % intervals of 199 members cover their share, within 4 standard errors (0.032, 0.019)."""
    rng = np.random.default_rng(RNG_SEED)
    members, came = rng.gamma(2.0, size=(199, 4000)), rng.gamma(2.0, size=4000)
    for share in (0.5, 0.9):
        inside = float(np.mean(covered(members, came, share)))
        expected = share * 198 / 200  # quantiles between order statistics of a finite ensemble
        assert abs(inside - expected) < 4.0 * np.sqrt(share * (1.0 - share) / 4000)


def test_interval_ends_count_as_inside() -> None:
    """Of members 0 to 20 the 50 % interval is 5 to 15, its ends included."""
    members = np.tile(np.arange(21.0)[:, None], (1, 3))
    assert [v[0] for v in interval(members, 0.5)] == [5.0, 15.0]
    assert covered(members, np.array([5.0, 15.0, 15.5]), 0.5).tolist() == [True, True, False]


@pytest.mark.parametrize("law", ["normal", "poisson"])
def test_pit_of_a_perfect_forecast_is_flat(law: str) -> None:
    """For a continuous forecast and for counts: 4000 cases, chi-square of 10 bins below its 0.999 quantile."""
    rng = np.random.default_rng(RNG_SEED)
    draw = rng.normal if law == "normal" else (lambda size: rng.poisson(1.5, size).astype(float))
    shares = pit_histogram(draw(size=(199, 4000)), draw(size=4000))
    assert shares.sum() == pytest.approx(1.0)
    assert 4000 * 10 * float(np.sum((shares - 0.1) ** 2)) < stats.chi2.ppf(0.999, 9)


def test_pit_shows_bias_and_spread() -> None:
    """A record above all runs falls into the last bin; one at the only value that runs take is spread evenly."""
    members = np.zeros((99, 1))
    assert pit_histogram(members, np.array([1.0]))[-1] == pytest.approx(1.0)
    assert pit_histogram(members, np.array([0.0])).tolist() == pytest.approx([0.1] * 10)


def test_an_ensemble_without_members_is_refused() -> None:
    """There is nothing to score."""
    with pytest.raises(ValueError, match="at least one member"):
        fair_crps(np.array([[np.nan]]), np.array([1.0]))
