"""Interception by class and month: the share of what was launched that a layer killed."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import mean_interval, pooled
from materiel.figures.timeline import fan, times
from materiel.lab.result import Result


def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A panel a class: fan of the monthly rate, and the mean number launched as bars below it."""
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
    ax = style.axes(ax, (10.0, 1.0 + 2.9 * rows))
    style.empty(ax)
    for k, (panel, name) in enumerate(zip(style.panels(ax, len(shown), columns), shown, strict=True)):
        fan(panel, result, series[f"interception_rate/{name}"])
        sent = np.mean(series[f"launched/{name}"], axis=0)
        bars = panel.twinx()
        bars.bar(times(result), sent, width=-28, align="edge", color=style.FAINT, alpha=0.45, linewidth=0)
        bars.set(ylim=(0, 5 * max(1.0, float(np.max(sent)))))
        bars.set_yticks([0, float(f"{np.max(sent):.2g}")])
        bars.grid(False)
        bars.tick_params(labelsize=7, colors="#4d4d4d")
        if k % columns == columns - 1 or k == len(shown) - 1:
            bars.set_ylabel("launched a month (bars, mean)", fontsize=7, color="#4d4d4d")
        panel.set(ylim=(0.0, 1.02), xlabel="", ylabel="intercepted / launched" if k % columns == 0 else "")
        rate = np.nanmean(pooled(series[f"intercepted/{name}"], series[f"launched/{name}"]))
        panel.set_title(f"{name}: {rate:.2f} over the run", fontsize=9)
    total = {w: np.sum([series[f"{w}/{c}"] for c in classes], axis=0) for w in ("launched", "intercepted")}
    overall = mean_interval(pooled(total["intercepted"], total["launched"]))
    ax.set_title(
        style.wrap(f"Of all that is launched the defence kills {overall}; median, 50 % and 90 % of runs by month")
    )
    return ax
