"""Those who give: their own readiness, what they gave and from where, and what they promised."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from materiel.metrics.decade import mean_of
from materiel.metrics.reading import Reading, Series, ratio

DONOR, PLEDGE = "donor", "pledge"
STOCK, PROCUREMENT = "given_stock_eur", "given_procurement_eur"
YEAR = 12


def allied_readiness(reading: Reading) -> dict[str, Series]:
    """Mean over items of min(1, holdings / requirement), weighted by requirement x unit cost: each donor, and in all."""
    names = reading.names(DONOR, "readiness")
    if not names:
        return {}
    each = {name: reading.level(DONOR, name, "readiness") for name in names}
    weights = {name: reading.level(DONOR, name, "required_eur") for name in names}
    total = np.sum(list(weights.values()), axis=0)
    return {"": ratio(np.sum([each[n] * weights[n] for n in names], axis=0), total), **each}


def mean_allied_readiness(reading: Reading) -> dict[str, float]:
    """Its mean over the months after the warm-up that have a value."""
    return {donor: mean_of(reading.warm(series)) for donor, series in allied_readiness(reading).items()}


def last(metric: Callable[[Reading], dict[str, Series]]) -> Callable[[Reading], dict[str, float]]:
    """A metric's value in the last month."""
    return lambda reading: {member: float(series[-1]) for member, series in metric(reading).items()}


def resolve(reading: Reading) -> dict[str, Series]:
    """Resolve at the last meeting, by donor."""
    return {name: reading.level(DONOR, name, "factor") for name in reading.names(DONOR, "factor")}


def gifts(channel: str) -> Callable[[Reading], dict[str, Series]]:
    """Value given through a channel a month, by month of decision: each donor, and in all."""

    def read(reading: Reading) -> dict[str, Series]:
        each = {name: reading.flow(DONOR, name, channel) for name in reading.names(DONOR, channel)}
        return {"": np.sum(list(each.values()), axis=0), **each} if each else {}

    return read


def stock_share_of_gifts(reading: Reading) -> dict[str, Series]:
    """Stock / (stock + procurement) in EUR of all donors' gifts; no value in a month without gifts."""
    stock, bought = gifts(STOCK)(reading), gifts(PROCUREMENT)(reading)
    return {"": ratio(stock[""], stock[""] + bought[""])} if stock and bought else {}


def _last_of_pledges(reading: Reading, field: str) -> dict[str, float]:
    return {name: reading.last(PLEDGE, name, field) for name in reading.recorded(PLEDGE, field)}


def pledge_on_time(reading: Reading) -> dict[str, float]:
    """Share of a pledge that was delivered by its due date; not a number if that lies beyond the horizon."""
    return _last_of_pledges(reading, "on_time")


def pledge_delay(reading: Reading) -> dict[str, float]:
    """Days from the due date until a pledge was met in full; not a number if it never was."""
    return _last_of_pledges(reading, "delay")


def self_reliance(reading: Reading) -> dict[str, Series]:
    """Domestic share, by value, of what was delivered over the trailing year: domestic lines against aid and purchases abroad.

    The year is of calendar months; in the first months it is what there was so far. Parts that go into other goods are left out,
    since they would count twice.
    """
    home = _value(reading, "line", "made", reading.setting.domestic)
    abroad = _value(reading, "aid", "arrived", None) + _value(reading, "source", "from_outside", reading.setting.abroad)
    if not reading.setting.domestic or not len(home):
        return {}
    if reading.cut.first_month is None:  # periods that are no months make no year
        return {"": np.full(len(home), np.nan)}
    share = ratio(trailing(home), trailing(home) + trailing(abroad))
    share[: 0 if reading.cut.first_month == 0 else YEAR - 1] = np.nan  # the year before is not all there
    return {"": share}


def _value(reading: Reading, kind: str, field: str, only: frozenset[str] | None) -> Series:
    total = np.zeros(len(reading.ends))
    for name in reading.names(kind, field):
        price = reading.setting.unit_cost.get(reading.setting.items.get(f"{kind}/{name}", ""), 0.0)
        if only is None or name in only:
            total = total + price * reading.flow(kind, name, field)
    return total


def trailing(series: Series, periods: int = YEAR) -> Series:
    """Sum over the last so many periods, or over all so far.

    >>> trailing(np.array([1.0, 2.0, 3.0]), 2)
    array([1., 3., 5.])
    """
    sums = np.cumsum(series)
    before = np.concatenate([np.zeros(min(periods, len(series))), sums[:-periods]])
    return np.asarray(sums - before, dtype=np.float64)
