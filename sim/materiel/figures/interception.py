"""Interception by class and month: the share of what was launched that a layer killed."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from materiel.figures import style
from materiel.figures.finding import briefly, mean_interval, pooled
from materiel.figures.naming import title_of, within
from materiel.figures.timeline import fan, label_time, small, times
from materiel.lab.result import Result
from materiel.metrics.reading import Series

_YEAR = 12


def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A panel a class: fan of the monthly rate, and the mean number launched a month below it."""
    classes = [n.removeprefix("launched/") for n in result.names() if n.startswith("launched/")]
    if not classes:
        raise style.NothingToDraw("the result holds no launches: its world has no raids")
    series = result.series(
        *(f"{what}/{c}" for c in classes for what in ("launched", "intercepted", "interception_rate"))
    )
    classes.sort(key=lambda c: -float(np.sum(series[f"launched/{c}"])))
    shown = [c for c in classes if np.nansum(series[f"launched/{c}"]) > 0] or classes[:1]
    columns = min(len(shown), 3 if len(shown) > 4 else 2)
    rows = -(-len(shown) // columns)
    ax = style.axes(ax, (10.0, 1.2 + 3.1 * rows))
    style.empty(ax)
    for k, (panel, name) in enumerate(zip(style.panels(ax, len(shown), columns, -0.04, 0.96), shown, strict=True)):
        style.empty(panel)
        rates = panel.inset_axes((0.0, 0.32, 1.0, 0.68))
        fan(rates, result, series[f"interception_rate/{name}"])
        rates.set(ylim=(0.0, 1.02), xlabel="", ylabel="killed / launched (share)" if k % columns == 0 else "")
        rates.tick_params(labelbottom=False)
        small(rates, result)
        _launched(panel.inset_axes((0.0, 0.0, 1.0, 0.26)), result, series[f"launched/{name}"], k % columns == 0)
        rate = pooled(series[f"intercepted/{name}"], series[f"launched/{name}"])
        panel.set_title(
            f"{title_of(result, 'classes', name)}\n{briefly(rate, together=result.together)} over the run", fontsize=9
        )
    handles, labels = rates.get_legend_handles_labels()
    ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=3, borderaxespad=0.0)
    total = {w: np.sum([series[f"{w}/{c}"] for c in classes], axis=0) for w in ("launched", "intercepted")}
    overall = mean_interval(pooled(total["intercepted"], total["launched"]), together=result.together)
    ax.set_title(style.wrap(f"Of all that is launched the defence kills {overall}{_change(result, series, shown)}"))
    return ax


def _launched(ax: Axes, result: Result, launched: Series, named: bool) -> None:
    """How many come, as a strip."""
    at = times(result)
    ax.fill_between(at, np.mean(launched, axis=0), step="pre", color=style.FAINT, linewidth=0)
    ax.set(xlim=(at[0], at[-1]), ylim=(0, None), ylabel="launched\na month" if named else "")
    ax.yaxis.set_major_locator(MaxNLocator(2, integer=True))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    label_time(ax, result)
    ax.set_xlabel("")
    small(ax, result)


def _change(result: Result, series: dict[str, Series], classes: list[str]) -> str:
    """The class whose rate changes most between the first and the last year."""
    if len(result.periods) < 2 * _YEAR or not isinstance(result.periods[0], str):
        return ""
    ends = {}
    for name in classes:
        killed, sent = series[f"intercepted/{name}"], series[f"launched/{name}"]
        first = pooled(killed[:, :_YEAR], sent[:, :_YEAR])
        last = pooled(killed[:, -_YEAR:], sent[:, -_YEAR:])
        if not (np.isnan(first).all() or np.isnan(last).all()):
            ends[name] = first, last
    if not ends:
        return ""
    most = max(ends, key=lambda n: abs(float(np.nanmean(ends[n][1]) - np.nanmean(ends[n][0]))))
    first, last = ends[most]
    return (
        f"; {within(title_of(result, 'classes', most))} change most,"
        f" from {briefly(first, together=result.together)} in the first year"
        f" to {briefly(last, together=result.together)} in the last"
    )
