"""Common random numbers on the default world: what a change has no part in stays as it was, to the bit.

The same claims on random small worlds: tests/donors/test_equality.py (floors), tests/raids/test_engagement.py (raids).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from tests.properties.conftest import SEED, Played

from materiel.layout import line as li
from materiel.layout.events import FAILS, RAID_COMES, UP_AGAIN
from materiel.network.arena import Network
from materiel.network.bind import bind, bind_policy
from materiel.network.lower import network_of
from materiel.record import Record
from materiel.run import replicate
from materiel.scenario.load import load
from materiel.scenario.world import Scenario
from materiel.verbs.events import Events

REPLICATIONS = (0, 7)
BOTH = pytest.mark.parametrize("replication", REPLICATIONS)


def instants_of(events: Events, address: int, event: int) -> list[float]:
    """When an event happened to an entity."""
    return list(events.instants[(events.cells[:, 0] == event) & (events.cells[:, 1] == address)])


def rows(network: Network, kind: str) -> Iterator[tuple[str, int]]:
    """Names and addresses of the entities of a kind."""
    for row in network.rows.values():
        if row.fields.kind == kind:
            yield row.name, row.at


def ages_at_breakdown(network: Network, events: Events, mode: int) -> npt.NDArray[np.float64]:
    """Days that a station worked from one repair of a failure mode (or the start) to its next failure."""
    station = int(network.whole[mode + li.OF_STATION])
    mine = (events.cells[:, 1] == mode) | (events.cells[:, 1] == station)
    ages, age, since, works = [], 0.0, 0.0, False
    for instant, (event, entity, state, _) in zip(events.instants[mine], events.cells[mine], strict=True):
        age += (instant - since) if works else 0.0
        since = instant
        if entity == station:
            works = state == li.WORKING
        elif event == FAILS:
            ages.append(age)
            age = 0.0
        elif event == UP_AGAIN:
            age = 0.0
    return np.array(ages)


@BOTH
def test_floors_leave_raids_and_regimes_alone(
    replication: int, network: Network, lower_floors: Network, played: Played
) -> None:
    """Other floors: raids come at the same instants, for the same targets, with as many sent; every regime changes alike."""
    one, two = played(network, replication), played(lower_floors, replication)
    before, after = one.outcome.record, two.outcome.record
    assert not np.array_equal(before.rows, after.rows), "the policy does something"
    assert sum(len(instants_of(one, at, RAID_COMES)) for _, at in rows(network, "raid")) > 500
    for name, at in rows(network, "raid"):
        assert instants_of(one, at, RAID_COMES) == instants_of(two, at, RAID_COMES), name
    kept = [("raid", "raids"), ("raid", "target_now"), ("arsenal", "launched"), ("arsenal", "stock")]
    for kind, field in [*kept, ("regime", "in_state"), ("regime", "changed"), ("regime", "factor_days")]:
        assert before.names(kind)
        for name in before.names(kind):
            same = np.array_equal(before.level(kind, name, field), after.level(kind, name, field))
            assert same, f"{kind}/{name} {field}"


@BOTH
def test_floors_leave_the_operating_ages_at_breakdown_alone(
    replication: int, network: Network, lower_floors: Network, played: Played
) -> None:
    """Lines work more or less, but each failure still comes at the same operating age (to rounding), in the same order."""
    one, two = played(network, replication), played(lower_floors, replication)
    moved = compared = 0
    for name, mode in rows(network, "failure_mode"):
        before, after = (ages_at_breakdown(n, e, mode) for n, e in ((network, one), (lower_floors, two)))
        both = min(len(before), len(after))
        assert before[:both] == pytest.approx(after[:both], rel=1e-9, abs=1e-7), name
        compared += both
        moved += instants_of(one, mode, FAILS) != instants_of(two, mode, FAILS)
    assert compared > 200
    assert moved > 0, "some failures come at other dates"


@pytest.fixture(scope="module")
def by_calendar() -> tuple[Network, Network]:
    """The default world with the breakdowns of all its lines on calendar clocks, as it is and with lower floors."""
    world = load()
    world = load(
        sets=[f"lines.{name}.failures.breakdown.clock=calendar" for name, s in world.lines.items() if s.failures]
    )
    network = network_of(world)
    return network, bind_policy(network, world.policies["lower-floor"])


def test_floors_leave_calendar_clocks_alone(by_calendar: tuple[Network, Network]) -> None:
    """On calendar clocks breakdowns come at the same months, whatever a line is working at."""
    before, after = (replicate(network, SEED, 3).record for network in by_calendar)
    assert not np.array_equal(before.rows, after.rows)
    names = before.names("failure_mode")
    assert names
    for name in names:
        assert np.array_equal(*(r.level("failure_mode", name, "failures") for r in (before, after))), name


def cells(record: Record) -> dict[tuple[str, str, str], bytes]:
    """Every recorded cell over all instants."""
    return {key: np.ascontiguousarray(record.rows[:, k]).tobytes() for key, k in record.index.items()}


@pytest.mark.parametrize("name", ["aaa", "middle", "zzz"])
def test_a_site_that_nothing_knows_leaves_all_others_alone(
    name: str, network: Network, played: Played, tmp_path: Path
) -> None:
    """A site without target weight or links, wherever its name stands in the order: all else is as it was, to the bit."""
    (tmp_path / "world.toml").write_text(
        f'extends = "ukraine-2022"\n[sites.{name}]\ncountry = "UA"\nkind = "depot"\nplace = [30.0, 50.0]\n'
    )
    other = cells(replicate(network_of(load(tmp_path)), SEED, 0).record)
    before = cells(played(network, 0).outcome.record)
    assert {key for key in other if key not in before} == {key for key in other if key[:2] == ("site", name)}
    assert [key for key in before if other[key] != before[key]] == []


STRANGERS = """
[regimes.NAME.states]
on = { factor = 1, sojourn_days = 9 }
off = { factor = 0, sojourn_days = 3 }
[lanes.NAME]
lead_days = 1
[stocks.NAME]
item = "tank_soviet"
[fleets.NAME]
item = "tank_soviet"
authorised = 0
reserve = "NAME"
wear_per_day = 0.1
losses = { mode = "clocks", per_day = 0.1 }
[raids.NAME]
gap_days = 2
sends = [{ arsenal = "CLASS", units = 0 }]
[layers.NAME]
order = 99
against.CLASS.kill_probability = 0
[donors.NAME]
resolve = "us_resolve"
[programmes.NAME]
signs = [{ cell = "arsenal/CLASS/stock", at_least = 1e12 }]
"""
"""One of each of several kinds, who do nothing."""


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_strangers_who_do_nothing_leave_all_others_alone(
    name: str, world: Scenario, network: Network, played: Played, tmp_path: Path
) -> None:
    """A regime, a lane, a stock, a fleet on days of its own, a raid that sends nothing, a layer that kills nothing, a donor without
    anything and a programme that waits for ever: all else is as it was, to the bit."""
    strangers = STRANGERS.replace("NAME", name).replace("CLASS", next(iter(world.arsenals)))
    (tmp_path / "world.toml").write_text('extends = "ukraine-2022"\n' + strangers)
    other = cells(replicate(network_of(load(tmp_path)), SEED, 0).record)
    before = cells(played(network, 0).outcome.record)
    assert [key for key in before if other[key] != before[key]] == []


@pytest.mark.parametrize("month", [5, 40])
def test_a_policy_that_comes_at_a_date_changes_nothing_before(
    month: int, world: Scenario, network: Network, played: Played
) -> None:
    """Lower floors from the end of a month on: every record up to then is as it was, and some later one is not."""
    at = float(network.instants[month])
    other = bind(network, {}, [(at, world.policies["lower-floor"].values)])
    before, after = played(network, 0).outcome.record.rows, replicate(other, SEED, 0).record.rows
    assert np.array_equal(before[:month], after[:month])
    assert not np.array_equal(before, after)


@BOTH
def test_no_stock_falls_below_zero(replication: int, network: Network, played: Played) -> None:
    """No level of goods in the default world is below zero at any record instant (the ledger is checked by the run itself)."""
    record = played(network, replication).outcome.record
    # what a source has left is -1 where it has no limit
    counts = [k for k, c in enumerate(record.columns) if c.unit in ("units", "pieces", "jobs") and c.field != "left"]
    assert len(counts) > 1000
    assert record.rows[:, counts].min() >= 0.0
