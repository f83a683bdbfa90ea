"""The order of say in runs of the default world: what is in the planes is what it gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from materiel.lab.futures import Listed, Sampled
from materiel.lab.opening import batch_of, futures_of
from materiel.network.arena import Network
from materiel.network.bind import bind
from materiel.network.lower import network_of
from materiel.scenario.change import with_values
from materiel.scenario.errors import MaterielError
from materiel.scenario.load import load
from materiel.scenario.policy import WorldPolicy
from materiel.scenario.profile import Shape
from materiel.scenario.register import numbers
from materiel.scenario.say import above, spec_at
from materiel.scenario.values import Count, Number

WORLD = load()
NETWORK = network_of(WORLD)
NOT_NATURE = ("world", "yardsticks", "levers", "policies", "futures", "events")
FUTURES = ("posterior-2024-12", "central", "sample", "file")


@cache
def bases() -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """The second draws of the shipped posterior, a sample, and a file of one future that halves each tenth drawn number."""
    posterior = futures_of("posterior-2024-12", NETWORK, 1)
    sample = futures_of("sample", NETWORK, 1)
    assert isinstance(posterior, Listed) and isinstance(sample, Sampled)
    drawn = posterior.turn(1).of_world().values
    return dict(drawn), sample.values(1), {p: v * 0.9 for p, v in list(drawn.items())[::10] if v > 1.5}


def values_in(futures: str) -> dict[str, float]:
    posterior, sample, listed = bases()
    return {"posterior-2024-12": posterior, "central": {}, "sample": sample, "file": listed}[futures]


def chosen(count: int, seed: int) -> Iterator[tuple[str, Any]]:
    """Random paths with a value that the world admits: half around drawn numbers, at them or above them, half anywhere."""
    at = random.Random(seed)
    every = [p for p, _ in numbers(WORLD) if p.split(".")[0] not in NOT_NATURE]
    drawn = list(bases()[0])
    while count:
        path = at.choice(drawn if count % 2 else every)
        path = at.choice([p for p in above(path) if p.count(".") >= 2])
        there = spec_at(WORLD, path)
        value: Any
        if isinstance(there, Number):
            value = round(there.value * 0.9) if isinstance(there, Count) else there.value * 0.9
        elif isinstance(there, Shape):
            value = min(min(number.stated()) for _, number in there.points()) * 0.9
        elif hasattr(there, "family"):
            value = {"family": "gamma", "mean": 0.8, "cv": 0.1}
        else:
            continue
        try:
            for futures in FUTURES:
                bind(bind(NETWORK, values_in(futures)), {path: value})
        except MaterielError:
            continue  # not a value that may stand there, or one that has to be set in the world
        count -= 1
        yield path, value


def same(one: Network, other: Network) -> bool:
    return bool(np.array_equal(one.whole, other.whole) and np.array_equal(one.real, other.real))


def check(count: int, seed: int, folder: Path) -> None:
    file = folder / "f.csv"
    listed = bases()[2]
    file.write_text(f"{','.join(listed)}\n{','.join(map(repr, listed.values()))}\n")
    for path, value in chosen(count, seed):
        policy = WorldPolicy(values={path: value})
        with_policy = WORLD.model_copy(update={"policies": {"p": policy}})
        set_world, _ = with_values(WORLD, {path: value})
        laid = network_of(set_world)
        for futures in FUTURES:
            how = str(file) if futures == "file" else futures
            under = batch_of(with_policy, "p", network_of(with_policy), 1, how).futures.network(1)
            expected = bind(bind(NETWORK, values_in(futures)), {path: value})
            assert same(under, expected), (path, futures, "policy")
            assert under.recipe.scenario.policies["p"] == policy
            run = batch_of(set_world, "", laid, 1, how, sets={path: value}).futures.network(1)
            last, _ = with_values(with_values(WORLD, values_in(futures))[0], {path: value})
            assert same(run, network_of(last)), (path, futures, "--set")


def test_what_is_chosen_is_in_the_planes(tmp_path: Path) -> None:
    """Eight random paths (numbers, profiles, laws), each as a policy and as `--set`, in each kind of future: the planes are those of
    the future with the value put last.
    """
    check(8, 1, tmp_path)


@pytest.mark.slow
def test_what_is_chosen_is_in_the_planes_at_sixty_paths(tmp_path: Path) -> None:
    """The same for sixty others."""
    check(60, 2, tmp_path)
