"""Readiness of those who give: what they hold against what they require."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import mean_interval
from materiel.figures.timeline import fan, quantile, times
from materiel.lab.result import Result

NAME = "allied_readiness"


def draw(result: Result, ax: Axes | None = None) -> Axes:
    """Fan of allied readiness over all donors, and the median of each donor, named at its end."""
    names = result.names()
    if NAME not in names:
        raise style.NothingToDraw("the result holds no allied readiness: its world has no donors")
    donors = [n for n in names if n.startswith(f"{NAME}/")]
    series = result.series(NAME, *donors)
    ax = style.axes(ax)
    fan(ax, result, series[NAME], label="all, median")
    at = times(result)
    medians = {n.removeprefix(f"{NAME}/"): quantile(series[n], 0.5) for n in donors}
    for k, median in enumerate(medians.values()):
        colour, dashes = style.LINES[1 + k % (len(style.LINES) - 1)]
        ax.plot(
            at,
            median,
            color=colour,
            linestyle=dashes,
            linewidth=1.1,
            marker="osD^v<>"[k % 7],
            markevery=(7, 18),
            markersize=3,
        )
    low, high = ax.get_ylim()
    ends = [float(m[-1]) for m in medians.values()]
    for k, (name, height) in enumerate(zip(medians, style.spread_labels(ends, 0.035 * (high - low)), strict=True)):
        colour = style.LINES[1 + k % (len(style.LINES) - 1)][0]
        ax.annotate(
            f"{'osD^v<>'[k % 7].translate(_MARKS)} {name}",
            (1.0, height),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color=colour,
            annotation_clip=False,
        )
    ax.set_ylabel("holdings / requirement, by value (share)")
    ax.legend(loc="lower left", ncols=3)
    last = series[NAME][:, -1]
    change = f"; it begins at {np.mean(series[NAME][:, 0]):.2f}"
    ax.set_title(style.wrap(f"Allied readiness ends at {mean_interval(last)}{change}"))
    return ax


_MARKS = str.maketrans("osD^v<>", "●■◆▲▼◀▶")
