"""Observation: what a report would show of a run, series by series and month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

import numpy as np

from materiel.lab.errors import LabError
from materiel.lab.record.rows import Values
from materiel.metrics.absent import cells_with_gaps
from materiel.network.arena import Column
from materiel.record import Record
from materiel.scenario.observed import Observed


def observe(record: Record, series: Mapping[str, Observed]) -> Values:
    """All series as reports would show them, shape (series, months): month k is the k-th calendar month of the world.

    The record is of one replication and holds the end of every month, and of every day if a series counts days
    (`needs_days`). Not a number where a series has no value. Raises LabError for a cell that is not recorded.
    """
    cells = _Cells(record)
    return np.array([_observed(cells, name, spec) for name, spec in series.items()])


def columns_of(columns: Sequence[Column], series: Mapping[str, Observed]) -> list[int]:
    """Numbers of all recorded cells that the series need, in ascending order. Raises LabError for one that is not recorded."""
    found: set[int] = set()
    names = _names(columns)
    for name, spec in series.items():
        for part in spec.each or [""]:
            for pattern in (*spec.cells, *spec.part, *spec.whole, *spec.over):
                found.update(_matching(names, pattern.replace("{}", part), name))
    return sorted(found)


def needs_days(series: Mapping[str, Observed]) -> bool:
    """Whether a series needs a record of every day."""
    return any(spec.kind == "days" or spec.days_before > 0 for spec in series.values())


def _names(columns: Sequence[Column]) -> dict[str, int]:
    return {f"{c.kind}/{c.name}/{c.field}": k for k, c in enumerate(columns)}


def _matching(names: Mapping[str, int], pattern: str, series: str) -> list[int]:
    found = [names[pattern]] if pattern in names else [k for name, k in names.items() if fnmatchcase(name, pattern)]
    if not found:
        raise LabError(f"series {series}: expected a recorded cell, got {pattern}, which the world does not record")
    return found


class _Cells:
    """Sums of recorded cells of one replication."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.names = _names(record.columns)
        self.months = np.flatnonzero(np.asarray(record.months) >= 0)

    def by_instant(self, patterns: Sequence[str], series: str) -> Values:
        """Their sum at each record instant; not a number where one of them has no value there."""
        columns = [k for p in patterns for k in _matching(self.names, p, series)]
        summed: Values = cells_with_gaps(self.record.rows, self.record.columns, columns).sum(axis=1)
        return summed

    def by_month(self, patterns: Sequence[str], series: str, days_before: int) -> Values:
        """Their sum at the end of each month, or so many days before."""
        rows = self.months
        if days_before:
            self._require_days(series)
            rows = np.searchsorted(self.record.instants, self.record.instants[rows] - days_before - 1e-6)
        at: Values = self.by_instant(patterns, series)[rows]
        return at

    def _require_days(self, series: str) -> None:
        if np.any(np.diff(self.record.instants, prepend=0.0) > 1.0 + 1e-6):
            raise LabError(f"series {series}: expected a record of every day (world.record_step_days = 1), got months")

    def days(self, patterns: Sequence[str], series: str, at_least: float) -> Values:
        """Days of each month in which the sum grew by so much."""
        self._require_days(series)
        large = np.diff(self.by_instant(patterns, series), prepend=0.0) >= at_least
        return np.diff(np.cumsum(large)[self.months], prepend=0).astype(np.float64)


def _observed(cells: _Cells, name: str, spec: Observed) -> Values:
    if spec.kind == "days":
        return spec.times * cells.days(spec.cells, name, spec.at_least) + spec.plus
    total = np.zeros(len(cells.months))
    for part in spec.each or [""]:
        value = _read(cells, [c.replace("{}", part) for c in spec.cells], name, spec)
        if spec.part:
            some, whole = (
                cells.by_month([c.replace("{}", part) for c in patterns], name, spec.days_before)
                for patterns in (spec.part, spec.whole)
            )
            value = value * np.divide(whole, some, out=np.ones(len(some)), where=some > 0.0)
        total = total + value
    if spec.over:
        under = _read(cells, spec.over, name, spec)
        total = np.divide(total, under, out=np.full(len(under), np.nan), where=under > 0.0)
    return spec.times * total + spec.plus


def _read(cells: _Cells, patterns: Sequence[str], name: str, spec: Observed) -> Values:
    level = cells.by_month(patterns, name, spec.days_before)
    if spec.kind == "level":
        return level
    before = np.concatenate([np.zeros(min(spec.months, len(level))), level[: -spec.months]])
    grown: Values = level - before
    grown[: spec.months - 1] = np.nan
    return grown
