"""What titles and captions state: one finding with one number and its interval, and below the figure what it rests on."""

from __future__ import annotations

import math

import numpy as np

from materiel.figures import style
from materiel.figures.naming import title_of
from materiel.lab.result import Result
from materiel.lab.summary import Together, interval
from materiel.lab.wording import HEADLINE, named, number, ranged
from materiel.metrics.reading import Series

PERCENT = "%"
"""The unit of shares: their intervals end at 100, as those of what is never negative at 0; few runs may carry them beyond."""
SKEWED = 0.2
"""A mean that is so far from the median, in standard deviations, does not stand for the runs alone."""
_MEAN = "95 % interval of the mean"


def mean_interval(values: Series, *, unit: str = "", together: Together = None) -> str:
    """The mean over replications with its 95 % interval, or alone if there is only one; `together` is `Result.together`.

    >>> mean_interval(np.array([0.5]))
    '0.5 (one run)'
    >>> mean_interval(np.array([0.4, 0.5, 0.6]))
    '0.50 (95 % interval of the mean 0.25 to 0.75)'
    >>> mean_interval(np.array([40.0, 50.0, 60.0]), unit="%")
    '50 % (95 % interval of the mean 25 to 75)'
    """
    told = briefly(values, unit=unit, together=together)
    if np.sum(~np.isnan(values)) == 1:
        return f"{told} (one run)"
    return told.replace(" (", f" ({_MEAN} ", 1)


def briefly(values: Series, *, unit: str = "", together: Together = None) -> str:
    """The same in few words, beside a number that says what the interval is.

    >>> briefly(np.array([0.4, 0.5, 0.6])), briefly(np.array([7.0, 7.0]), unit="days")
    ('0.50 (0.25 to 0.75)', '7 days in every run')
    """
    found = interval(values, together)
    if found is None:
        return "no value"
    low, high = (math.nan if end is None else float(end) for end in found["ci95"])
    if float(np.nanmin(values)) >= 0.0:
        low = max(0.0, low)
    if unit.startswith(PERCENT):
        high = min(100.0, high)
    return ranged(found["mean"], low, high, unit)


def median_beside(values: Series, unit: str = "") -> str:
    """The median with the band of outcomes, where the mean over replications does not stand for them; else nothing.

    >>> median_beside(np.array([1.0, 2.0, 3.0])), median_beside(np.array([1.0, 1.0, 1.0, 9.0]))
    ('', '; median 1.0 (5 to 95 % of runs: 1.0 to 7.8)')
    """
    got = values[~np.isnan(values)]
    spread = float(np.std(got)) if len(got) > 1 else 0.0
    if spread == 0.0 or abs(float(np.mean(got) - np.median(got))) <= SKEWED * spread:
        return ""
    low, middle, high = (float(q) for q in np.quantile(got, (0.05, 0.5, 0.95)))
    median, least, most = (number(value, high - low) for value in (middle, low, high))
    return f"; median {median}{named(unit)} (5 to 95 % of runs: {least} to {most})"


def headline(name: str, finding: str, before: str = "") -> str:
    """A title of at most `HEADLINE` letters: as much of the name of what it is about as fits, and what was found of it.

    >>> headline("155 mm shell", ": 3 made for each issued")
    '155 mm shell: 3 made for each issued'
    >>> headline("A shell of a very long name that takes up much room indeed", ": 12 (95 % interval of the mean 11 to 13)")
    'A shell of a very long name that takes up much…: 12 (95 % interval of the mean 11 to 13)'
    """
    room = max(2, HEADLINE - len(before) - len(finding))
    return style.fitted(f"{before}{style.fitted(name, room)}{finding}", HEADLINE)


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
