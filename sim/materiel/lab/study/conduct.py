"""Conducting a study: rounds of blocks until every point has as many replications as its stopping rule wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from materiel.jit import Real
from materiel.lab.study.block import Block, Stopping, Task
from materiel.lab.study.crews import Crew
from materiel.lab.study.ground import Ground
from materiel.lab.study.keep import StudyStore
from materiel.lab.study.stopping import Estimate, Needs, estimate, fixed, half_width


@dataclass
class Held:
    """What is known of the points so far: for each, the values of its blocks in their order."""

    ground: Ground
    values: dict[int, list[Real]] = field(default_factory=dict)
    failed: int = 0

    def have(self, point: int) -> int:
        """Replications of a point."""
        return len(self.values.get(point, ())) * self.ground.study.block

    def of(self, point: int) -> Real:
        """Values of a point, shape (replications, metrics)."""
        got = self.values.get(point)
        return np.concatenate(got) if got else np.zeros((0, len(self.ground.measured.names)))

    def add(self, values: Real, task: Task, failed: int) -> None:
        """One more block of a point."""
        self.values.setdefault(task.point, []).append(values)
        self.failed += failed


@dataclass(frozen=True)
class Progress:
    """How far a study is: replications done and foreseen, and what the main number of the point in hand is."""

    done: int
    foreseen: int
    point: int
    now: Estimate


Tell = Callable[[Progress], None]


def rule_of(ground: Ground) -> Needs:
    """The stopping rule of a study."""
    study = ground.study
    return fixed(study.replications) if study.stop is None else half_width(study.stop, study.replications, study.block)


def judged(ground: Ground, held: Held, point: int) -> Real:
    """What the stopping rule looks at: the metric of a point, or its difference to the reference in the same future.

    Antithetic pairs count as one value, their mean; so do the blocks of Sobol points, which are scrambled apart.
    """
    study = ground.study
    name = study.stop.metric if study.stop is not None else next(iter(study.metrics))
    k = ground.measured.names.index(name)
    values = held.of(point)[:, k]
    other = reference_point(ground, point)
    if study.stop is not None and study.stop.difference and other != point:
        base = held.of(other)[:, k]
        count = min(len(values), len(base))
        values = values[:count] - base[:count]
    return independent(values, ground.chance.together)


def independent(values: Real, together: int) -> Real:
    """Values that are independent of each other: means over so many replications that are related."""
    if together == 1:
        return values
    means: Real = values[: len(values) // together * together].reshape(-1, together).mean(axis=1)
    return means


def reference_point(ground: Ground, point: int) -> int:
    """The point of the reference policy with the same levers, in the same future."""
    grid, study = ground.grid, ground.study
    names = list(dict.fromkeys(candidate.policy for candidate in grid.candidates))
    each = len(grid.candidates) // len(names)
    candidate, future = divmod(point, len(grid.futures))
    first = names.index(study.reference) if study.reference is not None else 0
    return (first * each + candidate % each) * len(grid.futures) + future


def conduct(ground: Ground, crew: Crew, store: StudyStore, tell: Tell, stop: Stopping) -> Held:
    """Run what is missing, keep each block as it comes, and go on until no point wants more; what is known in the end.

    What is wanted follows from the blocks of earlier rounds alone, so the same study ends with the same blocks, however
    often it is interrupted and whoever runs it. A study's budget ends it too. Raises StoreError, WorkerLost.
    """
    held, needs = Held(ground), rule_of(ground)
    size = ground.study.block
    there = store.done()
    wanted = {point: ground.study.replications for point in range(ground.grid.points)}
    while tasks := _missing(held, wanted, size):
        foreseen = sum(wanted.values())
        kept = [task for task in tasks if task in there]
        fresh = [task for task in tasks if task not in there]
        got: dict[Task, tuple[Real, int]] = {}
        for task in kept:
            read = store.read(task)
            got[task] = (read["values"], sum(f is not None for f in read["faults"]))
        done = sum(held.have(p) for p in wanted) + len(kept) * size
        for block in crew.blocks(fresh, stop):
            store.add(block)
            got[block.task] = (block.values, _failed(block))
            done += size
            tell(Progress(done, foreseen, block.task.point, _seen(ground, held, got, block.task.point)))
        for task in sorted(got):
            if task.block == held.have(task.point) // size:
                held.add(got[task][0], task, got[task][1])
        if stop() and len(got) < len(tasks):
            break
        wanted = _next(ground, held, needs)
    return held


def _failed(block: Block) -> int:
    return sum(bool(fault) for fault in block.faults)


def _missing(held: Held, wanted: dict[int, int], size: int) -> list[Task]:
    return [Task(p, b) for p, count in wanted.items() for b in range(held.have(p) // size, -(-count // size))]


def _next(ground: Ground, held: Held, needs: Needs) -> dict[int, int]:
    """How many replications each point wants now, the reference's as many as any that is compared with it, within the budget."""
    wanted = {p: needs(judged(ground, held, p), held.have(p)) for p in range(ground.grid.points)}
    if ground.study.stop is not None and ground.study.stop.difference:
        for p, count in list(wanted.items()):
            other = reference_point(ground, p)
            wanted[other] = max(wanted[other], count)
    budget, size = ground.study.budget, ground.study.block
    if budget is None:
        return wanted
    left = budget - sum(held.have(p) for p in wanted)
    for p, count in wanted.items():
        more = min(count - held.have(p), left // size * size)
        wanted[p] = held.have(p) + max(0, more)
        left -= max(0, more)
    return wanted


def _seen(ground: Ground, held: Held, got: dict[Task, tuple[Real, int]], point: int) -> Estimate:
    """The main number of a point over what has come of it; for the live line only."""
    study = ground.study
    name = study.stop.metric if study.stop is not None else next(iter(study.metrics))
    k = ground.measured.names.index(name)
    parts: Sequence[Real] = [held.of(point)[:, k], *(v[:, k] for task, (v, _) in got.items() if task.point == point)]
    return estimate(np.concatenate(parts), study.stop.confidence if study.stop else 0.95)
