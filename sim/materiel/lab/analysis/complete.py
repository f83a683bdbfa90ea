"""The answers of a design of points: all of them, or none."""

from __future__ import annotations

import numpy as np

from materiel.lab.analysis.demands import Values, finite_or_missing
from materiel.lab.analysis.errors import AnalysisError


def complete(values: Values, points: int, design: str) -> tuple[Values, int]:
    """Values of shape (points, replications) without the replications that some point lacks, and how many those were.

    An index of sensitivity is an average over a design that was laid out as a whole, so that a point cannot be left out.
    Raises AnalysisError, naming the design, if there are other than so many points, or no replication that all of them have.
    """
    finite_or_missing(values, 2, "(points, replications)")
    if len(values) != points:
        raise AnalysisError(f"{design}: expected {points} points, got {len(values)}")
    missing = np.isnan(values)
    if (empty := missing.all(axis=1)).any():
        raise AnalysisError(
            f"{design}: {int(empty.sum())} of {points} points have no value (the first is point {int(np.argmax(empty))}); "
            "the design has to be complete"
        )
    whole = ~missing.any(axis=0)
    if not whole.any():
        worst = int(np.argmax(missing.sum(axis=1)))
        raise AnalysisError(
            f"{design}: no replication has a value at every point (point {worst} lacks most: {int(missing[worst].sum())})"
        )
    return values[:, whole], int((~whole & ~missing.all(axis=0)).sum())
