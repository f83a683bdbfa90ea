"""What a profile is worth at an instant, over a span, and when a span is worth a given amount."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import profile as p


@rule
def month_at(n: Whole, x: Real, time: float) -> int:
    """Number of the calendar month (0 is the first) in which the instant lies; the last one for anything later."""
    first = n[h.MONTHS]
    low = 0
    high = n[h.MONTH_COUNT] - 1
    while low < high:
        middle = (low + high + 1) // 2
        if x[first + middle] <= time:
            low = middle
        else:
            high = middle - 1
    return int(low)


@rule
def _knot(n: Whole, x: Real, profile: int, time: float) -> int:
    """Index of the last knot that is not later than `time`; -1 before the first."""
    first = n[profile + p.FIRST]
    low = -1
    high = n[profile + p.COUNT] - 1
    while low < high:
        middle = (low + high + 1) // 2
        if x[first + middle] <= time:
            low = middle
        else:
            high = middle - 1
    return int(low)


@rule
def profile_at(n: Whole, x: Real, profile: int, time: float) -> float:
    """The factor at `time` (days); 1 if there is no profile. Before its first knot and after its last it is constant."""
    value = 1.0
    while profile != 0:
        shape = n[profile + p.SHAPE]
        if shape == p.CONSTANT:
            value *= x[profile + p.START]
        elif shape == p.MONTH_OF_YEAR:
            month = month_at(n, x, time)
            value *= x[n[profile + p.FIRST] + n[n[h.MONTHS] + month] - 1]
        elif shape == p.EXPONENTIAL:
            passed = max(0.0, time - x[profile + p.AT])
            value *= x[profile + p.FINAL] + (x[profile + p.START] - x[profile + p.FINAL]) * math.exp(
                -passed / x[profile + p.PACE]
            )
        elif shape == p.LOGISTIC:
            grown = 1.0 / (1.0 + math.exp(-x[profile + p.PACE] * (time - x[profile + p.AT])))
            value *= x[profile + p.START] + (x[profile + p.FINAL] - x[profile + p.START]) * grown
        else:
            k = _knot(n, x, profile, time)
            first = n[profile + p.FIRST]
            count = n[profile + p.COUNT]
            if k < 0:
                value *= x[first + count]
            elif shape == p.STEPS or k == count - 1:
                value *= x[first + count + k]
            else:
                share = (time - x[first + k]) / (x[first + k + 1] - x[first + k])
                value *= x[first + count + k] + share * (x[first + count + k + 1] - x[first + count + k])
        profile = n[profile + p.TIMES]
    return value
