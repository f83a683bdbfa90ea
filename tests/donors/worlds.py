"""Small worlds of donors, declared as scenarios and played on both engines."""

from __future__ import annotations

from typing import Any

import numpy as np

from materiel.network.arena import Network
from materiel.network.lower import network_of
from materiel.record import Record
from materiel.run import replicate
from materiel.scenario.world import Scenario

START = "2023-01-01"
MONTHS = [31.0, 59.0, 90.0, 120.0, 151.0, 181.0, 212.0, 243.0, 273.0, 304.0, 334.0, 365.0]
"""Days from the start to the ends of its months."""


def scenario(months: int = 6, **sections: Any) -> Scenario:
    """A world of so many months from the first of January 2023."""
    return Scenario.model_validate({"world": {"name": "w", "start": START, "horizon_months": months}, **sections})


def record(world: Scenario | Network, seed: int = 1, replication: int = 0) -> Record:
    """The record of a world, the same by both engines."""
    network = world if isinstance(world, Network) else network_of(world)
    simpy = replicate(network, seed, replication, "simpy")
    kernel = replicate(network, seed, replication, "kernel")
    assert simpy.hash == kernel.hash
    assert np.array_equal(simpy.record.rows, kernel.record.rows)
    return kernel.record


def gifts(**more: Any) -> dict[str, Any]:
    """Two donors with 100 and 60 shells, of which 50 and 40 are above their floors, and a recipient five days away."""
    world: dict[str, Any] = {
        "items": {"shell": {"unit_cost_eur": 1000.0}},
        "stocks": {
            "hub": {"item": "shell"},
            "shells_a": {"item": "shell", "on_hand": 100},
            "shells_b": {"item": "shell", "on_hand": 60},
        },
        "lanes": {"lane": {"lead_days": 5}},
        "needs": {"shells": {"item": "shell", "stock": "hub", "target_units": 41}},
        "donors": {"a": {"gift_lane": "lane"}, "b": {"gift_lane": "lane"}},
        "holdings": {
            "a": {"donor": "a", "stock": "shells_a", "requirement": 100, "floor": 0.5, "need": "shells"},
            "b": {"donor": "b", "stock": "shells_b", "requirement": 40, "floor": 0.5, "need": "shells"},
        },
    }
    return merged(world, more)


def buying(**more: Any) -> dict[str, Any]:
    """A donor with money and a line that makes one shell a day to order, for a recipient at hand."""
    world: dict[str, Any] = {
        "items": {"shell": {"unit_cost_eur": 1000.0}},
        "stocks": {"hub": {"item": "shell"}},
        "lanes": {"lane": {"lead_days": 0}},
        "lines": {
            "plant": {"item": "shell", "work_days": 1.0, "customers": {"aid": {"stock": "hub", "lane": "lane"}}},
        },
        "needs": {"shells": {"item": "shell", "stock": "hub", "target_units": 1000}},
        "donors": {"a": {"meeting_offset_days": 10.0}},
        "orders": {"shells": {"donor": "a", "customer": "plant.aid", "need": "shells"}},
    }
    return merged(world, more)


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Tables laid over tables."""
    out = dict(below)
    for key, value in above.items():
        out[key] = merged(out[key], value) if isinstance(value, dict) and isinstance(out.get(key), dict) else value
    return out
