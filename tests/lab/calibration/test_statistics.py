"""Statistics of monthly series, and what reports add to them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from materiel.lab.calibration import noise
from materiel.lab.calibration.statistics import statistic

START = date(2022, 10, 1)


def test_levels_by_calendar_quarter() -> None:
    """Fifteen months from October are five quarters; twice the values move every level by log 2, and no spread."""
    pool = np.full((3, 15), 100.0)
    taken = statistic("launched", np.ones(15, bool), START, pool)
    assert taken.names()[0] == "launched 2022Q4"
    assert len(taken.names()) == 7
    random = np.random.default_rng(1).lognormal(5.0, 0.3, 15)
    once, twice = taken.of(random), taken.of(2.0 * random + taken.added)
    assert twice[:5] - once[:5] == pytest.approx(np.full(5, np.log(2.0)))
    assert twice[5:] == pytest.approx(once[5:], abs=1e-9)


def test_few_months_are_taken_one_by_one() -> None:
    """A series of single months has a statistic for each that was recorded, and no other month has a part in it."""
    recorded = np.zeros(15, bool)
    recorded[[5, 10]] = True
    taken = statistic("shells", recorded, START, np.full((2, 15), 1000.0))
    values = np.full(15, np.nan)
    values[[5, 10]] = 950.0, 1950.0
    assert taken.of(values) == pytest.approx(np.log([1000.0, 2000.0]))


def test_months_without_a_record_have_no_part() -> None:
    """What a run shows in a month that was not recorded does not matter."""
    recorded = np.ones(15, bool)
    recorded[12:] = False
    taken = statistic("launched", recorded, START, np.full((2, 15), 100.0))
    values = np.linspace(50.0, 150.0, 15)
    other = values.copy()
    other[12:] = 9e9
    assert np.array_equal(taken.of(values), taken.of(other))


def test_noise_is_a_function_of_its_names_with_mean_one() -> None:
    """The same numbers each time, others for another series or member; mean 1 within 4 standard errors of 20,000."""
    once = noise.standard(1, "launched", 7, 15)
    assert np.array_equal(once, noise.standard(1, "launched", 7, 15))
    assert np.array_equal(once[:9], noise.standard(1, "launched", 7, 9))
    assert not np.array_equal(once, noise.standard(1, "launched", 8, 15))
    assert not np.array_equal(once, noise.standard(1, "lost", 7, 15))
    many = noise.factor(0.5, np.array([noise.standard(1, "launched", k, 20) for k in range(1000)]))
    error = np.sqrt(np.exp(0.25) - 1.0) / np.sqrt(20_000)
    assert many.mean() == pytest.approx(1.0, abs=4.0 * error)
