"""Exponential: the wait for something that strikes without memory, such as a failure at a constant rate."""

from __future__ import annotations

import math

from materiel.jit import rule


@rule
def exponential(u: float, mean: float) -> float:
    """Quantile: -mean log(1 - u), in the unit of the mean (> 0)."""
    return -mean * math.log(1.0 - u)
