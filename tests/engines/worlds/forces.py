"""Fleets, shops, courses and a front."""

from __future__ import annotations

from tests.engines.worlds.dice import Dice, Table


def add_forces(d: Dice, w: Table) -> None:
    """Guns with every law and mode of loss, an opposing fleet, radars of which each has a clock, shops, a course, a front."""
    w["stocks"]["guns"] = {"item": "gun", "on_hand": d.choice([0, 10])}
    w["stocks"]["new_guns"] = {"item": "new_gun", "on_hand": d.choice([5, 20])}
    w["stocks"]["radars"] = {"item": "radar", "on_hand": d.choice([0, 2])}
    w["stocks"]["spares"] = {
        "item": "part", "site": "works", "on_hand": d.choice([5, 40]),
        "replenish": {"policy": "base_stock", "up_to": 20, "stock": "parts", "lane": "rail"},
    }  # fmt: skip
    w["shops"]["works"] = {
        "site": "works", "repair_days": d.law(d.choice([1.0, 3.0])), "scrapped": d.choice([0.0, 0.2]),
        "cost_eur": 10.0, "long_wait_days": 2.0, **d.some(0.8, bays=d.randint(1, 3)),
        **d.some(0.4, queue_places=d.choice([0, 3])), **d.some(0.5, parts=[{"stock": "spares", "units": 1}]),
        **d.some(0.4, lane="road"),
    }  # fmt: skip
    w["shops"]["abroad"] = {"repair_days": d.law(5.0), **d.some(0.3, bays=2)}
    _fleets(d, w)
    w["training"]["course"] = {
        "to": "new_guns", **d.some(0.7, **{"from": "guns"}), "slots": d.choice([2, 4]), "course_days": d.law(5.0),
        "start": d.choice([2, 14]), "every_days": d.choice([5.0, 7.0]), **d.some(0.5, pace=1), **d.some(0.5, crews=6),
        "cost_eur": 5.0,
    }  # fmt: skip
    w["demands"]["jobs"] = {"shop": d.choice(["works", "abroad"]), "gap_days": d.law(3.0), "stock": "radars"}
    if d.maybe(0.4):
        w["demands"]["jobs"]["repaired_to"] = "radars"
    if d.maybe(0.4):
        w["demands"]["odd_jobs"] = {"shop": "abroad", "gap_days": d.law(4.0), "batch": d.law(2.0)}
        w["shops"]["abroad"]["item"] = "radar"
    _guard(d, w)
    if d.maybe(0.8):
        _front(d, w)


def _guard(d: Dice, w: Table) -> None:
    """A fleet without a front, which lives by days of its own whatever its mode of loss, and some radars that fire."""
    w["stocks"]["kept"] = {"item": "gun", "on_hand": d.choice([5, 20])}
    w["fleets"]["guard"] = {
        "item": "gun", "authorised": d.choice([8, 15]), "operational": d.choice([4, 8]),
        "losses": {
            "mode": d.choice(["daily", "clocks", "clocks", "expected"]), "per_day": 0.05,
            **d.some(0.5, profile=d.profile()), **d.some(0.5, shortage_factor=1.0),
        },
        **d.some(0.6, reserve="kept"), **d.some(0.5, wear_per_day=0.05), **d.some(0.5, reinforcement_per_day=0.5),
        **d.some(0.5, shop="abroad"), **d.some(0.3, replacement_days=d.law(1.0)),
        **d.some(0.5, needs={"fire": {"rounds_per_day": 0.5, "stocks": ["forward"]}}),
    }  # fmt: skip
    if d.maybe(0.4):
        w["fleets"]["radars"]["needs"] = {"fire": {"rounds_per_day": 0.5, "stocks": ["store"]}}


def _fleets(d: Dice, w: Table) -> None:
    law, mode = d.choice(["rate", "square", "linear"]), d.choice(["daily", "clocks", "expected"])
    per_day = {"rate": 0.05, "square": 0.03, "linear": 0.002}[law]

    def losses(opponent: str) -> Table:
        pace = {"per_day": per_day} if d.maybe(0.7) else {"per_month": 30.0 * per_day}
        against = {} if law == "rate" else {"opponent": opponent}
        return {
            "law": law, "mode": mode, **pace, **against, "destroyed": d.choice([0.0, 0.5, 1.0]),
            "shortage_factor": d.choice([0.0, 1.0, 1.0]), **d.some(0.3, profile=d.profile()),
        }  # fmt: skip

    w["fleets"]["guns"] = {
        "item": "gun", "authorised": d.choice([20, 30]), "operational": d.choice([10, 25]), "reserve": "guns",
        "in_repair": d.choice([0, 4]), "wear_per_day": d.choice([0.0, 0.04]), "wear_by_tempo": d.maybe(),
        "losses": losses("foes"), **d.some(0.9, shop="works"), "repair_priority": d.randint(0, 1),
        **d.some(0.6, other_shop="abroad", other_share=d.choice([0.3, {"shape": "steps", "table": [[0, 0.2], [31, 0.6]]}])),
        **d.some(0.4, evacuation_days=d.law(1.0)), **d.some(0.4, other_evacuation_days=d.law(2.0)),
        **d.some(0.4, replacement_days=d.law(1.0)), **d.some(0.3, repair_days=d.law(2.0)),
        **d.some(0.3, ready_from=12), **d.some(0.4, planned_strength=d.choice([20.0, d.profile()])),
        "needs": {"fire": {
            "rounds_per_day": d.choice([0.25, 1.0]), "stocks": d.choice([["forward"], ["forward", "store"]]),
            "priority": d.randint(0, 1), **d.some(0.4, planned_per_day=d.choice([0.5, d.profile()])),
        }},
    }  # fmt: skip
    w["fleets"]["new_guns"] = {
        "item": "new_gun", "authorised": d.choice([0, 5]), "reserve": "new_guns", "shop": "abroad",
        "wear_per_day": d.choice([0.0, 0.05]),
    }  # fmt: skip
    w["fleets"]["foes"] = {
        "item": "gun", "authorised": 30, "losses": losses("guns"), "reinforcement_per_day": d.choice([0.0, 0.5]),
        **d.some(0.3, reinforcement_profile=d.profile()),
    }  # fmt: skip
    if not w["fleets"]["foes"]["reinforcement_per_day"]:
        w["fleets"]["foes"].pop("reinforcement_profile", None)
    w["fleets"]["radars"] = {
        "item": "radar", "authorised": d.randint(1, 4), "assets": 5, "up_days": d.law(6.0), "shop": "works",
    }  # fmt: skip


def _front(d: Dice, w: Table) -> None:
    w["fronts"]["east"] = {
        "fleets": ["guns", "new_guns"], "opposing": ["foes"], **d.some(0.5, regime="intensity"),
        **d.some(0.5, season=d.profile()), **d.some(0.5, noise=d.law(1.0)),
        **d.some(0.3, day_days=2.0), **d.some(0.3, day_offset_days=0.5),
        **d.some(0.6, ration_below_days=10.0, ration_least=0.1), "weights": {"availability": 2.0},
        "families": {
            "shell": {
                "target_days": 5.0, "demand_before_per_day": d.choice([0.0, 4.0]), **d.some(0.5, stocks=["forward", "store"]),
                **d.some(0.7, requirement=_requirement(d)),
            },
            **d.some(0.4, missile={"used_at": ["magazine"], **d.some(0.5, requirement=_requirement(d))}),
        },
        **d.some(0.3, arsenals=["cruise"]),
        **d.some(0.7, reference_raid=_reference(d)),
    }  # fmt: skip


def _requirement(d: Dice) -> Table:
    return d.choice(
        [
            {"method": "strength"},
            {"method": "level_of_effort", "units_per_day": d.choice([4.0, d.profile()]), "by_tempo": d.maybe()},
            {
                "method": "targets", "targets_per_day": d.choice([2.0, d.profile()]), "units_per_target": 1.5,
                "planned_availability": 0.9, "by_tempo": d.maybe(),
            },
            {"method": "lifetime", "units_per_piece": 200.0, "life_days": 400.0},
        ]
    )  # fmt: skip


def _reference(d: Dice) -> Table:
    return {
        "units": {"cruise": d.choice([4.0, 20.5]), **d.some(0.7, drone=10.0)},
        **d.some(0.7, targets={"power": 2.0, "depots": 1.0}), **d.some(0.5, raids=3.0),
    }  # fmt: skip
