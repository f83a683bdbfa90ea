"""How low, how long, how soon: readiness over a whole run, reckoned by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from materiel.metrics import decade
from materiel.metrics.measure import numbers_of, wanted
from materiel.metrics.setting import Setting
from materiel.metrics.survival import kaplan_meier

DIP = [0.8, 0.6, 0.4, 0.8, 0.4, 0.4, 0.4, 0.6, 0.4, 0.6, 0.7, 0.9]
"""Below 0.5 for a month, then for three from the fifth; at or above it for three from the tenth."""


def test_failure_is_the_first_of_three_in_a_row() -> None:
    """A single bad month is no failure; the fifth month-end begins the first three."""
    assert decade.failure(np.array(DIP), 0.5) == (5.0, False)


def test_failure_in_the_last_two_months_is_censored() -> None:
    """Two bad months at the end cannot be told from a dip: the time is cut off at the horizon."""
    assert decade.failure(np.array([0.9, 0.9, 0.9, 0.4, 0.4]), 0.5) == (5.0, True)


def test_recovery_runs_from_failure() -> None:
    """Failed at month 5, at or above for three from month 10: five months."""
    assert decade.recovery(np.array(DIP), 0.5) == (5.0, False)


def test_recovery_is_censored_at_the_horizon() -> None:
    """Failed at month 1 of 5 and never three good ones in a row: four months, cut off."""
    assert decade.recovery(np.array([0.1, 0.1, 0.1, 0.9, 0.9]), 0.5) == (4.0, True)


def test_no_failure_has_no_recovery() -> None:
    """What never failed does not recover."""
    assert decade.recovery(np.full(12, 0.9), 0.5) is None


def test_worst_year_is_the_lowest_rolling_mean() -> None:
    """Twelve months at 0.2 amid months at 1."""
    series = np.r_[np.ones(10), np.full(12, 0.2), np.ones(20)]
    assert decade.worst_year(series) == pytest.approx(0.2)
    assert decade.worst_year(np.array([0.5, 0.7])) == pytest.approx(0.6)


def test_numbers_of_a_run(hand) -> None:
    """Mean, minimum, share below, times to target and failure of one front."""
    reading = hand(levels={"front/east/readiness": DIP}, setting=Setting(target=0.9, threshold=0.5))
    found = numbers_of(reading, wanted(places=False))
    assert found["mean_readiness"] == pytest.approx(sum(DIP) / 12)
    assert found["minimum_readiness"] == 0.4
    assert found["share_below_threshold"] == pytest.approx(5 / 12)
    assert (found["time_to_target"], found["time_to_target_censored"]) == (12.0, 0.0)
    assert (found["time_to_failure"], found["time_to_recovery"]) == (5.0, 5.0)


def test_undefined_is_not_a_number(hand) -> None:
    """A front that never failed has no time to recovery, but the metric keeps its place."""
    reading = hand(levels={"front/east/readiness": [0.9] * 6})
    found = numbers_of(reading, wanted(places=False))
    assert math.isnan(found["time_to_recovery"])
    assert found["time_to_failure_censored"] == 1.0


def test_kaplan_meier_by_hand() -> None:
    """Six runs, of which two are cut off: 5/6, then 5/6 x 3/4, then 0."""
    curve = kaplan_meier([1, 2, 3, 3, 5, 6], [False, True, False, True, False, False])
    assert curve.times == [1, 3, 5, 6]
    assert curve.at_risk == [6, 4, 2, 1]
    assert curve.events == [1, 1, 1, 1]
    assert curve.share == pytest.approx([5 / 6, 5 / 8, 5 / 16, 0.0])
    assert curve.censored_share == pytest.approx(1 / 3)
