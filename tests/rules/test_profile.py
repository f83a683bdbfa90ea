"""Profiles: value, integral and the instant at which an integral is reached."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from scipy.integrate import quad
from tests.rules.planes import STARTS, planes_with, profile

from materiel.jit import Real, Whole
from materiel.layout import profile as p
from materiel.network.arena import Arena
from materiel.rules.profile import month_at, profile_at
from materiel.rules.ramp import profile_reach, profile_sum

BREAKS = sorted({10.0, 40.0, 45.0, 100.0, *STARTS})
SHAPES = {
    "constant": (p.CONSTANT, {"start": 1.5}),
    "steps": (p.STEPS, {"knots": [10.0, 40.0, 100.0, 0.5, 0.0, 2.0]}),
    "linear": (p.LINEAR, {"knots": [10.0, 40.0, 100.0, 0.5, 0.0, 2.0]}),
    "month_of_year": (p.MONTH_OF_YEAR, {"knots": [1.0, 0.5, 0.0, 2.0, 1.0, 1.5, 0.7, 0.8, 1.2, 1.0, 0.9, 1.1]}),
    "exponential": (p.EXPONENTIAL, {"start": 0.5, "final": 2.0, "at": 45.0, "pace": 30.0}),
    "logistic": (p.LOGISTIC, {"start": 0.2, "final": 3.0, "at": 100.0, "pace": 0.05}),
}
Laid = tuple[Whole, Real, int]


@pytest.fixture(params=list(SHAPES))
def laid(request: pytest.FixtureRequest) -> Laid:
    arena = Arena()
    shape, cells = SHAPES[request.param]
    at = profile(arena, shape, **cells)
    return *planes_with(arena), at


def _quadrature(laid: Laid, start: float, stop: float) -> float:
    ends = [start, *[b for b in BREAKS if start < b < stop], stop]
    parts = [quad(lambda t: profile_at(*laid, t), a, b, epsabs=1e-11)[0] for a, b in pairwise(ends)]
    return math.fsum(parts)


@pytest.mark.parametrize("start, stop", [(0.0, 5.0), (0.0, 300.0), (12.0, 44.0), (44.5, 200.0), (90.0, 90.0)])
def test_the_sum_is_the_integral(laid: Laid, start: float, stop: float) -> None:
    """The sum over a span equals numerical quadrature of the value, for every shape."""
    assert profile_sum(*laid, start, stop) == pytest.approx(_quadrature(laid, start, stop), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("start, amount", [(0.0, 3.0), (0.0, 80.0), (37.0, 0.4), (59.0, 20.0), (200.0, 1.0)])
def test_reach_inverts_the_sum(laid: Laid, start: float, amount: float) -> None:
    """Up to the instant that is reached the factor adds up to the amount."""
    stop = profile_reach(*laid, start, amount)
    assert profile_sum(*laid, start, stop) == pytest.approx(amount, rel=1e-9)


def test_sums_add_up(laid: Laid) -> None:
    """The sum over two spans in a row is that over both."""
    whole = profile_sum(*laid, 3.0, 70.0) + profile_sum(*laid, 70.0, 250.0)
    assert profile_sum(*laid, 3.0, 250.0) == pytest.approx(whole, rel=1e-12)


def test_what_is_never_reached_is_infinite() -> None:
    """A profile that ends at zero never adds up to more than it has."""
    arena = Arena()
    at = profile(arena, p.STEPS, knots=[0.0, 10.0, 1.0, 0.0])
    n, x = planes_with(arena)
    assert profile_reach(n, x, at, 0.0, 10.0) == 10.0
    assert profile_reach(n, x, at, 0.0, 10.5) == math.inf


def test_profiles_multiply_and_none_is_one() -> None:
    """A profile times another is the product at each instant; without a profile the factor is 1 and a span its own sum."""
    arena = Arena()
    half = profile(arena, p.CONSTANT, start=0.5)
    both = profile(arena, p.STEPS, knots=[10.0, 20.0, 2.0, 4.0], times=half)
    n, x = planes_with(arena)
    assert [profile_at(n, x, both, t) for t in (0.0, 10.0, 20.0)] == [1.0, 1.0, 2.0]
    assert (profile_at(n, x, 0, 5.0), profile_sum(n, x, 0, 2.0, 5.0), profile_reach(n, x, 0, 2.0, 3.0)) == (
        1.0,
        3.0,
        5.0,
    )


def test_months_begin_at_their_starts() -> None:
    """An instant belongs to the month that begins at it; beyond the calendar the last one goes on."""
    n, x = planes_with(Arena())
    assert [month_at(n, x, t) for t in (0.0, 30.9, 31.0, 364.0, 365.0, 9999.0)] == [0, 0, 1, 11, 12, 12]
