"""When goods run out: for whom, of what, for how long, how much was wanted and not there, and when the stock is back.

The recipient is *out* of an item while one of those who use it finds none: a zero balance with due-outs, as Army supply counts
it (AR 710-2, Supply Policy Below the National Level), and what the ready rate leaves (E. A. Silver, D. F. Pyke and
D. J. Thomas, Inventory and Production Management in Supply Chains, 4th ed. 2017, ch. 6). An empty stock that nobody asks is no
stock-out. Lines that wait for parts are `starved` and do not count here. A donor is out while none of its holdings has a unit
above its floor: what lies below is no supply.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from materiel.metrics.metric import Metric, NumbersOf
from materiel.metrics.owned import STOCK, above_floor, held, kind_of, members_of
from materiel.metrics.reading import Reading, Series

NEED, FLEET, LAYER, DEMAND = "need", "fleet", "layer", "demand"


def _waiting(reading: Reading) -> Iterator[tuple[str, Series]]:
    """Every user with the days of each period on which it found none.

    A fleet at a front asks once a day: a day counts whole if it ended with munitions wanted and all stocks of the need
    empty, or with pieces lacking and the reserve empty. Raids and customers come at any time: the time counts from a request
    in vain until units come in, or until the last backorder is filled.
    """
    for kind in (NEED, FLEET):
        for name in reading.names(kind, "out_days"):
            yield f"{kind}/{name}", np.minimum(reading.flow(kind, name, "out_days"), reading.days)
    for kind, field in ((LAYER, "short"), (DEMAND, "asked")):
        for name in reading.names(kind, field):
            for stock in reading.setting.draws_on.get(f"{kind}/{name}", ()):
                yield f"{kind}/{name}", np.minimum(reading.flow(STOCK, stock, "wanting_days"), reading.days)


def _days_out(reading: Reading) -> dict[str, Series]:
    """Days out of each period. Of several users the one that was out longest in the period counts."""
    found: dict[str, Series] = {}
    for row, days in _waiting(reading):
        for key in members_of(reading, row):
            found[key] = np.maximum(found[key], days) if key in found else days
    for key, holdings in reading.once(above_floor).items():
        found[key] = np.where(np.max(holdings, axis=0) < 1.0, reading.days, 0.0)
    return found


def out(reading: Reading) -> dict[str, Series]:
    """Share of the period's days during which an owner is out of an item.

    A donor decides at its meetings: a period at whose end it is at its floor counts whole.
    """
    return {key: days / reading.days for key, days in reading.once(_days_out).items()}


def out_at_any_time(reading: Reading) -> dict[str, Series]:
    """1 in periods in which an owner is out of an item at any time; its mean over replications is P(out) by month."""
    return {key: (days > 0.0).astype(np.float64) for key, days in reading.once(_days_out).items()}


def unmet(reading: Reading) -> dict[str, Series]:
    """Units that users asked for in the period and did not get at once, whether there were none or a ration held them back.

    Backordered units count in the period in which they were asked for. Pieces that a fleet lacks are asked for every
    day, and stand in `lacking`.
    """
    found: dict[str, Series] = {}
    for kind, asked, got in ((NEED, "demanded", "issued"), (LAYER, "short", ""), (DEMAND, "asked", "filled")):
        for name in reading.names(kind, asked):
            units = reading.flow(kind, name, asked)
            if got:
                units = units - reading.flow(kind, name, got)
            for key in members_of(reading, f"{kind}/{name}")[:1]:
                found[key] = found.get(key, 0.0) + units
    return found


def lacking(reading: Reading) -> dict[str, Series]:
    """Units that are wanted and not there at the end of the period.

    Of equipment: pieces that fleets with a reserve are below strength, those on the way up not counted as lacking.
    Of what customers backorder: units owed. Of a donor: units below its floor.
    """
    found: dict[str, Series] = {}
    if not len(reading.days):
        return found
    for name in reading.names(FLEET, "out_days"):
        there = reading.level(FLEET, name, "operational") + reading.level(FLEET, name, "moving_up")
        short = np.maximum(0.0, reading.level(FLEET, name, "authorised") - there)
        for key in members_of(reading, f"{FLEET}/{name}"):
            found[key] = found.get(key, 0.0) + short
    asked = {stock for row, stocks in reading.setting.draws_on.items() if kind_of(row) == DEMAND for stock in stocks}
    for stock in sorted(asked):
        key = f"{reading.setting.home}/{reading.setting.items[f'{STOCK}/{stock}']}"
        found[key] = found.get(key, 0.0) + reading.level(STOCK, stock, "owed")
    return found | {
        key: np.sum(np.maximum(0.0, np.negative(part)), axis=0) for key, part in reading.once(above_floor).items()
    }


def usable_stock(reading: Reading) -> dict[str, Series]:
    """Of items that can run out, what is supply: of a donor only what lies above its floor."""
    stocks = held(reading) | {
        key: np.sum(np.maximum(0.0, part), axis=0) for key, part in reading.once(above_floor).items()
    }
    return {key: stocks.get(key, np.zeros(len(reading.days))) for key in reading.once(_days_out)}


def _strength(reading: Reading) -> dict[str, Series]:
    """What an owner has to use, in stocks and with its fleets (in the line, on the way to it, with crews in training).

    A reserve that is empty because its fleet is at strength has not fallen.
    """
    found = dict(reading.once(usable_stock))
    for name in reading.names(FLEET, "out_days"):
        for key in members_of(reading, f"{FLEET}/{name}"):
            for field in ("operational", "moving_up", "training"):
                found[key] = found[key] + reading.level(FLEET, name, field)
    return found


def first_month(happens: npt.NDArray[np.bool_]) -> tuple[float, bool]:
    """Number of the first month (from 1) in which it happens, and whether it never did (then the horizon).

    >>> first_month(np.array([False, False, True]))
    (3.0, False)
    """
    at = np.flatnonzero(happens)
    return (float(at[0] + 1), False) if len(at) else (float(len(happens)), True)


def regeneration(level: Series, fallen: float) -> tuple[float, bool] | None:
    """Months from a fall until the level is back where it was, and whether the horizon cuts them off; None without a fall.

    The first month-end below `fallen` x the highest month-end before it is the fall; that highest one is to be reached again.

    >>> regeneration(np.array([10.0, 8.0, 4.0, 6.0, 10.0]), 0.5)
    (2.0, False)
    """
    highest = np.maximum.accumulate(level)
    fell = np.flatnonzero(level[1:] < fallen * highest[:-1]) + 1
    if not len(fell):
        return None
    at = int(fell[0])
    back = np.flatnonzero(level[at:] >= highest[at - 1])
    return (float(back[0]), False) if len(back) else (float(len(level) - 1 - at), True)


def days_out(reading: Reading) -> dict[str, float]:
    """Days out over the whole run."""
    return {key: float(np.sum(days)) for key, days in reading.whole.once(_days_out).items()}


def total_unmet(reading: Reading) -> dict[str, float]:
    """Units wanted and not got over the whole run."""
    return {key: float(np.sum(units)) for key, units in reading.whole.once(unmet).items()}


Times = Callable[[Reading], dict[str, tuple[float, bool] | None]]


def _first_out(reading: Reading) -> dict[str, tuple[float, bool] | None]:
    if not reading.monthly:
        return {}
    return {key: first_month(days > 0.0) for key, days in reading.once(_days_out).items()}


def _regeneration(reading: Reading) -> dict[str, tuple[float, bool] | None]:
    if not reading.monthly:
        return {}
    return {key: regeneration(level, reading.setting.fallen) for key, level in _strength(reading).items()}


def _part(times: Times, which: int) -> NumbersOf:
    """The time (0), or 1 if the horizon cuts it off (1); not a number where there is none."""

    def read(reading: Reading) -> dict[str, float]:
        return {key: math.nan if t is None else float(t[which]) for key, t in reading.once(times).items()}

    return read


def _time(name: str, times: Times, what: str) -> tuple[Metric, Metric]:
    flag = f"1 if {name} is cut off by the horizon; its mean is the share censored"
    return (
        Metric(name, "months", f"{what}; cut off by the horizon (censored)", _part(times, 0), form="number"),
        Metric(f"{name}_censored", "0 or 1", flag, _part(times, 1), form="number"),
    )


STOCKOUTS: tuple[Metric, ...] = (
    Metric(
        "out",
        "share of days",
        "days of the month on which users find none (donors: at the floor), by owner and item",
        out,
    ),
    Metric(
        "out_at_any_time",
        "0 or 1",
        "1 if that is so at any time of the month; its mean is P(out) by month, by owner and item",
        out_at_any_time,
    ),
    Metric(
        "unmet", "units/month", "units asked for and not got at once, rationed ones included, by owner and item", unmet
    ),
    Metric(
        "lacking",
        "units",
        "wanted and not there at month's end: pieces below strength, units owed, units below a donor's floor, by owner and item",
        lacking,
    ),
    Metric(
        "usable_stock",
        "units",
        "units in an owner's stocks at month's end, of a donor those above its floor, by owner and item",
        usable_stock,
    ),
    *_time("first_out", _first_out, "number of the first month (from 1) in which an owner is out of an item"),
    Metric("days_out", "days", "days out over the whole run, by owner and item", days_out, form="number"),
    Metric(
        "total_unmet", "units", "units asked for and not got at once over the whole run", total_unmet, form="number"
    ),
    *_time(
        "time_to_regenerate",
        _regeneration,
        "months from the first month-end at which the usable stock (with the pieces of fleets that are not damaged) is below the "
        "yardstick fallen_share of its highest so far until it is back at that",
    ),
)
