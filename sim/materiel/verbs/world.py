"""The world that a command names."""

from __future__ import annotations

from collections.abc import Sequence

from materiel.network.arena import Network
from materiel.network.lower import network_of
from materiel.scenario.load import DEFAULT, load
from materiel.scenario.world import Scenario


def world_named(scenario: str, sets: Sequence[str]) -> Scenario:
    """The scenario: a file, a folder, a shipped name, or the default world if nothing is named. Raises ScenarioError."""
    return load(scenario or DEFAULT, sets)


def network_named(scenario: str, sets: Sequence[str]) -> tuple[Scenario, Network]:
    """The scenario and its network, before any policy or future."""
    world = world_named(scenario, sets)
    return world, network_of(world)
