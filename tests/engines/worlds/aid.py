"""Donors, needs, money, procurement, pledges and programmes."""

from __future__ import annotations

from tests.engines.worlds.dice import Dice, Table

DONORS = ("anna", "berta")


def add_aid(d: Dice, w: Table) -> None:
    """Two donors give from stock and buy for a hub that feeds the store; a country buys at home; decisions of every sort."""
    w["needs"]["shells"] = {
        "item": "shell", "stock": "hub", "target_units": d.choice([20, 60]), **d.some(0.5, target_days=20.0, window_days=30.0),
        **d.some(0.3, target_profile=d.profile()), **d.some(0.5, downstream=["store"]),
        **d.some(0.5, demand_at=["store"], demand_per_day=2.0),
    }  # fmt: skip
    w["needs"]["more"] = {"item": "shell", "stock": "booked", "target_units": 50}
    if "guns" in w["fleets"]:
        w["needs"]["guns"] = {"item": "gun", "stock": "guns", "fleets": ["guns"]}
        w["stocks"]["guns_anna"] = {"item": "gun", "on_hand": d.choice([5, 30])}
        w["holdings"]["guns_anna"] = {
            "donor": "anna", "stock": "guns_anna", "requirement": 3, "release_rate": 0.5, "need": "guns",
        }  # fmt: skip
    for name in DONORS:
        _donor(d, w, name)
    w["procurements"]["state"] = {
        "offset_days": d.choice([0.0, 0.0, 10.0]), "budget_eur_per_month": d.choice([0.0, 20_000.0]),
        "partners_eur_per_month": 8_000.0, "partners_resolve": "resolve", "every_months": d.choice([1, 1, 2]),
        "account": {
            "lumps": [{"date": 14, "eur": 9_000.0, "follows_resolve": d.maybe(), **d.some(0.5, lapses=45)}],
            "modelled_share": d.choice([1.0, 0.5]), "lapse_days": d.choice([0.0, 20.0]),
        },
        "spend": d.choice(["by_weight", "in_order"]), "spend_share": d.choice([1.0, 0.5]),
    }  # fmt: skip
    for k, customer in enumerate(("home", "export")):
        w["orders"][f"state_{customer}"] = {
            "procurement": "state", "customer": f"shells.{customer}", "priority": k, "weight": 1.0 + k,
            "backlog_months": d.choice([0.0, 0.5]),
        }  # fmt: skip
    due = d.choice([14, 31, 45])
    pledge: Table = {"donors": list(DONORS), "need": "shells", "units": d.choice([5, 40]), "due": due}
    w["pledges"]["promise"] = pledge | d.some(0.4, **{"from": 3})
    _programmes(d, w)


def _donor(d: Dice, w: Table, name: str) -> None:
    other = DONORS[1 - DONORS.index(name)]
    lumps = [{"date": d.choice([0, 14, 31]), "eur": 9_000.0, "follows_resolve": d.maybe(), **d.some(0.4, lapses=45)}]
    w["donors"][name] = {
        **d.some(0.8, resolve="resolve"), "meeting_every_months": d.choice([1, 1, 2]), "gift_lane": d.choice(["road", "rail"]),
        "meeting_offset_days": d.choice([0.0, 5.0]), "budget_eur_per_month": d.choice([5_000.0, 20_000.0]),
        **d.some(0.3, budget_noise={"family": "gamma", "mean": 1.0, "cv": 1.0}), "spend_share": d.choice([1.0, 0.5]),
        "account": {"lumps": lumps, "lapse_days": d.choice([0.0, 31.0]), "modelled_share": d.choice([1.0, 0.6])},
        "gifts_on_account": d.maybe(0.4), "rise_eur": d.choice([0.0, 9_000.0]), "commitment": d.choice([0.0, 0.3]),
        "commitment_slowing": d.choice([0.0, 1.0]), "own_shortage": d.choice([0.0, 0.5]), "refill_eur_per_month": 9_000.0,
        **d.some(0.5, makes_up_for={other: {"below": 0.7, "factor": 1.5, "shortfall_share": 0.3}}),
    }  # fmt: skip
    stock = f"shells_{name}"
    w["stocks"][stock] = {"item": "shell", "on_hand": d.choice([17, 60])}
    w["lines"]["shells"]["customers"][name] = {"stock": stock, "lane": "road", "priority": 1}
    w["holdings"][stock] = {
        "donor": name, "stock": stock, "requirement": d.choice([10, 40]), "floor": d.choice([0.0, 0.35]),
        "release_rate": d.choice([1.0, 0.15]), "need": "shells", "refill_weight": d.choice([1.0, 2.0]),
        **d.choice([{"refill_customer": f"shells.{name}"}, {"refill_source": "traders"}]),
        "refill_backlog_months": d.choice([0.0, 0.5]), **d.some(0.3, price_eur=d.profile()), **d.some(0.3, lane="road"),
        **d.some(0.4, other_needs=["more"]),
    }  # fmt: skip
    w["sources"]["traders"] = {"item": "shell", "lead_days": d.law(4.0)}
    w["orders"][f"{name}_line"] = {
        "donor": name, "need": "shells", "customer": "shells.aid", "weight": 2.0, "while_needed": d.maybe(),
        "backlog_months": d.choice([0.0, 2.0]), **d.some(0.3, price_eur=d.profile()),
    }  # fmt: skip
    w["orders"][f"{name}_traders"] = {"donor": name, "need": "shells", "source": "traders", "weight": 0.5}
    w["orders"][f"{name}_store"] = {"donor": name, "stock": "store", "source": "traders", "weight": 0.2}


def _programmes(d: Dice, w: Table) -> None:
    faster = [{"cell": "line/shells/expansion", "multiply": 1.25}]
    w["programmes"] |= {
        "dated": {
            "date": d.choice([14, 31]), "cost_eur": 500.0, **d.some(0.7, lead_days=d.law(10.0)), "effects": faster,
            **d.some(0.6, **{"yield": {"family": "uniform", "low": 0.2, "high": 1.0}}),
        },
        "paid": {"date": 14, "cost_eur": 2_000.0, "paid_by_donor": "anna", "effects": faster},
        "home": {"date": 14, "cost_eur": 2_000.0, "paid_by_procurement": "state", "effects": faster},
        "floor": {"date": 31, "effects": [{"cell": "holding/shells_anna/floor", "set": 0.0}]},
        "crews": {"date": 14, "lead_days": 17.0, "effects": [{"cell": "site/plant/imports", "add": 0.2}]},
        "turned": {
            "date": 20, "lead_days": 11.0, "effects": [
                {"cell": "line/shells/converting", "set": 1, "at": "decision"}, {"cell": "line/shells/converting", "set": 0},
            ],
        },
        "sign": {
            "signs": [{"cell": "stock/store/filled", "per": "stock/store/demanded", "reads": "flow", "at_most": 0.95}],
            "times": 2, "lead_days": d.law(5.0), "effects": faster, "check_offset_days": d.choice([0.0, 1.0]),
        },
        "mean": {
            "signs": [{"cell": "stock/hub/on_hand_days", "reads": "mean", "at_least": 0.5, "months": d.choice([1, 2])}],
            "effects": faster, "until": d.choice([40, 80]), "check_offset_days": 1.0,
        },
        "level": {"signs": [{"cell": "stock/hub/on_hand", "at_least": 1}], "date": 20, "effects": faster},
    }  # fmt: skip
