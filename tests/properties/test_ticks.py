"""Nothing hangs on another entity's tick: neither on when records are taken, nor on strangers who do nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from tests.engines.twins import assert_equal
from tests.engines.worlds.table import laid_out, random_scenario
from tests.properties.idle import with_idle

from materiel.jit import Real
from materiel.network.arena import Network
from materiel.network.lower import network_of
from materiel.record import Key, Record
from materiel.run import Outcome, replicate
from materiel.scenario.load import DEFAULT, load
from materiel.scenario.world import Scenario

SMALL = sorted((Path(__file__).parents[1] / "worlds").glob("*.toml"))
FEW, MANY = range(12), range(12, 400)


def recorded(record: Record, at: Mapping[float, int]) -> dict[Key, Real]:
    """Every recorded cell at these instants."""
    rows = record.rows[[at[float(t)] for t in sorted(at)]]
    return {key: rows[:, k] for key, k in record.index.items()}


def places(record: Record) -> dict[float, int]:
    """The place of each instant in the record."""
    return {float(t): k for k, t in enumerate(record.instants)}


def changed(before: Record, after: Record) -> list[str]:
    """Cells of the first record that differ in the second at the instants that both have.

    A whole number differs if it is another one, a real one if it is off by more than rounding: time integrals are
    added up in other parts, and shares of them follow.
    """
    both = places(before).keys() & places(after).keys()
    assert len(both) == len(before.instants)
    one, other = (recorded(r, {t: places(r)[t] for t in both}) for r in (before, after))
    return [str(key) for key in one if not np.allclose(one[key], other[key], rtol=1e-9, atol=1e-9, equal_nan=True)]


def draws(network: Network, outcome: Outcome) -> dict[str, int]:
    """How often each stream of chance was drawn from."""
    return {name: int(outcome.whole[at + 1]) for name, at in network.streams.items()}


def recorded_more(scenario: Scenario) -> Scenario:
    """The world with records at odd instants too, some within a day and some at the end of one."""
    times = [*scenario.world.record_times, *(2.3 * k for k in range(1, 1600)), 1.0, 10.0, 17.0]
    return scenario.model_copy(update={"world": scenario.world.model_copy(update={"record_times": times})})


def check_records(seed: int) -> None:
    """The claim about records, for one random world."""
    scenario = random_scenario(seed)
    less, more = laid_out(scenario, seed), laid_out(recorded_more(scenario), seed)
    one, other = replicate(less, seed, 0), assert_equal(more, seed)[0]
    assert changed(one.record, other.record) == []
    assert draws(less, one) == draws(more, other)


def check_strangers(seed: int, name: str) -> None:
    """The claim about strangers, for one random world."""
    scenario = random_scenario(seed)
    alone, among = laid_out(scenario, seed), laid_out(with_idle(scenario, name), seed)
    one, other = replicate(alone, seed, 0), assert_equal(among, seed)[0]
    before, after = (recorded(run.record, places(run.record)) for run in (one, other))
    assert [key for key in before if not np.array_equal(before[key], after[key])] == []
    counts = draws(among, other)
    assert {stream: counts[stream] for stream in alone.streams} == draws(alone, one)


@pytest.mark.parametrize("seed", FEW)
def test_records_change_nothing(seed: int) -> None:
    """Records at some 40 more instants: every cell is what it was at those there were, and as much chance was drawn."""
    check_records(seed)


@pytest.mark.parametrize("name", ["aaa", "zzz"])
@pytest.mark.parametrize("seed", FEW)
def test_strangers_who_do_nothing_change_nothing(seed: int, name: str) -> None:
    """An idle entity of each kind, first or last in the order of ties: every cell of the others is what it was, to the bit."""
    check_strangers(seed, name)


def test_the_few_worlds_have_everything() -> None:
    """Forces, attacks and aid each occur among the few worlds, and so does a world without them."""
    worlds = [random_scenario(seed) for seed in FEW]
    for has in ("training", "raids", "donors", "fronts"):
        assert {bool(getattr(world, has)) for world in worlds} == {True, False}


@pytest.mark.slow
def test_neither_changes_anything_in_many_worlds() -> None:
    """Both claims for 388 more worlds."""
    for seed in MANY:
        check_records(seed)
        check_strangers(seed, "aaa" if seed % 2 else "zzz")


@pytest.mark.parametrize("world", [*SMALL, DEFAULT], ids=lambda world: Path(world).stem)
def test_records_change_nothing_in_worlds_as_they_are(world: Path | str) -> None:
    """The small worlds of the tests and the default world, recorded at other instants too."""
    scenario = load(world)
    less, more = network_of(scenario), network_of(recorded_more(scenario))
    assert changed(replicate(less, 3, 0).record, replicate(more, 3, 0).record) == []
