"""A block: some replications of one point, run together and kept together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from materiel.jit import Real
from materiel.lab.study.ground import Binder, Ground
from materiel.metrics.reading import Reading, Series
from materiel.network.arena import Network
from materiel.run import Engine, replicate
from materiel.scenario.errors import MaterielError

Stopping = Callable[[], bool]


@dataclass(frozen=True, order=True)
class Task:
    """A block that has to be run."""

    point: int
    block: int

    def members(self, size: int) -> range:
        """Its replications."""
        return range(self.block * size, (self.block + 1) * size)


@dataclass(frozen=True)
class Block:
    """What a block left: a row for each replication; not a number, and a message, where one failed."""

    task: Task
    replications: tuple[int, ...]
    values: Real
    """Shape (replications, metrics)."""
    series: dict[str, list[Series | None]] = field(repr=False)
    faults: tuple[str, ...] = ()
    """A message for each replication, empty if it ran."""


def run_block(ground: Ground, task: Task, engine: Engine = "kernel", binder: Binder | None = None) -> Block:
    """Run the replications of a block. Whatever goes wrong in one is its message, not an exception.

    A `binder` keeps the networks of points that it has bound.
    """
    try:
        network = (binder.network if binder is not None else ground.bound)(task.point)
    except MaterielError as error:
        replications = tuple(task.members(ground.study.block))
        values = np.full((len(replications), len(ground.measured.names)), np.nan)
        series: dict[str, list[Series | None]] = {name: [None] * len(replications) for name in ground.measured.series}
        return Block(task, replications, values, series, (str(error),) * len(replications))
    return run_bound(ground, task, network, engine)


def run_bound(ground: Ground, task: Task, network: Network, engine: Engine = "kernel") -> Block:
    """Run the replications of a block on a network that is bound."""
    replications = tuple(task.members(ground.study.block))
    values = np.full((len(replications), len(ground.measured.names)), np.nan)
    series: dict[str, list[Series | None]] = {name: [] for name in ground.measured.series}
    faults = []
    for row, replication in enumerate(replications):
        found: dict[str, Series] = {}
        try:
            record = replicate(network, ground.study.seed, replication, engine, chance=ground.chance).record
            values[row], found = ground.measured.of(Reading(record, ground.setting))
            faults.append("")
        except MaterielError as error:
            faults.append(str(error))
        except Exception as error:
            faults.append(f"fault of the program: {type(error).__name__}: {error}")
        for name, kept in series.items():
            kept.append(found.get(name))
    return Block(task, replications, values, series, tuple(faults))
