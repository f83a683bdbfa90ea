"""Small formulas: learning, order quantities, dates of periodic things, meters."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.rules.planes import planes_with

from materiel.layout import head as h
from materiel.layout import stock as s
from materiel.network.arena import Arena
from materiel.rules.learning import learning_factor
from materiel.rules.meter import metered, read_meters
from materiel.rules.period import next_due
from materiel.rules.replenish import order_quantity


@pytest.mark.parametrize("unit, factor", [(1, 1.0), (2, 0.8), (4, 0.64), (10, 0.4765), (20, 0.3812), (100, 0.2271)])
def test_learning_halves_by_rate(unit: int, factor: float) -> None:
    """80 % curve: factors of standard tables (Stevenson, Operations Management), to four digits."""
    assert learning_factor(unit - 1.0, math.log2(0.8)) == pytest.approx(factor, abs=5e-5)


def test_no_learning() -> None:
    """An exponent of 0 leaves lot times alone."""
    assert learning_factor(12345.0, 0.0) == 1.0


POSITIONS = some.integers(-200, 200)


@given(position=POSITIONS, level=some.integers(0, 100))
def test_base_stock_orders_up_to_its_level(position: int, level: int) -> None:
    """After the order the position is at the level, or above it without an order."""
    assert position + order_quantity(s.BASE_STOCK, position, 0, level, 0) == max(position, level)


@given(position=POSITIONS, reorder=some.integers(-5, 50), batch=some.integers(1, 40))
def test_r_q_orders_whole_batches_above_the_point(position: int, reorder: int, batch: int) -> None:
    """Whole batches, as few as bring the position above r; none if it is above r already."""
    units = order_quantity(s.R_Q, position, reorder, 0, batch)
    assert units % batch == 0
    assert position + units > reorder
    assert units == 0 or position + units - batch <= reorder


@given(position=POSITIONS, reorder=some.integers(-5, 50), more=some.integers(1, 40))
def test_s_s_orders_up_to_its_level_at_or_below_its_point(position: int, reorder: int, more: int) -> None:
    """Nothing above s; up to S at or below it."""
    after = position + order_quantity(s.S_S, position, reorder, reorder + more, 0)
    assert after == (reorder + more if position <= reorder else position)


@given(k=some.integers(0, 5000), period=some.sampled_from([0.1, 0.5, 1.0, 7.0, 30.4375]), offset=some.floats(0.0, 9.0))
def test_dates_do_not_drift(k: int, period: float, offset: float) -> None:
    """From each date the next one is that of the count, and a moment before a date it is the date itself."""
    date = offset + period * k
    assert next_due(date, offset, period) == offset + period * (k + 1)
    assert next_due(date - 0.01 * period, offset, period) == pytest.approx(date, abs=1e-9)


@pytest.mark.parametrize("now, offset, due", [(0.0, 0.0, 7.0), (0.0, 2.0, 2.0), (2.0, 2.0, 9.0), (3.0, 2.0, 9.0)])
def test_the_first_date(now: float, offset: float, due: float) -> None:
    """An offset of 0 means one period after the start; another one is the first date."""
    assert next_due(now, offset, 7.0) == due


def test_a_meter_adds_up_its_level() -> None:
    """Level 2 for 3 days and 5 for 4 days add up to 26; reading does not change what comes later."""
    arena = Arena()
    at = arena.row(s.STOCK, "depot")
    n, x = planes_with(arena)
    meter = at + s.ON_HAND_DAYS
    metered(n, x, meter, 2.0)
    x[h.NOW] = 3.0
    metered(n, x, meter, 5.0)
    for now in (4.0, 7.0):
        x[h.NOW] = now
        read_meters(n, x)
    assert x[meter] == 26.0
