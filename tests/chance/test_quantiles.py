"""Quantiles are those of scipy, rise with u, and have the mean and spread that they are asked for."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from scipy import stats

from materiel.chance.lognormal import lognormal
from materiel.chance.normal import score
from materiel.chance.sample import law_mean, sample
from materiel.layout import law as row

GRID = np.concatenate([2.0 ** -np.arange(53.0, 1.0, -1), np.linspace(0.01, 0.99, 99)])
GRID = np.unique(np.concatenate([GRID, 1.0 - 2.0 ** -np.arange(53.0, 1.0, -1)]))
"""From 2**-53 to 1 - 2**-53: all that the generator can return."""


def tails(law, u):
    """scipy's quantile, from the nearer end so that its own rounding stays out."""
    return np.where(u < 0.5, law.ppf(u), law.isf(1.0 - u))


CLOSED = [
    ("exponential", {"mean": 3.0}, stats.expon(scale=3.0)),
    ("lognormal", {"median": 2.0, "sigma": 0.8}, stats.lognorm(0.8, scale=2.0)),
    ("weibull", {"shape": 0.7, "scale": 5.0}, stats.weibull_min(0.7, scale=5.0)),
    ("weibull", {"shape": 3.0, "scale": 5.0}, stats.weibull_min(3.0, scale=5.0)),
    ("uniform", {"low": 2.0, "high": 5.0}, stats.uniform(2.0, 3.0)),
    ("triangular", {"low": 2.0, "mode": 2.5, "high": 5.0}, stats.triang(1 / 6, 2.0, 3.0)),
    ("triangular", {"low": 2.0, "mode": 2.0, "high": 5.0}, stats.triang(0.0, 2.0, 3.0)),
    ("normal", {"mean": 9.0, "sd": 0.5}, stats.norm(9.0, 0.5)),
]
TAIL = 2e-5
TABLES = [("gamma", {"shape": k, "scale": 2.0}, stats.gamma(k, scale=2.0)) for k in (0.05, 0.5, 1.0, 4.0, 40.0, 1e4)]
TABLES += [("erlang", {"mean": 3.0, "stages": k}, stats.gamma(k, scale=3.0 / k)) for k in (1, 2, 3, 12)]
TABLES += [
    ("pert", {"low": 1.0, "mode": m, "high": 6.0}, stats.beta(0.2 + 0.8 * m, 5.8 - 0.8 * m, 1.0, 5.0))
    for m in (1, 2, 6)
]
TABLES += [
    ("beta", {"alpha": a, "beta": b}, stats.beta(a, b))
    for a, b in ((0.3, 3.0), (1.0, 1.0), (2.0, 2.0), (40.0, 2.0), (900.0, 900.0))
]


@pytest.mark.parametrize(("family", "parameters", "truth"), CLOSED)
def test_formulas_are_exact(lay, family, parameters, truth):
    """To 1e-12, relative, both tails included."""
    law = lay(family, **parameters)
    np.testing.assert_allclose([sample(*law, u) for u in GRID], tails(truth, GRID), rtol=1e-12)


@pytest.mark.parametrize(("family", "parameters", "truth"), TABLES)
def test_tables_are_close(lay, family, parameters, truth):
    """In the body (u from 1e-4 to 1 - 1e-4) to 3e-7, relative.

    In the tails, where scipy's own inverse fails, judged by the probability beyond the answer: u to TAIL, relative.
    """
    law = lay(family, **parameters)
    ours = np.array([sample(*law, u) for u in GRID])
    body = (GRID > 1e-4) & (GRID < 1.0 - 1e-4)
    np.testing.assert_allclose(ours[body], tails(truth, GRID)[body], rtol=3e-7)
    low = (GRID <= 1e-4) & (ours > truth.support()[0] + 1e-6 * ours)
    np.testing.assert_allclose(truth.cdf(ours[low]), GRID[low], rtol=TAIL)
    high = (GRID >= 1.0 - 1e-4) & (ours < truth.support()[1] * (1.0 - 1e-6))
    np.testing.assert_allclose(truth.sf(ours[high]), 1.0 - GRID[high], rtol=TAIL)


def test_normal_scores():
    """AS 241 to 2e-15, relative, tails included; the score of 1/2 is 0; exactly odd about it."""
    np.testing.assert_allclose([score(u) for u in GRID], tails(stats.norm, GRID), rtol=2e-15, atol=1e-16)
    assert score(0.5) == 0.0
    assert all(score(1.0 - u) == -score(u) for u in (2.0**-53, 0.125, 0.25, 0.46875))


def test_lognormal_by_mean_and_cv(lay):
    """The direct form and the row agree."""
    law = lay("lognormal", mean=3.0, cv=0.7)
    np.testing.assert_allclose([sample(*law, u) for u in GRID], [lognormal(u, 3.0, 0.7) for u in GRID], rtol=1e-14)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(some.integers(1, 2**53 - 1), some.integers(0, 2**53 - 1) | some.integers(0, 60))
def test_quantiles_rise_with_u(small_law, low, step):
    """At the next number or far away; smooth laws may fall back by the rounding of their last digits (1e-14)."""
    u, v = low / 2**53, min(low + step, 2**53 - 1) / 2**53
    name, law = small_law
    slack = 1e-14 if name not in ("poisson", "geometric", "empirical", "uniform") else 0.0
    at_u, at_v = sample(*law, u), sample(*law, v)
    assert at_u <= at_v + slack * abs(at_v)


def test_mean_is_what_the_row_says(small_law):
    """Midpoint rule over 40,000 quantiles: within 1e-3 of the row's mean, which is exact."""
    _, law = small_law
    u = (np.arange(40_000) + 0.5) / 40_000
    assert np.mean([sample(*law, v) for v in u]) == pytest.approx(law_mean(*law), rel=1e-3)


@pytest.mark.parametrize("family", ["erlang", "gamma", "lognormal", "weibull", "uniform", "beta", "normal"])
@pytest.mark.parametrize("cv", [0.1, 0.5])
def test_cv_is_what_was_asked(lay, family, cv):
    """Midpoint rule over 40,000 quantiles: mean and cv within 2e-3."""
    law = lay(family, mean=0.4, cv=cv)
    values = [sample(*law, v) for v in (np.arange(40_000) + 0.5) / 40_000]
    assert np.mean(values) == pytest.approx(0.4, rel=2e-3)
    assert np.std(values) / np.mean(values) == pytest.approx(cv, rel=2e-3)


def test_every_family_can_be_sampled(small_law):
    """The row carries the family's own code (no family falls through to the mean but the deterministic one)."""
    name, (n, x, at) = small_law
    assert row.FAMILIES[n[at + row.FAMILY]] == name
    spread = len({sample(n, x, at, u) for u in (0.03, 0.5, 0.97)})
    assert spread == (1 if name == "deterministic" else 3)
