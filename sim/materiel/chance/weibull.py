"""Weibull: a life with wear (shape above 1) or with early failures (shape below 1)."""

from __future__ import annotations

import math

from materiel.jit import rule


@rule
def weibull(u: float, shape: float, scale: float) -> float:
    """Quantile: scale (-log(1 - u))**(1/shape); both parameters > 0, the scale in the unit of the result."""
    return scale * math.pow(-math.log(1.0 - u), 1.0 / shape)
