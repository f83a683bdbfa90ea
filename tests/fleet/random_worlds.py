"""Random worlds of shops, fleets and fronts, with many events at one instant."""

from __future__ import annotations

import numpy as np
from tests.fleet.worlds import World

from materiel.layout import fleet as f
from materiel.layout import front as fr
from materiel.layout import line as li
from materiel.layout import regime as rg
from materiel.layout import shop as sh
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.network.arena import Network


class Random(World):
    """A random world: whole days everywhere, so that most events are tied."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.chance = np.random.default_rng(seed)

    def maybe(self, share: float = 0.5) -> bool:
        return bool(self.chance.random() < share)

    def whole_number(self, low: int, high: int) -> int:
        return int(self.chance.integers(low, high + 1))

    def days(self, low: int, high: int) -> int:
        """A law of days: certain, in whole days, or one of the families."""
        mean = float(self.whole_number(low, high))
        if self.maybe(0.6) or mean == 0.0:
            return self.law("deterministic", value=mean)
        if self.maybe():
            return self.law("empirical", values=[mean, mean + 1.0, mean + 2.0])
        return self.law("exponential", mean=mean) if self.maybe() else self.law("lognormal", mean=mean, cv=1.0)

    def optional(self, low: int, high: int) -> int:
        return self.days(low, high) if self.maybe() else 0


def random_shop(w: Random, name: str, sites: list[int]) -> int:
    """A shop with or without a site, room, parts and scrap."""
    cells: dict[str, int | float] = {"scrap": 0.1 if w.maybe() else 0.0, "cost": 10.0, "threshold": 2.0}
    if w.maybe():
        cells["site"] = sites[w.whole_number(0, len(sites) - 1)]
    bays = -1 if w.maybe(0.2) else w.whole_number(1, 4)
    room = w.whole_number(0, 5) if w.maybe(0.3) else -1
    shop = w.shop(name, w.days(0, 6), bays, room, item="radar", **cells)
    if w.maybe(0.4):
        parts = w.stock(f"{name}.parts", "engine", w.whole_number(0, 30))
        source = w.stock(f"{name}.source", "engine", 1000)
        lane = w.lane(f"{name}.road", w.days(0, 4))
        w.fill(parts, [(s.POLICY, s.BASE_STOCK), (s.UP_TO, 20), (s.SUPPLY, lane), (s.SUPPLY_STOCK, source)])
        w.fill(parts, [(s.WAITERS, w.addresses([shop])), (s.WAITER_COUNT, 1)])
        part = w.row(li.PART, f"{name}.repair.1", item="engine")
        w.fill(part, [(li.PART_STOCK, parts), (li.PART_UNITS, w.whole_number(1, 2))])
        w.fill(shop, [(sh.BOM, part), (sh.BOM_COUNT, 1)])
    if w.maybe(0.3):
        w.fill(shop, [(sh.LANE, w.lane(f"{name}.back", w.days(0, 3)))])
    return shop


def random_fleet(w: Random, name: str, shops: list[int], modes: tuple[int, int]) -> int:
    """A fleet with some of everything: reserve, wear, losses, a second shop, delays."""
    law, mode = modes
    pieces = w.whole_number(0, 60)
    cells: dict[str, int | float] = {
        "shop": shops[w.whole_number(0, len(shops) - 1)] if w.maybe(0.9) else 0,
        "wear": float(w.whole_number(0, 3)) / 50.0,
        "wear_by_tempo": int(w.maybe()),
        "law": law,
        "mode": mode,
        "loss": float(w.whole_number(0, 3)) / (2000.0 if law == f.LINEAR else 100.0),
        "beta": float(w.whole_number(0, 2)),
        "destroyed_share": float(w.whole_number(0, 4)) / 4.0,
        "evacuation": w.optional(0, 3),
        "delay": w.optional(0, 3),
        "repair": w.optional(0, 5),
        "priority": w.whole_number(0, 2),
        "reinforcement": float(w.whole_number(0, 2)) / 3.0 if w.maybe(0.4) else 0.0,
        "standard": w.whole_number(0, 2),
    }
    if w.maybe(0.8):
        cells["reserve"] = w.stock(f"{name}.reserve", name, w.whole_number(0, 30))
    fleet = w.fleet(name, name, w.whole_number(0, 60), pieces, **cells)
    if w.maybe(0.4):
        other = shops[w.whole_number(0, len(shops) - 1)]
        w.fill(fleet, [(f.OTHER_SHOP, other), (f.OTHER_SHARE, w.constant(0.3)), (f.OTHER_EVACUATION, w.optional(0, 3))])
    if w.maybe(0.4):
        repair = w.whole_number(1, 10)
        w.fill(fleet, [(f.IN_REPAIR, repair), (f.START_IN_REPAIR, repair), (f.INITIAL, pieces + repair)])
    return fleet


def random_front(w: Random, fleets: list[int]) -> None:
    """A front with munitions, rations, noise, and perhaps a regime."""
    stocks = [w.stock(f"shells{k}", "shell", w.whole_number(0, 2000)) for k in range(2)]
    shells = w.family("shells", [], stocks)
    for k, fleet in enumerate(fleets):
        if w.maybe(0.7):
            choices = stocks if w.maybe() else stocks[::-1]
            need = w.need(f"need{k}", float(w.whole_number(1, 9)) / 4.0, choices, shells if w.maybe(0.8) else 0)
            w.needs(fleet, [need])
    half = max(1, len(fleets) // 2)
    families = [w.family("first", fleets[:half]), shells, w.family("second", fleets[half:])]
    cells: dict[str, int | float] = {"ration_days": float(w.whole_number(0, 30)), "ration_least": 0.1}
    if w.maybe():
        cells["noise"] = w.law("lognormal", mean=1.0, cv=0.3)
    if w.maybe(0.3):
        cells["offset"] = 0.5
    front = w.front("front", fleets, families, **cells)
    if w.maybe(0.3):
        regime = w.row(rg.REGIME, "intensity")
        first = w.row(rg.REGIME_STATE, "")
        second = w.row(rg.REGIME_STATE, "")
        assert second == first + rg.REGIME_STATE_SIZE
        w.fill(first, [(rg.FACTOR, 0.5), (rg.SOJOURN, w.days(1, 9)), (rg.TO, w.numbers([0.0, 1.0]))])
        w.fill(second, [(rg.FACTOR, 1.5), (rg.SOJOURN, w.days(1, 9)), (rg.TO, w.numbers([1.0, 0.0]))])
        w.fill(regime, [(rg.STATES, first), (rg.STATE_COUNT, 2)])
        w.fill(front, [(fr.REGIME, regime)])


def random_world(seed: int) -> Network:
    """Shops at sites whose condition changes, fleets of every law and mode, assets with spares, a course, jobs that come."""
    w = Random(seed)
    sites = [w.site(f"site{k}", 0.5 if w.maybe(0.3) else 1.0) for k in range(2)]
    shops = [random_shop(w, f"shop{k}", sites) for k in range(w.whole_number(1, 3))]
    pairs = [(f.RATE, w.whole_number(0, 2)) for _ in range(w.whole_number(1, 3))]
    fleets = [random_fleet(w, f"fleet{k}", shops, pair) for k, pair in enumerate(pairs)]
    modes = (w.whole_number(1, 2), w.whole_number(0, 2))
    sides = [random_fleet(w, f"side{k}", shops, modes) for k in range(2)]
    for own, foe in zip(sides, sides[::-1], strict=True):
        w.fill(own, [(f.OPPONENT, foe)])
    random_front(w, fleets + sides)
    alone = random_fleet(w, "alone", shops, (f.RATE, w.whole_number(0, 2)))
    w.fill(alone, [(f.OWN_DAYS, 1)])
    small = w.fleet("small", "radar", w.whole_number(1, 6), shop=shops[0], up=w.days(1, 12))
    w.assets(small, "small", w.whole(small + f.AUTHORISED), spares=w.whole_number(0, 3))
    reserved = [fleet for fleet in fleets if w.whole(fleet + f.RESERVE) != 0]
    if reserved:
        old = fleets[-1] if w.maybe(0.7) else 0
        w.training("course", reserved[0], old, w.whole_number(1, 9), w.days(0, 9), start=2.0, period=5.0)
    jobs = w.law("empirical", values=[0.0, 1.0, 4.0]) if w.maybe() else 0
    w.jobs("jobs", shops[-1], w.days(1, 4), batch=jobs)
    conditions = [(float(t), sites[0] + si.CONDITION, float(w.whole_number(0, 2)) / 2.0) for t in (7, 8, 20, 33)]
    w.dated(conditions, shops)
    return w.closed([1.0, 15.0, 30.0, 45.0, 60.0])
