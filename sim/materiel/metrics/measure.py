"""All metrics of one record."""

from __future__ import annotations

from typing import Literal

import numpy as np

from materiel.metrics.metric import Metric, called
from materiel.metrics.reading import Reading, Series
from materiel.metrics.table import METRICS

Scope = Literal["theatre", "place"]


def wanted(places: bool) -> tuple[Metric, ...]:
    """The metrics that are kept: those of each place only on request."""
    return tuple(m for m in METRICS if places or m.scope == "theatre")


def series_of(reading: Reading, metrics: tuple[Metric, ...]) -> dict[str, Series]:
    """Every series by its full name, in the order of the table."""
    return {
        called(m.name, member): np.array(series, dtype=np.float64)  # a copy: a view would keep the whole record alive
        for m in metrics
        if m.form == "series"
        for member, series in m.of(reading).items()
    }


def numbers_of(reading: Reading, metrics: tuple[Metric, ...]) -> dict[str, float]:
    """Every number by its full name, in the order of the table.

    Which there are depends on the world alone; one that this replication does not define (the recovery of a front that
    did not fail) is not a number.
    """
    return {
        called(m.name, member): float(number)
        for m in metrics
        if m.form == "number"
        for member, number in m.of(reading).items()
    }
