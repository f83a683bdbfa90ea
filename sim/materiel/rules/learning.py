"""Wright's learning curve."""

from __future__ import annotations

from materiel.jit import rule


@rule
def learning_factor(made: float, exponent: float) -> float:
    """Time of the next unit as a share of the first one's, after `made` units: (made + 1) ** exponent.

    With an 80 % curve the exponent is log2(0.8) = -0.3219 (Wright 1936, J. Aeronautical Sciences 3: 122-128).
    """
    if exponent == 0.0:
        return 1.0
    return float((made + 1.0) ** exponent)
