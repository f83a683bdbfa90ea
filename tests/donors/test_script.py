"""Decisions by script: what one run decided, another decides again, whatever else differs between them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.donors.random_worlds import random_world
from tests.donors.worlds import buying, gifts, merged, scenario
from tests.engines.twins import assert_equal

from materiel.layout import script as sc
from materiel.network.arena import Network
from materiel.network.bind import bind
from materiel.network.lower import network_of
from materiel.network.script import Script, playing, recording, script_of
from materiel.record import Record
from materiel.run import replicate
from materiel.scenario.errors import RunFault
from materiel.scenario.load import load
from materiel.scenario.world import Scenario

DECIDED = {
    ("donor", "factor"), ("aid", "given"), ("aid", "given_eur"), ("aid", "ordered"), ("purchase", "ordered"), ("purchase", "paid"),
    ("programme", "times"), ("programme", "done_times"), ("account", "spent"), ("account", "balance"), ("account", "lapsed"),
}  # fmt: skip


def written(network: Network, seed: int = 1, replication: int = 0) -> Script:
    """What is decided in a run of the network."""
    outcome = replicate(recording(network), seed, replication)
    return script_of(network, outcome.whole, outcome.real)


def with_a_road(world: Scenario) -> Scenario:
    """The world with a lane of its own to the depot: a lane that all goods share draws its lead times in the order of dispatch, so
    that one shipment more would change when others arrive."""
    raw = world.model_dump(by_alias=True, exclude_unset=True)
    raw["lanes"]["road"] = {"lead_days": 1.0}
    raw["stocks"]["depot"]["replenish"]["lane"] = "road"
    return Scenario.model_validate(raw)


def of(world: Scenario, values: dict[str, Any], script: Script | None = None, parts: int = sc.ALL_PARTS) -> Record:
    """The record of a world with other values, free or by a script, the same by both engines."""
    network = bind(network_of(world), values)
    return assert_equal(network if script is None else playing(network, script, parts))[0].record


@given(some.integers(0, 10**6))
def test_a_run_played_back_is_the_run(seed: int):
    """Writing decisions down changes nothing, and neither does reading them again: events and records are the same, by both engines."""
    network = network_of(random_world(seed))
    free, _ = assert_equal(network, seed, 2)
    kernel, simpy = assert_equal(recording(network), seed, 2)
    scripts = [script_of(network, outcome.whole, outcome.real) for outcome in (kernel, simpy)]
    for key, tape in scripts[0].items():
        assert np.array_equal(tape.whole, scripts[1][key].whole)
        assert np.array_equal(tape.real, scripts[1][key].real)
    played, _ = assert_equal(playing(network, scripts[0]), seed, 2)
    assert free.hash == kernel.hash == played.hash
    assert np.array_equal(free.record.rows, played.record.rows)
    assert {"donor/a", "procurement/state", "programme/sign"} <= set(scripts[0]) >= {"programme/paid"}
    assert "programme/dated" not in scripts[0]


def test_the_default_world_played_back_is_itself():
    """A decade of eight donors, two procurements and a programme on signs: the same events and record, by both engines."""
    network = network_of(load())
    free = replicate(network, 1, 3)
    script = written(network, 1, 3)
    kernel, simpy = assert_equal(playing(network, script), 1, 3)
    assert free.hash == kernel.hash == simpy.hash
    assert np.array_equal(free.record.rows, kernel.record.rows)


@given(some.integers(0, 10**6), some.integers(1, 500))
def test_with_more_stock_the_same_is_decided(seed: int, more: int):
    """Units on top at the recipient: gifts, orders, money and programmes stay what they were, month by month."""
    network = network_of(with_a_road(random_world(seed)))
    script = written(network, seed)
    richer = bind(network, {"stocks.hub_shell.on_hand": more, "stocks.hub_missile.on_hand": more})
    base = replicate(network, seed, 0).record
    played, _ = assert_equal(playing(richer, script), seed)
    for k, column in enumerate(base.columns):
        if (column.kind, column.field) in DECIDED:
            assert np.array_equal(base.rows[:, k], played.record.rows[:, k]), column
    hub = [r.level("stock", "hub_shell", "received") for r in (base, played.record)]
    assert np.array_equal(*hub)


def test_gifts_are_given_though_nothing_is_needed():
    """23 and 18 are given to a hub that lacks 41. One that has 41 lacks nothing, and gets them by script all the same."""
    world = scenario(**gifts())
    script = written(network_of(world))
    has = {"stocks.hub.on_hand": 41}
    free, played = of(world, has), of(world, has, script)
    assert free.level("aid", "a.shells", "given").tolist() == [0.0] * 6
    assert played.level("aid", "a.shells", "given").tolist() == [23.0] * 6
    assert played.level("aid", "b.shells", "given").tolist() == [18.0] * 6
    assert free.level("stock", "hub", "on_hand")[-1] == 41.0
    assert played.level("stock", "hub", "on_hand")[-1] == 82.0


def test_only_what_is_on_hand_can_be_given():
    """23 by script: from 60 on hand all of them, although only 10 are above the floor; from 20 on hand, 20."""
    world = scenario(**gifts())
    script = written(network_of(world))
    assert of(world, {"stocks.shells_a.on_hand": 60}, script).level("aid", "a.shells", "given")[-1] == 23.0
    assert of(world, {"stocks.shells_a.on_hand": 20}, script).level("aid", "a.shells", "given")[-1] == 20.0


def test_orders_and_what_they_cost_stay_the_same():
    """Ten shells a month for 10,000. With a target that is met nobody orders; by script ten are ordered and paid for."""
    world = scenario(
        **buying(donors={"a": {"budget_eur_per_month": 10_000.0}}, orders={"shells": {"while_needed": True}})
    )
    script = written(network_of(world))
    has = {"stocks.hub.on_hand": 1000}
    free, played = of(world, has), of(world, has, script)
    assert free.level("purchase", "shells", "ordered").tolist() == [0.0] * 6
    assert played.level("purchase", "shells", "ordered").tolist() == [10.0 * k for k in range(1, 7)]
    assert played.level("account", "a", "spent").tolist() == [10_000.0 * k for k in range(1, 7)]
    dearer = of(world, {"items.shell.unit_cost_eur": 2000.0}, script)
    assert dearer.level("purchase", "shells", "ordered")[-1] == 60.0, "units are decided, not money"
    assert dearer.level("account", "a", "spent")[-1] == 60_000.0, "no more is paid than there is"


def test_parts_are_played_alone():
    """The gifts of a run in which the donor was generous, by script; orders are free, and see that less is lacking."""
    world = scenario(
        **merged(
            buying(donors={"a": {"budget_eur_per_month": 100_000.0}}, orders={"shells": {"while_needed": True}}),
            {
                "stocks": {"shells_a": {"item": "shell", "on_hand": 100}},
                "donors": {"a": {"gift_lane": "lane"}},
                "holdings": {"a": {"donor": "a", "stock": "shells_a", "requirement": 100, "floor": 0.5, "need": "shells"}},
                "needs": {"shells": {"target_units": 90}},
            },
        )
    )  # fmt: skip
    script = written(network_of(world))
    kept = {"holdings.a.floor": 1.0}
    all_parts, gifts_alone, orders_alone = (
        of(world, kept, script, parts) for parts in (sc.ALL_PARTS, sc.GIFTS, sc.ORDERS)
    )
    given = [r.level("aid", "a.shells", "given")[-1] for r in (all_parts, gifts_alone, orders_alone)]
    ordered = [r.level("purchase", "shells", "ordered")[-1] for r in (all_parts, gifts_alone, orders_alone)]
    assert given == [50.0, 50.0, 0.0]
    assert ordered == [40.0, 40.0, 40.0]
    more = kept | {"needs.shells.target_units": 95}
    assert of(world, more, script, sc.GIFTS).level("purchase", "shells", "ordered")[-1] == 45.0
    assert of(world, more, script).level("purchase", "shells", "ordered")[-1] == 40.0


def test_a_triggered_programme_is_decided_again_and_a_new_one_is_free():
    """Doubled when the depot is empty; with a full depot the sign never shows, and by script it is doubled on that date."""
    faster = {"cell": "line/plant/expansion", "multiply": 2.0}
    world: dict[str, Any] = {
        "items": {"shell": {}},
        "stocks": {"depot": {"item": "shell", "unmet": "lost"}},
        "lines": {"plant": {"item": "shell", "output": "depot"}},
        "demands": {"users": {"stock": "depot", "gap_days": 0.5}},
        "programmes": {"sign": {"signs": [{"cell": "stock/depot/on_hand", "at_most": 5}], "effects": [faster]}},
    }
    script = written(network_of(scenario(**world)))
    assert script["programme/sign"].whole.tolist() == [0, 0, 1], "on 1 March it sees the end of January"
    full = {"stocks.depot.on_hand": 1000}
    free, played = of(scenario(**world), full), of(scenario(**world), full, script)
    assert free.level("line", "plant", "made")[2] == 90.0
    assert played.flow("line", "plant", "made").tolist()[:3] == [31.0, 28.0, 62.0]
    more = scenario(**merged(world, {"programmes": {"dose": {"date": "2023-03-01", "effects": [faster]}}}))
    assert of(scenario(**world), full, script, sc.GIFTS).level("programme", "sign", "times")[-1] == 0.0, (
        "free, it goes on looking"
    )
    both = of(more, full, script)
    assert both.flow("line", "plant", "made").tolist()[:3] == [31.0, 28.0, 124.0]


def test_a_run_longer_than_its_script_is_refused():
    """Six months cannot be played in seven."""
    script = written(network_of(scenario(**gifts())))
    with pytest.raises(RunFault, match="donor/a: expected a script of the whole run, got one of 14 decisions"):
        replicate(playing(network_of(scenario(months=7, **gifts())), script), 1, 0)
