"""Pledges: what counts, what is in time, and how late the rest is."""

from __future__ import annotations

from typing import Any

from tests.donors.worlds import buying, gifts, record, scenario

from materiel.record import Record


def _pledged(units: int, due: float, **more: Any) -> Record:
    pledge = {"donors": ["a", "b"], "need": "shells", "units": units, "due": due, **more}
    return record(scenario(months=3, **gifts(pledges={"p": pledge})))


def test_a_pledge_is_late_by_the_days_that_its_last_unit_is():
    """41 shells arrive on day 5; due on day 3, none was on time and the pledge is two days late."""
    r = _pledged(41, 3.0)
    assert r.level("pledge", "p", "on_time").tolist() == [0.0] * 3
    assert r.level("pledge", "p", "met_at").tolist() == [5.0] * 3
    assert r.level("pledge", "p", "delay").tolist() == [2.0] * 3
    assert r.level("pledge", "p", "promised").tolist() == [41.0] * 3
    assert r.level("pledge", "p", "delivered").tolist() == [41.0] * 3


def test_what_arrives_at_the_due_instant_is_in_time():
    """Due on day 5, when they arrive."""
    r = _pledged(41, 5.0)
    assert r.level("pledge", "p", "on_time").tolist() == [1.0] * 3
    assert r.level("pledge", "p", "delay").tolist() == [0.0] * 3


def test_a_pledge_that_is_not_met_has_no_delay():
    """82 were promised and 41 came: half of it on time, and not met."""
    r = _pledged(82, 40.0)
    assert r.level("pledge", "p", "on_time").tolist() == [-1.0, 0.5, 0.5]
    assert r.level("pledge", "p", "met_at").tolist() == [-1.0] * 3
    assert r.level("pledge", "p", "delay").tolist() == [-1.0] * 3


def test_what_came_before_does_not_count():
    """A pledge that begins on day 20 is not met by what arrived on day 5."""
    r = _pledged(10, 40.0, **{"from": 20.0})
    assert r.level("pledge", "p", "delivered").tolist() == [0.0] * 3
    assert r.level("pledge", "p", "promised").tolist() == [10.0] * 3


def test_orders_count_when_they_are_made_and_shipped():
    """10 shells ordered on day 10 and made one a day are 5 on day 15 and all on day 20: half on time, five days late."""
    world = buying(
        donors={"a": {"account": {"lumps": [{"date": 0, "eur": 10_000.0}]}}},
        pledges={"p": {"donors": ["a"], "need": "shells", "units": 10, "due": 15.0}},
    )
    r = record(scenario(months=1, **world))
    assert r.level("pledge", "p", "on_time")[0] == 0.5
    assert r.level("pledge", "p", "delay")[0] == 5.0


def test_losses_on_the_way_do_not_count():
    """With half of everything lost on the way, delivered and lost add up to what was given."""
    world = gifts(
        lanes={"lane": {"loss": 0.5}}, pledges={"p": {"donors": ["a"], "need": "shells", "units": 9, "due": 9.0}}
    )
    r = record(scenario(months=1, **world))
    arrived = r.level("aid", "a.shells", "arrived")[0] + r.level("aid", "b.shells", "arrived")[0]
    assert 0 < arrived == r.level("stock", "hub", "received")[0] < 41.0
    assert r.level("pledge", "p", "delivered")[0] == r.level("aid", "a.shells", "arrived")[0]
