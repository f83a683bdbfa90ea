"""Stocks: shelf life, orders under way, reserve, backorders, reviews."""

from __future__ import annotations

import pytest
from tests.supply.worlds import play, read


def test_oldest_units_are_issued_first_and_expire_first() -> None:
    """Life 10; three of five units are four days old: one is used on day 4, two expire on day 6; a fresh one is used on
    day 8, the last one expires on day 10."""
    run = play(
        """
        [items.fuze]
        shelf_life_days = 10
        [stocks.depot]
        item = "fuze"
        on_hand = 5
        lots = [{ units = 3, age_days = 4 }]
        [demands.users]
        stock = "depot"
        gap_days = 4
        """,
        [3.0, 5.0, 6.0, 9.0, 10.0],
    )
    assert read(run, "stock/depot/on_hand") == [5, 4, 2, 1, 0]
    assert read(run, "stock/depot/expired") == [0, 0, 2, 2, 3]
    assert read(run, "stock/depot/empty_at")[-1] == 10


def test_orders_under_way_at_the_start_count_as_on_order() -> None:
    """Base-stock 7 with nothing on hand and seven under way orders nothing; they arrive on day 2."""
    run = play(
        """
        [stocks.depot]
        item = "shell"
        on_way = [{ units = 7, arrives = 2 }]
        replenish = { policy = "base_stock", up_to = 7, source = "abroad" }
        [sources.abroad]
        item = "shell"
        """,
        [1.0, 2.0],
    )
    assert read(run, "stock/depot/on_order") == [7, 0]
    assert read(run, "stock/depot/on_hand") == [0, 7]
    assert read(run, "stock/depot/orders") == [0, 0]
    assert read(run, "stock/depot/empty_at") == [0, 0]


RIVALS = """
[stocks.depot]
item = "shell"
on_hand = 5
reserve = 3
late_after_days = 3
[demands.first]
stock = "depot"
gap_days = 100
first_days = 2
batch = 2
[demands.second]
stock = "depot"
gap_days = 100
first_days = 1
batch = 4
priority = 1
[sources.abroad]
item = "shell"
schedule = { stock = "depot", units = 2, period_days = 4 }
"""


def test_reserve_and_priority_of_backorders() -> None:
    """The second customer gets two of four, since three are reserved; the first one is served on day 2 although the other
    waits. Of the deliveries on day 4 and 8 the reserve of three is filled before the second one's last two units."""
    run = play(RIVALS, [1.0, 2.0, 4.0, 8.0, 12.0])
    assert read(run, "stock/depot/on_hand") == [3, 1, 3, 3, 5]
    assert read(run, "stock/depot/owed") == [2, 2, 2, 0, 0]
    assert read(run, "stock/depot/filled") == [2, 4, 4, 4, 4]
    assert read(run, "stock/depot/backordered") == [2, 2, 2, 2, 2]
    assert read(run, "stock/depot/waited")[3] == pytest.approx(2 * 7.0)
    assert read(run, "stock/depot/late")[3] == 2
    assert read(run, "stock/depot/owed_days")[3] == pytest.approx(14.0)


SHELF = """
[stocks.shelf]
item = "shell"
on_hand = 10
replenish = { policy = "s_s", reorder_point = 4, up_to = 10, review_days = 1, source = "abroad" }
[sources.abroad]
item = "shell"
[demands.users]
stock = "shelf"
gap_days = 1
first_days = 0.5
batch = 3
"""


def test_a_lead_time_of_zero_delivers_within_the_instant_of_the_order() -> None:
    """(4, 10) reviewed daily: after two days of three units the level is 4, the review of day 2 fills up to 10 at once,
    which the record of day 2, last in the instant, already shows."""
    run = play(SHELF, [0.75, 1.0, 1.75, 2.0, 2.75, 4.0])
    assert read(run, "stock/shelf/on_hand") == [7, 7, 4, 10, 7, 10]
    assert read(run, "stock/shelf/orders") == [0, 0, 0, 1, 1, 2]


def test_users_at_the_instant_of_a_review_come_before_it() -> None:
    """With users on whole days, the review of a day sees what they took, and its delivery comes too late for them."""
    run = play(SHELF.replace("first_days = 0.5", "first_days = 1").replace("batch = 3", "batch = 6"), [1.0, 2.0])
    assert read(run, "stock/shelf/on_hand") == [10, 10]
    assert read(run, "stock/shelf/filled") == [6, 12]
    assert read(run, "stock/shelf/on_hand_days") == [10, 20]


SHIP = """
[stocks.launchers]
item = "shell"
on_hand = 2
replenish = { policy = "base_stock", up_to = 0, stock = "reserve", lane = "hand" }
[stocks.reserve]
item = "shell"
on_hand = 3
[lanes.hand]
lead_days = 0
[demands.fire]
stock = "launchers"
gap_days = 1
"""


def test_a_base_stock_of_zero_draws_only_what_is_owed() -> None:
    """Two units from the launchers, three from the reserve at once; then demand waits at both."""
    run = play(SHIP, [2.0, 3.0, 5.0, 6.0, 7.0])
    assert read(run, "stock/launchers/on_hand") == [0, 0, 0, 0, 0]
    assert read(run, "stock/reserve/on_hand") == [3, 2, 0, 0, 0]
    assert read(run, "stock/launchers/consumed") == [2, 3, 5, 5, 5]
    assert read(run, "stock/reserve/owed") == [0, 0, 0, 1, 2]
    assert read(run, "stock/launchers/backordered")[-1] == 5
    assert read(run, "stock/launchers/waited")[-1] == 0


def test_days_of_supply_follow_the_average_of_demand() -> None:
    """Two units a day, averaged by weekly reviews over 14 days from nothing: 1 a day after a week, 1.5 after two; the stock is
    filled up to ten days of that, less what is there."""
    run = play(
        """
        [stocks.depot]
        item = "shell"
        on_hand = 14
        replenish = { policy = "days_of_supply", cover_days = 10, window_days = 14, review_days = 7, source = "abroad" }
        [sources.abroad]
        item = "shell"
        [demands.users]
        stock = "depot"
        gap_days = 0.5
        """,
        [6.9, 7.0, 14.0],
    )
    assert read(run, "stock/depot/on_hand") == [1, 10, 15]
    assert read(run, "stock/depot/smoothed") == [0, 1, 1.5]
