"""The difference between policies over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.clusters import Labels, gathered
from materiel.lab.analysis.demands import Values, among, confident, finite_or_missing
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.largest import errors, largest, without_rounding
from materiel.lab.analysis.means import draw_scores


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

    @property
    def shown(self) -> Values:
        """1 in periods whose band excludes no difference, -1 where it does so below 0, else 0; nan where there is no difference."""
        sign = (self.low > 0.0).astype(np.float64) - (self.high < 0.0)
        return np.where(np.isnan(self.estimate), np.nan, sign)


@dataclass(frozen=True)
class _Part:
    """One candidate's differences: where they are defined, their means, their scores (periods, observations), and counts."""

    defined: Values
    mean: Values
    scores: Values
    count: Values
    df: int


def over_time(
    series: Values,
    candidates: int | Sequence[int],
    reference: int = 0,
    confidence: float = 0.95,
    *,
    drawn: bool = False,
    labels: Labels | None = None,
) -> list[OverTime]:
    """Candidates less reference by period, of series of shape (candidates, futures, replications, periods); a band a candidate.

    Futures count equally; a replication is in a period if both have a value there; a period in which some future has fewer
    than two of them is left out. The bands hold in all periods and for all these candidates at once, by the largest |t| (see
    `joint`). `drawn` says that futures are draws (see `means`), `labels` which replications are one cluster. Raises AnalysisError
    if a candidate has no period left.
    """
    finite_or_missing(series, 4, "(candidates, futures, replications, periods)")
    confident(confidence)
    base = series[among(reference, len(series))]
    wanted = [candidates] if isinstance(candidates, int) else list(candidates)
    size = float(np.nanmax(np.abs(series), initial=0.0))
    each = [without_rounding(series[among(k, len(series))] - base, size) for k in wanted]
    parts = [_part(apart, drawn, labels) for apart in each]
    law = largest(np.concatenate([p.scores for p in parts]), min(p.df for p in parts))
    return [_placed(part, law.reach(confidence), confidence) for part in parts]


def _part(apart: Values, drawn: bool, labels: Labels | None) -> _Part:
    whole = ~np.isnan(apart)
    numbers = whole.sum(axis=1)
    defined = (numbers >= 2).all(axis=0)
    if not defined.any():
        raise AnalysisError("difference over time: no period has 2 replications of both candidates in every future")
    apart, whole, n = apart[:, :, defined], whole[:, :, defined], numbers[:, defined].astype(np.float64)
    by_future = np.where(whole, apart, 0.0).sum(axis=1) / n
    off = np.where(whole, apart - by_future[:, None, :], 0.0)
    sums, clusters = gathered(off, whole, labels)
    if (clusters < 2).any():
        raise AnalysisError("difference over time: all replications are one cluster, which bears no interval")
    scores = (sums * (np.sqrt(clusters / (clusters - 1.0)) / n)[:, None, :]).mean(axis=0).T
    df, futures = int(clusters.min()) - 1, len(by_future)
    if drawn and futures > 1:
        scores, df = np.concatenate([scores, draw_scores(by_future.T)], axis=1), min(df, futures - 1)
    return _Part(defined, by_future.mean(axis=0), scores, n.min(axis=0), df)


def _placed(part: _Part, reach: float, confidence: float) -> OverTime:
    def placed(row: Values) -> Values:
        whole_time = np.full(len(part.defined), np.nan)
        whole_time[part.defined] = row
        return whole_time

    se = errors(part.scores)
    low, high = placed(part.mean - reach * se), placed(part.mean + reach * se)
    return OverTime(placed(part.mean), placed(se), low, high, placed(part.count), reach, confidence)
