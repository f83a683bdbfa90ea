"""Numbers as titles state them: a mean with its interval, with as many digits as the interval needs."""

from __future__ import annotations

import numpy as np

from materiel.lab.summary import Together, interval
from materiel.metrics.reading import Series

_MOST_DIGITS = 4


def mean_interval(values: Series, digits: int = 2, *, together: Together = None) -> str:
    """The mean over replications with its 95 % interval, or alone if there is only one; `together` is `Result.together`.

    >>> mean_interval(np.array([0.5]))
    '0.50 (one run)'
    >>> mean_interval(np.array([0.4, 0.5, 0.6]))
    '0.50 (95 % interval 0.25 to 0.75, 3 runs)'
    >>> mean_interval(np.array([0.648, 0.650, 0.652]))
    '0.650 (95 % interval 0.645 to 0.655, 3 runs)'
    """
    return _told(values, digits, "95 % interval ", ", {} runs", together)


def briefly(values: Series, digits: int = 2, *, together: Together = None) -> str:
    """The same in few words, beside a number that says what the interval is.

    >>> briefly(np.array([0.4, 0.5, 0.6]))
    '0.50 (0.25 to 0.75)'
    """
    return _told(values, digits, "", "", together)


def _told(values: Series, digits: int, before: str, after: str, together: Together) -> str:
    found = interval(values, together)
    if found is None:
        return "no value"
    if found["se"] is None:
        return f"{found['mean']:.{digits}f} (one run)"
    low, high = found["ci95"]
    while digits < _MOST_DIGITS and low < high and f"{high - low:.{digits}f}" in ("0.00", "0.01", "0.0", "0.1"):
        digits += 1
    return f"{found['mean']:.{digits}f} ({before}{low:.{digits}f} to {high:.{digits}f}{after.format(found['n'])})"


def pooled(part: Series, whole: Series) -> Series:
    """Share over the whole run, by replication; not a number without a whole."""
    sums = np.nansum(whole, axis=1)
    share: Series = np.divide(np.nansum(part, axis=1), sums, out=np.full(len(sums), np.nan), where=sums > 0)
    return share
