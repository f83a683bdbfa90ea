"""What a batch says: means with their error, quantiles, and series by month, reckoned a few columns at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from materiel.lab.analysis.clusters import Labels, clustered
from materiel.lab.result import Result
from materiel.lab.store import NUMBERS, SERIES
from materiel.metrics.measure import by_instant
from materiel.metrics.reading import Series
from materiel.metrics.survival import kaplan_meier

CELLS_AT_ONCE = 8_000_000
"""Cells that are read at once: fewer take less memory, but every file is opened more often."""
_CELLS_IN_HAND = 250_000
"""Cells that are sorted at once, each of which is copied some times."""
LEVELS = {"p05": 0.05, "p50": 0.50, "p95": 0.95}
CENSORED = "_censored"


def _plain(values: Series) -> list[float | None]:
    """As JSON knows numbers: what is not a number is null."""
    plain: list[float | None] = values.tolist()
    if not np.isfinite(values).all():
        plain = [v if v is not None and math.isfinite(v) else None for v in plain]
    return plain


Together = Labels | None
"""Which replications are one cluster (`Result.together`)."""


def interval(values: Series, together: Together = None) -> dict[str, Any] | None:
    """Mean, its standard error and 95 % interval (Student), and quantiles of what has a value; None if nothing has.

    Where replications depend on each other, `parts` says of how many clusters the error is.
    """
    from scipy.special import stdtrit

    has = ~np.isnan(values)
    got = values[has]
    if len(got) == 0:
        return None
    found = clustered(got[None, :], None if together is None else together[has])
    mean = float(found.mean[0])
    quantiles = np.quantile(got, list(LEVELS.values()))
    told: dict[str, Any] = {"mean": mean, "se": None, "ci95": [None, None]}
    if found.df > 0:
        error = math.sqrt(float(np.square(found.scores[0]).sum()))
        reach = float(stdtrit(found.df, 0.975)) * error
        told |= {"se": error, "ci95": [mean - reach, mean + reach]}
    return (
        told
        | {k: float(q) for k, q in zip(LEVELS, quantiles, strict=True)}
        | {"n": len(got)}
        | ({} if together is None else {"parts": found.clusters})
    )


def by_period(values: Series) -> dict[str, list[Any]]:
    """Mean and quantiles over replications of series side by side, of shape (replications, periods).

    They are of the replications that have a value there; `n` says how many these are.
    """
    count = np.sum(~np.isnan(values), axis=0)
    whole, part = count == len(values), (count > 0) & (count < len(values))
    found = {key: np.full(values.shape[1], np.nan) for key in ("mean", *LEVELS)}
    # np.nanquantile takes columns one by one, which is slow: only where values are missing
    for columns, mean, quantile in ((whole, np.mean, np.quantile), (part, np.nanmean, np.nanquantile)):
        if columns.any():
            found["mean"][columns] = mean(values[:, columns], axis=0)
            for key, row in zip(LEVELS, quantile(values[:, columns], list(LEVELS.values()), axis=0), strict=True):
                found[key][columns] = row
    return {key: _plain(row) for key, row in found.items()} | {"n": count.tolist()}


def in_groups(names: Sequence[str], cells: int, most: int) -> Iterator[list[str]]:
    """Names of columns of so many cells each, in groups of at most so many cells."""
    ahead = iter(names)
    while group := list(islice(ahead, max(1, most // max(1, cells)))):
        yield group


def series_summary(result: Result) -> dict[str, Any]:
    """Every series of a result: the `months` that it runs over, or the `days` of the record instants, and what it is there."""
    told: dict[str, Any] = {}
    names = result.names(SERIES)
    for along in ([n for n in names if not by_instant(n)], [n for n in names if by_instant(n)]):
        if along:
            told |= _along(result, along, result.periods_of(along[0]))
    return {name: told[name] for name in names}


def _along(result: Result, names: Sequence[str], periods: Sequence[Any]) -> dict[str, Any]:
    """Series that run over the same periods."""
    told: dict[str, Any] = {}
    cells, count = result.replications * len(periods), len(periods)
    axis = "months" if periods and isinstance(periods[0], str) else "days"
    for read in in_groups(names, cells, CELLS_AT_ONCE):
        series = result.series(*read)
        for group in in_groups(read, cells, _CELLS_IN_HAND):
            together = np.concatenate([series.pop(name) for name in group], axis=1)
            beside = by_period(together)
            for k, name in enumerate(group):
                here = {key: row[k * count : (k + 1) * count] for key, row in beside.items()}
                if all(n == len(together) for n in here["n"]):
                    del here["n"]  # all have a value
                told[name] = {axis: list(periods), **here}
    return told


def numbers_summary(result: Result) -> dict[str, Any]:
    """Every number of a result that has a value in some replication."""
    told: dict[str, Any] = {}
    for group in in_groups(result.names(NUMBERS), result.replications, CELLS_AT_ONCE):
        for name, values in result.numbers(*group).items():
            if (found := interval(values, result.together)) is not None:
                told[name] = found
    return told


def survival_summary(result: Result) -> dict[str, Any]:
    """Kaplan-Meier curves of all times that the horizon may cut off."""
    told: dict[str, Any] = {}
    for flag in (n for n in result.names(NUMBERS) if n.split("/")[0].endswith(CENSORED)):
        name = flag.replace(CENSORED, "", 1)
        got = result.numbers(name, flag)
        defined = ~np.isnan(got[name])
        if defined.any():
            curve = kaplan_meier(got[name][defined], got[flag][defined] > 0.5)
            told[name] = {"months": curve.times, **{k: v for k, v in vars(curve).items() if k != "times"}}
    return told
