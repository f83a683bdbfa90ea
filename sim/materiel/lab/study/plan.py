"""What a study will run, and how long that takes, from a measured pilot."""

from __future__ import annotations

import time
from dataclasses import dataclass

from materiel.lab.study.block import Task, run_block
from materiel.lab.study.ground import Ground
from materiel.run import Engine

_PILOTS = 3


@dataclass(frozen=True)
class Plan:
    """Counts of a study, and the seconds it takes."""

    policies: int
    candidates: int
    futures: int
    points: int
    replications: int
    """At first; `most` at most, where a stopping rule decides."""
    most: int
    seconds_each: float
    """CPU seconds of one replication, bound and measured."""
    workers: int

    @property
    def seconds(self) -> float:
        """Seconds of the first replications on all workers."""
        return self.replications * self.seconds_each / self.workers

    @property
    def seconds_most(self) -> float:
        """Seconds if the stopping rule goes to its cap everywhere."""
        return self.most * self.seconds_each / self.workers


def plan_of(ground: Ground, engine: Engine, workers: int) -> Plan:
    """The plan of a study, with a pilot: one block of the first, a middle and the last point is run, and not kept."""
    grid, study = ground.grid, ground.study
    pilots = sorted({0, grid.points // 2, grid.points - 1})[:_PILOTS]
    run_block(ground, Task(pilots[0], 0), engine)  # whatever is slow once
    began = time.process_time()
    for point in pilots:
        run_block(ground, Task(point, 0), engine)
    each = (time.process_time() - began) / (len(pilots) * study.block)
    cap = study.stop.most if study.stop is not None else study.replications
    most = grid.points * -(-cap // study.block) * study.block
    return Plan(
        policies=len({c.policy for c in grid.candidates}),
        candidates=len(grid.candidates),
        futures=len(grid.futures),
        points=grid.points,
        replications=grid.points * study.replications,
        most=min(most, study.budget) if study.budget is not None else most,
        seconds_each=each,
        workers=workers,
    )
