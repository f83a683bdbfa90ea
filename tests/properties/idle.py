"""Strangers: entities that do nothing, of each kind, at the stocks, sites, lines and regimes of a world, before or behind all others."""

from __future__ import annotations

from typing import Any

from materiel.scenario.checks import all_faults
from materiel.scenario.world import Scenario

Table = dict[str, Any]

NEVER = {"signs": [{"cell": "stock/hub/on_hand", "at_least": 1e12}]}
_STATES = {"on": {"factor": 1.0, "sojourn_days": 3.0}, "off": {"factor": 0.0, "sojourn_days": 2.0}}
_LOST = {"law": "rate", "mode": "clocks", "per_day": 0.1}

ALWAYS: dict[str, Table] = {
    "regimes": {"states": _STATES},
    "sites": {"powered_by": "grid", "power_dependence": 1.0, "damage": 0.5, "power_capacity": 1.0},
    "stocks": {
        "item": "shell", "site": "city",
        "replenish": {"policy": "base_stock", "up_to": 0, "stock": "depot", "lane": "road"},
    },
    "sources": {
        "item": "shell", "regime": "supply",
        "schedule": {"stock": "depot", "units": 0.0, "period_days": 1.0, "lane": "rail"},
    },
    "lanes": {"lead_days": 1.0, "departure_days": 1.0},
    "lines": {
        "item": "shell", "site": "plant", "output": "depot", "shut": True, "parts": [{"stock": "parts", "units": 1}],
        "failures": {"always": {"up_days": 1.0, "repair_days": 1.0, "clock": "calendar"}},
    },
    "shops": {"site": "works", "repair_days": 1.0, "parts": [{"stock": "parts", "units": 1}]},
    "demands": {"stock": "forward", "gap_days": 0.5, "batch": 0.0, "regime": "intensity"},
    "programmes": {**NEVER, "effects": [{"cell": "line/shells/expansion", "multiply": 0.0}]},
    "needs": {"item": "shell", "stock": "hub", "target_units": 50, "target_days": 10.0},
}  # fmt: skip
"""By section; for worlds of every sort. A need has mean demand that is averaged at the meetings of its donors: so no stranger is a
donor of a need that there is."""
WITH_FORCES: dict[str, Table] = {
    "training": {"to": "new_guns", "from": "guns", "slots": 0, "course_days": 1.0, "every_days": 1.0},
}
WITH_ATTACKS: dict[str, Table] = {
    "arsenals": {"stock": 0, "production_per_month": 0.0, "reserve_floor": 0},
    "raids": {
        "gap_days": 1.0, "targets": {"power": 1.0, "cities": 1.0},
        "sends": [{"arsenal": "cruise", "units": 0.0}, {"arsenal": "drone", "share": 0.0}],
    },
    "layers": {
        "order": 2, "fleet": "batteries", "interceptors": "magazine", "doctrine": "shots", "channels_per_battery": 1.0,
        "against": {"drone": {"kill_probability": 0.0}},
    },
}  # fmt: skip
WITH_AID: dict[str, Table] = {
    "donors": {"resolve": "resolve", "meeting_offset_days": 3.0},
    "procurements": {"offset_days": 0.0, "partners_eur_per_month": 0.0, "partners_resolve": "resolve"},
    "pledges": {"donors": ["anna"], "need": "shells", "units": 1, "due": 40},
}


def with_idle(scenario: Scenario, name: str) -> Scenario:
    """The world with an idle entity of each kind that it may have, under this name."""
    raw = scenario.model_dump(by_alias=True, exclude_unset=True)

    def add(section: str, spec: Table, called: str = name) -> None:
        raw[section] = {**raw.get(section, {}), called: spec}

    parts = [ALWAYS]
    parts += [WITH_FORCES] if scenario.training else []
    parts += [WITH_ATTACKS] if scenario.raids else []
    parts += [WITH_AID] if scenario.donors else []
    for sections in parts:
        for section, spec in sections.items():
            add(section, spec)
    for mode in ("clocks", "daily", "expected"):
        empty = {"item": "gun", "authorised": 0, "wear_per_day": 0.1, "reinforcement_per_day": 1.0}
        add("fleets", {**empty, "losses": {**_LOST, "mode": mode}}, f"{name}_{mode}")
    add("fronts", {"fleets": [f"{name}_daily", f"{name}_expected"], "day_days": 0.5, "arsenals": []})
    add("programmes", {"date": 10, "effects": []}, f"{name}_dated")
    if scenario.donors:
        add("stocks", {"item": "shell"}, f"{name}_held")
        add("holdings", {"donor": name, "stock": f"{name}_held", "requirement": 0})
        add("orders", {"procurement": name, "customer": "shells.home", "weight": 0.0})
        add("orders", {"donor": name, "need": name, "customer": "shells.aid", "weight": 0.0}, f"{name}_abroad")
    shells = raw["lines"]["shells"]
    raw["lines"] = {**raw["lines"], "shells": {**shells, "customers": {**shells["customers"], name: {"share": 5.0}}}}
    made = Scenario.model_validate(raw)
    faults = all_faults(made)
    if faults:
        raise ValueError("; ".join(map(str, faults)))
    return made
