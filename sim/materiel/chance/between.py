"""Uniform and triangular: all that is known is the range, or the range and the likeliest value."""

from __future__ import annotations

import math

from materiel.jit import rule


@rule
def between(u: float, low: float, high: float) -> float:
    """Quantile of the uniform law on [low, high]."""
    return min(low + u * (high - low), high)


@rule
def triangular(u: float, low: float, mode: float, high: float) -> float:
    """Quantile of the triangular law: low <= mode <= high, low < high."""
    width = high - low
    below = (mode - low) / width
    if u <= below:
        return min(low + math.sqrt(u * width * (mode - low)), mode)
    return max(high - math.sqrt((1.0 - u) * width * (high - mode)), mode)
