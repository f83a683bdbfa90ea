"""Scores of a probabilistic forecast that is given as an ensemble, against what was recorded.

Ensembles have the shape (members, cases); members that are not numbers are left out. T. Gneiting and A. E. Raftery, J. Am.
Stat. Assoc. 102 (2007), say what a proper score is; all of these but the widths compare a forecast with what came.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
BINS = 10
"""Bins of a histogram of probability integral transforms."""


def fair_crps(ensemble: Values, came: Values) -> Values:
    """Continuous ranked probability score of each case, estimated without bias from a finite ensemble; shape (cases,).

    mean |x_i - y| - sum_{i<j} |x_i - x_j| / (m (m - 1)): in expectation the score of the distribution that the members
    are drawn from, so that a larger ensemble is not rewarded for its size (C. A. T. Ferro, Q. J. R. Meteorol. Soc. 140,
    2014; the score: Gneiting and Raftery, section 4.2). With one member it is the absolute error, the score of a point forecast.

    >>> fair_crps(np.array([[1.0], [3.0]]), np.array([2.0]))
    array([0.])
    """
    found = np.empty(len(came))
    for k, y in enumerate(came):
        x = _members(ensemble, k)
        m = len(x)
        apart = float(np.sum((2.0 * np.arange(1, m + 1) - m - 1.0) * x))
        found[k] = np.mean(np.abs(x - y)) - (apart / (m * (m - 1)) if m > 1 else 0.0)
    return found


def interval(ensemble: Values, share: float) -> tuple[Values, Values]:
    """Lower and upper end of the central interval that holds this share of the members; each of shape (cases,)."""
    tail = 0.5 * (1.0 - share)
    ends = np.array([np.quantile(_members(ensemble, k), (tail, 1.0 - tail)) for k in range(ensemble.shape[1])])
    return ends[:, 0], ends[:, 1]


def covered(ensemble: Values, came: Values, share: float) -> npt.NDArray[np.bool_]:
    """Whether what came lies in the central interval, its ends included; shape (cases,)."""
    low, high = interval(ensemble, share)
    return (low <= came) & (came <= high)


def pit_histogram(ensemble: Values, came: Values, bins: int = BINS) -> Values:
    """Shares of the probability integral transforms F(y) by bin from 0 to 1; they sum to 1. Flat for a perfect forecast.

    Where the forecast has mass at y itself, as counts have, the case is spread evenly over [F(y-), F(y)], with the
    members' ranks among m + 1 places: the nonrandomised transform (C. Czado, T. Gneiting and L. Held, Biometrics 65, 2009).
    """
    edges = np.linspace(0.0, 1.0, bins + 1)
    total = np.zeros(bins)
    for k, y in enumerate(came):
        x = _members(ensemble, k)
        low, high = np.sum(x < y) / (len(x) + 1), (np.sum(x <= y) + 1) / (len(x) + 1)
        total += np.diff(np.clip((edges - low) / (high - low), 0.0, 1.0))
    return total / max(1, len(came))


def _members(ensemble: Values, case: int) -> Values:
    """The members of a case in ascending order. ValueError if there is none."""
    column = ensemble[:, case]
    found: Values = np.sort(column[~np.isnan(column)])
    if not len(found):
        raise ValueError("expected an ensemble with at least one member, got none")
    return found
