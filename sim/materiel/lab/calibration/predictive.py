"""Posterior predictive checks: the training window run again with draws from the posterior, as reports would show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from materiel.lab.calibration import noise
from materiel.lab.calibration.task import Task
from materiel.lab.record.rows import Recorded

Reals = npt.NDArray[np.float64]

FIRST = 1_000_000
"""Number of the first replication: none of the pool's."""


@dataclass(frozen=True)
class Predicted:
    """A series of the training window: what draws report (draws, months), and what was recorded (months)."""

    series: str
    runs: Reals
    record: Reals

    def inside(self, share: float) -> float:
        """Share of recorded months within the central interval of the draws."""
        have = ~np.isnan(self.record)
        low, high = np.nanquantile(self.runs[:, have], (0.5 - share / 2, 0.5 + share / 2), axis=0)
        return float(np.mean((self.record[have] >= low) & (self.record[have] <= high)))


def predictive(task: Task, record: Recorded, listed: Sequence[Mapping[str, float]], workers: int) -> list[Predicted]:
    """Run every future once over the training window."""
    names = list(task.series)

    def one(k: int) -> Reals:
        future = listed[k]
        values = {path: value for path, value in future.items() if not path.startswith(noise.OBSERVATION)}
        return noise.reported(task.run(values, FIRST + k), names, future, task.seed, FIRST + k)

    with ThreadPoolExecutor(workers) as pool:
        runs = np.array(list(pool.map(one, range(len(listed)))))
    found = []
    for k, name in enumerate(names):
        values = record.values(name, task.months)
        if not np.isnan(values).all():
            found.append(Predicted(name, runs[:, k], values))
    return found
