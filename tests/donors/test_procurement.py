"""Domestic procurement: what is not funded stands idle, and nobody orders more than is made in time."""

from __future__ import annotations

from typing import Any

import pytest
from tests.donors.worlds import merged, record, scenario

from materiel.record import Record


def _domestic(**more: Any) -> Record:
    world: dict[str, Any] = {
        "items": {"shell": {"unit_cost_eur": 1000.0}, "drone": {"unit_cost_eur": 500.0}},
        "stocks": {"depot": {"item": "shell"}, "hangar": {"item": "drone"}},
        "lanes": {"lane": {"lead_days": 0}},
        "lines": {
            "plant": {"item": "shell", "customers": {"state": {"stock": "depot", "lane": "lane"}}},
            "works": {"item": "drone", "customers": {"state": {"stock": "hangar", "lane": "lane"}}},
        },
        "procurements": {"state": {"budget_eur_per_month": 10_000.0}},
        "orders": {"shells": {"procurement": "state", "customer": "plant.state"}},
    }
    return record(scenario(months=3, **merged(world, more)))


def test_what_is_not_funded_stands_idle():
    """10,000 a month pay for ten shells at 1,000, that are made in ten days; for the rest of the month money is missing."""
    r = _domestic()
    assert r.level("line", "plant", "made").tolist() == [10.0, 20.0, 30.0]
    assert r.average("line", "plant", "unfunded_stations").tolist() == pytest.approx([21 / 31, 18 / 28, 21 / 31])
    assert r.average("line", "works", "no_orders_stations").tolist() == [1.0] * 3
    assert r.level("procurement", "state", "spent")[0] == 20_000.0


def test_no_more_is_ordered_than_the_backlog_allows():
    """30 shells, a month of output, may stand ordered: in the months of 31 days the line then has no orders for a day."""
    r = _domestic(
        procurements={"state": {"budget_eur_per_month": 100_000.0}}, orders={"shells": {"backlog_months": 1.0}}
    )
    assert r.level("line", "plant", "made").tolist() == [30.0, 58.0, 88.0]
    assert r.average("line", "plant", "unfunded_stations").tolist() == [0.0] * 3
    assert r.average("line", "plant", "no_orders_stations").tolist() == pytest.approx([1 / 31, 0.0, 1 / 31])


def test_money_is_shared_by_weight():
    """A quarter of 10,000 buys five drones at 500, the rest seven shells; 500 of it stay aside for the next."""
    r = _domestic(
        orders={
            "shells": {"weight": 3.0},
            "drones": {"procurement": "state", "customer": "works.state", "weight": 1.0},
        },
        procurements={"state": {"offset_days": 10.0}},
    )
    assert r.flow("purchase", "drones", "ordered").tolist() == [5.0, 5.0, 5.0]
    assert r.flow("purchase", "shells", "ordered").tolist() == [7.0, 8.0, 7.0]


def test_what_comes_first_is_ordered_in_full_first():
    """Of 10,000, six shells for the need of 0.2 months come first, then eight drones."""
    r = _domestic(
        orders={
            "shells": {"priority": 1, "backlog_months": 0.2},
            "drones": {"procurement": "state", "customer": "works.state", "priority": 2},
        },
        procurements={"state": {"offset_days": 10.0, "spend": "in_order"}},
    )
    assert r.level("purchase", "shells", "ordered")[0] == 6.0
    assert r.level("purchase", "drones", "ordered")[0] == 8.0
    assert r.level("purchase", "shells", "short").tolist() == [0.0] * 3
    assert r.level("purchase", "drones", "short").tolist() == [1.0] * 3


def test_partners_money_is_counted_apart_and_follows_their_resolve():
    """Partners add 4,000 a month at half resolve, and a lump of 3,000 on day 5."""
    r = _domestic(
        regimes={"half": {"states": {"half": {"factor": 0.5, "sojourn_days": 1e6}}}},
        procurements={
            "state": {
                "offset_days": 10.0,
                "partners_eur_per_month": 8000.0,
                "partners_resolve": "half",
                "account": {"lumps": [{"date": 5, "eur": 3000.0}]},
            }
        },
    )
    assert r.level("procurement", "state", "partners_eur").tolist() == [4000.0, 8000.0, 12_000.0]
    assert r.level("procurement", "state", "own_eur").tolist() == [10_000.0, 20_000.0, 30_000.0]
    assert r.level("purchase", "shells", "ordered").tolist() == [17.0, 31.0, 45.0]
