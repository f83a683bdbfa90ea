"""One number a replication: what statements about studies are made of."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from materiel.chance.replications import Chance
from materiel.network.arena import Network
from materiel.run import Engine, replicate
from materiel.verify.reading import Records, cells_of, matching, read
from materiel.verify.sample import Sample, Values

PIECES = 64
THREADS = 2


def numbers_of(network: Network, reading: str, count: int, seed: int, engine: Engine, mirror: bool = False) -> Values:
    """A reading of each of so many replications; shape (count,). In mirrored ones every u is 1 - u. Raises LabError."""
    kept = sorted({k for cell in cells_of(reading) for k in matching(cell, network.columns)})
    columns = [network.columns[k] for k in kept]
    start = network.recipe.scenario.world.start
    size = max(1, math.ceil(count / PIECES))

    def piece(first: int) -> Values:
        numbers = range(first, min(count, first + size))
        rows = [_record(network, seed, k, engine, mirror)[:, kept] for k in numbers]
        found = read(reading, Records(np.stack(rows), columns, network.instants, start))
        assert isinstance(found, Sample)
        return np.asarray(found.values.mean(axis=1))

    with ThreadPoolExecutor(THREADS if engine == "kernel" else 1) as pool:
        return np.concatenate(list(pool.map(piece, range(0, count, size))))


def _record(network: Network, seed: int, replication: int, engine: Engine, mirror: bool) -> Values:
    """The recorded cells of a replication, or of its mirror image."""
    if mirror:
        return replicate(network, seed, 2 * replication + 1, engine, chance=Chance("antithetic")).record.rows
    return replicate(network, seed, replication, engine).record.rows
