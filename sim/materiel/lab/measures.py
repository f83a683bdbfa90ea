"""A metric as one number a replication: a number of the whole run, or the mean of a series from a date on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from materiel.lab.errors import LabError
from materiel.metrics.metric import Metric, called
from materiel.metrics.reading import Reading
from materiel.metrics.table import METRICS
from materiel.scenario.paths import nearest

Measure = Callable[[Reading], float]
"""A number from the record of one replication; not a number where it has none."""


def metric_named(name: str) -> Metric | None:
    """The metric of a full name (`readiness`, `output/us_155`), whatever its member; None if there is none."""
    return next((m for m in METRICS if m.name == name.partition("/")[0]), None)


def unknown(name: str) -> str:
    """What was expected instead of a name that is no metric's."""
    near = nearest(name.partition("/")[0], [m.name for m in METRICS])
    return "expected the name of a metric" + (f"; the nearest is {near}" if near else " (see `materiel metrics`)")


def measure_of(name: str, since: float | None = None) -> Measure:
    """What reads a metric by its full name. A series is averaged over the periods that end after `since` (days; None: all).

    Raises LabError for a name that is no metric's, and for `since` with a number; what it returns raises LabError if the
    world has no such member, or no period after `since`.
    """
    metric = metric_named(name)
    if metric is None:
        raise LabError(f"metric {name}: {unknown(name)}")
    if metric.form == "number" and since is not None:
        raise LabError(f"metric {name}: expected a series with a date, got a number of the whole run")
    member = name.partition("/")[2]

    def read(reading: Reading) -> float:
        found: Mapping[str, object] = metric.of(reading)
        if member not in found:
            known = ", ".join(called(metric.name, m) for m in found) or "none"
            raise LabError(f"metric {name}: the world has no such member; it has {known}")
        value = found[member]
        if metric.form == "number":
            return float(value)  # type: ignore[arg-type]  # the form says what it is
        series = np.asarray(value, dtype=np.float64)
        kept = series[reading.ends > since] if since is not None else series
        if not len(kept):
            raise LabError(f"metric {name}: expected a date before the end of the run, got day {since:g}")
        return float(np.nanmean(kept)) if not np.isnan(kept).all() else float("nan")

    return read
