"""Satisficing: in what share of futures a policy is good enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from materiel.lab.analysis.demands import Values, confident, direction
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.means import Means, grouped, means
from materiel.lab.analysis.resample import TIMES, resampled


@dataclass(frozen=True)
class GoodEnough:
    """In which futures candidates meet the demand, of shape (candidates, futures), and in what share, by candidate.

    `se` and [low, high] are the error of chance by bootstrap over replication numbers; that other futures were not in the design is
    not in it, unless futures are draws. `open` is the share of futures that are near the threshold: the verdict turned in at least
    5 % of resamples.
    """

    met: npt.NDArray[np.bool_]
    share: Values
    se: Values
    low: Values
    high: Values
    open: Values
    threshold: float
    confidence: float


def _judged(found: Means, least: float, confidence: float, threshold: float, times: int, seed: int) -> GoodEnough:
    met = found.by_future >= least
    shares: list[Values] = []
    often = np.zeros(met.shape)
    for some, weights in resampled(found, times, seed):
        holds = some >= least
        often += holds.sum(axis=0)
        shares.append((holds * weights[:, None, :]).sum(axis=2))
    drawn_shares = np.concatenate(shares)
    turned = np.where(met, 1.0 - often / len(drawn_shares), often / len(drawn_shares))
    low, high = np.quantile(drawn_shares, [(1.0 - confidence) / 2.0, (1.0 + confidence) / 2.0], axis=0)
    return GoodEnough(
        met,
        met.mean(axis=1),
        drawn_shares.std(axis=0, ddof=1),
        low,
        high,
        (turned >= 0.05).mean(axis=1),
        threshold,
        confidence,
    )


def satisficing(
    values: Values,
    threshold: float,
    better: str,
    confidence: float = 0.95,
    times: int = TIMES,
    seed: int = 0,
    drawn: bool = False,
) -> GoodEnough:
    """The share of futures in which the mean meets the threshold, of values of shape (candidates, futures, replications).

    Source: the domain criterion of M. K. Starr, Product Design and Decision Theory (1963). `drawn` as in `means`. Raises
    AnalysisError if the values do not bear it.
    """
    sign = direction(better)
    found = means(sign * values, drawn)
    return _judged(found, sign * threshold, confident(confidence), threshold, times, seed)


def satisficing_by_chance(
    values: Values,
    threshold: float,
    probability: float,
    better: str,
    confidence: float = 0.95,
    together: int = 1,
    times: int = TIMES,
    seed: int = 0,
    drawn: bool = False,
) -> GoodEnough:
    """The share of futures in which the metric meets the threshold with at least this probability.

    The probability in a future is the share of its replications that meet it; `together` as in `probably_best`.
    Raises AnalysisError for a probability outside [0, 1], or values that do not bear it.
    """
    if not 0.0 <= probability <= 1.0:
        raise AnalysisError(f"probability: expected between 0 and 1, got {probability:g}")
    sign = direction(better)
    meets = np.where(np.isnan(values), np.nan, (sign * values >= sign * threshold).astype(np.float64))
    return _judged(means(grouped(meets, together), drawn), probability, confident(confidence), threshold, times, seed)
