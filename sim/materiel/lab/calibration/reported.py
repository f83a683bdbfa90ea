"""A result as reports would show it: what was observed of each run, with what a calibration found that reports add."""

from __future__ import annotations

from pathlib import Path

from materiel.lab.batch import Futures
from materiel.lab.calibration import noise
from materiel.lab.futures import Listed
from materiel.lab.result import Result
from materiel.metrics.reading import Series


class Reported(Result):
    """Series of a backcast. Futures that say nothing of reports leave them as observed."""

    def __init__(self, folder: Path, replications: int, futures: Futures, seed: int) -> None:
        super().__init__(folder, replications)
        self._futures = futures if isinstance(futures, Listed) else None
        self._seed = seed

    def series(self, *names: str) -> dict[str, Series]:
        """Series by name, each of shape (replications, periods), times the factor of each month's report."""
        found = super().series(*names)
        if self._futures is None:
            return found
        numbers = super().series("replication")["replication"][:, 0].astype(int)
        for name, values in found.items():
            for row, replication in enumerate(numbers):
                spread = float(self._futures.turn(int(replication)).values.get(noise.spread_of(name), 0.0))
                if spread > 0.0:
                    normal = noise.standard(self._seed, name, int(replication), values.shape[1])
                    values[row] *= noise.factor(spread, normal)
        return found
