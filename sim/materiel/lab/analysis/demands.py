"""What every analysis demands of its arguments."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from materiel.lab.analysis.errors import AnalysisError

Values = npt.NDArray[np.float64]
Better = Literal["higher", "lower"]


def confident(confidence: float) -> float:
    """A confidence level, strictly between 0 and 1. Raises AnalysisError for any other."""
    if not 0.0 < confidence < 1.0:
        raise AnalysisError(f"confidence: expected between 0 and 1, such as 0.95, got {confidence:g}")
    return confidence


def direction(better: str) -> float:
    """+1 if more of a metric is better, -1 if less is. Raises AnalysisError if the study does not say."""
    if better not in ("higher", "lower"):
        raise AnalysisError(f'better: expected "higher" or "lower", got "{better}": without it no candidate is best')
    return 1.0 if better == "higher" else -1.0


def finite_or_missing(values: Values, axes: int, shape: str) -> Values:
    """Values of so many axes, each of them finite or nan. Raises AnalysisError otherwise."""
    if values.ndim != axes or 0 in values.shape:
        raise AnalysisError(f"values: expected a shape {shape} without a 0, got {values.shape}")
    if np.isinf(values).any():
        where = ", ".join(map(str, np.argwhere(np.isinf(values))[0]))
        raise AnalysisError(
            f"values: infinite at ({where}) of {shape}; a metric is finite, or nan where it is undefined"
        )
    return values


def among(index: int, candidates: int) -> int:
    """The index of a candidate. Raises AnalysisError if there are not as many."""
    if not 0 <= index < candidates:
        raise AnalysisError(f"reference: expected a candidate from 0 to {candidates - 1}, got {index}")
    return index
