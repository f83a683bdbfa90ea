"""Running cases: all their replications side by side, in pieces; a case that fails is tried once more."""

from __future__ import annotations

import contextlib
import math
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from materiel.lab.batch import Futures
from materiel.lab.errors import LabError
from materiel.lab.opening import futures_of
from materiel.network.arena import Network
from materiel.network.lower import network_of
from materiel.run import Engine, replicate
from materiel.scenario.load import WORLD_FILE, load
from materiel.verify.analyses import ANALYSES
from materiel.verify.analysis import Found, Inputs
from materiel.verify.case import Case, Value
from materiel.verify.judge import FAIL, Verdict, judge, judge_found
from materiel.verify.reading import Records, cells_of, matching
from materiel.verify.sample import Values

PIECES = 16
LEAST = 30
RETRY_TIMES, RETRY_SEED = 4, 1000
Advance = Callable[[int], None]
Answer = Values | Mapping[str, Found]


@dataclass(frozen=True)
class Experiment:
    """One world or analysis of a case: the case as it stands, or a variant of it."""

    name: str
    case: Case
    variant: str
    values: tuple[Value, ...]
    folder: Path
    network: Network | None = None
    columns: tuple[int, ...] = ()
    start: date = date.min

    @property
    def by_chance(self) -> bool:
        """Whether more replications would say more."""
        return self.case.replications > 1

    @property
    def is_run(self) -> bool:
        """Whether there is anything to run; otherwise it is plain arithmetic."""
        return self.network is not None or self.case.kind == "analysis"

    @property
    def sets(self) -> tuple[str, ...]:
        """Values at paths of its world."""
        return (*self.case.set, *(self.case.variants[self.variant].set if self.variant else ()))

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
        bare = Experiment(name, case, variant, values, folder)
        if case.kind == "analysis" or (case.world is None and not (folder / WORLD_FILE).is_file()):
            found.append(bare)
            continue
        world = load(case.world or folder, bare.sets)
        network = network_of(world)
        try:
            wanted = {k for v in values for cell in cells_of(v.reading) for k in matching(cell, network.columns)}
        except LabError as error:
            raise LabError(f"{name}: {error}") from None
        found.append(replace(bare, network=network, columns=tuple(sorted(wanted)), start=world.world.start))
    return found


def analyse(of: str, inputs: Inputs) -> Mapping[str, Found]:
    """What an analysis finds."""
    return ANALYSES[of](inputs)


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
        waiting: dict[Future[Any], tuple[int, int]] = {}
        parts: dict[int, list[tuple[int, Values]]] = {}
        expected: dict[int, int] = {}
        tries = dict.fromkeys(range(len(experiments)), 1)

        def send(k: int) -> None:
            e = experiments[k]
            count = e.replications(share) * (RETRY_TIMES if tries[k] > 1 else 1)
            seed = e.case.seed + RETRY_SEED * (tries[k] - 1)
            parts[k], expected[k] = [], count
            if e.network is None:
                inputs = Inputs(e.name, e.case.parameters, seed, count, engine, e.folder, e.case.world, e.sets)
                waiting[pool.submit(analyse, e.case.of, inputs)] = (k, 0)
                return
            size = max(1, math.ceil(count / PIECES))
            futures = futures_of(e.case.futures, e.network, seed)
            for first in range(0, count, size):
                take = min(size, count - first)
                waiting[pool.submit(piece, futures, e.columns, seed, first, take, engine)] = (k, first)

        def done(k: int, verdicts: list[Verdict]) -> None:
            found[k] = verdicts
            if tries[k] == 1 and experiments[k].by_chance and any(_may_be_chance(v) for v in verdicts):
                tries[k] = 2
                send(k)

        for k, experiment in enumerate(experiments):
            if experiment.is_run:
                send(k)
            else:
                found[k] = verdicts_on(experiment, np.zeros((1, 1, 0)), share, 1)
        while waiting:
            for future in as_completed(list(waiting)):
                k, first = waiting.pop(future)
                answer: Answer = future.result()
                if isinstance(answer, Mapping):
                    advance(expected[k] if tries[k] == 1 else 0)
                    done(k, _named(experiments[k], answer, share, tries[k]))
                    continue
                parts[k].append((first, answer))
                expected[k] -= len(answer)
                advance(len(answer) if tries[k] == 1 else 0)
                if not expected[k]:
                    rows = np.concatenate([r for _, r in sorted(parts.pop(k), key=lambda p: p[0])])
                    done(k, verdicts_on(experiments[k], rows, share, tries[k]))
    return [verdict for k in sorted(found) for verdict in found[k]]


def _spent(share: float, tries: int) -> float:
    return share * (RETRY_TIMES if tries > 1 else 1)


def verdicts_on(e: Experiment, rows: Values, share: float, tries: int) -> list[Verdict]:
    """The verdicts of an experiment on the wanted cells of its replications. Raises LabError."""
    if e.network is None:
        records = Records(rows, (), np.ones(1), e.start)
    else:
        columns = [e.network.columns[k] for k in e.columns]
        records = Records(rows, columns, e.network.instants, e.start, e.case.warm_up_days)
    try:
        return [judge(e.name, e.case, e.variant, v, records, _spent(share, tries), tries) for v in e.values]
    except LabError as error:
        raise LabError(f"{e.name}: {error}") from None


def _named(e: Experiment, answers: Mapping[str, Found], share: float, tries: int) -> list[Verdict]:
    for value in e.values:
        if value.metric not in answers:
            raise LabError(f"{e.name}: {e.case.of} gives {', '.join(answers)}; got the metric {value.metric!r}")
    spent = _spent(share, tries)
    return [judge_found(e.name, e.case, e.variant, v, answers[v.metric], spent, tries) for v in e.values]


def _may_be_chance(v: Verdict) -> bool:
    """Whether a failure deserves a second try: what is held against published ranges gets none."""
    return v.verdict == FAIL and v.rule in ("mc", "below")
