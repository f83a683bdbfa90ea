"""What names a folder: all that defines a batch, and nothing that merely runs it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from materiel.lab.futures import Sampled
from materiel.lab.opening import batch_of, networks_of
from materiel.scenario.load import load
from materiel.scenario.values import Number

DEPOT = Path(__file__).parents[1] / "worlds" / "depot.toml"


def _identity(sets: tuple[str, ...] = (), seed: int = 1, futures: str = "central") -> str:
    world = load(DEPOT, sets)
    return batch_of(world, "", networks_of(world, ())[""], seed, futures).identity


def test_the_same_world_has_the_same_name() -> None:
    """Loading it twice gives one folder."""
    assert _identity() == _identity()


def test_what_defines_a_batch_changes_the_name() -> None:
    """A value, the seed, a yardstick, the futures."""
    names = {
        _identity(),
        _identity(("lanes.road.lead_days=3",)),
        _identity(seed=2),
        _identity(("yardsticks.readiness_target=0.9",)),
        _identity(futures="sample"),
    }
    assert len(names) == 5


def test_other_ranges_are_other_futures() -> None:
    """Sampling a wider range is another batch."""
    world = load(DEPOT)
    batch = batch_of(world, "", networks_of(world, ())[""], 1, "sample")
    wide = {"lanes.road.lead_days.value": Number(central=2, low=1, high=9)}
    other = dataclasses.replace(batch, futures=Sampled(batch.network, 1, wide))
    assert other.identity != batch.identity
