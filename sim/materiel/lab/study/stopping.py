"""Stopping rules: how many replications a point still needs, reckoned from its blocks in their order alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from materiel.jit import Real
from materiel.lab.study.spec import Stop


@dataclass(frozen=True)
class Estimate:
    """A mean with the half-width of its interval; of how many replications."""

    mean: float
    half_width: float
    count: int


def estimate(values: Real, confidence: float) -> Estimate:
    """Mean and half-width by Student's t of values that are numbers (Law 2015, section 9.4.1); infinite for fewer than two."""
    from scipy.special import stdtrit

    got = values[~np.isnan(values)]
    if len(got) == 0:
        return Estimate(math.nan, math.inf, 0)
    if len(got) < 2:
        return Estimate(float(got[0]), math.inf, 1)
    reach = float(stdtrit(len(got) - 1, 0.5 + confidence / 2))
    return Estimate(float(np.mean(got)), reach * float(np.std(got, ddof=1)) / math.sqrt(len(got)), len(got))


Needs = Callable[[Real, int], int]
"""From what is judged of a point (one value a replication) and how many replications there are, to how many are wanted."""


def fixed(replications: int) -> Needs:
    """So many replications."""
    return lambda values, have: replications


def half_width(stop: Stop, first: int, block: int) -> Needs:
    """Go on until the half-width of the interval is reached, at most to the cap.

    The next look is where the half-width would be reached if the deviation stays as it is, but never more than twice as far:
    few looks keep the coverage of the interval near its nominal value (Law 2015, section 9.4.1; Glynn & Whitt 1992).
    """
    most = math.ceil(stop.most / block) * block

    def needs(values: Real, have: int) -> int:
        if have < first:
            return first
        now = estimate(values, stop.confidence)
        if now.half_width <= stop.half_width or have >= most:
            return have
        factor = (now.half_width / stop.half_width) ** 2 if math.isfinite(now.half_width) else 2.0
        wanted = math.ceil(have * min(2.0, factor) / block) * block
        return min(most, max(wanted, have + block))

    return needs
