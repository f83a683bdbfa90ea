"""Hits on sites: condition, power, repair, stock and harm, in worlds computed by hand."""

from __future__ import annotations

import pytest
from tests.fleet.worlds import World
from tests.raids.worlds import Layer, arsenal, close, law, layers, mixed, played, raid, record, site, stock, target

from materiel.layout import lane as la
from materiel.layout import line as li
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.layout.fields import EVENTS
from materiel.network.arena import Arena
from materiel.rules.damage import left_by_hit
from materiel.rules.site import power_reaching


def test_a_hit_leaves_what_severity_and_hardening_allow() -> None:
    """Damage of 0.2 leaves 0.8; half the severity 0.9; hardened to a quarter 0.95; never less than nothing."""
    assert left_by_hit(0.2, 1.0, 1.0) == pytest.approx(0.8)
    assert left_by_hit(0.2, 0.5, 1.0) == pytest.approx(0.9)
    assert left_by_hit(0.2, 1.0, 0.25) == pytest.approx(0.95)
    assert left_by_hit(0.9, 2.0, 1.0) == 0.0


def test_power_is_what_is_left_over_what_is_asked_for() -> None:
    """Capacity 1.45 at a condition of 0.6 and imports of 0.03, winter demand 1.2: 0.75; in plenty it is 1."""
    assert power_reaching(0.6, 1.45, 0.03, 1.0, 1.2) == pytest.approx(0.75)
    assert power_reaching(1.0, 1.45, 0.03, 1.0, 1.2) == 1.0
    assert power_reaching(0.0, 1.45, 0.0, 1.0, 0.0) == 1.0


def struck(
    dates: dict[float, list[int]], crews: int, days: float = 10.0, until: int = 40, **cells: float
) -> dict[str, list[float]]:
    """A power site that loses a fifth of what is left by each hit, and a plant that depends on it; a record each half day."""
    arena = Arena()
    grid = site(
        arena, "grid", law(arena, "deterministic", value=0.2), law(arena, "deterministic", value=days),
        capacity=1.0, crews=crews, **cells,
    )  # fmt: skip
    plant = site(arena, "plant", powered_by=grid, dependence=0.5)
    arena.fill(grid, [(si.CLIENTS, arena.addresses([plant])), (si.CLIENT_COUNT, 1)])
    arsenal(arena, "missile", 100)
    power = target(arena, 2, [grid], [1.0])
    raid(arena, "strikes", {"missile": {}}, [], [mixed(arena, power, 1.0)], dates=dates)
    network = close(arena, [0.5 + k for k in range(until)])
    _, x = played(network)
    return {key: list(values) for key, values in record(network, x).items()}


def test_hits_multiply_and_each_is_repaired_by_itself() -> None:
    """Hits on days 1, 3 and 5 leave 0.8, 0.64, 0.512; repaired on days 11, 13, 15, condition is exactly 1 again."""
    seen = struck({1.0: [1], 3.0: [1], 5.0: [1]}, crews=-1)
    condition = seen["site/grid/condition"]
    assert condition[0] == 1.0
    assert [condition[day] for day in (1, 3, 5)] == pytest.approx([0.8, 0.64, 0.512])
    assert [condition[day] for day in (11, 13)] == pytest.approx([0.64, 0.8])
    assert condition[15] == 1.0
    assert seen["site/grid/power"] == condition
    assert seen["site/grid/hits"][-1] == 3


def test_crews_repair_one_hit_after_another() -> None:
    """With one crew, three hits of day 1 are repaired on days 11, 21 and 31, the oldest first."""
    seen = struck({1.0: [3]}, crews=1)
    condition = seen["site/grid/condition"]
    assert [condition[day] for day in (1, 11, 21, 31)] == pytest.approx([0.512, 0.64, 0.8, 1.0])
    assert condition[31] == 1.0
    assert [seen["site/grid/repairing"][day] for day in (1, 11, 21, 31)] == [1, 1, 1, 0]


def test_an_initial_condition_is_an_open_hit() -> None:
    """A site that starts at 0.5 is whole after the days of one repair."""
    seen = struck({}, crews=-1, condition=0.5)
    assert [seen["site/grid/condition"][day] for day in (0, 9)] == pytest.approx([0.5, 0.5])
    assert seen["site/grid/condition"][10] == 1.0


def test_a_hit_on_a_depot_burns_a_share_and_one_on_a_city_is_harm() -> None:
    """A share of 1 burns all that is in stock; the ledger knows it as destroyed; harm counts hits on civil sites only."""
    arena = Arena()
    depot = site(arena, "depot", stock_share=1.0)
    held = stock(arena, "shells", 50)
    arena.fill(depot, [(si.STOCKS, arena.addresses([held])), (si.STOCK_COUNT, 1)])
    city = site(arena, "city", civil=1)
    arsenal(arena, "missile", 10)
    depots, cities = target(arena, 2, [depot], [1.0]), target(arena, 4, [city], [1.0])
    raid(arena, "a", {"missile": {}}, [], [mixed(arena, depots, 1.0)], dates={1.0: [2]})
    raid(arena, "b", {"missile": {}}, [], [mixed(arena, cities, 1.0)], dates={1.0: [3]})
    network = close(arena, [2.0])
    _, x = played(network)
    seen = {key: values[-1] for key, values in record(network, x).items()}
    assert (seen["stock/shells/on_hand"], seen["stock/shells/destroyed"]) == (0, 50)
    assert (seen["site/city/harm"], seen["site/depot/harm"], seen["site/depot/hits"]) == (3, 0, 2)


def test_a_struck_site_interdicts_the_lanes_that_pass_it() -> None:
    """At half the condition, a lane that loses all at none loses a binomial half; once repaired, nothing."""
    arena = Arena()
    bridge = site(arena, "bridge", law(arena, "deterministic", value=0.5), law(arena, "deterministic", value=10.0))
    arsenal(arena, "missile", 1)
    raid(arena, "a", {"missile": {}}, [], [mixed(arena, target(arena, 2, [bridge], [1.0]), 1.0)], dates={1.0: [1]})
    depot = stock(arena, "depot", 100_000, "shell")
    front = stock(arena, "front", 0, "shell")
    lane = arena.row(la.LANE, "road")
    arena.fill(lane, [(la.LEAD, law(arena, "deterministic", value=1.0)), (la.CAPACITY, -1)])
    arena.fill(lane, [(la.PASSES, bridge), (la.INTERDICTED, 1.0)])
    arena.fill(front, [(s.POLICY, s.BASE_STOCK), (s.UP_TO, 10_000), (s.PERIOD, 1.0), (s.OFFSET, 2.0)])
    arena.fill(front, [(s.SUPPLY, lane), (s.SUPPLY_STOCK, depot)])
    network = close(arena, [3.5, 11.5, 20.0])
    _, x = played(network)
    lost = record(network, x)["lane/road/lost"]
    assert abs(lost[0] - 5_000) < 3.9 * 50
    assert lost[1] == lost[2]


def test_hits_on_batteries_take_pieces_of_fleets() -> None:
    """Hits that always take a piece take three of ten batteries; a layer with two channels each then engages 14 of 20."""
    world = World()
    fleet = world.fleet("batteries", "battery", 10)
    posts = site(world, "posts", piece_loss=1.0)
    world.fill(posts, [(si.FLEETS, world.addresses([fleet])), (si.FLEET_COUNT, 1)])
    for name, units in (("drone", 3), ("missile", 20)):
        arsenal(world, name, units)
    lined = layers(world, [Layer("sam", {"missile": (1.0, 0.0, 1)}, cells={"fleet": fleet, "channels": 2.0})])
    aims = [mixed(world, target(world, 2, [posts], [1.0]), 1.0)]
    raid(world, "early", {"drone": {}}, lined, aims, dates={1.0: [3]})
    raid(world, "late", {"missile": {}}, lined, dates={2.0: [20]})
    network = close(world, [3.0])
    _, x = played(network)
    seen = {key: values[-1] for key, values in record(network, x).items()}
    assert (seen["fleet/batteries/operational"], seen["fleet/batteries/destroyed"]) == (7, 0)
    assert seen["arsenal/missile/intercepted_other"] == 14


def worked(until: float, dates: dict[float, list[int]], days: float) -> tuple[int, int]:
    """A plant whose one station starts a lot of 10 days on day 0, and half of whose work needs power.

    Units made by `until`, and events of the station: so often it looked, or its lot was to be done.
    """
    arena = Arena()
    damage, repair = law(arena, "deterministic", value=0.2), law(arena, "deterministic", value=days)
    grid = site(arena, "grid", damage, repair, capacity=1.0)
    plant = site(arena, "plant", powered_by=grid, dependence=0.5)
    arena.fill(grid, [(si.CLIENTS, arena.addresses([plant])), (si.CLIENT_COUNT, 1)])
    line = arena.row(li.LINE, "works", item="shell")
    arena.fill(line, [(li.LOT, 1), (li.WORK, law(arena, "deterministic", value=10.0)), (li.EXPANSION, 1.0)])
    arena.fill(line, [(li.SITE, plant), (li.OUTPUT, stock(arena, "store", 0, "shell"))])
    station = arena.row(li.STATION, "works")
    arena.fill(station, [(li.OF_LINE, line)])
    arena.fill(line, [(li.STATIONS, arena.addresses([station])), (li.STATION_COUNT, 1)])
    arena.set(line + li.IN_STATE_FIRST + 2, 1.0)
    arena.fill(plant, [(si.WORKERS, arena.addresses([station])), (si.WORKER_COUNT, 1)])
    arsenal(arena, "missile", 100)
    raid(arena, "strikes", {"missile": {}}, [], [mixed(arena, target(arena, 2, [grid], [1.0]), 1.0)], dates=dates)
    n, _ = played(close(arena, [until]))
    return int(n[line + li.MADE]), int(n[station + EVENTS])


def test_a_slowed_lot_takes_longer_and_its_station_need_not_look() -> None:
    """At speed 0.9 from the hit of day 1 to its repair on day 3, the lot is done on day 10.2: it is expected on day 10, and then later."""
    assert worked(10.1, {1.0: [1]}, days=2.0) == (0, 2)
    assert worked(10.3, {1.0: [1]}, days=2.0) == (1, 3)


def test_a_lot_that_speeds_up_is_done_sooner() -> None:
    """Slow from day 0.5 to day 20.5: lots of 10 days end on day 0.5 + 9.5 / 0.9 = 11.06, and, of the second, 1.5 days are left on day
    20.5: on day 22 instead of 22.17, so that the station has to look then.
    """
    assert worked(21.9, {0.5: [1]}, days=20.0) == (1, 4)
    assert worked(22.1, {0.5: [1]}, days=20.0) == (2, 5)
