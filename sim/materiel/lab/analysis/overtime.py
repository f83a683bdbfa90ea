"""The difference between two policies over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.demands import Values, among, confident, finite_or_missing
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.largest import errors, largest


@dataclass(frozen=True)
class OverTime:
    """Mean paired difference by period with a band that holds in all periods at once; nan in periods that have none.

    All arrays are of shape (periods,). `used` is how many replications are in a period, in the future that has the fewest.
    """

    estimate: Values
    se: Values
    low: Values
    high: Values
    used: Values
    reach: float
    confidence: float


def over_time(series: Values, candidate: int, reference: int = 0, confidence: float = 0.95) -> OverTime:
    """Candidate less reference by period, of series of shape (candidates, futures, replications, periods).

    Futures count equally; a replication is in a period if both have a value there; a period in which some future has fewer
    than two of them is left out. The band is by the largest |t| over periods (see `joint`). Raises AnalysisError if no
    period is left.
    """
    finite_or_missing(series, 4, "(candidates, futures, replications, periods)")
    count = len(series)
    confident(confidence)
    apart = series[among(candidate, count)] - series[among(reference, count)]
    whole = ~np.isnan(apart)
    numbers = whole.sum(axis=1)
    defined = (numbers >= 2).all(axis=0)
    if not defined.any():
        raise AnalysisError("difference over time: no period has 2 replications of both candidates in every future")
    apart, whole, n = apart[:, :, defined], whole[:, :, defined], numbers[:, defined].astype(np.float64)
    by_future = np.where(whole, apart, 0.0).sum(axis=1) / n
    off = np.where(whole, apart - by_future[:, None, :], 0.0) / np.sqrt(n * (n - 1.0))[:, None, :]
    scores = off.mean(axis=0).T
    reach = largest(scores, int(n.min()) - 1).reach(confidence)
    mean, se = by_future.mean(axis=0), errors(scores)

    def placed(row: Values) -> Values:
        whole_time = np.full(len(defined), np.nan)
        whole_time[defined] = row
        return whole_time

    low, high = placed(mean - reach * se), placed(mean + reach * se)
    return OverTime(placed(mean), placed(se), low, high, placed(n.min(axis=0)), reach, confidence)
