"""Windows of a study's metrics: calendar months from `since` to `until`, and how a record is cut to give them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from materiel.lab.record.months import month_name, month_number
from materiel.lab.study.spec import MetricSpec
from materiel.metrics.absent import of_month
from materiel.metrics.decade import least_of, mean_of
from materiel.metrics.metric import Metric
from materiel.metrics.periods import Cut, instants_cut, months_cut, whole_months
from materiel.metrics.reading import Series
from materiel.scenario import calendar
from materiel.scenario.errors import Fault
from materiel.scenario.world import World

A_MONTH = "/month"
NO_SUM = ("", "share", "factor", "days")
"""Units of which a sum over months means nothing."""
NO_MONTHS = "the record of this world lacks ends of calendar months (see world.record_months)"


@dataclass(frozen=True)
class Window:
    """What of a record a metric is read from: periods, of which these count; a mean is a sum over `months` if that is given."""

    cut: Cut | None = None
    """None: the calendar months of the run."""
    first: int = 0
    after: int | None = None
    months: int | None = None


class Refused(Exception):
    """A window that a world cannot give; `key` is the key of the metric that is at fault."""

    def __init__(self, key: str, message: str) -> None:
        self.key, self.message = key, message
        super().__init__(message)


@dataclass(frozen=True)
class Calendar:
    """The months of a world and the instants at which it is recorded."""

    world: World

    @cached_property
    def count(self) -> int:
        """Whole calendar months of the run."""
        return calendar.horizon(self.world)[0]

    @cached_property
    def starts(self) -> list[float]:
        """Days at which months begin, and the last ends."""
        return calendar.month_starts(self.world.start, self.count)[0]

    @cached_property
    def instants(self) -> list[float]:
        """Days at which the world is recorded."""
        return calendar.recorded(self.world)

    @cached_property
    def ended(self) -> list[int]:
        """For each instant, the month that ends there; -1 if none does."""
        ends = {day: month for month, day in enumerate(self.starts[1:])}
        return [ends.get(day, -1) for day in self.instants]

    @cached_property
    def by_month(self) -> bool:
        """Whether every month can be told from the record."""
        return bool(whole_months(self.ended, self.count).rows)

    def name(self, month: int) -> str:
        """The month as YYYY-MM."""
        return month_name(self.world.start, month)

    def month(self, key: str, text: str | None) -> int | None:
        """The number of a month. Raises Refused if it is none of the run's."""
        if text is None:
            return None
        year, month = map(int, text.split("-"))
        number = month_number(self.world.start, year, month)
        if not 0 <= number < self.count:
            whole = f"{self.name(0)} to {self.name(self.count - 1)}" if self.count else "it has no whole month"
            raise Refused(key, f"expected a whole month of the run ({whole}), got {text!r}")
        return number


def window_of(spec: MetricSpec, metric: Metric, dates: Calendar) -> Window:
    """The window of a metric that is a series. Raises Refused if the world's months or its record do not give it."""
    first, last = dates.month("since", spec.since), dates.month("until", spec.until)
    if first is not None and last is not None and last < first:
        raise Refused("until", f"expected a month not before since, {spec.since}, got {spec.until!r}")
    flow = is_flow(metric)
    if spec.read == "sum" and metric.unit in NO_SUM:
        raise no_sum(spec, metric.unit)
    by_month = told_by_month(spec.of, metric)
    if dates.by_month:
        return Window(None, first or 0, None if last is None else last + 1)
    if first is None and last is None:
        if not by_month:
            return _by_instant(spec, metric, instants_cut(dates.instants))
        raise Refused("of", f"expected a metric that is not told by month, got {spec.of!r}: {NO_MONTHS}")
    begin, end = first or 0, (dates.count - 1 if last is None else last) + 1
    block = _block(dates, begin, end)
    if block is not None:
        return block
    cut = instants_cut(dates.instants, _row(dates, "since", begin), _row(dates, "until", end))
    if not by_month and not flow:
        return _by_instant(spec, metric, cut)
    if flow and spec.read in ("sum", "mean"):
        return Window(cut, months=end - begin)
    raise Refused(
        "read", f"expected sum or mean of a flow, got {spec.read!r} of {spec.of}: {NO_MONTHS}, in this window"
    )


def told_by_month(full: str, metric: Metric) -> bool:
    """Whether a series has values for calendar months alone."""
    kind, _, rest = full.partition("/")[2].partition("/")
    return metric.scope == "theatre" or (metric.name == "level" and of_month(kind, rest.rpartition("/")[2]))


def is_flow(metric: Metric) -> bool:
    """Whether a series is a quantity a month, which may be summed."""
    return metric.unit.endswith(A_MONTH) or metric.name == "flow"


def no_sum(spec: MetricSpec, unit: str) -> Refused:
    """A sum that means nothing: of shares, of days to wait."""
    of = f"{spec.of} ({unit})" if unit else spec.of
    return Refused(
        "read", f"expected mean, last, least or most of {of}, since its sum over months means nothing, got 'sum'"
    )


def _by_instant(spec: MetricSpec, metric: Metric, cut: Cut) -> Window:
    if spec.read == "sum" and not is_flow(metric):
        raise no_sum(spec, "")
    return Window(cut)


def _block(dates: Calendar, begin: int, end: int) -> Window | None:
    """The window by month, within all the months before it that are recorded one after the other."""
    found = None
    for first in range(begin, -1, -1):
        cut = months_cut(dates.ended, first, end - first)
        if cut is None:
            break
        found = Window(cut, begin - first)
    return found


def _row(dates: Calendar, key: str, month: int) -> int:
    """The row of the record at the beginning of a month; -1 for the start. Raises Refused, with the nearest instants."""
    day = dates.starts[month]
    row = -1 if day == 0.0 else calendar.row_at(dates.instants, day)
    if row is None:
        when = f"the {'end' if key == 'until' else 'beginning'} of {dates.name(month - (key == 'until'))} (day {day:g})"
        near = calendar.nearest_days(dates.instants, day)
        raise Refused(key, f"expected a record instant at {when}, got none{f'; {near}' if near else ''}: {NO_MONTHS}")
    return row


def fault_of(name: str, refused: Refused) -> Fault:
    """The fault of a metric's window."""
    return Fault(f"metrics.{name}.{refused.key}", refused.message)


def unit_of(spec: MetricSpec, metric: Metric, window: Window | None = None, recorded: str = "") -> str:
    """The unit of what is read, before `times`; that of a sum over months is one of sums. `recorded`: that of the cell it reads.

    >>> from materiel.metrics.table import METRICS
    >>> made, at_target = (next(m for m in METRICS if m.name == name) for name in ("made", "readiness_at_target"))
    >>> unit_of(MetricSpec(of="made/shell"), made), unit_of(MetricSpec(of="made/shell", read="sum"), made)
    ('units/month', 'units')
    >>> unit_of(MetricSpec(of="readiness_at_target", read="sum"), at_target)
    'months'
    """
    unit = metric.unit
    if metric.name == "level":
        unit = recorded
    elif metric.name == "flow":
        by_instant = (
            window is not None and window.cut is not None and window.cut.first_month is None and window.months is None
        )
        unit = f"{recorded or 1}/{'period' if by_instant else 'month'}"
    if spec.read != "sum" or metric.form == "number":
        return unit
    if is_flow(metric):
        return recorded if metric.name == "flow" else unit.removesuffix(A_MONTH)
    return "months" if unit == "0 or 1" else f"{unit.removesuffix('s')}-months"


READ: dict[str, Callable[[Series], float]] = {
    "mean": mean_of,
    "sum": lambda part: float(np.sum(part)),
    "last": lambda part: float(part[-1]),
    "least": least_of,
    "most": lambda part: -least_of(-part),
}
"""How a series becomes a number. Months without a value are left out of a mean; a sum over them, or the last one, has none."""
