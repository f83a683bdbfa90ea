"""Stocks: what is on hand of each item that is used up, and for how many days it lasts at the present use."""

from __future__ import annotations

from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter, StrMethodFormatter

from materiel.figures import style
from materiel.figures.finding import mean_interval, pooled
from materiel.figures.naming import title_of, within
from materiel.figures.production import rolling
from materiel.figures.timeline import BANDS, axis_date, label_time, quantile, small, times
from materiel.lab.result import Result
from materiel.metrics.reading import Series

MOST = 6
USE_MONTHS = 3
"""Months over which the present use is averaged."""


def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A panel an item: units in all stocks at month's end, and below them how many days they last."""
    names = set(result.names())
    items = [n.removeprefix("issued/") for n in result.names() if n.startswith("issued/")]
    items = [i for i in items if f"on_hand/{i}" in names]
    series = result.series(*(f"{what}/{i}" for i in items for what in ("on_hand", "issued")))
    items = [i for i in items if np.nansum(series[f"issued/{i}"]) > 0]
    if not items:
        raise style.NothingToDraw("the result holds no item that is both stocked and issued")
    items.sort(key=lambda i: -float(np.nansum(series[f"issued/{i}"])))
    items = items[:MOST]
    lengths = month_days(result)
    lasting = {i: supply_days(series[f"on_hand/{i}"], series[f"issued/{i}"], lengths) for i in items}
    columns = min(len(items), 3 if len(items) > 4 else 2)
    ax = style.axes(ax, (10.0, 1.2 + 3.3 * -(-len(items) // columns)))
    style.empty(ax)
    for k, (panel, item) in enumerate(zip(style.panels(ax, len(items), columns, -0.04, 0.96), items, strict=True)):
        style.empty(panel)
        stock = series[f"on_hand/{item}"]
        unit, word = (1000.0, "thousands") if np.max(quantile(stock, 0.95)) >= 10_000 else (1.0, "units")
        panel.set_title(f"{title_of(result, 'items', item)} ({word})", fontsize=9)
        held, lasts = panel.inset_axes((0.0, 0.47, 1.0, 0.53)), panel.inset_axes((0.0, 0.0, 1.0, 0.38))
        _held(held, result, stock, unit)
        _lasting(lasts, result, lasting[item])
        if k % columns == 0:
            held.set_ylabel("on hand,\nall owners")
            lasts.set_ylabel("lasts\n(days)")
    handles, labels = held.get_legend_handles_labels()
    ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=3, borderaxespad=0.0)
    overall = {i: pooled(series[f"on_hand/{i}"], series[f"issued/{i}"] / lengths) for i in items}
    least = min(items, key=lambda i: float(np.nanmean(overall[i])))
    ax.set_title(
        style.wrap(
            f"Shortest is the {within(title_of(result, 'items', least))}: what is on hand lasts "
            f"{mean_interval(overall[least], 0, together=result.together)} days at the mean use of the run; "
            f"below each stock, how long it lasts at the mean use of {USE_MONTHS} months"
        )
    )
    return ax


def month_days(result: Result) -> Series:
    """Length of each period in days."""
    at = times(result)
    first = 0.0
    if isinstance(result.periods[0], str):
        year, month = map(int, result.periods[0].split("-"))
        first = axis_date(date(year, month, 1))
    days: Series = np.diff(at, prepend=first)
    return days


def supply_days(on_hand: Series, issued: Series, lengths: Series) -> Series:
    """Days that what is on hand lasts at the mean use of the last months; not a number where nothing is used.

    >>> supply_days(np.array([[300.0, 300.0]]), np.array([[30.0, 90.0]]), np.array([30.0, 30.0]))
    array([[300., 150.]])
    """
    used = rolling(issued, USE_MONTHS) / rolling(lengths[None, :], USE_MONTHS)
    days: Series = np.divide(on_hand, used, out=np.full(on_hand.shape, np.nan), where=used > 0.0)
    return days


def _bands(panel: Axes, result: Result, values: Series) -> None:
    at = times(result)
    for low, high, colour, name in BANDS:
        panel.fill_between(at, quantile(values, low), quantile(values, high), color=colour, linewidth=0, label=name)
    panel.plot(at, quantile(values, 0.5), color=style.INK, linewidth=1.4, label="median")
    panel.set_xlim(at[0], at[-1])
    label_time(panel, result)
    panel.set_xlabel("")
    small(panel, result)


def _held(panel: Axes, result: Result, values: Series, unit: float) -> None:
    _bands(panel, result, values / unit)
    panel.set(ylim=(0, None))
    panel.tick_params(labelbottom=False)
    panel.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))


def _lasting(panel: Axes, result: Result, values: Series) -> None:
    _bands(panel, result, values)
    days_axis(panel, quantile(values, 0.5))


def days_axis(panel: Axes, median: Series) -> None:
    """A logarithmic axis of days about a median."""
    there = median[np.isfinite(median) & (median > 0.0)]
    panel.set_yscale("log")
    wide = False
    if len(there):
        low, high = max(0.5, float(there.min()) / 2.5), 3.0 * float(there.max())
        wide = high > 100.0 * low
        panel.set_ylim(low, max(high, 2.0 * low))
    panel.yaxis.set_major_locator(LogLocator(subs=(1.0,) if wide else (1.0, 2.0, 5.0), numticks=8))
    panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    panel.yaxis.set_minor_formatter(NullFormatter())
