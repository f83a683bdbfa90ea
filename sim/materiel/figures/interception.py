"""Interception by class and month: the share of what was launched that a layer killed."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import mean_interval, pooled
from materiel.figures.timeline import fan, label_time, small, times
from materiel.lab.result import Result


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
    ax = style.axes(ax, (10.0, 1.0 + 3.4 * rows))
    style.empty(ax)
    for k, (panel, name) in enumerate(zip(style.panels(ax, len(shown), columns), shown, strict=True)):
        style.empty(panel)
        rates = panel.inset_axes((0.0, 0.3, 1.0, 0.7))
        fan(rates, result, series[f"interception_rate/{name}"])
        rates.set(ylim=(0.0, 1.02), xlabel="", ylabel="intercepted / launched" if k % columns == 0 else "")
        rates.tick_params(labelbottom=False)
        if k == 0:
            rates.legend(loc="lower left", ncols=3)
        sent = panel.inset_axes((0.0, 0.0, 1.0, 0.24))
        at = times(result)
        sent.fill_between(at, np.mean(series[f"launched/{name}"], axis=0), step="pre", color=style.FAINT, linewidth=0)
        sent.set(xlim=rates.get_xlim(), ylim=(0, None), ylabel="launched" if k % columns == 0 else "")
        label_time(sent, result)
        sent.set_xlabel("end of month" if k >= len(shown) - columns else "")
        small(sent, result)
        rate = np.nanmean(pooled(series[f"intercepted/{name}"], series[f"launched/{name}"]))
        panel.set_title(f"{name}: {rate:.2f} over the run", fontsize=9)
    total = {w: np.sum([series[f"{w}/{c}"] for c in classes], axis=0) for w in ("launched", "intercepted")}
    overall = mean_interval(pooled(total["intercepted"], total["launched"]))
    ax.set_title(
        style.wrap(f"Of all that is launched the defence kills {overall}; rate and mean number launched by month")
    )
    return ax
