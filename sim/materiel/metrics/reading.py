"""A record as metrics read it: by entity and field, period by period."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt

from materiel.metrics.absent import of_month, with_gaps
from materiel.metrics.periods import Cut, instants_cut, whole_months
from materiel.metrics.setting import Setting
from materiel.record import Record
from materiel.scenario.calendar import row_at

Series = npt.NDArray[np.float64]
Found = TypeVar("Found")


class Reading:
    """One replication's record, cut into periods: calendar months, whatever else it holds, unless a `cut` says otherwise.

    A record that lacks the end of a month has no months: what is told by month is then absent (`names` are none). Totals over the
    whole run, and averages after the warm-up, do not depend on the cut. Totals and integrals are 0 at the start of the world.
    """

    def __init__(self, record: Record, setting: Setting | None = None, cut: Cut | None = None) -> None:
        self.record = record
        self.setting = setting or Setting()
        self.columns = columns = record.columns
        known = record.known
        self._at, self._names = known.at, known.names
        self._kept: dict[Callable[[Reading], object], object] = {}
        self.cut = whole_months(record.months, self.setting.months) if cut is None else cut
        rows = list(self.cut.rows)
        self._begin = self.cut.before
        if self._begin < 0 and len(record.instants) and record.instants[0] == 0.0:
            self._begin = 0
        self._first: Series = record.rows[self._begin] if self._begin >= 0 else np.zeros(len(columns))
        self._values = record.rows if len(rows) == len(record.rows) else record.rows[rows]
        instants = np.asarray(record.instants, dtype=np.float64)
        self.start = float(instants[self._begin]) if self._begin >= 0 else 0.0
        self.ends: Series = instants[rows]
        self.days: Series = np.diff(self.ends, prepend=self.start)

    @property
    def monthly(self) -> bool:
        """Whether periods are calendar months."""
        return self.cut.first_month is not None

    @cached_property
    def at_instants(self) -> Reading:
        """The same record, cut at all its instants."""
        return Reading(self.record, self.setting, instants_cut(self.record.instants))

    @property
    def whole(self) -> Reading:
        """The same record, its periods from the start to the end: calendar months with what is left behind them, or instants."""
        if not self.cut.rows or self.cut.first_month != 0:
            return self.at_instants
        # Never kept if it is this reading itself: a ring would keep the record alive until the collector comes, and it is large.
        return self if self.cut.rows[-1] == len(self.record.instants) - 1 else self._with_rest

    @cached_property
    def _with_rest(self) -> Reading:
        last = len(self.record.instants) - 1
        return Reading(self.record, self.setting, Cut((*self.cut.rows, last)))

    def once(self, of: Callable[[Reading], Found]) -> Found:
        """What a function makes of this reading, computed once, for metrics that share it."""
        if of not in self._kept:
            self._kept[of] = of(self)
        return cast(Found, self._kept[of])

    def names(self, kind: str, field: str) -> list[str]:
        """Entities of a kind that record the field, in order; none if the world has no such thing, or the record no periods."""
        return self.recorded(kind, field) if self.cut.rows else []

    def recorded(self, kind: str, field: str) -> list[str]:
        """The same, whatever the periods: for numbers over the whole run."""
        return self._names.get((kind, field), [])

    def has(self, kind: str, name: str, field: str) -> bool:
        """Whether the record holds the cell."""
        return (kind, name, field) in self._at

    def level(self, kind: str, name: str, field: str) -> Series:
        """The cell at the end of each period. Raises KeyError if the record does not hold it.

        Not a number where the cell says that there is no value, or where it is that of a month and the period does not end one.
        """
        level = with_gaps(kind, field, self._values[:, self._at[kind, name, field]])
        if of_month(kind, field) and not self._month_ends.all():
            level = np.where(self._month_ends, level, np.nan)
        return level

    @cached_property
    def _month_ends(self) -> npt.NDArray[np.bool_]:
        """For each period, whether a calendar month ends with it whose beginning is recorded too."""
        ends = {month: row for row, month in enumerate(self.record.months) if month >= 0}
        held = {row for month, row in ends.items() if month == 0 or month - 1 in ends}
        return np.array([row in held for row in self.cut.rows], dtype=bool)

    def last(self, kind: str, name: str, field: str) -> float:
        """The cell at the end of the run; not a number where it says that there is no value."""
        return float(with_gaps(kind, field, self.record.rows[-1:, self._at[kind, name, field]])[0])

    def flow(self, kind: str, name: str, field: str) -> Series:
        """What a total grew by in each period."""
        column = self._at[kind, name, field]
        level = self._values[:, column]
        grown = np.empty(len(level))
        if len(level):
            grown[0] = level[0] - self._first[column]
            np.subtract(level[1:], level[:-1], out=grown[1:])
        return grown

    def average(self, kind: str, name: str, field: str) -> Series:
        """The time average of a meter over each period."""
        return self.flow(kind, name, field) / self.days

    def warm(self, series: Series) -> Series:
        """What a series says of the periods that begin after the warm-up."""
        kept: Series = series[self.ends - self.days >= self.setting.warm_up - 1e-6]
        return kept

    @cached_property
    def _warm_row(self) -> int:
        """The row of the record at which the warm-up ends; -1 without one. Raises ValueError if there is none."""
        if self.setting.warm_up <= 0.0:
            return 0 if len(self.record.instants) and self.record.instants[0] == 0.0 else -1
        row = row_at(self.record.instants.tolist(), self.setting.warm_up)
        if row is None:
            raise ValueError(f"warm_up: expected a record instant, got {self.setting.warm_up:g}")
        return row

    @property
    def warm_days(self) -> float:
        """Length of the run after its warm-up, days."""
        row = self._warm_row
        return float(self.record.instants[-1] - (self.record.instants[row] if row >= 0 else 0.0))

    def grown(self, kind: str, name: str, field: str) -> float:
        """What a total or a meter grew by after the warm-up."""
        column, row = self._at[kind, name, field], self._warm_row
        before = self.record.rows[row, column] if row >= 0 else 0.0
        return float(self.record.rows[-1, column] - before)


def ratio(part: Series, whole: Series) -> Series:
    """Share of a whole; not a number where there is nothing to share."""
    quotient: Series = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0.0)
    return quotient


def share(part: float, whole: float) -> float:
    """As `ratio`, of two numbers."""
    return part / whole if whole > 0.0 else float("nan")


def defined(series: Series) -> Series:
    """What of a series has a value."""
    kept: Series = series[~np.isnan(series)]
    return kept
