"""What limits readiness, and which munitions are shortest: found once, so that all figures of a run name the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from materiel.figures.finding import PERCENT, briefly
from materiel.figures.naming import component
from materiel.lab.result import Result
from materiel.metrics.front import COMPONENTS
from materiel.metrics.reading import Series

READINESS, LIMITED, SUPPLY = "readiness", "limited_by", "family_days_of_supply"


@dataclass(frozen=True)
class Limit:
    """The component that limits readiness in most periods, and the share of periods in which it does, by replication."""

    component: str
    often: Series


def components(result: Result) -> list[str]:
    """Components of readiness that the result holds, in their order."""
    names = set(result.names())
    return [name for name in COMPONENTS if name in names and f"{LIMITED}/{name}" in names]


def limiting(result: Result) -> Limit | None:
    """The component that costs most readiness in most periods; None without a front, or with more than one."""
    there = components(result)
    if READINESS not in result.names() or not there:
        return None
    series = result.series(*(f"{LIMITED}/{name}" for name in there))
    often = {name: np.nanmean(series[f"{LIMITED}/{name}"], axis=1) for name in there}
    worst = max(there, key=lambda name: float(np.mean(often[name])))
    return Limit(worst, often[worst])


def told_limit(result: Result) -> str:
    """A sentence on the limiting component, the same in all captions; nothing if there is none."""
    found = limiting(result)
    if found is None:
        return ""
    often = briefly(100 * found.often, unit=PERCENT, together=result.together)
    return f"What limits readiness most often: {component(found.component)}. Share of periods: {often}. "


def supplies(result: Result) -> dict[str, Series]:
    """Days of supply of each family that is ever asked for, by family."""
    names = [name for name in result.names() if name.startswith(f"{SUPPLY}/")]
    return {
        name.removeprefix(f"{SUPPLY}/"): values
        for name, values in result.series(*names).items()
        if np.isfinite(values).any()
    }


def shortest(result: Result, days: dict[str, Series]) -> str | None:
    """The family with the least days of supply against what it wants (at most all of it, month by month).

    Where no family has a wanted number, the one with the fewest days; None where there is no family.
    """
    targets: dict[str, float] = result.world.get("supply_targets", {})
    known = [name for name in days if name in targets]

    return min(known or days, key=lambda name: float(np.nanmean(covered(days[name], targets.get(name)))), default=None)


def covered(days: Series, target: float | None) -> Series:
    """Mean over periods of what is there of the days wanted, at most all of them, in percent; of days alone without a target.

    >>> covered(np.array([[15.0, 90.0]]), 30.0)
    array([75.])
    """
    mean: Series = np.nanmean(days if target is None else 100.0 * np.minimum(1.0, days / target), axis=1)
    return mean


def most_issued(result: Result) -> list[str]:
    """Items that are issued to users who use them up, the most issued first."""
    names = [name for name in result.names() if name.startswith("issued/")]
    sums = {name.removeprefix("issued/"): float(np.nansum(v)) for name, v in result.series(*names).items()}
    return sorted((item for item in sums if sums[item] > 0), key=lambda item: -sums[item])
