"""Counts are scipy's quantiles, and rise with u."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from materiel.chance.counts import binomial, geometric, poisson
from materiel.chance.mass import binomial_mass, poisson_mass

N = 4000


@pytest.fixture
def chances():
    """Uniform numbers, a quarter of them far out in the tails (to 1e-13)."""
    rng = np.random.default_rng(1)
    u = rng.random(N)
    u[: N // 8] = 10 ** rng.uniform(-13, 0, N // 8)
    u[N // 8 : N // 4] = 1.0 - 10 ** rng.uniform(-13, 0, N // 8)
    return rng.permutation(u)


def test_binomial_is_scipys_quantile(chances):
    """On 4,000 laws: few and thousands of trials, even, rare and near-certain successes."""
    rng = np.random.default_rng(2)
    count = np.where(rng.random(N) < 0.5, rng.integers(1, 60, N), np.exp(rng.uniform(0.0, 9.2, N)).astype(int))
    p = np.where(rng.random(N) < 0.5, rng.random(N), 10 ** rng.uniform(-6, 0, N))
    p = np.where(rng.random(N) < 0.3, 1.0 - p, p)
    ours = [binomial(*case) for case in zip(chances, count, p, strict=True)]
    assert np.array_equal(ours, stats.binom.ppf(chances, count, p))


def test_poisson_is_scipys_quantile(chances):
    """On 4,000 means from 1e-6 to 3e4."""
    mean = 10 ** np.random.default_rng(3).uniform(-6, 4.5, N)
    ours = [poisson(*case) for case in zip(chances, mean, strict=True)]
    assert np.array_equal(ours, stats.poisson.ppf(chances, mean))


def test_geometric_is_scipys_quantile(chances):
    """On 4,000 means from 1.01 to 3e4, and for u up to 1 - 1e-7: further out scipy itself misses by one."""
    mean = 1.01 + 10 ** np.random.default_rng(4).uniform(-3, 4.5, N)
    u = np.minimum(chances, 1.0 - 1e-7)
    ours = [geometric(*case) for case in zip(u, mean, strict=True)]
    assert np.array_equal(ours, stats.geom.ppf(u, 1.0 / mean))


@pytest.mark.parametrize(("count", "p"), [(1, 0.3), (7, 0.9), (40, 0.5), (1000, 0.01), (5000, 0.4)])
def test_probabilities_without_the_gamma_function(count, p):
    """Within 1e-13 of decimal arithmetic, relative, from the mean to 8 standard deviations away. (scipy's are not.)"""
    mean, reach = count * p, 8 * np.sqrt(count * p * (1 - p))
    with localcontext(prec=50):
        odds, exact_mean = (Decimal(p), 1 - Decimal(p)), Decimal(mean)
        for k in np.unique(np.linspace(max(0, mean - reach), min(count, mean + reach), 40).astype(int)).tolist():
            exact = math.comb(count, k) * odds[0] ** k * odds[1] ** (count - k)
            assert binomial_mass(k, count, p) == pytest.approx(float(exact), rel=1e-13)
            exact = exact_mean**k * (-exact_mean).exp() / math.factorial(k)
            assert poisson_mass(k, mean) == pytest.approx(float(exact), rel=1e-13)


uniforms = some.integers(1, 2**53 - 1).map(lambda i: i / 2**53)
near = some.integers(0, 40).map(lambda i: i / 2**53)


@given(uniforms, uniforms | near, some.integers(0, 6000), some.floats(0.0, 1.0), some.floats(0.0, 3000.0))
def test_counts_rise_with_u(u, step, count, p, mean):
    """Never fewer at a larger u, be it the next number or far away; and always within the law's range."""
    v = min(u + step, 1.0 - 2.0**-53)
    assert 0 <= binomial(u, count, p) <= binomial(v, count, p) <= count
    assert 0 <= poisson(u, mean) <= poisson(v, mean)
    assert 1 <= geometric(u, 1.0 + mean) <= geometric(v, 1.0 + mean)


def test_certain_and_impossible():
    """Ends of the ranges of parameters."""
    assert [binomial(0.7, 9, 0.0), binomial(0.7, 9, 1.0), binomial(0.7, 0, 0.4)] == [0, 9, 0]
    assert [poisson(0.7, 0.0), geometric(0.7, 1.0)] == [0, 1]
    assert [geometric(u, 2.0) for u in (0.5, 0.75, 0.875)] == [1, 2, 3]
