"""Random small worlds: every kind of entity with every option, side by side and in each other's way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from tests.engines.worlds.aid import add_aid
from tests.engines.worlds.attacks import add_attacks
from tests.engines.worlds.dice import Dice, Table
from tests.engines.worlds.forces import add_forces
from tests.engines.worlds.places import add_places
from tests.engines.worlds.supply import add_supply

from materiel.network.arena import Network
from materiel.network.bind import bind
from materiel.network.lower import network_of
from materiel.scenario.checks import all_faults
from materiel.scenario.world import Scenario

PARTS: list[tuple[float, Callable[[Dice, Table], None]]] = [
    (1.0, add_places),
    (1.0, add_supply),
    (0.75, add_forces),
    (0.6, add_attacks),
    (0.6, add_aid),
]
"""How often a part of the world occurs, and what adds it. A part stands behind those that it refers to."""


def random_scenario(seed: int, months: int = 3) -> Scenario:
    """The world of that seed, from the first of January 2024. The hub feeds the store if aid comes."""
    d, w = Dice(seed), defaultdict[str, Table](dict)
    w["stocks"]["hub"] = {"item": "shell", "on_hand": d.choice([0, 5])}
    for share, add in PARTS:
        if d.maybe(share):
            add(d, w)
    if w["donors"]:
        w["stocks"]["store"]["replenish"] |= {"stock": "hub"}
    if not w["raids"]:
        w["fronts"].get("east", {}).get("families", {}).pop("missile", None)
        w["fronts"].get("east", {}).pop("arsenals", None)
        w["fronts"].get("east", {}).pop("reference_raid", None)
    steps = d.some(0.5, record_step_days=7.0)
    world = {"name": "drawn", "kind": "reference", "start": "2024-01-01", "horizon_months": months, **steps}
    scenario = Scenario.model_validate({"world": world, **w})
    faults = all_faults(scenario)
    if faults:
        raise ValueError(f"seed {seed}: {'; '.join(map(str, faults))}")
    return scenario


def random_network(seed: int, months: int = 3) -> tuple[Scenario, Network]:
    """That world and its tables, with changes at dates as a policy or a future makes them."""
    scenario = random_scenario(seed, months)
    return scenario, laid_out(scenario, seed)


def laid_out(scenario: Scenario, seed: int) -> Network:
    """The tables of a world of that seed, or of one that was made of it, with the changes at dates of the seed."""
    network, d = network_of(scenario), Dice(seed + 1)
    if d.maybe(0.4):
        changes: dict[str, Any] = {"stocks.store.capacity": 50, "lanes.road.loss": 0.2}
        if not scenario.lines["shells"].started_lots:
            changes["lines.shells.lot"] = 2
        network = bind(network, {}, [(d.choice([14.0, 31.0]), changes)])
    return network
