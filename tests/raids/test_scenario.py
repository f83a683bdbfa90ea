"""A world of raids as declared: from file to both engines, and with other numbers bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.raids.worlds import played, record

from materiel.layout import head as h
from materiel.network.bind import bind
from materiel.network.lower import network_of
from materiel.scenario.errors import ScenarioError
from materiel.scenario.load import load

WORLD = Path(__file__).parents[1] / "worlds" / "raids.toml"


def test_a_declared_world_runs_alike_in_both_engines() -> None:
    """The dated raids come as said; hash and totals are equal; launched = taken + lost + leaked for each class."""
    network = network_of(load(WORLD))
    n, _ = played(network)
    kernel, real = played(network, engine="kernel")
    assert n[h.HASH] == kernel[h.HASH]
    seen = record(network, real)
    assert seen["raid/first/raids"][0] == 2
    assert seen["arsenal/cruise/launched"][0] >= 112
    for name in ("cruise", "drone"):
        cells = ("intercepted_soviet", "intercepted_nato", "intercepted_other", "lost", "leaked")
        taken = sum(seen[f"arsenal/{name}/{cell}"] for cell in cells)
        assert list(taken) == list(seen[f"arsenal/{name}/launched"])
    assert list(seen["layer/long_range/fired"]) == list(seen["stock/interceptors/consumed"])
    assert seen["site/grid/power"].min() < 1.0


def test_other_numbers_are_bound_as_if_declared() -> None:
    """A network bound to another stock, kill probability and a spread of 0 runs as one that is laid out with them."""
    values = {
        "stocks.interceptors.on_hand": 150,
        "layers.long_range.against.cruise.kill_probability": 0.5,
        "layers.guns.against.cruise.spread": 0.0,
    }
    bound = bind(network_of(load(WORLD)), values)
    declared = network_of(load(WORLD, values))
    assert played(bound, engine="kernel")[0][h.HASH] == played(declared, engine="kernel")[0][h.HASH]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("sites.grid.target_category", "energy", "raids.large.targets.power: expected the target_category of a site"),
        ("layers.long_range.covers", ["powr"], "the nearest is power"),
        ("layers.guns.interceptors", "interceptors", "doctrine with shots"),
        ("layers.long_range.batteries", -1, "batteries"),
        ("raids.large.gap_days", None, "gap_days or dates"),
        ("arsenals.cruise.hit_probability", 1.5, "expected <= 1, got 1.5"),
    ],
)
def test_faults_name_what_was_expected(path: str, value: object, message: str) -> None:
    """Bad raids, layers and arsenals are refused with the path and what was expected."""
    with pytest.raises(ScenarioError, match=message):
        load(WORLD, {path: value})
