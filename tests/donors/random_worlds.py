"""Random worlds of donors, with instants that tie on purpose."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.donors.worlds import scenario

from materiel.scenario.world import Scenario

ITEMS = ("shell", "missile")


def _days(rng: Random, mean: float) -> Any:
    """Whole days, so that instants tie, or exponential ones."""
    return rng.choice([float(round(mean)), {"family": "exponential", "mean": mean}])


def _maybe(rng: Random, chance: float, **table: Any) -> dict[str, Any]:
    return table if rng.random() < chance else {}


def random_world(seed: int, months: int = 9) -> Scenario:
    """Donors that give, buy and refill; a country that buys at home; pledges; programmes of every sort."""
    rng = Random(seed)
    offset = float(rng.choice([0, 0, 10]))
    donors = ["a", "b", "c"][: rng.randint(1, 3)]
    states = {
        "high": {"factor": 1.0, "sojourn_days": _days(rng, 60)},
        "low": {"factor": rng.choice([0.0, 0.5]), "sojourn_days": _days(rng, 30)},
    }
    stocks: dict[str, Any] = {"hub_" + item: {"item": item, "unmet": "lost"} for item in ITEMS}
    stocks |= {"depot": {"item": "shell", "unmet": "lost", "replenish": _depot(rng)}}
    lines: dict[str, Any] = {}
    for item in ITEMS:
        customers = {"aid": {"stock": f"hub_{item}", "lane": "lane"}, "home": {"stock": f"hub_{item}", "lane": "lane"}}
        customers |= {f"own_{d}": {"stock": f"{d}_{item}", "lane": "lane", "priority": 1} for d in donors}
        lines["plant_" + item] = {
            "item": item,
            "lot": rng.choice([1, 5]),
            "work_days": _days(rng, 2),
            "customers": customers,
            "allocation": rng.choice(["first_in", "priority", "share"]),
            "failures": _maybe(rng, 0.5, wear={"up_days": _days(rng, 30), "repair_days": _days(rng, 3)}),
        }
    world: dict[str, Any] = {
        "items": {"shell": {"unit_cost_eur": 1000.0}, "missile": {"unit_cost_eur": 7000.0}},
        "regimes": {f"resolve_{d}": {"states": states} for d in donors},
        "stocks": stocks,
        "sources": {"market": {"item": "shell", "units": 30, "lead_days": _days(rng, 5)}},
        "lanes": {
            "lane": {"lead_days": _days(rng, 3), "loss": rng.choice([0.0, 0.1]), "departure_days": rng.choice([0.0, 7.0])}
        },
        "lines": lines,
        "demands": {
            "users": {"stock": "depot", "gap_days": _days(rng, 1)},
            "crews": {"stock": "hub_missile", "gap_days": _days(rng, 5)},
        },
        "needs": {
            "shells": {
                "item": "shell", "stock": "hub_shell", "target_units": 20, "target_days": rng.choice([0.0, 40.0]),
                "downstream": ["depot"], "demand_at": ["depot"],
            },
            "missiles": {"item": "missile", "stock": "hub_missile", "target_units": 12},
        },
        "donors": {}, "holdings": {}, "orders": {}, "procurements": {}, "pledges": {}, "programmes": {},
    }  # fmt: skip
    for d in donors:
        _donor(rng, world, d, donors, offset)
    _domestic(rng, world, offset)
    world["pledges"]["p"] = {"donors": donors, "need": "shells", "units": 25, "due": rng.choice([31, 59, 100])}
    _programmes(rng, world, donors)
    return scenario(months=months, **world)


def _depot(rng: Random) -> dict[str, Any]:
    return {
        "policy": "base_stock", "up_to": 30, "stock": "hub_shell", "lane": "lane", "review_days": rng.choice([0.0, 1.0])
    }  # fmt: skip


def _donor(rng: Random, world: dict[str, Any], d: str, donors: list[str], offset: float) -> None:
    lumps = [{"date": rng.choice([0, 31, 40]), "eur": 30_000.0, "follows_resolve": rng.random() < 0.5}]
    others = [other for other in donors if other != d]
    world["donors"][d] = {
        "resolve": f"resolve_{d}",
        "meeting_every_months": rng.choice([1, 1, 2]),
        "meeting_offset_days": rng.choice([offset, 5.0]),
        "budget_eur_per_month": rng.choice([5_000.0, 20_000.0]),
        "account": {
            "lumps": lumps,
            "lapse_days": rng.choice([0.0, 31.0, 45.0]),
            "modelled_share": rng.choice([1.0, 0.6]),
        },
        "spend_share": rng.choice([1.0, 0.5]),
        "gifts_on_account": rng.random() < 0.4,
        "rise_eur": rng.choice([0.0, 9_000.0]),
        "commitment": rng.choice([0.0, 0.3]),
        "commitment_slowing": rng.choice([0.0, 1.0]),
        "own_shortage": rng.choice([0.0, 0.5]),
        "refill_eur_per_month": 9_000.0,
        "gift_lane": "lane",
        "makes_up_for": {
            o: {"below": 0.7, "factor": 1.5, "shortfall_share": 0.3} for o in others if rng.random() < 0.5
        },
        **_maybe(rng, 0.3, budget_noise={"family": "gamma", "mean": 1.0, "cv": 1.0}),
    }
    for item in ITEMS:
        held = rng.choice([0, 17, 60])
        world["stocks"][f"{d}_{item}"] = {"item": item, "on_hand": held}
        world["holdings"][f"{d}_{item}"] = {
            "donor": d, "stock": f"{d}_{item}", "requirement": rng.choice([0, 25, 70]), "floor": rng.choice([0.0, 0.35]),
            "release_rate": rng.choice([1.0, 0.15]), "need": f"{item}s", "refill_customer": f"plant_{item}.own_{d}",
        }  # fmt: skip
        world["orders"][f"{d}_{item}"] = {
            "donor": d, "need": f"{item}s", "customer": f"plant_{item}.aid", "weight": rng.choice([1.0, 2.0]),
            "while_needed": rng.random() < 0.5, "backlog_months": rng.choice([0.0, 2.0]),
        }  # fmt: skip
    world["orders"][f"{d}_market"] = {"donor": d, "need": "shells", "source": "market", "weight": 0.5}


def _domestic(rng: Random, world: dict[str, Any], offset: float) -> None:
    world["procurements"]["state"] = {
        "offset_days": offset,
        "budget_eur_per_month": rng.choice([0.0, 20_000.0]),
        "partners_eur_per_month": 8_000.0,
        "partners_resolve": "resolve_a",
        "account": {"lumps": [{"date": 59, "eur": 50_000.0, "lapses": 120}]},
        "spend": rng.choice(["by_weight", "in_order"]),
    }
    for item in ITEMS:
        world["orders"][f"home_{item}"] = {
            "procurement": "state", "customer": f"plant_{item}.home", "backlog_months": rng.choice([0.0, 0.5])
        }  # fmt: skip


def _programmes(rng: Random, world: dict[str, Any], donors: list[str]) -> None:
    faster = [{"cell": "line/plant_shell/expansion", "multiply": 2.0}]
    world["programmes"] = {
        "dated": {
            "date": rng.choice([31, 59, 70]), "cost_eur": 5_000.0, "lead_days": _days(rng, 28), "effects": faster,
            "yield": {"family": "uniform", "low": 0.2, "high": 1.0},
        },
        "paid": {"date": 59, "cost_eur": 12_000.0, "paid_by_donor": donors[0], "effects": faster},
        "policy": {"date": 90, "effects": [{"cell": "holding/a_shell/floor", "set": 0.0}]},
        "contract": {"date": 59, "effects": [{"cell": "donor/a/commitment", "set": 0.9}]},
        "shut": {
            "date": 120, "lead_days": 20.0, "effects": [
                {"cell": "line/plant_missile/converting", "set": 1, "at": "decision"},
                {"cell": "line/plant_missile/converting", "set": 0},
            ],
        },
        "sign": {
            "signs": [{"cell": "stock/depot/filled", "per": "stock/depot/demanded", "reads": "flow", "at_most": 0.95}],
            "times": 2, "lead_days": _days(rng, 10), "effects": faster, "check_offset_days": rng.choice([0.0, 1.0]),
        },
    }  # fmt: skip
