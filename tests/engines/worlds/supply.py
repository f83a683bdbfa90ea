"""Production, stocks, sources and users."""

from __future__ import annotations

from tests.engines.worlds.dice import Dice, Table


def add_supply(d: Dice, w: Table) -> None:
    """A line at the plant fed with bought parts fills a depot; a store and a forward stock draw on it; users come."""
    w["sources"]["market"] = {
        "item": "part",
        **d.some(0.5, units=d.choice([30, 120])),
        **d.some(0.8, lead_days=d.law(3.0)),
        **d.some(0.7, regime="supply", while_off=d.choice(["holds", "refuses"])),
        **d.some(0.5, unit_price_eur=10.0, price=d.profile()),
    }
    w["sources"]["allies"] = {
        "item": "shell",
        **d.some(0.3, regime="supply"),
        "schedule": {
            "stock": "depot", "units": d.choice([3.0, 2.5]), "period_days": d.choice([0.0, 1.0, 7.0]),
            "offset_days": d.choice([0.0, 2.0]), **d.some(0.5, lane="road"), **d.some(0.5, profile=d.profile()),
        },
    }  # fmt: skip
    stocks: Table = {
        "parts": {"item": "part", "site": "plant", "on_hand": d.choice([0, 20]), "replenish": {"source": "market"}},
        "depot": {"item": "shell", "site": "depot", "on_hand": d.choice([0, 30]), **d.some(0.4, capacity=40)},
        "store": {"item": "shell", "replenish": {"stock": "depot", "lane": d.choice(["road", "rail"])}},
        "forward": {"item": "shell", "on_hand": 10, "replenish": {"stock": "store", "lane": "road"}},
        "booked": {"item": "shell", "replenish": {"customer": "shells.booked"}},
    }
    for name, stock in stocks.items():
        if "replenish" in stock:
            stock["replenish"] |= _policy(d)
        stock["unmet"] = d.choice(["backordered", "backordered", "lost"])
        stock |= d.some(0.4, reserve=3, reserve_for_priority=0) | d.some(0.3, late_after_days=2.0)
        stock |= d.some(0.3, on_way=[{"units": 5, "arrives": d.choice([1, 2])}])
        if name == "forward":
            stock |= d.some(0.5, lots=[{"units": 4, "age_days": d.choice([1, 8])}])
    w["stocks"] |= stocks
    _line(d, w)
    _users(d, w)


def _policy(d: Dice) -> Table:
    policy = d.choice(["base_stock", "r_q", "s_s", "days_of_supply"])
    needs: Table = {
        "base_stock": {"up_to": d.choice([10, 30])},
        "r_q": {"reorder_point": d.choice([0, 8]), "order_quantity": d.choice([1, 5, 12])},
        "s_s": {"reorder_point": 8, "up_to": 25},
        "days_of_supply": {"cover_days": d.choice([5.0, 14.0]), "window_days": 30.0, "demand_per_day": 1.0},
    }[policy]
    review = d.some(0.4, review_days=d.choice([1.0, 7.0]), review_offset_days=d.choice([0.0, 2.0]))
    return {"policy": policy, "priority": d.randint(0, 2), **needs, **review}


def _line(d: Dice, w: Table) -> None:
    customers: Table = {
        "booked": {"stock": "booked", "lane": "road", "priority": 1, "share": 2.0},
        "aid": {"stock": "hub", "lane": "road", "priority": 0},
        "home": {"stock": "hub", "lane": "rail", "priority": 2},
        "export": {"priority": 1},
    }
    failures = {
        clock: {"up_days": d.law(d.choice([4.0, 15.0])), "repair_days": d.law(1.0), "clock": clock}
        for clock in ("calendar", "while_up", "while_working")
        if d.maybe(0.5)
    }
    if failures and d.maybe(0.4):
        next(iter(failures.values()))["down_until"] = 3
    speed = d.choice([{}, {"capacity": d.profile()}, {"rate_per_month": d.choice([60, 120])}])
    parts = d.some(0.8, parts=[{"stock": "parts", "units": d.choice([1, 2])}])
    w["lines"]["shells"] = {
        "item": "shell", "site": "plant", "stations": d.randint(1, 3), "lot": d.choice([1, 3, 5]),
        "work_days": d.law(d.choice([1.0, 2.0])), **speed, **parts, "customers": customers,
        "allocation": d.choice(["first_in", "priority", "share"]), "failures": failures,
        **d.some(0.8, output="depot", to_order=d.maybe(0.3)), **d.some(0.4, learning_rate=0.8, units_made_before=10),
        **d.some(0.3, started_lots=[{"left_days": 1.0}]), **d.some(0.4, milestones=[5, 20]), "shut": d.maybe(0.1),
        "expansion": d.choice([1.0, 1.5]),
    }  # fmt: skip


def _users(d: Dice, w: Table) -> None:
    for k in range(d.randint(1, 3)):
        thinned = d.maybe(0.3)
        gap = {"family": "exponential", "mean": 1.0} if thinned else d.law(d.choice([1.0, 2.0]))
        w["demands"][f"users{k}"] = {
            "stock": d.choice(["forward", "store", "booked"]), "gap_days": gap, "thinning": thinned,
            "priority": d.randint(0, 2), **d.some(0.5, batch=d.law(2.0)), **d.some(0.3, first_days=d.choice([0.0, 1.0])),
            **d.some(0.2, arrivals=20), **d.some(0.2, until=45), **d.some(0.4, regime="intensity"),
            **d.some(0.5, profile=d.product() if thinned and d.maybe() else d.profile()),
        }  # fmt: skip
