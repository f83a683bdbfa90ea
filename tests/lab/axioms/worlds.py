"""A small theatre for the axioms: guns that fire shells of a donor, a plant and a depot, a workshop, missiles against raids.

Supply is short of what the guns would fire, so that shells bind; and the metrics that are tried on it, read from the record.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from tests.donors.worlds import merged

from materiel.metrics.reading import Reading, Series
from materiel.scenario.world import Scenario

ROUNDS = 4.0
MONTHS = 24


def theatre(**more: Any) -> Scenario:
    """Two years of 60 guns that would fire 240 shells a day and get some 130, five batteries of which the missiles run out."""
    days = {"family": "exponential", "mean": 20.0}
    world: dict[str, Any] = {
        "world": {"name": "theatre", "start": "2024-01-01", "horizon_months": MONTHS},
        "items": {
            "shell": {"family": "shells", "unit_cost_eur": 1000.0},
            "powder": {"kind": "component"},
            "gun": {"kind": "equipment", "family": "guns", "unit_cost_eur": 1e6},
            "missile": {"kind": "interceptor", "family": "missiles"},
        },
        "sites": {
            "plant": {"target_category": "industry", "damage": 0.2, "repair_days": 60.0},
            "depot": {"target_category": "depots", "stock_share_lost": 0.05},
            "works": {},
        },
        "stocks": {
            "hub": {"item": "shell"},
            "shells": {
                "item": "shell", "site": "depot", "on_hand": 6000,
                "replenish": {"policy": "base_stock", "up_to": 20_000, "stock": "hub", "lane": "road", "review_days": 1.0},
            },
            "donor_shells": {"item": "shell", "on_hand": 20_000},
            "powder": {"item": "powder", "on_hand": 200_000},
            "guns": {"item": "gun", "on_hand": 2},
            "missiles": {"item": "missile", "on_hand": 30, "unmet": "lost"},
        },
        "lanes": {"road": {"lead_days": days | {"mean": 2.0}}, "sea": {"lead_days": days}},
        "lines": {
            "plant": {
                "item": "shell", "site": "plant", "lot": 100, "work_days": {"family": "gamma", "mean": 1.0, "cv": 0.3},
                "parts": [{"stock": "powder", "units": 1}], "customers": {"aid": {"stock": "hub", "lane": "sea"}},
            }
        },
        "shops": {"works": {"site": "works", "bays": 8, "repair_days": {"family": "lognormal", "mean": 30.0, "cv": 0.5}}},
        "fleets": {
            "guns": {
                "item": "gun", "authorised": 60, "operational": 50, "reserve": "guns", "wear_per_day": 0.005, "shop": "works",
                "losses": {"per_month": 0.03, "destroyed": 0.5}, "reinforcement_per_day": 0.02,
                "needs": {"fire": {"rounds_per_day": ROUNDS, "stocks": ["shells"]}},
            }
        },
        "fronts": {"east": {"fleets": ["guns"], "noise": {"family": "lognormal", "mean": 1.0, "cv": 0.2}}},
        "arsenals": {"cruise": {"stock": 60, "production_per_month": 12.0}},
        "raids": {
            "large": {
                "gap_days": {"family": "exponential", "mean": 15.0}, "sends": [{"arsenal": "cruise", "units": 6.0}],
                "targets": {"industry": 0.5, "depots": 0.5},
            }
        },
        "layers": {
            "long": {
                "order": 1, "interceptors": "missiles", "batteries": 5, "full_coverage_batteries": 8, "doctrine": "shots",
                "shots": 2, "against": {"cruise": {"kill_probability": 0.6}},
            }
        },
        "needs": {
            "shells": {
                "item": "shell", "stock": "hub", "downstream": ["shells"], "target_days": 90.0, "demand_per_day": 200.0,
                "demand_at": ["shells"],
            }
        },
        "donors": {"ally": {"gift_lane": "sea", "budget_eur_per_month": 3e6, "own_shortage": 0.5}},
        "holdings": {
            "ally": {
                "donor": "ally", "stock": "donor_shells", "requirement": 20_000, "floor": 0.3, "release_rate": 0.1, "need": "shells",
            }
        },
        "orders": {"shells": {"donor": "ally", "customer": "plant.aid", "need": "shells", "while_needed": True}},
    }  # fmt: skip
    return Scenario.model_validate(merged(world, more))


def availability(reading: Reading) -> Series:
    """Operational of authorised guns, month by month."""
    return reading.average("fleet", "guns", "operational_days") / reading.average("fleet", "guns", "authorised_days")


def issued(reading: Reading) -> Series:
    """Shells that the guns got."""
    return reading.flow("stock", "shells", "consumed")


def mean_of(*parts: tuple[Series, float]) -> float:
    """Mean over the months of a weighted geometric mean."""
    weights = sum(weight for _, weight in parts)
    logs = sum(weight * np.log(np.maximum(series, 1e-9)) for series, weight in parts)
    return float(np.mean(np.exp(logs / weights)))


def honest(reading: Reading) -> float:
    """Availability, and shells issued of what the authorised guns would fire, whether they are there or not."""
    required = reading.average("fleet", "guns", "authorised_days") * ROUNDS * reading.days
    return mean_of((availability(reading), 0.5), (issued(reading) / required, 0.5))


def gameable(reading: Reading) -> float:
    """Readiness as it was: availability, shells issued of those *asked for*, and days of supply at that rate. Fewer guns ask for less."""
    asked = issued(reading) + reading.flow("stock", "shells", "unmet")
    supply = sum(reading.level("stock", name, "on_hand") for name in ("shells", "hub")) / (asked / reading.days) / 30.0
    return mean_of((availability(reading), 0.3), (issued(reading) / asked, 0.3), (np.minimum(1.0, supply), 0.15))


def constant(reading: Reading) -> float:
    """A metric that nothing moves."""
    return 0.5
