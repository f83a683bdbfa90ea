"""What titles and captions state: one finding with one number and its interval, and below the figure what it rests on."""

from __future__ import annotations

import math

import numpy as np

from materiel.figures import style
from materiel.figures.naming import title_of
from materiel.lab.result import Result
from materiel.lab.summary import Together, interval
from materiel.metrics.reading import Series

PERCENT = " %"
"""The unit of shares: their intervals end at 0 and 100, beyond which the few runs of a sample may carry them."""
MOST = 90
"""Letters of a title."""
_ROUNDING = 1e-9
SKEWED = 0.2
"""A mean that is so far from the median, in standard deviations, does not stand for the runs alone."""


def mean_interval(values: Series, *, unit: str = "", together: Together = None) -> str:
    """The mean over replications with its 95 % interval, or alone if there is only one; `together` is `Result.together`.

    >>> mean_interval(np.array([0.5]))
    '0.500 (one run)'
    >>> mean_interval(np.array([0.4, 0.5, 0.6]))
    '0.50 (95 % interval of the mean 0.25 to 0.75)'
    >>> mean_interval(np.array([40.0, 50.0, 60.0]), unit=" %")
    '50 % (95 % interval of the mean 25 to 75)'
    """
    return _told(values, unit, "95 % interval of the mean ", " (one run)", together)


def briefly(values: Series, *, unit: str = "", together: Together = None) -> str:
    """The same in few words, beside a number that says what the interval is.

    >>> briefly(np.array([0.4, 0.5, 0.6]))
    '0.50 (0.25 to 0.75)'
    """
    return _told(values, unit, "", "", together)


def _told(values: Series, unit: str, before: str, alone: str, together: Together) -> str:
    found = interval(values, together)
    if found is None:
        return "no value"
    if found["se"] is None:
        return f"{number(found['mean'])}{unit}{alone}"
    if found["se"] <= _ROUNDING * abs(found["mean"]):
        return f"{number(found['mean'])}{unit} (in every run)"
    floor, ceiling = (0.0, 100.0) if unit.startswith(PERCENT) else (-math.inf, math.inf)
    low, high = max(floor, found["ci95"][0]), min(ceiling, found["ci95"][1])
    mean, low, high = (number(value, high - low, found["mean"]) for value in (found["mean"], low, high))
    return f"{mean}{unit} ({before}{low} to {high})"


def number(value: float, width: float = 0.0, size: float | None = None) -> str:
    """A number with digits down to a sixth of the width of its interval, but no more than three that count in `size`.

    >>> number(0.60312, 0.013), number(44.63, 6.2), number(19.863, 0.33), number(123456.7, 900.0), number(0.5)
    ('0.603', '45', '19.9', '123,457', '0.500')
    """
    most = abs(value if size is None else size)
    digits = max(0, 2 - math.floor(math.log10(most * (1.0 + _ROUNDING)))) if most > 0 else 2
    if width > 0:
        digits = min(digits, max(0, math.ceil(-math.log10(width / 6))))
    return f"{value:,.{digits}f}"


def median_beside(values: Series, unit: str = "") -> str:
    """The median with the band of outcomes, where the mean over replications does not stand for them; else nothing.

    >>> median_beside(np.array([1.0, 2.0, 3.0])), median_beside(np.array([1.0, 1.0, 1.0, 9.0]))
    ('', '; median 1.00 (5 to 95 % of runs: 1.00 to 7.80)')
    """
    got = values[~np.isnan(values)]
    spread = float(np.std(got)) if len(got) > 1 else 0.0
    if spread == 0.0 or abs(float(np.mean(got) - np.median(got))) <= SKEWED * spread:
        return ""
    low, middle, high = np.quantile(got, (0.05, 0.5, 0.95))
    return f"; median {number(middle)}{unit} (5 to 95 % of runs: {number(low, 0.0, middle)} to {number(high, 0.0, middle)})"


def headline(name: str, finding: str, before: str = "") -> str:
    """A title of at most `MOST` letters: as much of the name of what it is about as fits, and what was found of it.

    >>> headline("155 mm shell", ": 3 made for each issued")
    '155 mm shell: 3 made for each issued'
    >>> headline("A shell of a very long name that takes up much room indeed", ": 12 (95 % interval of the mean 11 to 13)")
    'A shell of a very long name that takes up much…: 12 (95 % interval of the mean 11 to 13)'
    """
    room = max(2, MOST - len(before) - len(finding))
    return style.fitted(f"{before}{style.fitted(name, room)}{finding}", MOST)


def about(result: Result) -> str:
    """What a figure of a run rests on: runs, world, policy, and what brackets hold."""
    world = style.fitted(str(result.world.get("title") or result.world.get("name", "")), 80)
    policy = str(result.manifest.get("policy") or "")
    chosen = f", policy: {title_of(result, 'policies', policy, 80)}" if policy else ""
    count = result.replications
    rests = f"{count:,} runs" if count > 1 else "One run"
    brackets = " Brackets hold 95 % intervals of the mean over runs." if count > 1 else ""
    return f"{rests} of: {world}{chosen}.{brackets}"


def pooled(part: Series, whole: Series) -> Series:
    """Share over the whole run, by replication; not a number without a whole."""
    sums = np.nansum(whole, axis=1)
    share: Series = np.divide(np.nansum(part, axis=1), sums, out=np.full(len(sums), np.nan), where=sums > 0)
    return share
