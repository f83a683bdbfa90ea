"""Readiness as arithmetic: every formula on plain numbers, against hand-computed values."""

from __future__ import annotations

import math

import pytest

from materiel.rules.readiness import (
    days_of_supply,
    limiting,
    log_cost,
    ration,
    readiness,
    share_met,
    share_of,
    stopped_share,
    weight_there,
)


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


def test_the_share_stopped_keeps_its_last_value_when_nothing_was_launched():
    """A quarter of the launched leaks: 0.75; a month without raids says nothing new."""
    assert stopped_share(8.0, 2.0, 0.1) == 0.75
    assert stopped_share(0.0, 0.0, 0.9) == 0.9


def test_a_month_without_requirement_counts_as_met_once_there_was_one():
    """15 of 20 required; more than required is 1; nothing required is 1 later on, and absent before."""
    assert share_met(15.0, 20.0, True) == 0.75
    assert share_met(25.0, 20.0, True) == 1.0
    assert share_met(0.0, 0.0, True) == 1.0
    assert share_met(0.0, 0.0, False) < 0.0


def test_readiness_is_the_weighted_geometric_mean_of_what_is_there():
    """0.5^(1/4) 0.8^(3/4) with weights 1 and 3 and coverage absent."""
    assert readiness(0.5, 0.8, -1.0, 1.0, 3.0, 5.0) == pytest.approx(0.5**0.25 * 0.8**0.75)
    assert readiness(-1.0, -1.0, -1.0, 1.0, 1.0, 1.0) == 1.0
    assert weight_there(0.5, -1.0, 0.0, 1.0, 2.0, 4.0) == 5.0


def test_a_zero_cannot_be_bought_off():
    """Without any munition readiness is 0, whatever the rest; a component of weight 0 does not count."""
    assert readiness(1.0, 0.0, 1.0, 9.0, 0.1, 9.0) == 0.0
    assert readiness(1.0, 0.0, 1.0, 1.0, 0.0, 1.0) == 1.0


def test_parts_of_ln_readiness():
    """A share of 0.5 with 2 of 8 of the weight costs ln(0.5) / 4; a share of 0 counts as 1e-9, an absent one as 1."""
    assert log_cost(0.5, 2.0, 8.0) == pytest.approx(math.log(0.5) / 4.0)
    assert log_cost(0.0, 1.0, 1.0) == pytest.approx(math.log(1e-9))
    assert log_cost(-1.0, 1.0, 1.0) == 0.0


def test_the_limiting_part_costs_most():
    """The largest of the three costs is named; none if nothing costs anything; ties go to the first."""
    assert limiting(-0.69, -0.89, -0.1) == 2
    assert limiting(0.0, 0.0, 0.0) == 0
    assert limiting(-0.3, -0.3, -0.3) == 1
    assert limiting(-0.3, 0.1, -0.4) == 3
