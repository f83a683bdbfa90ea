"""The world outside: ample or finite, on or off, to order or by schedule."""

from __future__ import annotations

import pytest
from tests.supply.worlds import play, read

EOQ = """
[stocks.depot]
item = "shell"
on_hand = 3
unmet = "lost"
replenish = { policy = "r_q", reorder_point = 0, order_quantity = 5, source = "abroad" }
[demands.users]
stock = "depot"
gap_days = 1
[regimes.open]
states.on = { factor = 1, sojourn_days = 10 }
states.off = { factor = 0, sojourn_days = 6 }
[sources.abroad]
item = "shell"
regime = "open"
unit_price_eur = 2
"""


def test_zero_inventory_ordering_while_the_source_is_off() -> None:
    """At an empty shelf five units come at once (day 3, 8); off from day 10 to 16 the order of day 13 is held and two
    users lost; on day 16 the source is on first, so that day's user is served."""
    run = play(EOQ, [3.0, 8.0, 12.0, 13.0, 15.0, 16.0, 17.0])
    assert read(run, "stock/depot/on_hand") == [5, 5, 1, 0, 0, 4, 3]
    assert read(run, "stock/depot/unmet") == [0, 0, 0, 0, 2, 2, 2]
    assert read(run, "stock/depot/on_order") == [0, 0, 0, 5, 5, 0, 0]
    assert read(run, "source/abroad/held_units") == [0, 0, 0, 5, 5, 0, 0]
    assert read(run, "source/abroad/from_outside") == [5, 10, 10, 10, 10, 15, 15]
    assert read(run, "source/abroad/spent") == [10, 20, 20, 20, 20, 30, 30]
    assert read(run, "stock/depot/empty_at") == [3] * 7
    assert read(run, "stock/depot/orders")[-1] == 3


def test_a_source_that_refuses_is_asked_again_when_it_is_on() -> None:
    """Orders while off are refused and counted at each attempt (day 13, 14, 15); on day 16 the stock orders anew."""
    run = play(EOQ + 'while_off = "refuses"\n', [13.0, 15.0, 16.0])
    assert read(run, "source/abroad/refused") == [5, 15, 15]
    assert read(run, "stock/depot/on_order") == [0, 0, 0]
    assert read(run, "stock/depot/on_hand") == [0, 0, 4]
    assert read(run, "stock/depot/orders") == [2, 2, 3]


def test_a_finite_source_sends_what_is_left() -> None:
    """Of seven units the second order gets two, the rest of it is refused, and further orders in full."""
    run = play(EOQ.replace('regime = "open"', "units = 7"), [4.0, 8.0, 10.0])
    assert read(run, "source/abroad/left") == [2, 0, 0]
    assert read(run, "stock/depot/on_hand") == [4, 2, 0]
    assert read(run, "source/abroad/refused") == [0, 3, 8]


SCHEDULE = """
[stocks.depot]
item = "shell"
capacity = 9
[sources.abroad]
item = "shell"
schedule = { stock = "depot", units = 2.5, period_days = 7 }
"""


def test_scheduled_deliveries_carry_parts_of_units() -> None:
    """2.5 a week are 2, 3, 2, 3; of the last three two do not fit, and are refused and counted."""
    run = play(SCHEDULE, [6.0, 7.0, 14.0, 21.0, 28.0])
    assert read(run, "source/abroad/from_outside") == [0, 2, 5, 7, 10]
    assert read(run, "stock/depot/on_hand") == [0, 2, 5, 7, 9]
    assert read(run, "stock/depot/refused") == [0, 0, 0, 0, 1]


def test_scheduled_deliveries_follow_calendar_and_profile() -> None:
    """At the starts of months 10 x the mean of a ramp from 0 to 1 over 60 days: 2.58 by February, then 7.53 more."""
    ramp = '{ shape = "linear", table = [[0, 0], [60, 1]] }'
    text = SCHEDULE.replace("units = 2.5, period_days = 7", f"units = 10, profile = {ramp}")
    run = play(text, [30.0, 31.0, 59.0, 60.0])
    assert read(run, "source/abroad/from_outside") == [0, 2, 2, 10]


def test_lead_times_of_purchases() -> None:
    """An order of day 3 with a lead of 2 days arrives on day 5; until then it is on order and in transit."""
    run = play(EOQ.replace('regime = "open"', "lead_days = 2"), [2.0, 3.0, 4.0, 5.0])
    assert read(run, "stock/depot/in_transit") == [0, 5, 5, 0]
    assert read(run, "stock/depot/on_hand") == [1, 0, 0, 4]
    assert read(run, "source/abroad/underway_days") == [0, 0, 5, 10]


@pytest.mark.parametrize("age, changes", [(0.0, [10.0, 16.0]), (4.0, [6.0, 12.0]), (12.0, [0.0, 6.0])])
def test_a_regime_goes_on_from_its_age(age: float, changes: list[float]) -> None:
    """A sojourn of ten days ends when the regime has been in its state for ten, at once if that is past."""
    run = play(EOQ.replace("[regimes.open]", f"[regimes.open]\nage_days = {age}"), [0.5, 5.9, 6.5, 11.5, 12.5, 15.5])
    days = [0.5, 5.9, 6.5, 11.5, 12.5, 15.5]
    off = [float(changes[0] <= day < changes[1]) for day in days]
    assert read(run, "regime/open/in_state") == off
    assert read(run, "regime/open/multiplier") == [1.0 - v for v in off]
    assert read(run, "regime/open/factor_days")[-2] == pytest.approx(12.5 - min(6.0, 12.5 - changes[0]))
