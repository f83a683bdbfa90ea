"""Readiness over the whole run: how low, how long, how soon. Months are calendar months, counted from 1; a whole run has M of them.

A month without a value counts in no mean, is no lowest month, and ends a row of months.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from materiel.metrics.front import readiness
from materiel.metrics.reading import Reading, Series, defined

IN_A_ROW = 3
YEAR = 12


def first_run(holds: npt.NDArray[np.bool_], length: int = IN_A_ROW) -> int | None:
    """Index of the first month of `length` in a row that hold; None if there is no such run.

    >>> first_run(np.array([True, True, False, True, True, True]))
    3
    """
    row = 0
    for k, held in enumerate(holds):
        row = row + 1 if held else 0
        if row == length:
            return k - length + 1
    return None


def mean_of(series: Series) -> float:
    """Mean over the months that have a value; not a number if none has."""
    kept = defined(series)
    return float(np.mean(kept)) if len(kept) else math.nan


def least_of(series: Series) -> float:
    """The lowest month of those that have a value; not a number if none has."""
    kept = defined(series)
    return float(np.min(kept)) if len(kept) else math.nan


def worst_year(series: Series) -> float:
    """The lowest mean of twelve months in a row that all have a value; the mean of all if the run has fewer months.

    >>> worst_year(np.r_[np.full(12, 0.5), np.full(12, 1.0)])
    0.5
    """
    if len(series) < YEAR:
        return mean_of(series)
    return least_of(np.lib.stride_tricks.sliding_window_view(series, YEAR).mean(axis=1))


def share_below(series: Series, threshold: float) -> float:
    """Share of the months that have a value in which it is below the threshold; not a number if none has."""
    kept = defined(series)
    return float(np.mean(kept < threshold)) if len(kept) else math.nan


def failure(series: Series, threshold: float) -> tuple[float, bool]:
    """Months to failure, and whether it is censored at the horizon.

    Failure is the first month-end of three in a row below the threshold, so one in the last two months is censored.
    """
    at = first_run(series < threshold)
    return (float(len(series)), True) if at is None else (float(at + 1), False)


def recovery(series: Series, threshold: float) -> tuple[float, bool] | None:
    """Months from failure to recovery, and whether it is censored.

    Recovery is the first month-end of three in a row at or above the threshold. None if there was no failure.
    """
    failed = first_run(series < threshold)
    if failed is None:
        return None
    at = first_run(series[failed:] >= threshold)
    return (float(len(series) - failed - 1), True) if at is None else (float(at), False)


def reached(series: Series, target: float) -> tuple[float, bool]:
    """Months until the target was first reached, and whether it never was (then the horizon)."""
    hits = np.flatnonzero(series >= target)
    return (float(hits[0] + 1), False) if len(hits) else (float(len(series)), True)


TimeJudge = Callable[[Series, Reading], tuple[float, bool] | None]


def time_of(judge: TimeJudge) -> Callable[[Series, Reading], float | None]:
    """The time alone."""

    def read(series: Series, reading: Reading) -> float | None:
        found = judge(series, reading)
        return None if found is None else found[0]

    return read


def cut_off(judge: TimeJudge) -> Callable[[Series, Reading], float | None]:
    """1 if the horizon cuts the time off."""

    def read(series: Series, reading: Reading) -> float | None:
        found = judge(series, reading)
        return None if found is None else float(found[1])

    return read


def of_readiness(judge: Callable[[Series, Reading], float | None]) -> Callable[[Reading], dict[str, float]]:
    """A number for each front, from the series of its readiness; not a number where the judge says None."""

    def read(reading: Reading) -> dict[str, float]:
        found = {
            front: None if np.isnan(series).all() else judge(series, reading)
            for front, series in readiness(reading).items()
        }
        return {front: math.nan if value is None else value for front, value in found.items()}

    return read
