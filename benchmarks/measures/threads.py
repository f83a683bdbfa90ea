"""Two threads against one: wall-clock time of the same replications (the kernel lets go of Python's lock)."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.measures.engines import TICKETS
from benchmarks.product import Product
from materiel.scenario.load import DEFAULT


def _wall(workers: int, world: Product, runs: int) -> float:
    began = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda k: world.run("kernel", k), range(runs)))
    return time.perf_counter() - began


def measure(rounds: int = 5, runs: int = 8) -> float:
    """How many times two threads are faster: median of interleaved rounds."""
    world = Product(DEFAULT, tickets=TICKETS)
    _wall(2, world, 4)
    return statistics.median(_wall(1, world, runs) / _wall(2, world, runs) for _ in range(rounds))
