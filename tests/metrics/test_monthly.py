"""Series by month, from records made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.layout.line import STATE_NAMES
from materiel.metrics import allies, front, goods, money, raids
from materiel.metrics.measure import series_of, wanted
from materiel.metrics.setting import Setting


def test_world_without_a_thing_has_no_metric_of_it(hand) -> None:
    """A record of one stock holds no readiness, no raids, no donors: the metrics are absent."""
    found = series_of(hand(levels={"stock/depot/on_hand": [5, 4]}), wanted(places=False))
    assert found == {}


def test_component_that_left_has_no_value(hand) -> None:
    """Bit 2 of `absent` says that munitions have left the mean in the second month."""
    reading = hand(levels={"front/east/munitions": [0.5, 0.7], "front/east/absent": [0, 2]})
    np.testing.assert_array_equal(front.monthly("munitions")(reading)[""], [0.5, np.nan])
    assert front.monthly("coverage")(reading) == {}


def test_category_by_the_worst_component(hand) -> None:
    """Floors of 0.9, 0.8, 0.65: what is at a floor is in; an absent component does not count; no value without any."""
    levels = {
        "front/east/readiness": [1, 1, 1, 1, 1],
        "front/east/availability": [0.95, 0.8, 0.95, 0.64, -1],
        "front/east/munitions": [0.9, 0.99, 0.7, 1, -1],
        "front/east/coverage": [1, 1, 0.2, 1, -1],
        "front/east/absent": [0, 0, 4, 4, 7],
    }
    np.testing.assert_array_equal(front.category(hand(levels=levels))[""], [1, 2, 3, 4, np.nan])


def test_readiness_without_any_component_has_no_value(hand) -> None:
    """A month in which nothing is authorised or required, and no raid is stated: neither readiness nor its target say anything."""
    reading = hand(levels={"front/east/readiness": [1.0, 0.9], "front/east/absent": [7, 4]})
    np.testing.assert_array_equal(front.readiness(reading)[""], [np.nan, 0.9])
    np.testing.assert_array_equal(front.at_target(reading)[""], [np.nan, 1.0])


def test_interceptor_supply_is_of_shots_called_for(hand) -> None:
    """3 of 12 shots withheld by one layer, none by the other: 0.75, 1, and 21 of 24 in all; no value where none was called for."""
    totals = {
        "layer/long/fired": [9, 9], "layer/long/short": [3, 3], "layer/medium/fired": [12, 12], "layer/medium/short": [0, 0],
    }  # fmt: skip
    found = raids.interceptor_supply(hand(totals=totals))
    assert (found["long"][0], found["medium"][0]) == (0.75, 1.0)
    assert found[""][0] == pytest.approx(21 / 24) and np.isnan(found[""][1])


def test_neutralised_is_killed_or_lost(hand) -> None:
    """Of ten, four killed and three lost: 0.7 neutralised, 0.4 intercepted."""
    totals = {
        "arsenal/a/launched": [10],
        "arsenal/a/intercepted_nato": [4],
        "arsenal/a/lost": [3],
        "arsenal/a/leaked": [3],
    }
    reading = hand(totals=totals)
    assert raids.neutralised_rate(reading)["a"][0] == 0.7 and raids.interception_rate(reading)["a"][0] == 0.4


def test_limiting_factor_by_code(hand) -> None:
    """Codes 1 to 3 name the components; 0 names none."""
    found = front.limited_by(hand(levels={"front/east/limiting": [1, 3, 0]}))
    assert list(found["availability"]) == [1, 0, 0]
    assert list(found["coverage"]) == [0, 1, 0]
    assert list(found["munitions"]) == [0, 0, 0]


def test_two_fronts_are_named(hand) -> None:
    """One front needs no name, two do."""
    reading = hand(levels={"front/east/readiness": [0.8], "front/south/readiness": [0.6]})
    assert {k: list(v) for k, v in front.at_target(reading).items()} == {"east": [1.0], "south": [0.0]}


def test_interception_by_class(hand) -> None:
    """Kills by all standards over launched; a month without launches has no rate."""
    totals = {
        "arsenal/cruise/launched": [10, 30, 30],
        "arsenal/cruise/intercepted_soviet": [5, 10, 10],
        "arsenal/cruise/intercepted_nato": [1, 6, 6],
        "arsenal/cruise/lost": [0, 0, 0],
        "arsenal/cruise/leaked": [4, 14, 14],
        "arsenal/drone/launched": [10, 10, 20],
        "arsenal/drone/intercepted_other": [9, 9, 14],
    }
    reading = hand(totals=totals)
    rate = raids.interception_rate(reading)
    np.testing.assert_allclose(rate["cruise"], [0.6, 0.5, np.nan])
    np.testing.assert_allclose(rate["drone"], [0.9, np.nan, 0.5])
    np.testing.assert_allclose(rate[""], [15 / 20, 10 / 20, 5 / 10])
    assert raids.overall_interception_rate(reading) == {"cruise": pytest.approx(16 / 30), "drone": pytest.approx(0.7)}
    assert list(raids.kills_by_standard(reading)["nato"]) == [1, 5, 0]


def test_production_and_issue_by_item(hand) -> None:
    """Two lines make shells; a stock issues them."""
    totals = {"line/a/made": [10, 20], "line/b/made": [5, 5], "stock/s/consumed": [1, 4]}
    items = {"line/a": "shell", "line/b": "shell", "stock/s": "shell"}
    reading = hand(totals=totals, setting=Setting(items=items))
    assert list(goods.made(reading)["shell"]) == [15, 10]
    assert list(goods.issued(reading)["shell"]) == [1, 3]
    assert list(goods.output(reading)["b"]) == [5, 0]


def test_stops_share_station_time(hand) -> None:
    """Two stations for 30 days: 30 station days working, 15 broken, 15 starved; then all working."""
    meters = {f"line/a/{state}_stations": [0.0, 0.0] for state in STATE_NAMES}
    meters |= {
        "line/a/working_stations": [30.0, 90.0],
        "line/a/broken_stations": [15.0, 15.0],
        "line/a/starved_stations": [15.0, 15.0],
    }
    reading = hand(meters=meters)
    np.testing.assert_allclose(goods.utilisation(reading)["a"], [0.5, 1.0])
    np.testing.assert_allclose(goods.stopped(reading)["a/broken"], [0.25, 0.0])


def test_station_time_weighs_lines_by_their_stations(hand) -> None:
    """One line of three stations that work, one of one that is broken: three quarters of all station time is worked."""
    meters = {f"line/{name}/{state}_stations": [0.0] for name in "ab" for state in STATE_NAMES}
    meters |= {"line/a/working_stations": [90.0], "line/b/broken_stations": [30.0]}
    found = goods.station_time(hand(meters=meters))
    assert {state: float(share[0]) for state, share in found.items() if share[0]} == {"working": 0.75, "broken": 0.25}


def test_days_of_supply_of_a_family(hand) -> None:
    """By family, without the name of the only front; before any demand (-1) there is no value."""
    levels = {"front/f/readiness": [0.5, 0.5], "family/f.shells/days_of_supply": [-1.0, 12.0]}
    np.testing.assert_allclose(front.family_supply(hand(levels=levels))["shells"], [np.nan, 12.0])


def test_realised_lead_time(hand) -> None:
    """Four units in a month that waited 100 days in sum: 25 days each; none the month after."""
    reading = hand(totals={"customer/l.c/lead_sum": [100, 100], "customer/l.c/delivered": [4, 4]})
    np.testing.assert_allclose(goods.lead_time(reading)["l.c"], [25.0, np.nan])


def test_cost_is_what_is_paid_for_in_the_end(hand) -> None:
    """Lines and shops are paid; the account that pays does not count again. Discounted at 5 % a year from mid-month."""
    totals = {"line/a/spent": [100, 300], "shop/s/spent": [10, 10], "account/d/spent": [100, 300]}
    reading = hand(totals=totals, setting=Setting(discount_rate=0.05))
    cost = money.cost(reading)
    assert list(cost[""]) == [110, 200]
    assert list(cost["shop"]) == [10, 0]
    assert money.total_cost(reading)[""] == 310
    worth = 110 * 1.05 ** (-15 / 365.25) + 200 * 1.05 ** (-45 / 365.25)
    assert money.total_cost_discounted(reading)[""] == pytest.approx(worth)


def test_allied_readiness_is_weighted_by_value(hand) -> None:
    """0.5 of a requirement worth 300 and 1.0 of one worth 100: 250 / 400."""
    levels = {
        "donor/a/readiness": [0.5],
        "donor/a/required_eur": [300],
        "donor/b/readiness": [1.0],
        "donor/b/required_eur": [100],
    }
    found = allies.allied_readiness(hand(levels=levels))
    assert list(found[""]) == [0.625]
    assert list(found["a"]) == [0.5]


def test_share_of_gifts_from_stock(hand) -> None:
    """30 of 40 in the first month; none given in the second."""
    reading = hand(totals={"donor/a/given_stock_eur": [30, 30], "donor/a/given_procurement_eur": [10, 10]})
    np.testing.assert_allclose(allies.stock_share_of_gifts(reading)[""], [0.75, np.nan])


def test_pledges(hand) -> None:
    """Delivered 0.6 by the due date and met 40 days late; -1 says that it is not known."""
    reading = hand(levels={"pledge/p/on_time": [-1, 0.6], "pledge/p/delay": [-1, 40], "pledge/q/delay": [-1, -1]})
    assert allies.pledge_on_time(reading) == {"p": 0.6}
    delays = allies.pledge_delay(reading)
    assert delays["p"] == 40
    assert np.isnan(delays["q"])


def test_self_reliance_by_value(hand) -> None:
    """Ten shells at 2 from a line at home, ten at 2 given: a half; in the second month 20 more from home: 60 of 80."""
    setting = Setting(
        items={"line/h": "shell", "aid/d.n": "shell"}, unit_cost={"shell": 2.0}, domestic=frozenset({"h"})
    )
    reading = hand(totals={"line/h/made": [10, 30], "aid/d.n/arrived": [10, 10]}, setting=setting)
    np.testing.assert_allclose(allies.self_reliance(reading)[""], [0.5, 0.75])


def test_civil_harm_sums_sites(hand) -> None:
    """Hits on two cities."""
    reading = hand(totals={"site/a/harm": [1, 4], "site/b/harm": [0, 2]})
    assert list(raids.civil_harm(reading)[""]) == [1, 5]
    assert raids.total_civil_harm(reading) == {"": 6.0}
