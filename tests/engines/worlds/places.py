"""Places, goods and regimes: what the other parts of a random world share."""

from __future__ import annotations

from tests.engines.worlds.dice import Dice, Table

STANDARDS = {"gun": "soviet", "new_gun": "nato", "missile": "soviet"}
ITEMS = ("shell", "part", "gun", "new_gun", "radar", "missile")


def add_places(d: Dice, w: Table) -> None:
    """A grid that powers a plant and a works, a depot, a city; regimes of intensity, resolve and supply; lanes."""
    for item in ITEMS:
        w["items"][item] = {
            "unit_cost_eur": d.choice([100.0, 1000.0]),
            "standard": STANDARDS.get(item, "common"),
            "family": {"new_gun": "gun"}.get(item, item),
            "kind": "equipment" if item in ("gun", "new_gun", "radar") else "munition",
            "shelf_life_days": d.choice([0.0, 10.0]) if item == "shell" else 0.0,
        }
    for name, off in (("intensity", 0.5), ("resolve", 0.5), ("supply", 0.0)):
        states = {
            "high": {"factor": d.choice([1.0, 1.0, 2.0]), "sojourn_days": d.law(d.choice([7.0, 20.0]))},
            "low": {"factor": off, "sojourn_days": d.law(5.0)},
        }
        if d.maybe(0.3):
            states["middle"] = {"factor": 0.8, "sojourn_days": 3.0, "to": {"high": 1, "low": 2}}
        w["regimes"][name] = {"states": states, "age_days": d.choice([0.0, 2.0])}
        if d.maybe(0.3):
            w["regimes"][name]["initial"] = "low"
    w["sites"]["grid"] = {
        "power_capacity": d.choice([0.8, 1.1]),
        "power_imports": 0.1,
        **d.some(0.3, power_imports_profile=d.profile()),
        **d.some(0.4, power_supply_season=d.profile(), power_demand_season=d.profile()),
        **_hurt(d, "power"),
    }
    powered = {"powered_by": "grid", "power_dependence": d.choice([0.5, 1.0])}
    w["sites"]["plant"] = {**powered, **_hurt(d, "industry"), "condition": d.choice([1.0, 0.5])}
    w["sites"]["works"] = {**powered, **_hurt(d, "industry"), "target_weight": 2.0}
    w["sites"]["depot"] = {**_hurt(d, "depots"), "stock_share_lost": 0.3}
    w["sites"]["city"] = {"civil": True, "target_category": "cities"}
    w["lanes"]["road"] = _lane(d)
    w["lanes"]["rail"] = {
        **_lane(d), "departure_days": d.choice([3.0, 7.0]), "departure_offset_days": d.choice([0.0, 1.0]),
        **d.some(0.5, capacity=8),
    }  # fmt: skip


def _hurt(d: Dice, category: str) -> Table:
    return {
        "target_category": category,
        "damage": d.choice([0.1, 0.5, {"family": "beta", "mean": 0.3, "cv": 0.5}]),
        "hardening": d.choice([1.0, 0.5]),
        **d.some(0.8, repair_days=d.law(d.choice([2.0, 10.0]))),
        **d.some(0.5, crews=d.choice([1, 2])),
    }


def _lane(d: Dice) -> Table:
    return {
        "lead_days": d.law(d.choice([0.0, 1.0, 3.0]) or 1.0) if d.maybe(0.9) else 0,
        "fifo": d.maybe(0.4),
        "loss": d.choice([0.0, 0.1]),
        **d.some(0.3, season=d.profile()),
        **d.some(0.3, loss_season=d.profile()),
        **d.some(0.5, passes="plant", interdicted_loss=0.4),
    }
