"""The axis of time, the fan of a series over replications, and the events of the world on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import DateLocator, DayLocator, MonthLocator, YearLocator
from matplotlib.ticker import FuncFormatter, MaxNLocator

from materiel.figures import style
from materiel.lab.result import Result
from materiel.metrics.reading import Series

BANDS = ((0.05, 0.95, style.OUTER, "5 to 95 % of runs"), (0.25, 0.75, style.INNER, "25 to 75 % of runs"))
_EPOCH = date(1970, 1, 1).toordinal()
YEAR_DAYS = 365.25
_MONTH_DAYS = YEAR_DAYS / 12
_LONG = 3 * YEAR_DAYS
"""Days from which an axis that counts days from the start counts years."""
_FEW = 3
"""So few periods are drawn with a mark at each."""


def axis_date(day: date) -> float:
    """A date as the axis counts it: days since 1970 (the epoch of matplotlib)."""
    return float(day.toordinal() - _EPOCH)


def by_month(result: Result) -> bool:
    """Whether periods are calendar months, and time on the axis is dates; else it is days from the start."""
    return bool(result.periods) and isinstance(result.periods[0], str)


def times(result: Result) -> Series:
    """Where periods end on the axis: month's ends as dates, or days from the start."""
    return ends_of(result.periods)


def ends_of(periods: Sequence[str | float]) -> Series:
    """Ends of periods, given as months (`2022-10`) or days."""
    ends = []
    for period in periods:
        if isinstance(period, str):
            year, month = map(int, period.split("-"))
            ends.append(axis_date(date(year + month // 12, month % 12 + 1, 1)))
        else:
            ends.append(float(period))
    return np.array(ends)


def began(result: Result) -> float:
    """Where the first period begins on the axis."""
    if not by_month(result):
        return 0.0
    year, month = map(int, result.periods[0].split("-"))
    return axis_date(date(year, month, 1))


def lengths(result: Result) -> Series:
    """Length of each period in days."""
    days: Series = np.diff(times(result), prepend=began(result))
    return days


def a_month(result: Result, flows: Series) -> tuple[Series, str]:
    """What goes by in each period as a rate a month, and what the rate is called; periods of less than a week give rates a day."""
    if by_month(result):
        return flows, "a month"
    days = lengths(result)
    if float(np.median(days)) < 7.0:
        return flows / days, "a day"
    return flows / days * _MONTH_DAYS, "a month"


def told_time(result: Result, share: Series) -> tuple[Series, str]:
    """Shares of the run as the reader counts time, and of how much: ("of 10 years", "of 6 months", "of 12 days")."""
    days = float(np.sum(lengths(result)))
    if days >= 2 * YEAR_DAYS - 5:
        return share * days / YEAR_DAYS, f"of {days / YEAR_DAYS:.3g} years"
    if by_month(result):
        return share * len(result.periods), f"of {len(result.periods)} month{'s' if len(result.periods) > 1 else ''}"
    return share * days, f"of {days:.3g} days"


def smoothing(result: Result) -> int:
    """Periods over which noisy flows are averaged: twelve months where the run has three times as many, else none."""
    return 12 if by_month(result) and len(result.periods) >= 36 else 1


def time_axis(ax: Axes, result: Result, marks: int = 11) -> None:
    """Limits, about so many marks, and what they count, for a horizon of days as of a century."""
    at = times(result)
    first = at[0] if len(at) > _FEW else began(result)
    ax.set_xlim(first, at[-1])
    if by_month(result):
        date_axis(ax, first, at[-1], marks)
        return
    years = at[-1] >= _LONG
    unit = YEAR_DAYS if years else 1.0
    ticks = MaxNLocator(marks, steps=style.STEPS, integer=at[-1] / unit > 2, min_n_ticks=2).tick_values(
        first / unit, at[-1] / unit
    )
    kept = [t for t in ticks if first <= t * unit <= at[-1]]
    ax.set_xticks([t * unit for t in kept], [f"{t:,g}" for t in kept])
    ax.set_xlabel(f"time from the start ({'years' if years else 'days'})")


def date_axis(ax: Axes, first: float, last: float, marks: int) -> None:
    """An axis of dates with at most so many marks: years, or months where there are few years, or days."""
    span = last - first

    def step(steps: Sequence[int], days: float) -> int:
        return next((s for s in steps if span / days / s <= marks - 1), steps[-1])

    locator: DateLocator
    if span >= _LONG:
        locator, form = YearLocator(step((1, 2, 5, 10, 20, 50), YEAR_DAYS)), "%Y"  # type: ignore[no-untyped-call]
    elif span >= 2 * _MONTH_DAYS - 2:
        locator, form = MonthLocator(range(1, 13, step((1, 2, 3, 6, 12), _MONTH_DAYS))), "%b\n%Y"  # type: ignore[no-untyped-call]
    else:
        locator, form = DayLocator(interval=step((1, 2, 7, 14, 28), 1.0)), "%d %b\n%Y"  # type: ignore[no-untyped-call]
    before = 0.0 if span >= _LONG else 1.0  # the midnight that ends January is written as January
    ax.xaxis_date()
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: f"{date.fromordinal(_EPOCH + math.floor(x - before)):{form}}")
    )
    ax.set_xlabel("end of month")


def label_time(ax: Axes, result: Result) -> None:
    """The axis of time of a large panel."""
    time_axis(ax, result)


def small(ax: Axes, result: Result) -> None:
    """The axis of time of a small panel, with few marks and without a name."""
    time_axis(ax, result, 4)
    ax.set_xlabel("" if by_month(result) else ax.get_xlabel(), fontsize=7.5)


def quantile(values: Series, share: float) -> Series:
    """Quantile over replications by period; not a number where none has a value."""
    empty = np.isnan(values).all(axis=0)
    filled = np.where(empty, 0.0, values)
    found: Series = np.where(empty, np.nan, np.nanquantile(filled, share, axis=0))
    return found


def bands(ax: Axes, result: Result, values: Series, *, label: str = "median", width: float = 1.6) -> None:
    """Median, 25 to 75 % and 5 to 95 % of runs; of a single run the line alone. A few periods have a mark each."""
    at = times(result)
    alone = len(values) == 1
    for k, (low, high, colour, name) in enumerate(BANDS if not alone else ()):
        ends = quantile(values, low), quantile(values, high)
        ax.fill_between(at, *ends, color=colour, linewidth=0, label=name)
        if len(at) == 1:  # a band without length is a bar
            ax.vlines(at, *ends, color=colour, linewidth=8.0 - 2.0 * k, clip_on=False)
    line = "the run" if alone else label
    ax.plot(at, quantile(values, 0.5), color=style.INK, linewidth=width, label=line, **mark_few(at))


def mark_few(at: Series) -> dict[str, Any]:
    """How a line over so few periods that each has a mark of its own is drawn."""
    return {"marker": "o", "markersize": 3.5, "clip_on": False} if len(at) <= _FEW else {}


def in_units(*values: Series) -> tuple[float, str]:
    """Units, or thousands where there are many: what numbers are divided by, and its name."""
    top = max(float(np.nanmax(quantile(each, 0.95), initial=0.0)) for each in values)
    return (1000.0, "thousand") if top >= 10_000 else (1.0, "units")


def fan(ax: Axes, result: Result, values: Series, *, label: str = "median") -> None:
    """The bands of a series over replications, on an axis of time."""
    bands(ax, result, values, label=label)
    label_time(ax, result)


_ROOM = 0.018
"""Room that the number of an event takes, share of the axis."""


def mark_events(ax: Axes, result: Result) -> str:
    """Dated events of the world as thin lines, numbered above the axes; the list of them, for a caption.

    Numbers that would touch stand in rows above each other. What came before the axis begins stands at its edge.
    """
    first, last = ax.get_xlim()
    told: list[str] = []
    ends: list[float] = []
    for event in sorted(result.world.get("events", []), key=lambda e: str(e["date"])):
        day = date.fromisoformat(event["date"])
        when = max(_place(result, day), first)
        if when > last:
            continue
        told.append(f"{len(told) + 1}\N{NO-BREAK SPACE}{event['title']} ({day.day} {day:%b} {day.year})")
        place = (when - first) / (last - first)
        row = next((r for r, end in enumerate(ends) if place - end >= _ROOM), len(ends))
        ends[row : row + 1] = [place]
        ax.axvline(when, color=style.FAINT, linewidth=0.8, linestyle=(0, (1, 2)))
        ax.annotate(
            str(len(told)), (when, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 2 + 9 * row),
            textcoords="offset points", ha="center", va="bottom", fontsize=7.5, color=style.TEXT, annotation_clip=False,
        )  # fmt: skip
    return "; ".join(told)


def _place(result: Result, day: date) -> float:
    """A date on the axis."""
    return axis_date(day) if by_month(result) else float((day - date.fromisoformat(result.world["start"])).days)
