"""The runs whose hashes are kept: random networks by seed, shipped worlds under every policy, small worlds, reference cases.

Each has a name that says all about it, so that a line of the file can be run again alone: `python -m tests.hashes.write - NAME`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path

from tests.engines.worlds.table import random_network
from tests.supply.random_networks import random_network as network_by_cells

from materiel.chance.replications import Chance
from materiel.lab.batch import Futures
from materiel.lab.opening import futures_of
from materiel.network.arena import Network
from materiel.network.bind import bind_policy
from materiel.network.lower import network_of
from materiel.run import Outcome, replicate
from materiel.scenario.load import DEFAULT, load
from materiel.shipped import shipped
from materiel.verify.campaign import experiments_of
from materiel.verify.case import read_case, shipped_cases

SEEDS, BY_CELLS, CHUNK = 2200, 300, 200
REPLICATIONS, FUTURES, OF_A_CASE = 3, 3, 3
RELATED_EVERY, LED = 20, 32
QUICK_SEEDS, QUICK_BY_CELLS = 60, 10


@dataclass(frozen=True)
class Run:
    """A named replication."""

    name: str
    play: Callable[[], Outcome]

    def line(self) -> str:
        """Its line: name, hash of all events, hash of the record, number of events. It runs now."""
        outcome = self.play()
        record = hashlib.sha256(outcome.record.rows.tobytes()).hexdigest()[:16]
        return f"{self.name} {outcome.hash % 2**64:016x} {record} {outcome.events}"


def _drawn(seed: int) -> Outcome:
    return replicate(random_network(seed)[1], seed, 0)


def _mirrored(seed: int) -> Outcome:
    return replicate(random_network(seed)[1], seed, 1, chance=Chance("antithetic"))


def _led(seed: int) -> Outcome:
    network = random_network(seed)[1]
    plain = replicate(network, seed, 3)
    drawn_from = [name for name, at in network.streams.items() if plain.whole[at + 1] > 0]
    return replicate(network, seed, 3, chance=Chance("quasi", tuple((name, 2) for name in drawn_from[:LED])))


def _by_cells(seed: int) -> Outcome:
    return replicate(network_by_cells(seed), seed, 0)


def _in_future(futures: Futures, seed: int, replication: int) -> Outcome:
    return replicate(futures.network(replication), seed, replication)


def random_runs(seeds: Iterable[int]) -> Iterator[Run]:
    """Random worlds of every kind; every twentieth also as a mirror image and with led streams."""
    for seed in seeds:
        yield Run(f"random/{seed:04}", partial(_drawn, seed))
        if seed % RELATED_EVERY == 0:
            yield Run(f"random/{seed:04}/antithetic", partial(_mirrored, seed))
            yield Run(f"random/{seed:04}/quasi", partial(_led, seed))


def runs_by_cells(seeds: Iterable[int]) -> Iterator[Run]:
    """Random networks that are laid out cell by cell."""
    for seed in seeds:
        yield Run(f"cells/{seed:04}", partial(_by_cells, seed))


def _replications(name: str, network: Network, seed: int, count: int) -> Iterator[Run]:
    for k in range(count):
        yield Run(f"{name}/{k}", partial(replicate, network, seed, k))


def world_runs(world: str | Path) -> Iterator[Run]:
    """A world as it stands, under each of its policies, and in sampled futures."""
    scenario = load(world)
    network = network_of(scenario)
    name = f"world/{Path(world).parent.name if Path(world).stem == 'world' else Path(world).stem}"
    yield from _replications(f"{name}/-", network, 1, REPLICATIONS)
    for policy, values in scenario.policies.items():
        yield from _replications(f"{name}/{policy}", bind_policy(network, values), 1, 1)
    futures = futures_of("sample", network, 1)
    for k in range(FUTURES):
        yield Run(f"{name}/sampled/{k}", partial(_in_future, futures, 1, k))


def case_runs(names: Iterable[str] = ()) -> Iterator[Run]:
    """The worlds of the reference cases, in all variants. Cases of plain arithmetic run nothing."""
    cases = shipped_cases()
    for name in names or cases:
        case = read_case(cases[name])
        for e in experiments_of(name, case, cases[name]):
            if e.network is None:
                continue
            futures = futures_of(case.futures, e.network, case.seed)
            for k in range(min(OF_A_CASE, case.replications)):
                yield Run(f"case/{name}/{e.variant or '-'}/{k}", partial(_in_future, futures, case.seed, k))


def _worlds() -> list[str | Path]:
    shipped_worlds = sorted(path.parent.name for path in shipped("configs").glob("*/world.toml"))
    own = sorted((Path(__file__).parents[1] / "worlds").glob("*.toml"))
    return [*shipped_worlds, *sorted(shipped("experiments").glob("worlds/*.toml")), *own]


def quick_runs() -> Iterator[Run]:
    """About a hundred: the first seeds, the default world, and the quick cases' first replications."""
    yield from random_runs(range(QUICK_SEEDS))
    yield from runs_by_cells(range(QUICK_BY_CELLS))
    yield from islice(world_runs(DEFAULT), 1)
    quick = [name for name, folder in shipped_cases().items() if read_case(folder).quick]
    yield from (run for run in case_runs(quick) if run.name.endswith("/0"))


GROUPS: dict[str, Callable[[], Iterator[Run]]] = {
    **{f"random-{first:04}": partial(random_runs, range(first, first + CHUNK)) for first in range(0, SEEDS, CHUNK)},
    "cells": partial(runs_by_cells, range(BY_CELLS)),
    "worlds": lambda: chain.from_iterable(map(world_runs, _worlds())),
    "cases": case_runs,
}
"""All runs, in groups that may be run side by side; each is run in the order of the file."""
