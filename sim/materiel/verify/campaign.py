"""Running cases: all their replications side by side, in pieces; a case that fails is tried once more."""

from __future__ import annotations

import contextlib
import math
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from materiel.lab.batch import Futures
from materiel.lab.errors import LabError
from materiel.lab.opening import futures_of
from materiel.network.arena import Network
from materiel.network.lower import network_of
from materiel.run import Engine, replicate
from materiel.scenario.load import WORLD_FILE, load
from materiel.verify.case import Case, Value
from materiel.verify.judge import FAIL, Verdict, judge
from materiel.verify.reading import Records, cells_of, matching
from materiel.verify.sample import Values

PIECES = 16
LEAST = 30
RETRY_TIMES, RETRY_SEED = 4, 1000
Advance = Callable[[int], None]


@dataclass(frozen=True)
class Experiment:
    """One world of a case: the case as it stands, or a variant of it."""

    name: str
    case: Case
    variant: str
    values: tuple[Value, ...]
    network: Network | None
    columns: tuple[int, ...] = ()
    start: date = date.min

    @property
    def by_chance(self) -> bool:
        """Whether more replications would say more."""
        return self.case.replications > 1

    def replications(self, share: float) -> int:
        """How many a share of the budget buys, but no fewer than a standard error needs."""
        if not self.by_chance:
            return 1
        return max(min(LEAST, self.case.replications), math.ceil(self.case.replications * share))


def experiments_of(name: str, case: Case, folder: Path) -> list[Experiment]:
    """The worlds of a case, laid out. Raises ScenarioError or LabError."""
    found = []
    for variant in list(case.variants) or [""]:
        values = tuple(v for v in case.values if not v.variants or variant in v.variants)
        if case.world is None and not (folder / WORLD_FILE).is_file():
            found.append(Experiment(name, case, variant, values, None))
            continue
        sets = [*case.set, *(case.variants[variant].set if variant else [])]
        world = load(case.world or folder, sets)
        network = network_of(world)
        try:
            wanted = {k for v in values for cell in cells_of(v.reading) for k in matching(cell, network.columns)}
        except LabError as error:
            raise LabError(f"{name}: {error}") from None
        found.append(Experiment(name, case, variant, values, network, tuple(sorted(wanted)), world.world.start))
    return found


def piece(futures: Futures, columns: Sequence[int], seed: int, first: int, count: int, engine: Engine) -> Values:
    """The wanted cells of some replications: (replications, instants, columns)."""
    kept = list(columns)
    numbers = range(first, first + count)
    return np.stack([replicate(futures.network(k), seed, k, engine).record.rows[:, kept] for k in numbers])


@contextlib.contextmanager
def _pool(engine: Engine, workers: int) -> Iterator[Executor]:
    spawn = multiprocessing.get_context("spawn")
    pool = ThreadPoolExecutor(workers) if engine == "kernel" else ProcessPoolExecutor(workers, spawn)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def verdicts_of(
    experiments: Sequence[Experiment], engine: Engine, share: float, workers: int, advance: Advance
) -> list[Verdict]:
    """Every value of every experiment, in their order. `advance` is told how many replications more are done."""
    found: dict[int, list[Verdict]] = {}
    with _pool(engine, workers) as pool:
        waiting: dict[Future[Values], tuple[int, int]] = {}
        parts: dict[int, list[tuple[int, Values]]] = {}
        expected: dict[int, int] = {}

        def send(k: int, tries: int) -> None:
            e = experiments[k]
            assert e.network is not None
            count = e.replications(share) * (RETRY_TIMES if tries > 1 else 1)
            size = max(1, math.ceil(count / PIECES))
            seed = e.case.seed + RETRY_SEED * (tries - 1)
            futures = futures_of(e.case.futures, e.network, seed)
            parts[k], expected[k] = [], count
            for first in range(0, count, size):
                take = min(size, count - first)
                waiting[pool.submit(piece, futures, e.columns, seed, first, take, engine)] = (k, first)

        for k, experiment in enumerate(experiments):
            if experiment.network is None:
                found[k] = _judged(experiment, np.zeros((1, 1, 0)), share, 1)
            else:
                send(k, 1)
        tries = dict.fromkeys(range(len(experiments)), 1)
        while waiting:
            for future in as_completed(list(waiting)):
                k, first = waiting.pop(future)
                rows = future.result()
                parts[k].append((first, rows))
                expected[k] -= len(rows)
                if tries[k] == 1:
                    advance(len(rows))
                if expected[k]:
                    continue
                rows = np.concatenate([r for _, r in sorted(parts.pop(k), key=lambda p: p[0])])
                found[k] = _judged(experiments[k], rows, share, tries[k])
                if tries[k] == 1 and experiments[k].by_chance and any(_may_be_chance(v) for v in found[k]):
                    tries[k] = 2
                    send(k, 2)
    return [verdict for k in sorted(found) for verdict in found[k]]


def _judged(e: Experiment, rows: Values, share: float, tries: int) -> list[Verdict]:
    if e.network is None:
        records = Records(rows, (), np.ones(1), e.start)
    else:
        columns = [e.network.columns[k] for k in e.columns]
        records = Records(rows, columns, e.network.instants, e.start, e.case.warm_up_days)
    spent = share * (RETRY_TIMES if tries > 1 else 1)
    try:
        return [judge(e.name, e.case, e.variant, value, records, spent, tries) for value in e.values]
    except LabError as error:
        raise LabError(f"{e.name}: {error}") from None


def _may_be_chance(v: Verdict) -> bool:
    """Whether a failure deserves a second try: what is held against published ranges gets none."""
    return v.verdict == FAIL and v.rule in ("mc", "below")
