"""Readiness as arithmetic: every formula on plain numbers, against hand-computed values."""

from __future__ import annotations

import math

import pytest

from materiel.rules.readiness import coverage, days_of_supply, limiting, ration, readiness, share_of


def test_share_is_capped_and_absent_without_a_whole():
    """Availability of a family never exceeds 1, and a family without authorised strength has none."""
    assert share_of(3.0, 4.0) == 0.75
    assert share_of(5.0, 4.0) == 1.0
    assert share_of(5.0, 0.0) < 0.0


def test_days_of_supply_is_stock_over_mean_daily_demand():
    """600 rounds last 20 days at the 2,700 rounds of the last 90 days."""
    assert days_of_supply(600.0, 2700.0, 90.0) == pytest.approx(20.0)
    assert days_of_supply(600.0, 0.0, 90.0) < 0.0


@pytest.mark.parametrize(("supply", "expected"), [(-1.0, 1.0), (20.0, 1.0), (10.0, 1.0), (5.0, 0.6), (0.0, 0.2)])
def test_ration_falls_in_a_straight_line_below_the_threshold(supply: float, expected: float):
    """From 1 at ten days of supply to 0.2 at none; nothing is rationed before there was demand."""
    assert ration(supply, 10.0, 0.2) == pytest.approx(expected)


def test_coverage_keeps_its_last_value_when_nothing_was_launched():
    """A quarter of the launched leaks: 0.75; a month without raids says nothing new."""
    assert coverage(8.0, 2.0, 0.1) == 0.75
    assert coverage(0.0, 0.0, 0.9) == 0.9


def test_readiness_is_the_weighted_geometric_mean_of_what_is_there():
    """0.5^(1/4) 0.8^(3/4) with weights 1 and 3 and the others absent."""
    assert readiness(0.5, 0.8, -1.0, -1.0, 1.0, 3.0, 5.0, 5.0) == pytest.approx(0.5**0.25 * 0.8**0.75)
    assert readiness(-1.0, -1.0, -1.0, -1.0, 1.0, 1.0, 1.0, 1.0) == 1.0


def test_a_zero_cannot_be_bought_off():
    """Without any munition readiness is 0, whatever the rest; a component of weight 0 does not count."""
    assert readiness(1.0, 0.0, 1.0, 1.0, 9.0, 0.1, 9.0, 9.0) == 0.0
    assert readiness(1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0) == 1.0


def test_the_limiting_factor_costs_most():
    """With weights 1 and 4, a fill rate of 0.8 (-w ln x = 0.89) costs more than an availability of 0.5 (0.69)."""
    assert -4.0 * math.log(0.8) > -math.log(0.5)
    assert limiting(0.5, 0.8, -1.0, 1.0, 1.0, 4.0, 1.0, 1.0) == 2
    assert limiting(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0) == 0
    assert limiting(0.5, 0.5, 0.0, 0.9, 1.0, 1.0, 1.0, 1.0) == 3
