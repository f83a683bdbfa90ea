"""The record of a world: tidy rows (month, series, value, source, when it was public), read and checked."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from materiel.lab.record.months import month_end, month_name, month_number
from materiel.scenario.cells import comma_in, number_of
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.files import shown
from materiel.scenario.observed import RECORD_FOLDER, ROWS_FILE, Observed, RecordSpec, read_series
from materiel.scenario.paths import nearest
from materiel.scenario.tables import Line, read_table

COLUMNS = ("date", "series", "value", "source", "as_of")
"""Columns of the table; `note` may follow."""
_MONTH = re.compile(r"(\d{4})-(\d{2})(-\d{2})?")
Values = npt.NDArray[np.float64]
_Fault = Callable[[str, str], None]
"""Takes what is wrong with a row: key and message."""


@dataclass(frozen=True)
class Row:
    """What was reported of one series in one month (counted from the world's start), by whom, and when it was public."""

    month: int
    series: str
    value: float
    source: str
    as_of: date


@dataclass(frozen=True)
class Recorded:
    """A record: its rows, in order of series and month, and what each series is compared with."""

    start: date
    spec: RecordSpec
    rows: tuple[Row, ...]

    @property
    def series(self) -> Mapping[str, Observed]:
        """The series by name, whether they have rows or not."""
        return self.spec.series

    @property
    def months(self) -> int:
        """Months from the start to the end of the last one with a row."""
        return max((row.month for row in self.rows), default=-1) + 1

    def until(self, day: date) -> Recorded:
        """What was known on a day: months that were over by then, if they were public by then."""
        kept = (r for r in self.rows if month_end(self.start, r.month) <= day and r.as_of <= day)
        return replace(self, rows=tuple(kept))

    def between(self, first: int, end: int) -> Recorded:
        """Rows of months from `first` up to, not including, `end`, whenever they were public."""
        return replace(self, rows=tuple(r for r in self.rows if first <= r.month < end))

    def values(self, name: str, months: int) -> Values:
        """A series over the first so many months; not a number where there is no row."""
        found = np.full(months, np.nan)
        for row in self.rows:
            if row.series == name and row.month < months:
                found[row.month] = row.value
        return found

    def table(self, months: int) -> Values:
        """All series in their order, shape (series, months); not a number where there is no row."""
        return np.array([self.values(name, months) for name in self.series])


def read_record(folder: Path, start: date, end: date, more: Sequence[Path] = ()) -> Recorded:
    """The record in the folder of a world that runs from `start` to `end` (the day after its last), with rows of further files.

    A row of a further file takes the place of one of the same series and month. Raises ScenarioError with every fault, each
    with file, row and key: unknown series, what is no date or number, a month outside the world, a negative value,
    a row twice, a gap.
    """
    spec = read_series(folder)
    reader = _Reader(start, end, spec)
    rows: dict[tuple[str, int], Row] = {}
    for path in (folder / RECORD_FOLDER / ROWS_FILE, *more):
        rows |= reader.file(path)
    order = {name: k for k, name in enumerate(spec.series)}
    kept = sorted(rows.values(), key=lambda r: (order[r.series], r.month))
    reader.gaps(kept)
    if reader.faults:
        raise ScenarioError(reader.faults)
    return Recorded(start, spec, tuple(kept))


class _Reader:
    def __init__(self, start: date, end: date, spec: RecordSpec) -> None:
        self.start, self.spec = start, spec
        self.end = month_number(start, end.year, end.month)
        self.faults: list[Fault] = []
        self._broken: set[str] = set()
        self._origins: dict[tuple[str, int], tuple[str, int]] = {}

    def file(self, path: Path) -> dict[tuple[str, int], Row]:
        """The rows of a file; what is wrong with it goes to the faults."""
        name, found = shown(path), {}
        if not path.is_file():
            raise ScenarioError([Fault("", "expected a table of the record, got no such file", name)])
        table = read_table(path)
        if wrong := _other_columns(table.columns):
            self.faults += [Fault(column, message, name, 1) for column, message in wrong.items()]
            self._broken.update(self.spec.series)
            return {}
        for line in table.lines:
            before = len(self.faults)
            row = self._row(line, name)
            if len(self.faults) > before:
                self._broken.add(line.cells.get("series", ""))
            elif row is not None and (row.series, row.month) in found:
                month = month_name(self.start, row.month)
                self.faults.append(Fault(row.series, f"expected {month} once, got it twice", name, line.number))
            elif row is not None:
                found[row.series, row.month] = row
                self._origins[row.series, row.month] = name, line.number
        return found

    def _row(self, line: Line, file: str) -> Row | None:
        def fault(key: str, message: str) -> None:
            self.faults.append(Fault(key, message, file, line.number))

        cells = line.cells
        for key in COLUMNS:
            if key not in cells:
                fault(key, "expected a value, got none")
        if any(key not in cells for key in COLUMNS):
            return None
        series = cells["series"]
        if series not in self.spec.series:
            near = nearest(series, self.spec.series)
            known = f"; the nearest is {near}" if near else f"; expected one of {', '.join(self.spec.series)}"
            fault("series", f"there is no series {series!r}{known}")
        month = self._month(cells["date"], fault)
        value = self._value(cells["value"], self.spec.series.get(series), series, fault)
        as_of = self._day(cells["as_of"], fault)
        if month is None or value is None or as_of is None:
            return None
        return Row(month, series, value, cells["source"], as_of)

    def _month(self, text: str, fault: _Fault) -> int | None:
        found = _MONTH.fullmatch(text)
        if not found or not 1 <= int(found[2]) <= 12:
            fault("date", f"expected a month as YYYY-MM, got {text!r}")
            return None
        month = month_number(self.start, int(found[1]), int(found[2]))
        if not 0 <= month < self.end:
            first, last = month_name(self.start, 0), month_name(self.start, self.end - 1)
            fault("date", f"expected a month of the world, {first} to {last}, got {text}")
            return None
        return month

    @staticmethod
    def _value(text: str, spec: Observed | None, series: str, fault: _Fault) -> float | None:
        value = number_of(text)
        if value is None or not math.isfinite(value):
            fault("value", comma_in(text) or f"expected a number, got {text!r}")
            return None
        if value < 0.0:
            fault("value", f"{series}: expected >= 0, got {text}")
        elif spec is not None and spec.most is not None and value > spec.most:
            fault("value", f"{series}: expected <= {spec.most:g}, got {text}")
        return float(value)

    @staticmethod
    def _day(text: str, fault: _Fault) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            fault("as_of", f"expected the day on which it was public, as YYYY-MM-DD, got {text!r}")
            return None

    def gaps(self, rows: Iterable[Row]) -> None:
        """A month left out between others is a fault, unless the series consists of points (or a row of it is at fault)."""
        last: dict[str, int] = {}
        for row in rows:
            before = last.get(row.series, row.month - 1)
            last[row.series] = row.month
            spec = self.spec.series.get(row.series)
            if row.month == before + 1 or spec is None or spec.points or row.series in self._broken:
                continue
            missing = [month_name(self.start, m) for m in range(before + 1, row.month)]
            told = missing[0] if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
            message = f"expected every month, got none for {told}, before {month_name(self.start, row.month)}"
            self.faults.append(Fault(row.series, message, *self._origins[row.series, row.month]))


def _other_columns(columns: Sequence[str]) -> dict[str, str]:
    """Columns that are none of a record, and those that are missing; what is wrong with each."""
    wrong = {}
    for column in columns:
        if column not in (*COLUMNS, "note"):
            near = nearest(column, COLUMNS)
            wrong[column] = "unknown column" + (
                f"; the nearest is {near}" if near else f"; expected {', '.join(COLUMNS)}"
            )
    if not wrong:
        wrong = {column: "expected a column of this name, got none" for column in COLUMNS if column not in columns}
    return wrong
