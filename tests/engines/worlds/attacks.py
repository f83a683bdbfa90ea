"""Arsenals, raids and layers of air defence."""

from __future__ import annotations

from tests.engines.worlds.dice import Dice, Table

CLASSES = ("cruise", "drone")


def add_attacks(d: Dice, w: Table) -> None:
    """Two classes, raids by shares, units and dates, four layers with every doctrine over time, a magazine at the depot."""
    w["stocks"]["magazine"] = {
        "item": "missile", "site": "depot", "on_hand": d.choice([6, 40]), "unmet": "lost", "capacity": 40,
        "replenish": {"policy": "base_stock", "up_to": 30, "stock": "rear", "lane": d.choice(["road", "rail"])},
    }  # fmt: skip
    w["stocks"]["rear"] = {"item": "missile", "on_hand": 200}
    w["fleets"]["batteries"] = {"item": "radar", "authorised": 6}
    w["sites"]["city"] |= d.some(0.6, batteries=["batteries"], batteries_lost_per_hit=0.5)
    for name in CLASSES:
        grows = {"growth_from": 10, "growth_per_year": 3.0, **d.some(0.5, growth_until=45, later_growth_per_year=1.5)}
        w["arsenals"][name] = {
            "stock": d.choice([20, 80]), "reserve_floor": d.choice([0, 10]), "production_per_month": d.choice([15, 60]),
            **d.some(0.4, **grows), **d.some(0.3, kill_factor=d.profile()), "coverage_weight": d.choice([1.0, 0.5]),
            "hit_probability": d.choice([1.0, 0.7]), "damage_factor": d.choice([1.0, 0.3]),
            **d.some(0.4, reported_share=0.5),
        }  # fmt: skip
    _raids(d, w)
    _layers(d, w)


def _targets(d: Dice) -> Table:
    weights: Table = {"power": d.choice([0.5, 1.0]), "industry": 0.5, "depots": 0.5, "cities": 0.4}
    if d.maybe(0.4):
        weights["power"] = d.profile()
    return weights


def _raids(d: Dice, w: Table) -> None:
    units = {
        "arsenal": "drone",
        "units": d.law(3.0),
        "most_share": d.choice([1.0, 0.5]),
        **d.some(0.3, intensity=d.profile()),
    }
    share = {"arsenal": "cruise", "share": {"family": "uniform", "low": 0.0, "high": 0.4}}
    w["raids"]["large"] = {
        "gap_days": d.law(7.0), "sends": [share, units], "targets": _targets(d),
        **d.some(0.5, rate=d.product() if d.maybe(0.4) else d.profile()), **d.some(0.5, first_day=d.choice([1.0, 3.0])),
    }  # fmt: skip
    w["raids"]["routine"] = {"gap_days": d.law(3.0), "sends": [units], "targets": _targets(d)}
    w["raids"]["first"] = {
        "dates": [{"on": 2, "units": {"cruise": 8}}, {"on": 5, "units": {"cruise": 3, "drone": 4}}, {"on": 31}],
        "sends": [{"arsenal": "cruise", "units": 4}, {"arsenal": "drone", "units": 2}], **d.some(0.7, targets=_targets(d)),
    }  # fmt: skip


def _layers(d: Dice, w: Table) -> None:
    def against(p: float) -> Table:
        return {"kill_probability": p, "spread": d.choice([0.0, 0.2]), **d.some(0.3, reach=0.7), **d.some(0.3, shots=3)}

    w["layers"]["jamming"] = {"order": 1, "jams": True, "against": {"drone": {"kill_probability": 0.2}}}
    w["layers"]["guns"] = {
        "order": 4,
        "against": {"cruise": {"kill_probability": 0.2}, "drone": {"kill_probability": 0.4}},
    }
    for order, standard in ((2, "soviet"), (3, "nato")):
        doctrine = d.choice(["shots", "shoot_look_shoot", "uncoordinated", "single"])
        fires = {} if doctrine == "single" else {"interceptors": "magazine", "priority": d.randint(0, 1)}
        if doctrine == "uncoordinated":
            fires["shots"] = d.choice([2, 5])
        elif doctrine != "single":
            fires |= d.some(0.6, shots=2)
        limits = d.some(0.5, full_coverage_batteries=8.0) | d.some(0.5, channels_per_battery=d.choice([0.5, 2.0]))
        of = d.choice([{"fleet": "batteries"}, {"batteries": 4.0}])
        w["layers"][standard] = {
            "order": order, "standard": standard, "doctrine": doctrine, **fires, **(of | limits),
            "kill_factor": d.choice([1.0, 0.8]), "against": {c: against(0.5) for c in CLASSES},
            **d.some(0.4, covers=["power", "depots", "cities"]),
        }  # fmt: skip
