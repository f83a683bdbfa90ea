"""Interception by class and month: the share of what was launched that a layer killed."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter

from materiel.figures import style
from materiel.figures.finding import PERCENT, about, briefly, headline, mean_interval, pooled
from materiel.figures.fit import caption, legend_above
from materiel.figures.naming import title_of
from materiel.figures.timeline import a_month, bands, began, by_month, small, times
from materiel.lab.result import Result
from materiel.metrics.reading import Series

_YEAR = 12


@style.as_written
def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A panel a class: bands of the monthly rate, and the mean number launched below it."""
    classes = [n.removeprefix("launched/") for n in result.names() if n.startswith("launched/")]
    if not classes:
        raise style.NothingToDraw("the result holds no launches: its world has no raids")
    series = result.series(
        *(f"{what}/{c}" for c in classes for what in ("launched", "intercepted", "interception_rate"))
    )
    classes.sort(key=lambda c: -float(np.sum(series[f"launched/{c}"])))
    shown = [c for c in classes if np.nansum(series[f"launched/{c}"]) > 0] or classes[:1]
    columns = min(len(shown), 3 if len(shown) > 4 else 2)
    ax = style.axes(ax, (10.0, 1.4 + 3.1 * -(-len(shown) // columns)))
    style.empty(ax)
    for k, (panel, name) in enumerate(zip(style.panels(ax, len(shown), columns, -0.04, 0.96), shown, strict=True)):
        style.empty(panel)
        rates = panel.inset_axes((0.0, 0.32, 1.0, 0.68))
        bands(rates, result, 100 * series[f"interception_rate/{name}"])
        small(rates, result)
        rates.set(ylim=(0.0, 102.0), ylabel="killed of those\nlaunched" if k % columns == 0 else "")
        rates.yaxis.set_major_formatter(PercentFormatter(decimals=0, symbol=f" {PERCENT}"))
        rates.tick_params(labelbottom=False)
        _launched(panel.inset_axes((0.0, 0.0, 1.0, 0.26)), result, series[f"launched/{name}"], k % columns == 0)
        rate = 100 * pooled(series[f"intercepted/{name}"], series[f"launched/{name}"])
        told = briefly(rate, unit=PERCENT, together=result.together)
        panel.set_title(f"{title_of(result, 'classes', name, 40)}\n{told} over the run", fontsize=9)
    handles, labels = rates.get_legend_handles_labels()
    legend_above(ax, handles, labels, 3)
    total = {w: np.sum([series[f"{w}/{c}"] for c in classes], axis=0) for w in ("launched", "intercepted")}
    overall = 100 * pooled(total["intercepted"], total["launched"])
    told = mean_interval(overall, unit=PERCENT, together=result.together)
    ax.set_title(headline("", told, "Killed of all that is launched: "))
    caption(ax, f"{_change(result, series, shown)}{about(result)}")
    return ax


def _launched(ax: Axes, result: Result, launched: Series, named: bool) -> None:
    """How many come, as a strip."""
    at = times(result)
    rate, unit = a_month(result, launched)
    mean = np.mean(rate, axis=0)
    small(ax, result)
    edges, heights = np.append(began(result), at), np.append(mean[:1], mean)
    ax.fill_between(edges, heights, step="pre", color=style.FAINT, linewidth=0)
    ax.set(ylim=(0, None), ylabel=f"launched\n{unit}" if named else "")
    ax.yaxis.set_major_locator(MaxNLocator(2, integer=float(np.max(mean, initial=0.0)) >= 2.0))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))


def _change(result: Result, series: dict[str, Series], classes: list[str]) -> str:
    """The class whose rate changes most between the first and the last year."""
    if len(result.periods) < 2 * _YEAR or not by_month(result):
        return ""
    ends = {}
    for name in classes:
        killed, sent = series[f"intercepted/{name}"], series[f"launched/{name}"]
        first = 100 * pooled(killed[:, :_YEAR], sent[:, :_YEAR])
        last = 100 * pooled(killed[:, -_YEAR:], sent[:, -_YEAR:])
        if not (np.isnan(first).all() or np.isnan(last).all()):
            ends[name] = first, last
    if not ends:
        return ""
    most = max(ends, key=lambda n: abs(float(np.nanmean(ends[n][1]) - np.nanmean(ends[n][0]))))
    begin, end = (briefly(e, unit=PERCENT, together=result.together) for e in ends[most])
    return (
        f"Largest change from the first year to the last: {title_of(result, 'classes', most)}, from {begin} to {end}. "
    )
