"""The axis of time, the fan of a series over replications, and the events of the world on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from materiel.figures import style
from materiel.lab.result import Result
from materiel.metrics.reading import Series

BANDS = ((0.05, 0.95, style.OUTER, "90 % of runs"), (0.25, 0.75, style.INNER, "50 % of runs"))


def axis_date(day: date) -> float:
    """A date as the axis counts it: days since 1970 (the epoch of matplotlib)."""
    return float((day - date(1970, 1, 1)).days)


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


def small(ax: Axes, result: Result) -> None:
    """Fewer marks on the axis of time, for small panels."""
    if not (result.periods and isinstance(result.periods[0], str)):
        return
    locator = AutoDateLocator(maxticks=5)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]


def label_time(ax: Axes, result: Result) -> None:
    """Name the axis of time."""
    if result.periods and isinstance(result.periods[0], str):
        ax.xaxis_date()
        ax.set_xlabel("end of month")
    else:
        ax.set_xlabel("time from the start (days)")


def quantile(values: Series, share: float) -> Series:
    """Quantile over replications by period; not a number where none has a value."""
    empty = np.isnan(values).all(axis=0)
    filled = np.where(empty, 0.0, values)
    found: Series = np.where(empty, np.nan, np.nanquantile(filled, share, axis=0))
    return found


def fan(ax: Axes, result: Result, values: Series, *, label: str = "median", legend: bool = False) -> None:
    """Median, 50 % and 90 % band over replications."""
    at = times(result)
    for low, high, colour, name in BANDS:
        ax.fill_between(at, quantile(values, low), quantile(values, high), color=colour, linewidth=0, label=name)
    ax.plot(at, quantile(values, 0.5), color=style.INK, linewidth=1.6, label=label)
    ax.set_xlim(at[0], at[-1])
    label_time(ax, result)
    if legend:
        ax.legend(loc="lower left", ncols=4)


_ROOM = 0.018
"""Room that the number of an event takes, share of the axis."""


def mark_events(ax: Axes, result: Result) -> str:
    """Dated events of the world as thin lines, numbered above the axes; the list of them, for a caption.

    Numbers that would touch stand in rows above each other.
    """
    at = times(result)
    told: list[str] = []
    ends: list[float] = []
    for event in sorted(result.world.get("events", []), key=lambda e: str(e["date"])):
        day = date.fromisoformat(event["date"])
        when = max(axis_date(day), at[0])
        if when > at[-1]:
            continue
        told.append(f"{len(told) + 1}\N{NO-BREAK SPACE}{event['title']} ({day.day} {day:%b} {day.year})")
        place = (when - at[0]) / (at[-1] - at[0]) if at[-1] > at[0] else 0.0
        row = next((r for r, end in enumerate(ends) if place - end >= _ROOM), len(ends))
        ends[row : row + 1] = [place]
        ax.axvline(when, color=style.FAINT, linewidth=0.8, linestyle=(0, (1, 2)))
        ax.annotate(
            str(len(told)), (when, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 2 + 9 * row),
            textcoords="offset points", ha="center", va="bottom", fontsize=7.5, color="#4d4d4d", annotation_clip=False,
        )  # fmt: skip
    return "; ".join(told)
