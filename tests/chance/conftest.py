"""A law in planes of its own, some way in, so that a forgotten address shows."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from materiel.chance.families import bind_law
from materiel.jit import Real, Whole

AT = 50
Laid = tuple[Whole, Real, int]

LAWS: dict[str, dict[str, Any]] = {
    "deterministic": {"value": 3.0},
    "exponential": {"mean": 3.0},
    "erlang": {"mean": 3.0, "stages": 4},
    "gamma": {"mean": 3.0, "cv": 0.7},
    "lognormal": {"mean": 3.0, "cv": 0.7},
    "weibull": {"mean": 3.0, "cv": 0.7},
    "uniform": {"mean": 3.0, "cv": 0.3},
    "triangular": {"low": 1.0, "mode": 2.0, "high": 6.0},
    "pert": {"low": 1.0, "mode": 2.0, "high": 6.0},
    "beta": {"mean": 0.3, "cv": 0.5},
    "empirical": {"values": [3.0, 1.0, 2.0, 8.0], "weights": [1, 3, 2, 1]},
    "mixture": {
        "parts": [
            {"weight": 1, "family": "gamma", "mean": 30.0, "cv": 0.2},
            {"weight": 3, "family": "uniform", "low": 0.0, "high": 2.0},
        ]
    },
    "normal": {"mean": 3.0, "sd": 1.0},
    "poisson": {"mean": 3.0},
    "geometric": {"mean": 3.0},
}
"""One small law of every family."""


@pytest.fixture
def lay() -> Callable[..., Laid]:
    """Lays a law and returns planes and address."""

    def laid(family: str, **parameters: Any) -> Laid:
        cells = bind_law(family, parameters)
        n = np.full(AT + cells.size() + 1, -77, np.int64)
        x = np.full(AT + cells.size() + 1, np.nan)
        cells.write(n, x, AT)
        return n, x, AT

    return laid


@pytest.fixture(params=list(LAWS))
def small_law(request: pytest.FixtureRequest, lay: Callable[..., Laid]) -> tuple[str, Laid]:
    """Every family in turn: its name, and its law laid."""
    return request.param, lay(request.param, **LAWS[request.param])
