"""Production against consumption: what lines make of an item, and what users fire of it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from materiel.figures import style
from materiel.figures.finding import mean_interval, pooled
from materiel.figures.naming import title_of, within
from materiel.figures.timeline import label_time, quantile, small, times
from materiel.lab.result import Result
from materiel.metrics.reading import Series

MOST = 6
_LOOKS = (
    ("made", "made by all lines, for all owners", style.LINES[1], "////"),
    ("issued", "issued to users", style.LINES[0], None),
)


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
    ax = style.axes(ax, (10.0, 1.2 + 2.7 * -(-len(items) // columns)))
    style.empty(ax)
    for panel, item in zip(style.panels(ax, len(items), columns, -0.05, 0.96), items, strict=True):
        _panel(panel, result, series, item)
    handles, labels = panel.get_legend_handles_labels()
    ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=2, borderaxespad=0.0)
    shares = {i: pooled(series[f"made/{i}"], series[f"issued/{i}"]) for i in items}
    least = min(items, key=lambda i: float(np.nanmean(shares[i])))
    finding = (
        f"Least covered by production is the {within(title_of(result, 'items', least))}:"
        f" lines make {mean_interval(shares[least], together=result.together)} for each one issued"
    )
    ax.set_title(style.wrap(f"{finding}; means of twelve months, median and 90 % of runs"))
    return ax


def _panel(panel: Axes, result: Result, series: dict[str, Series], item: str) -> None:
    """One item, in units or in thousands."""
    at = times(result)
    smooth = {what: rolling(series[f"{what}/{item}"]) for what in ("made", "issued")}
    top = max(float(np.max(quantile(values, 0.95))) for values in smooth.values())
    unit, name = (1000.0, "thousand a month") if top >= 10_000 else (1.0, "units a month")
    for what, label, (colour, dashes), hatch in _LOOKS:
        low, middle, high = (quantile(smooth[what] / unit, share) for share in (0.05, 0.5, 0.95))
        panel.fill_between(
            at, low, high, facecolor="none" if hatch else "#d0d0d0",
            edgecolor=colour if hatch else "none", hatch=hatch, linewidth=0, alpha=0.6,
        )  # fmt: skip
        panel.plot(at, middle, color=colour, linestyle=dashes, linewidth=1.5, label=label)
    label_time(panel, result)
    panel.set(xlim=(at[0], at[-1]), ylim=(0, None), xlabel="", ylabel=name)
    panel.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    small(panel, result)
    panel.set_title(title_of(result, "items", item), fontsize=9)


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
