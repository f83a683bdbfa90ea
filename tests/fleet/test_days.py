"""Fleets without a front live days of their own, whatever the mode of their losses: small worlds that can be computed by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.fleet.worlds import World, equal, played

from materiel.layout import fleet as f
from materiel.layout import profile as pr
from materiel.layout.fields import EVENTS
from materiel.network.lower import network_of
from materiel.scenario.world import Scenario

MODES = pytest.mark.parametrize("mode", [f.THINNED, f.CLOCKS, f.EXPECTED])


def steps(w: World, day: float, value: float) -> int:
    """A factor of 0 that becomes `value` on a day."""
    at = w.cells(pr.PROFILE.size)
    w.fill(at, [(pr.SHAPE, pr.STEPS), (pr.FIRST, w.numbers([0.0, day, 0.0, value])), (pr.COUNT, 2)])
    return at


@MODES
def test_the_reserve_is_drawn_up_to_strength_on_the_first_day(mode: int):
    """300 of 400 are in the line and 100 in the reserve: on the first own day the reserve is empty and the line full."""
    w = World()
    w.fleet("a", "tank", 400, 300, mode=mode, loss=1e-12, reserve=w.stock("pool", "tank", 100), own_days=1)
    p = equal(w.closed([0.5, 1.0, 30.0]))
    assert p.series("fleet/a", "operational").tolist() == [300, 400, 400]
    assert p.series("fleet/a", "drawn").tolist() == [0, 100, 100]
    assert p.series("stock/pool", "on_hand").tolist() == [100, 0, 0]


@MODES
def test_reinforcement_comes_day_by_day(mode: int):
    """0.4 pieces a day for a fleet that lacks three: one on days 3, 5 and 8, then no more."""
    w = World()
    w.fleet("a", "tank", 10, 7, mode=mode, loss=1e-12, reinforcement=0.4, own_days=1)
    p = equal(w.closed([2.5, 3.0, 5.0, 8.0, 30.0]))
    assert p.series("fleet/a", "operational").tolist() == [7, 8, 9, 10, 10]
    assert p.series("fleet/a", "reinforced").tolist() == [0, 1, 2, 3, 3]


@MODES
def test_pieces_wear_and_come_back(mode: int):
    """All ten pieces fail at day 1; a day of evacuation, two of repair, a day from the reserve: back in the line at day 5."""
    w = World()
    shop = w.shop("s", w.law("deterministic", value=2.0), bays=-1)
    one = w.law("deterministic", value=1.0)
    reserve = w.stock("reserve", "tank", 0)
    fleet = w.fleet(
        "a",
        "tank",
        10,
        mode=mode,
        loss=1e-12,
        shop=shop,
        reserve=reserve,
        evacuation=one,
        delay=one,
        own_days=1,
        wear=1e9,
    )
    w.dated([(1.5, fleet + f.WEAR, 0.0)])
    p = equal(w.closed([0.5, 1.7, 3.7, 4.5, 5.5]))
    assert p.series("fleet/a", "operational").tolist() == [10, 0, 0, 0, 10]
    assert p.series("fleet/a", "failed").tolist() == [0, 10, 10, 10, 10]
    assert p.series("fleet/a", "moving_up").tolist() == [0, 0, 0, 10, 0]


def test_losses_go_on_by_the_clock_between_the_days():
    """300 pieces that are filled up every day lose 300 (1 - exp(-0.01)) a day, each for itself: within 3.9 standard errors of 16
    replications of 100 days. They are missing until the day ends."""
    p, runs, days = 1.0 - math.exp(-0.01), 16, 100
    gone: list[float] = []
    short: list[float] = []
    w = World()
    reserve = w.stock("pool", "tank", 10**6)
    w.fleet("a", "tank", 300, mode=f.CLOCKS, loss=0.01, destroyed_share=1.0, reserve=reserve, own_days=1)
    network = w.closed([float(days) - 0.001, float(days)])
    equal(network)
    for replication in range(runs):
        run = played(network, 4, replication)
        gone.append(run.series("fleet/a", "combat")[1])
        assert run.series("fleet/a", "operational")[1] == 300
        short.append(300 - run.series("fleet/a", "operational")[0])
    error = math.sqrt(days * 300 * p * (1.0 - p) / runs)
    assert abs(sum(gone) / runs - days * 300 * p) < 3.9 * error
    assert abs(sum(short) / runs - 300 * p) < 3.9 * math.sqrt(300 * p / runs)


def test_at_one_instant_the_loss_comes_before_the_day():
    """The clock of the only piece strikes at day 1, as the day ends: the day replaces it (after the day nobody would be left)."""
    w = World()
    w.fleet("a", "tank", 1, mode=f.CLOCKS, loss=1.0, destroyed_share=1.0, reserve=w.stock("p", "tank", 1), own_days=1)
    w.set(w.at("fleet/a") + f.CLOCK_LEFT, 1.0)
    p = equal(w.closed([0.999, 1.0]))
    assert p.series("fleet/a", "combat").tolist() == [0, 1]
    assert p.series("fleet/a", "drawn").tolist() == [0, 1]
    assert p.series("fleet/a", "operational").tolist() == [1, 1]


def test_the_clock_follows_its_profile_from_day_to_day():
    """Nobody is lost while the factor is 0; on day 10 it rises without measure, and all five pieces go."""
    w = World()
    fleet = w.fleet("a", "tank", 5, mode=f.CLOCKS, loss=1.0, destroyed_share=1.0, own_days=1)
    w.set(fleet + f.LOSS_PROFILE, steps(w, 10.0, 1e12))
    p = equal(w.closed([9.99, 10.01]))
    assert p.series("fleet/a", "operational").tolist() == [5, 0]


def test_a_fleet_that_only_waits_for_its_clock_has_no_days():
    """Without reserve, wear, reinforcement, munitions and profile nothing happens but losses: each is an event of its own."""
    w = World()
    fleet = w.fleet("a", "tank", 5, mode=f.CLOCKS, loss=0.001, destroyed_share=1.0, own_days=1)
    p = equal(w.closed([1000.0]))
    assert p.whole[fleet + f.DAY] == 0
    assert p.whole[fleet + EVENTS] == 1 + p.series("fleet/a", "combat")[0]


def test_days_begin_when_there_is_something_to_do():
    """Wear begins at day 9.5: the first own day ends at day 10, and what is past is not made up for."""
    w = World()
    fleet = w.fleet("a", "tank", 5, mode=f.CLOCKS, loss=1e-12, own_days=1)
    w.dated([(9.5, fleet + f.WEAR, 1e9)], [fleet])
    p = equal(w.closed([9.9, 10.0]))
    assert p.series("fleet/a", "failed").tolist() == [0, 5]
    assert p.whole[fleet + f.DAY] == 10


@MODES
def test_a_fleet_without_a_front_asks_for_its_munitions(mode: int):
    """Ten guns fire 2.5 rounds a day at tempo 1: 25 of the 30 in stock on the first day, 5 on the second, 20 are missing then."""
    w = World()
    shells = w.stock("shells", "shell", 30)
    guns = w.fleet("guns", "gun", 10, mode=mode, loss=1e-12, own_days=1)
    w.needs(guns, [w.need("guns.shells", 2.5, [shells])])
    p = equal(w.closed([1.0, 2.0, 3.0]))
    assert p.series("need/guns.shells", "demanded").tolist() == [25, 50, 75]
    assert p.series("need/guns.shells", "issued").tolist() == [25, 30, 30]
    assert p.series("fleet/guns", "shortage").tolist() == pytest.approx([0.0, 0.8, 1.0])
    assert p.series("stock/shells", "unmet").tolist() == [0, 20, 45]


@MODES
def test_shortage_raises_the_losses_of_a_fleet_without_a_front(mode: int):
    """Of a million guns half go by exp(-0.7 x 1.0 day); without rounds and with beta 1 by exp(-1.4). From the second day on, since
    what is missing on the first is known as it ends (daily thinning knows it already then)."""
    left = []
    for shells in (0, 10**9):
        w = World()
        stock = w.stock("shells", "shell", shells)
        guns = w.fleet("guns", "gun", 10**4, mode=mode, loss=0.7, beta=1.0, destroyed_share=1.0, own_days=1)
        w.needs(guns, [w.need("guns.shells", 1.0, [stock])])
        line = equal(w.closed([1.0, 2.0])).series("fleet/guns", "operational")
        left.append(line[1] / line[0])
    assert left == pytest.approx([math.exp(-1.4), math.exp(-0.7)], rel=0.05)


def declared(**fleets: dict[str, Any]) -> Scenario:
    """A world of these fleets, without a front."""
    raw: dict[str, Any] = {
        "world": {"name": "w", "kind": "reference", "start": "2024-01-01", "end": 30},
        "items": {"tank": {"kind": "equipment"}, "shell": {}},
        "stocks": {"pool": {"item": "tank", "on_hand": 100}, "shells": {"item": "shell", "on_hand": 1000}},
        "fleets": {name: {"item": "tank", **spec} for name, spec in fleets.items()},
    }
    return Scenario.model_validate(raw)


def test_the_world_file_without_a_front():
    """As declared: 300 of 400 in the line, 100 in the pool, a loss of a thousandth a day by clocks. On day 1 the pool is drawn; in 30
    days about 400 x 0.03 = 12 are lost (between 2 and 26 with all but 1 in 1,000 of seeds), and nobody else replaces them."""
    losses = {"mode": "clocks", "per_day": 0.001}
    p = equal(network_of(declared(f={"authorised": 400, "operational": 300, "reserve": "pool", "losses": losses})))
    lost = p.series("fleet/f", "combat")[-1]
    assert 2 <= lost <= 26
    assert p.series("fleet/f", "drawn")[-1] == 100
    assert p.series("fleet/f", "operational")[-1] == 400 - lost


def test_radars_that_fire_ask_too():
    """A fleet of assets has no wear by days, but three radars that use 2 units a day each ask for 180 in 30 days."""
    need = {"n": {"rounds_per_day": 2.0, "stocks": ["shells"]}}
    p = equal(network_of(declared(f={"authorised": 3, "assets": 3, "up_days": 1e6, "needs": need})))
    assert p.series("need/f.n", "issued")[-1] == 180


@pytest.mark.parametrize("raised", [4, 9])
def test_cold_spares_stand_in_as_soon_as_more_pieces_are_authorised(raised: int):
    """Two of four radars are cold spares; from day 4.5 on four (or nine) are authorised: both stand in the line at once."""
    w = World()
    fleet = w.fleet("a", "radar", 2, up=w.law("deterministic", value=100.0))
    w.assets(fleet, "a", 2, spares=2)
    w.dated([(4.5, fleet + f.AUTHORISED, raised)], [fleet])
    p = equal(w.closed([4.4, 4.6, 101.0, 105.0]))
    assert p.series("fleet/a", "operational").tolist() == [2, 4, 2, 0]
    assert p.series("fleet/a", "spares").tolist() == [2, 0, 0, 0]
