"""Summary statistics of monthly series: levels by quarter, and how much months differ within a quarter, on a log scale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Months = npt.NDArray[np.bool_]

FEW = 7
"""Up to so many recorded months each is a statistic of its own."""
FLOOR_SHARE = 0.05
"""What is added before the logarithm, as a share of the usual level: a month of nothing counts but does not rule."""


@dataclass(frozen=True)
class Statistic:
    """What is taken of one series: which months have a record, the quarter of each month, and what is added before the log."""

    series: str
    recorded: Months
    quarters: npt.NDArray[np.int64]
    added: float

    def names(self) -> list[str]:
        """A name for each number."""
        if self.recorded.sum() <= FEW:
            return [f"{self.series} month {k}" for k in np.flatnonzero(self.recorded)]
        told = [f"{self.series} {q // 4}Q{q % 4 + 1}" for q in np.unique(self.quarters[self.recorded])]
        return [*told, f"{self.series} spread", f"{self.series} lag"]

    def of(self, values: Reals) -> Reals:
        """The numbers, of shape (..., statistics), of monthly values of shape (..., months)."""
        seen = np.maximum(values[..., self.recorded], 0.0)
        if seen.shape[-1] <= FEW:
            few: Reals = np.log(seen + self.added)
            return few
        quarters = self.quarters[self.recorded]
        levels = [np.log(seen[..., quarters == q].mean(axis=-1) + self.added) for q in np.unique(quarters)]
        logs = np.log(seen + self.added)
        rest = logs.copy()
        for q in np.unique(quarters):
            rest[..., quarters == q] -= logs[..., quarters == q].mean(axis=-1, keepdims=True)
        steps = np.diff(logs, axis=-1)
        spread = np.log(np.sqrt(np.mean(rest**2, axis=-1)) + 0.02)
        lag = np.log(np.sqrt(np.mean(steps**2, axis=-1)) + 0.02)
        return np.stack([*levels, spread, lag], axis=-1)


def statistic(series: str, recorded: Months, start: date, pool: Reals) -> Statistic:
    """The statistic of a series; `pool` (members, months) says what its usual level is."""
    months = np.arange(len(recorded)) + 12 * start.year + start.month - 1
    usual = float(np.median(pool[:, recorded].mean(axis=1))) if recorded.any() else 0.0
    added = FLOOR_SHARE * usual if usual > 0.0 else 1.0
    return Statistic(series, recorded, months // 3, added)
