"""What a study measures of a replication: a number for each of its metrics, and the series that it keeps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from materiel.lab.study.spec import MetricSpec, Study
from materiel.metrics.metric import Metric
from materiel.metrics.reading import Reading, Series
from materiel.metrics.setting import Setting
from materiel.metrics.table import METRICS
from materiel.network.arena import Network
from materiel.record import Record
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.paths import nearest
from materiel.scenario.world import Scenario

_BY_NAME = {metric.name: metric for metric in METRICS}


@dataclass(frozen=True)
class Measured:
    """Metrics and series of a study, found in the table of metrics."""

    specs: Mapping[str, MetricSpec]
    series: Sequence[str]
    windows: Mapping[str, tuple[int | None, int | None]]
    """First month and the one after the last, of metrics that are read from a series."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the metrics."""
        return tuple(self.specs)

    def of(self, reading: Reading) -> tuple[list[float], dict[str, Series]]:
        """The numbers, in order of their names, and the series that are kept; not a number where there is no value."""
        made: dict[str, Mapping[str, float | Series]] = {}

        def value(full: str) -> float | Series | None:
            name, _, member = full.partition("/")
            if name not in made:
                made[name] = _BY_NAME[name].of(reading)
            return made[name].get(member)

        with np.errstate(all="ignore"):
            numbers = [self._number(name, value(spec.of)) for name, spec in self.specs.items()]
            kept = {name: value(name) for name in self.series}
        return numbers, {n: np.array(s, dtype=np.float64) for n, s in kept.items() if isinstance(s, np.ndarray)}

    def _number(self, name: str, got: float | Series | None) -> float:
        spec = self.specs[name]
        if got is None:
            return math.nan
        if isinstance(got, np.ndarray):
            first, last = self.windows[name]
            part = got[first:last]
            part = part[~np.isnan(part)]
            if len(part) == 0:
                return math.nan
            got = _READ[spec.read](part)
        return float(got) * spec.times


_READ = {
    "mean": lambda part: float(np.mean(part)),
    "sum": lambda part: float(np.sum(part)),
    "last": lambda part: float(part[-1]),
    "least": lambda part: float(np.min(part)),
    "most": lambda part: float(np.max(part)),
}


def metric_named(full: str, here: str) -> Metric:
    """The metric that a full name means. ScenarioError with the nearest if there is none."""
    name = full.partition("/")[0]
    if name not in _BY_NAME:
        near = nearest(name, _BY_NAME)
        hint = f"; the nearest is {near}" if near else " (see `materiel metrics`)"
        raise ScenarioError([Fault(here, f"expected a metric, got {full!r}{hint}")])
    return _BY_NAME[name]


def measured_of(study: Study, scenario: Scenario) -> Measured:
    """What a study measures. Raises ScenarioError, with all faults, for what is no metric."""
    faults: list[Fault] = []
    windows = {}
    start = scenario.world.start
    for name, spec in study.metrics.items():
        try:
            metric = metric_named(spec.of, f"metrics.{name}.of")
        except ScenarioError as error:
            faults += error.faults
            continue
        if metric.form == "number" and (spec.since or spec.until):
            faults.append(Fault(f"metrics.{name}", f"expected a series for since and until, got the number {spec.of}"))
        windows[name] = (_month(spec.since, start.year, start.month), _after(spec.until, start.year, start.month))
    for k, full in enumerate(study.series):
        try:
            if metric_named(full, f"series.{k}").form == "number":
                faults.append(Fault(f"series.{k}", f"expected a series by month, got the number {full}"))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    return Measured(study.metrics, tuple(study.series), windows)


def check_members(measured: Measured, network: Network, setting: Setting) -> None:
    """Raise ScenarioError, with the nearest, for metrics of members that the world does not have."""
    rows = np.zeros((len(network.instants), len(network.columns)))
    reading = Reading(Record(rows, network.columns, network.instants, network.months), setting)
    faults = []
    wanted = [(f"metrics.{name}.of", spec.of) for name, spec in measured.specs.items()]
    wanted += [(f"series.{k}", full) for k, full in enumerate(measured.series)]
    for here, full in wanted:
        name, _, member = full.partition("/")
        with np.errstate(all="ignore"):
            members = list(_BY_NAME[name].of(reading))
        if member not in members:
            near = nearest(member, members) if member else ""
            listed = ", ".join(f"{name}/{m}" if m else name for m in members[:8]) + (
                ", ..." if len(members) > 8 else ""
            )
            hint = f"the nearest is {name}/{near}" if near else f"the world has {listed or 'none of that name'}"
            faults.append(Fault(here, f"expected a metric of the world, got {full!r}; {hint}"))
    if faults:
        raise ScenarioError(faults)


def _month(told: str | None, year: int, month: int) -> int | None:
    if told is None:
        return None
    y, m = (int(part) for part in told.split("-"))
    return max(0, 12 * (y - year) + m - month)


def _after(told: str | None, year: int, month: int) -> int | None:
    first = _month(told, year, month)
    return None if first is None else first + 1
