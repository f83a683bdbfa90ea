"""The two engines agree on every world that is shipped, and on the small worlds of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engines.twins import assert_equal

from materiel.network.bind import bind_policy
from materiel.network.lower import network_of
from materiel.scenario.load import load
from materiel.shipped import shipped

WORLDS = sorted(shipped("configs").glob("*/world.toml")) + sorted((Path(__file__).parents[1] / "worlds").glob("*.toml"))


def _named(world: Path) -> str:
    return world.parent.name if world.stem == "world" else world.stem


@pytest.mark.parametrize("world", WORLDS, ids=_named)
@pytest.mark.parametrize("replications", [1, pytest.param(20, marks=pytest.mark.slow)])
def test_engines_agree(world: Path, replications: int) -> None:
    """Events and record are the same to the bit in every replication."""
    network = network_of(load(world))
    for k in range(replications):
        kernel, simpy = assert_equal(network, 1, k)
        assert kernel.hash == simpy.hash


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS, ids=_named)
def test_engines_agree_under_every_policy(world: Path) -> None:
    """The same under each policy of the world."""
    scenario = load(world)
    network = network_of(scenario)
    for name in scenario.policies:
        kernel, simpy = assert_equal(bind_policy(network, name), 1, 0)
        assert kernel.hash == simpy.hash, name
