"""What a batch says of stock-outs: for each owner and item how likely, how soon, how long, how much, and when the stock is back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from materiel.lab.errors import LabError
from materiel.lab.result import Result
from materiel.lab.store import NUMBERS, SERIES
from materiel.lab.summary import CELLS_AT_ONCE, CENSORED, LEVELS, in_groups, interval
from materiel.metrics.reading import Series
from materiel.metrics.survival import Survival, kaplan_meier

_SERIES = ("out_at_any_time", "lacking")
_NUMBERS = (
    "days_out",
    "total_unmet",
    *(f"{name}{flag}" for name in ("first_out", "time_to_regenerate") for flag in ("", CENSORED)),
)


@dataclass(frozen=True)
class Times:
    """Months to an event by their quantiles over runs (Kaplan-Meier); infinite where it lies beyond the horizon."""

    p05: float
    p50: float
    p95: float
    runs: int
    """Runs in which the time is defined."""
    censored: float
    """Share of these whose time the horizon cuts off."""


@dataclass(frozen=True)
class Stockout:
    """One owner and item. Means stand with their error, 95 % interval and quantiles over runs (`interval`)."""

    owner: str
    item: str
    owner_title: str
    item_title: str
    home: bool
    """Whether the owner is the recipient."""
    out: dict[str, Any]
    """Share of the runs in which it is out at any time."""
    by_period: list[float]
    """The same of each period: P(out) by month."""
    first: Times | None
    """Number of the first month out (from 1); None without months."""
    days: dict[str, Any]
    """Days out over the run."""
    unmet: dict[str, Any] | None
    """Units asked for and not got at once over the run; None where nothing is asked for in units (reserves, donors)."""
    lacking: dict[str, Any] | None
    """Units wanted and not there at the end of the run."""
    regeneration: Times | None
    """Months from the first fall until the stock is back; None where it never fell."""

    @property
    def label(self) -> str:
        """The item; of equipment, the recipient is out of what stands in reserve for its fleets."""
        return f"{self.item_title} (reserve)" if self.home and self.unmet is None else self.item_title

    @property
    def fell(self) -> float:
        """Share of the runs in which the stock fell."""
        return self.regeneration.runs / self.out["n"] if self.regeneration else 0.0


def after(curve: Survival, share: float) -> float:
    """The first time by which this share has had the event; infinite if it never does.

    >>> after(kaplan_meier([1, 2, 3, 3], [False, False, False, True]), 0.5), after(kaplan_meier([1, 3], [False, True]), 0.95)
    (2.0, inf)
    """
    return next((t for t, left in zip(curve.times, curve.share, strict=True) if left <= 1.0 - share + 1e-9), math.inf)


def times_of(values: Series, censored: Series) -> Times | None:
    """Quantiles of times that the horizon may cut off; None if no run defines one."""
    defined = ~np.isnan(values)
    if not defined.any():
        return None
    curve = kaplan_meier(values[defined], censored[defined] > 0.5)
    quantiles = {name: after(curve, share) for name, share in LEVELS.items()}
    return Times(**quantiles, runs=int(np.sum(defined)), censored=curve.censored_share)


def members_in(result: Result) -> list[str]:
    """What is known of stock-outs, as `owner/item`; empty if nobody draws on a stock and no donor holds any."""
    return [name.removeprefix("out/") for name in result.names(SERIES) if name.startswith("out/")]


def stockouts_of(result: Result, members: Sequence[str] | None = None) -> list[Stockout]:
    """These owners and items, in their order; left out: all, the recipient first, of an owner those first that are out longest.

    Raises LabError if the result holds none.
    """
    there = members_in(result)
    if not there:
        raise LabError(
            f"{result.folder}: the result holds no stock-outs by month: nobody draws on a stock and no donor holds any, "
            "or no month ends are recorded"
        )
    held = set(result.names(SERIES)) | set(result.names(NUMBERS))
    found = []
    cells = len(_SERIES) * result.replications * len(result.periods)
    for group in in_groups(there if members is None else list(members), cells, CELLS_AT_ONCE):
        told = result.series(*(n for m in group for name in _SERIES if (n := f"{name}/{m}") in held))
        told |= result.numbers(*(n for m in group for name in _NUMBERS if (n := f"{name}/{m}") in held))
        found += [_one(result, member, told) for member in group]
    if members is not None:
        return found
    owners = list(dict.fromkeys([*_titles(result, "owners"), *(each.owner for each in found)]))
    return sorted(found, key=lambda each: (owners.index(each.owner), -each.days["mean"]))


def _titles(result: Result, kind: str) -> dict[str, str]:
    titles: dict[str, str] = result.world.get("titles", {}).get(kind, {})
    return titles


def _one(result: Result, member: str, told: dict[str, Series]) -> Stockout:
    owner, _, item = member.partition("/")
    owners = _titles(result, "owners")
    ever = told[f"out_at_any_time/{member}"]

    def mean(values: Series | None) -> dict[str, Any] | None:
        return None if values is None else interval(values, result.together)

    def months(name: str) -> Times | None:
        if f"{name}/{member}" not in told:
            return None
        return times_of(told[f"{name}/{member}"], told[f"{name}{CENSORED}/{member}"])

    out, days = mean(np.max(ever, axis=1)), mean(told[f"days_out/{member}"])
    assert out is not None and days is not None
    lacking = told.get(f"lacking/{member}")
    return Stockout(
        owner,
        item,
        owners.get(owner) or owner.replace("_", " "),
        _titles(result, "items").get(item) or item.replace("_", " "),
        owner == next(iter(owners), owner),
        out,
        [float(p) for p in np.mean(ever, axis=0)],
        months("first_out"),
        days,
        mean(told.get(f"total_unmet/{member}")),
        mean(None if lacking is None else lacking[:, -1]),
        months("time_to_regenerate"),
    )


def worst(result: Result, fired: int = 4, pieces: int = 2, donors: int = 2) -> list[Stockout]:
    """The handful to say first: of the recipient what is used up, then pieces for its fleets, then what donors run out of.

    Of each those that are out longest. A donor that is out from the first month on in most runs holds no more than its floor, and
    runs out of nothing.
    """
    numbers, members = set(result.names(NUMBERS)), members_in(result)
    told = result.numbers(
        *(n for m in members for name in ("days_out", "first_out") if (n := f"{name}/{m}") in numbers)
    )
    days = {m: float(np.mean(told[f"days_out/{m}"])) for m in members}
    late = {m for m in members if f"first_out/{m}" in told and np.median(told[f"first_out/{m}"]) > 1.0}
    ran = sorted((m for m in members if days[m] > 0.0), key=lambda m: -days[m])
    home = next(iter(_titles(result, "owners")), "")
    own = [m for m in ran if m.partition("/")[0] == home]
    used = [m for m in own if f"total_unmet/{m}" in numbers]
    lacked = [m for m in own if m not in used]
    given = [m for m in ran if m not in own and m in late]
    chosen = [*used[:fired], *lacked[:pieces], *given[:donors]]
    return stockouts_of(result, chosen) if chosen else []
