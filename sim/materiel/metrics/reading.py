"""A record as metrics read it: by entity and field, month by month."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt

from materiel.metrics.setting import Setting
from materiel.record import Record

Series = npt.NDArray[np.float64]
Found = TypeVar("Found")


class Reading:
    """One replication's record, cut into periods: calendar months, or what lies between the instants if none is a month's end.

    The record is of one replication. Totals and integrals are 0 at the start of the world.
    """

    def __init__(self, record: Record, setting: Setting | None = None) -> None:
        self.setting = setting or Setting()
        self.columns = columns = record.columns
        instants, months, values = record.instants, record.months, record.rows
        known = record.known
        self._at, self._names = known.at, known.names
        month_ends = [k for k, month in enumerate(months) if month >= 0] if self.setting.by_month else []
        self.monthly = bool(month_ends)
        """Whether periods are calendar months."""
        rows = month_ends or [k for k, t in enumerate(instants) if t > 0.0]
        self._kept: dict[Callable[[Reading], object], object] = {}
        self._first: Series = np.zeros(len(columns))
        if not month_ends and len(instants) and instants[0] == 0.0:
            self._first = values[0]
        self._values = values if len(rows) == len(values) else values[rows]
        self.ends: Series = np.asarray(instants, dtype=np.float64)[rows]
        self.days: Series = np.diff(self.ends, prepend=0.0)

    def once(self, of: Callable[[Reading], Found]) -> Found:
        """What a function makes of this reading, computed once, for metrics that share it."""
        if of not in self._kept:
            self._kept[of] = of(self)
        return cast(Found, self._kept[of])

    def names(self, kind: str, field: str) -> list[str]:
        """Entities of a kind that record the field, in order; none if the world has no such thing."""
        return self._names.get((kind, field), [])

    def has(self, kind: str, name: str, field: str) -> bool:
        """Whether the record holds the cell."""
        return (kind, name, field) in self._at

    def level(self, kind: str, name: str, field: str) -> Series:
        """The cell at the end of each period. Raises KeyError if the record does not hold it."""
        level: Series = self._values[:, self._at[kind, name, field]]
        return level

    def flow(self, kind: str, name: str, field: str) -> Series:
        """What a total grew by in each period."""
        column = self._at[kind, name, field]
        level = self._values[:, column]
        grown = np.empty(len(level))
        grown[0] = level[0] - self._first[column]
        np.subtract(level[1:], level[:-1], out=grown[1:])
        return grown

    def average(self, kind: str, name: str, field: str) -> Series:
        """The time average of a meter over each period."""
        return self.flow(kind, name, field) / self.days

    def _warm(self) -> int:
        return int(np.searchsorted(self.ends, self.setting.warm_up, side="left")) + 1 if self.setting.warm_up > 0 else 0

    @property
    def warm_days(self) -> float:
        """Length of the run after its warm-up, days."""
        warm = self._warm()
        return float(self.ends[-1] - (self.ends[warm - 1] if warm else 0.0))

    def grown(self, kind: str, name: str, field: str) -> float:
        """What a total or a meter grew by after the warm-up."""
        column, warm = self._at[kind, name, field], self._warm()
        before = self._values[warm - 1, column] if warm else self._first[column]
        return float(self._values[-1, column] - before)


def ratio(part: Series, whole: Series) -> Series:
    """Share of a whole; not a number where there is nothing to share."""
    quotient: Series = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0.0)
    return quotient


def share(part: float, whole: float) -> float:
    """As `ratio`, of two numbers."""
    return part / whole if whole > 0.0 else float("nan")
