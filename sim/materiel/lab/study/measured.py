"""What a study measures of a replication: a number for each of its metrics, and the series that it keeps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from materiel.lab.study.spec import MetricSpec, Study
from materiel.lab.study.windows import (
    NO_MONTHS,
    NO_SUM,
    READ,
    Calendar,
    Refused,
    Window,
    fault_of,
    no_sum,
    told_by_month,
    unit_of,
    window_of,
)
from materiel.metrics.metric import Metric
from materiel.metrics.periods import Cut, instants_cut
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
    windows: Mapping[str, Window]
    """What of a record a metric is read from, if it is a series."""
    along: Cut | None = None
    """What kept series run over; None: calendar months."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the metrics."""
        return tuple(self.specs)

    def of(self, reading: Reading) -> tuple[list[float], dict[str, Series]]:
        """The numbers, in order of their names, and the series that are kept; not a number where there is no value.

        The reading is by month.
        """
        cuts: dict[Cut | None, Reading] = {None: reading}
        made: dict[tuple[str, Cut | None], Mapping[str, float | Series]] = {}

        def value(full: str, cut: Cut | None) -> float | Series | None:
            name, _, member = full.partition("/")
            if cut not in cuts:
                cuts[cut] = Reading(reading.record, reading.setting, cut)
            if (name, cut) not in made:
                made[name, cut] = _BY_NAME[name].of(cuts[cut])
            return made[name, cut].get(member)

        with np.errstate(all="ignore"):
            numbers = [self._number(name, value(spec.of, self._window(name).cut)) for name, spec in self.specs.items()]
            kept = {name: value(name, self.along) for name in self.series}
        return numbers, {n: np.array(s, dtype=np.float64) for n, s in kept.items() if isinstance(s, np.ndarray)}

    def _window(self, name: str) -> Window:
        return self.windows.get(name, _WHOLE)

    def _number(self, name: str, got: float | Series | None) -> float:
        spec, window = self.specs[name], self._window(name)
        if got is None:
            return math.nan
        if not isinstance(got, np.ndarray):
            return float(got) * spec.times
        part = got[window.first : window.after]
        if window.months is not None:
            return READ["sum"](part) * spec.times / (window.months if spec.read == "mean" else 1)
        return READ[spec.read](part) * spec.times

    def unit(self, name: str, network: Network) -> str:
        """The unit of a metric: as the study says, or its own, or that of its sum."""
        spec = self.specs[name]
        return spec.unit or unit_of(
            spec, metric_named(spec.of, name), self.windows.get(name), _recorded_unit(spec, network)
        )


_WHOLE = Window()


def _recorded_unit(spec: MetricSpec, network: Network) -> str:
    """The unit of the recorded cell that a metric `level/...` or `flow/...` reads."""
    cell = spec.of.partition("/")[2]
    return next((c.unit for c in network.columns if f"{c.kind}/{c.name}/{c.field}" == cell), "")


def metric_named(full: str, here: str) -> Metric:
    """The metric that a full name means. ScenarioError with the nearest if there is none."""
    name = full.partition("/")[0]
    if name not in _BY_NAME:
        near = nearest(name, _BY_NAME)
        hint = f"; the nearest is {near}" if near else " (see `materiel metrics`)"
        raise ScenarioError([Fault(here, f"expected a metric, got {full!r}{hint}")])
    return _BY_NAME[name]


def measured_of(study: Study, scenario: Scenario) -> Measured:
    """What a study measures.

    Raises ScenarioError, with all faults, for what is no metric, and for windows that the world does not have or its record does
    not give.
    """
    faults: list[Fault] = []
    windows = {}
    dates = Calendar(scenario.world)
    for name, spec in study.metrics.items():
        try:
            metric = metric_named(spec.of, f"metrics.{name}.of")
            if metric.form == "series":
                windows[name] = window_of(spec, metric, dates)
            elif spec.since or spec.until:
                message = f"expected a series for since and until, got the number {spec.of}"
                faults.append(Fault(f"metrics.{name}", message))
        except ScenarioError as error:
            faults += error.faults
        except Refused as refused:
            faults.append(fault_of(name, refused))
    for k, full in enumerate(study.series):
        try:
            metric = metric_named(full, f"series.{k}")
            if metric.form == "number":
                faults.append(Fault(f"series.{k}", f"expected a series by month, got the number {full}"))
            elif told_by_month(full, metric) and not dates.by_month:
                faults.append(
                    Fault(f"series.{k}", f"expected a metric that is not told by month, got {full!r}: {NO_MONTHS}")
                )
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    along = None if dates.by_month else instants_cut(dates.instants)
    return Measured(study.metrics, tuple(study.series), windows, along)


def check_members(measured: Measured, network: Network, setting: Setting) -> None:
    """Raise ScenarioError, with the nearest, for metrics of members that the world does not have, and for sums of shares."""
    rows = np.zeros((len(network.instants), len(network.columns)))
    reading = Reading(Record(rows, network.columns, network.instants, network.months), setting)
    faults = []
    wanted = [
        (f"metrics.{name}.of", spec.of, measured.windows.get(name, _WHOLE).cut) for name, spec in measured.specs.items()
    ]
    wanted += [(f"series.{k}", full, measured.along) for k, full in enumerate(measured.series)]
    for here, full, cut in wanted:
        name, _, member = full.partition("/")
        with np.errstate(all="ignore"):
            members = list(_BY_NAME[name].of(reading if cut is None else Reading(reading.record, setting, cut)))
        if member not in members:
            near = nearest(member, members) if member else ""
            listed = ", ".join(f"{name}/{m}" if m else name for m in members[:8]) + (
                ", ..." if len(members) > 8 else ""
            )
            hint = f"the nearest is {name}/{near}" if near else f"the world has {listed or 'none of that name'}"
            why = f"; {NO_MONTHS}" if not members and not reading.cut.rows else ""
            faults.append(Fault(here, f"expected a metric of the world, got {full!r}; {hint}{why}"))
    for name, spec in measured.specs.items():
        unit = _recorded_unit(spec, network)
        if spec.of.startswith("level/") and spec.read == "sum" and unit in NO_SUM:
            faults.append(fault_of(name, no_sum(spec, unit)))
    if faults:
        raise ScenarioError(faults)
