"""Naive forecasts of a series, from its training rows alone; each is what a model has to beat to be worth its trouble.

*Last value*: the last row of the training window holds for ever. *Seasonal mean*: mean of the training rows of the same month
of the year, of all of them if there is none. Both are point forecasts, whose score is their absolute error. *Climatology* is the
harder reference: all training rows as an ensemble, scored as an ensemble is.

Within the training window a row has to be forecast from others: the last value is that of the row before (the first row has
none), the others leave the row itself out.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from materiel.lab.backcast.scores import Values, fair_crps

YEAR = 12
Naive = Callable[[Values, Values, Values, Values, bool], Values]
"""Months and values of the training rows, months and values to be scored, whether these are the training rows themselves; the
scores, not a number where there is nothing to forecast from."""


def last_value(at: Values, known: Values, months: Values, came: Values, inside: bool) -> Values:
    """Score of the last value."""
    if not len(known):
        return np.full(len(came), np.nan)
    forecast = np.concatenate([[np.nan], known[:-1]]) if inside else np.full(len(came), known[-1])
    return np.abs(forecast - came)


def seasonal_mean(at: Values, known: Values, months: Values, came: Values, inside: bool) -> Values:
    """Score of the mean of the same month of the year."""
    found = np.full(len(came), np.nan)
    for k, month in enumerate(months):
        others = at != month if inside else np.ones(len(at), dtype=bool)
        same = others & ((at - month) % YEAR == 0)
        if others.any():
            found[k] = abs(float(np.mean(known[same if same.any() else others])) - came[k])
    return found


def climatology(at: Values, known: Values, months: Values, came: Values, inside: bool) -> Values:
    """Score of all training rows as an ensemble."""
    found = np.full(len(came), np.nan)
    for k, month in enumerate(months):
        members = known[at != month] if inside else known
        if len(members):
            found[k] = fair_crps(members[:, None], came[k : k + 1])[0]
    return found


NAIVE: dict[str, Naive] = {"last": last_value, "seasonal": seasonal_mean, "climatology": climatology}
"""Naive forecasts by name."""
