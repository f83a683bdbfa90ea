"""All metrics of one record."""

from __future__ import annotations

from typing import Literal

import numpy as np

from materiel.metrics.metric import Metric, called
from materiel.metrics.reading import Reading, Series
from materiel.metrics.table import METRICS

Scope = Literal["theatre", "place"]
_BY_INSTANT = frozenset(m.name for m in METRICS if m.form == "series" and m.scope == "place")


def wanted(places: bool) -> tuple[Metric, ...]:
    """The metrics that are kept: those of each place only on request."""
    return tuple(m for m in METRICS if places or m.scope == "theatre")


def by_instant(full: str) -> bool:
    """Whether the series of this full name runs over all instants of the record, and not over months."""
    return full.partition("/")[0] in _BY_INSTANT


def series_of(reading: Reading, metrics: tuple[Metric, ...]) -> dict[str, Series]:
    """Every series by its full name, in the order of the table, all of one length.

    They run over calendar months; with metrics of places, over all instants of the record: what is told by month then
    has a value where a month ends, and is not a number elsewhere.
    """
    fine = any(m.scope == "place" for m in metrics)
    found: dict[str, Series] = {}
    for m in metrics:
        if m.form == "series":
            for member, series in m.of(reading.at_instants if m.scope == "place" else reading).items():
                whole = np.array(series, dtype=np.float64)  # a copy: a view would keep the whole record alive
                found[called(m.name, member)] = _spread(whole, reading) if fine and m.scope == "theatre" else whole
    return found


def _spread(series: Series, reading: Reading) -> Series:
    """A series by month, over all instants."""
    rows = reading.at_instants.cut.rows
    if rows == reading.cut.rows:
        return series
    over = np.full(len(rows), np.nan)
    over[np.searchsorted(rows, reading.cut.rows)] = series
    return over


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
