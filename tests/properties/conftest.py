"""The default world, laid out once, and what one replication of it leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from materiel.network.arena import Network
from materiel.network.bind import bind_policy
from materiel.network.lower import network_of
from materiel.scenario.load import load
from materiel.scenario.world import Scenario
from materiel.verbs.events import Events, events_of

SEED = 11
Played = Callable[[Network, int], Events]


@pytest.fixture(scope="session")
def world() -> Scenario:
    """The default world."""
    return load()


@pytest.fixture(scope="session")
def network(world: Scenario) -> Network:
    """Its network."""
    return network_of(world)


@pytest.fixture(scope="session")
def lower_floors(world: Scenario, network: Network) -> Network:
    """The same under a policy by which every donor goes lower with its own shells."""
    return bind_policy(network, world.policies["lower-floor"])


@pytest.fixture(scope="session")
def played() -> Played:
    """Runs a replication on the kernel, once, with the list of its events."""
    kept: dict[tuple[int, int], Events] = {}

    def play(network: Network, replication: int) -> Events:
        key = (id(network), replication)
        if key not in kept:
            kept[key] = events_of(network, SEED, replication, "kernel")
        return kept[key]

    return play
