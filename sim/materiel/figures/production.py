"""Production against consumption: what lines make of an item, and what users fire of it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import StrMethodFormatter

from materiel.figures import style
from materiel.figures.finding import mean_interval, pooled
from materiel.figures.timeline import label_time, quantile, small, times
from materiel.lab.result import Result

MOST = 6


def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A panel an item that is made and issued: both by month, median and 90 % of runs, twelve-month means."""
    names = set(result.names())
    items = [n.removeprefix("issued/") for n in result.names() if n.startswith("issued/")]
    items = [i for i in items if f"made/{i}" in names]
    series = result.series(*(f"{what}/{i}" for i in items for what in ("issued", "made")))
    items = [i for i in items if np.sum(series[f"issued/{i}"]) > 0 and np.sum(series[f"made/{i}"]) > 0]
    if not items:
        raise style.NothingToDraw("the result holds no item that is both made and issued")
    items.sort(key=lambda i: -float(np.sum(series[f"issued/{i}"])))
    items = items[:MOST]
    columns = min(len(items), 3 if len(items) > 4 else 2)
    ax = style.axes(ax, (10.0, 1.0 + 2.9 * -(-len(items) // columns)))
    style.empty(ax)
    at = times(result)
    for k, (panel, item) in enumerate(zip(style.panels(ax, len(items), columns), items, strict=True)):
        for what, (colour, dashes), hatch in (("made", style.LINES[1], "////"), ("issued", style.LINES[0], None)):
            smooth = rolling(series[f"{what}/{item}"])
            panel.fill_between(
                at, quantile(smooth, 0.05), quantile(smooth, 0.95), facecolor="none" if hatch else "#d0d0d0",
                edgecolor=colour if hatch else "none", hatch=hatch, linewidth=0, alpha=0.6,
            )  # fmt: skip
            panel.plot(at, quantile(smooth, 0.5), color=colour, linestyle=dashes, linewidth=1.5, label=what)
        label_time(panel, result)
        panel.set(xlim=(at[0], at[-1]), ylim=(0, None), xlabel="", ylabel="units a month" if k % columns == 0 else "")
        panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        small(panel, result)
        panel.set_title(item, fontsize=9)
        if k == 0:
            panel.legend(loc="upper left")
    first = items[0]
    share = pooled(series[f"made/{first}"], series[f"issued/{first}"])
    finding = f"For each {first} issued, lines make {mean_interval(share)}"
    ax.set_title(style.wrap(f"{finding}; mean of twelve months, median and 90 % of runs"))
    return ax


def rolling(values: np.ndarray, months: int = 12) -> np.ndarray:
    """Trailing mean over up to so many periods.

    >>> rolling(np.array([[1.0, 3.0, 5.0]]), 2)
    array([[1., 2., 4.]])
    """
    sums = np.cumsum(values, axis=1)
    before = np.concatenate([np.zeros((len(values), min(months, values.shape[1]))), sums[:, :-months]], axis=1)
    counts = np.minimum(np.arange(1, values.shape[1] + 1), months)
    mean: np.ndarray = (sums - before) / counts
    return mean
