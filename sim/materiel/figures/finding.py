"""Numbers as titles state them: a mean with its interval."""

from __future__ import annotations

import numpy as np

from materiel.lab.summary import interval
from materiel.metrics.reading import Series


def mean_interval(values: Series, form: str = ".2f") -> str:
    """The mean over replications with its 95 % interval, or alone if there is only one.

    >>> mean_interval(np.array([0.5]))
    '0.50 (one run)'
    >>> mean_interval(np.array([0.4, 0.5, 0.6]))
    '0.50 (95 % interval 0.25 to 0.75, 3 runs)'
    """
    found = interval(values)
    if found is None:
        return "no value"
    if found["se"] is None:
        return f"{found['mean']:{form}} (one run)"
    low, high = found["ci95"]
    return f"{found['mean']:{form}} (95 % interval {low:{form}} to {high:{form}}, {found['n']} runs)"


def pooled(part: Series, whole: Series) -> Series:
    """Share over the whole run, by replication; not a number without a whole."""
    sums = np.nansum(whole, axis=1)
    share: Series = np.divide(np.nansum(part, axis=1), sums, out=np.full(len(sums), np.nan), where=sums > 0)
    return share
