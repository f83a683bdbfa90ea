"""Production against consumption: what lines make of an item, and what users fire of it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from materiel.figures import style
from materiel.figures.finding import about, briefly, headline, mean_interval, pooled
from materiel.figures.fit import caption, legend_above
from materiel.figures.limits import most_issued
from materiel.figures.naming import title_of
from materiel.figures.timeline import a_month, in_units, mark_few, quantile, small, smoothing, times
from materiel.lab.result import Result
from materiel.metrics.reading import Series

MOST = 6
_LOOKS = (
    ("made", "made by all lines, for all customers", style.LINES[1], "////"),
    ("issued", "issued to users", style.LINES[0], None),
)


@style.as_written
def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A panel an item that is made and issued: both over time, median and 5 to 95 % of runs."""
    names = set(result.names())
    items = [i for i in most_issued(result) if f"made/{i}" in names]
    series = result.series(*(f"{what}/{i}" for i in items for what in ("issued", "made")))
    items = [i for i in items if np.sum(series[f"made/{i}"]) > 0][:MOST]
    if not items:
        raise style.NothingToDraw("the result holds no item that is both made and issued")
    columns = min(len(items), 3 if len(items) > 4 else 2)
    ax = style.axes(ax, (10.0, 1.4 + 2.7 * -(-len(items) // columns)))
    style.empty(ax)
    for panel, item in zip(style.panels(ax, len(items), columns, -0.05, 0.96), items, strict=True):
        _panel(panel, result, series, item)
    handles, labels = panel.get_legend_handles_labels()
    legend_above(ax, handles, labels, 2)
    shares = {i: pooled(series[f"made/{i}"], series[f"issued/{i}"]) for i in items}
    least = min(items, key=lambda i: float(np.nanmean(shares[i])))
    told = mean_interval(shares[least], together=result.together)
    ax.set_title(headline(title_of(result, "items", least), f": made / issued {told}"))
    most = max(items, key=lambda i: float(np.nanmean(shares[i])))
    beside = "" if most == least else f"; the most is {_of(result, most, shares)}"
    over = smoothing(result)
    caption(
        ax,
        f"No other item that is shown is covered less by production{beside}. Lines make for donors and for export too, so "
        f"that more made than issued is no plenty at the front. Median and 5 to 95 % of runs"
        f"{f', means of {over} months' if over > 1 else ''}. {about(result)}",
    )
    return ax


def _of(result: Result, item: str, shares: dict[str, Series]) -> str:
    return f"{briefly(shares[item], together=result.together)} of {title_of(result, 'items', item)}"


def _panel(panel: Axes, result: Result, series: dict[str, Series], item: str) -> None:
    """One item, in units or in thousands."""
    at = times(result)
    rates, rate = {}, ""
    for what in ("made", "issued"):
        values, rate = a_month(result, series[f"{what}/{item}"])
        rates[what] = rolling(values, smoothing(result))
    unit, name = in_units(*rates.values())
    for what, label, (colour, dashes), hatch in _LOOKS:
        low, middle, high = (quantile(rates[what] / unit, share) for share in (0.05, 0.5, 0.95))
        panel.fill_between(
            at, low, high, facecolor="none" if hatch else "#d0d0d0",
            edgecolor=colour if hatch else "none", hatch=hatch, linewidth=0, alpha=0.6,
        )  # fmt: skip
        panel.plot(at, middle, color=colour, linestyle=dashes, linewidth=1.5, label=label, **mark_few(at))
    small(panel, result)
    panel.set(ylim=(0, None), ylabel=f"{name} {rate}")
    panel.yaxis.set_major_locator(MaxNLocator(6, steps=style.STEPS))
    panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    panel.set_title(title_of(result, "items", item, 40), fontsize=9)


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
