"""Readiness of the front by month: the fan of the composite, and of each component below it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import mean_interval
from materiel.figures.timeline import fan, mark_events, small
from materiel.lab.result import Result

COMPONENTS = {
    "availability": "equipment availability",
    "fill_rate": "munition fill rate",
    "days_of_supply": "days of supply / target",
    "coverage": "air-defence coverage",
}


def draw(result: Result, ax: Axes | None = None) -> Axes:
    """Median, 50 % and 90 % bands of readiness with the target and the world's events; components in small panels."""
    names = result.names()
    if "readiness" not in names:
        raise style.NothingToDraw("the result holds no readiness: its world has no front, or more than one")
    there = [c for c in COMPONENTS if c in names]
    series = result.series("readiness", *there)
    ax = style.axes(ax, (9.0, 6.6))
    style.empty(ax)
    main = ax.inset_axes((0.0, 0.43 if there else 0.0, 1.0, 0.57 if there else 1.0))
    values = series["readiness"]
    fan(main, result, values)
    target = result.world.get("target")
    at_target = ""
    if target is not None:
        main.axhline(target, color=style.VERMILION, linewidth=1.0, linestyle=(0, (6, 2)), label=f"target {target:g}")
        at_target = f"; at the target of {target:g} in {np.mean(values[:, -1] >= target):.0%} of runs at the end"
    mark_events(main, result)
    main.set(ylabel="readiness (share)", ylim=(0.0, 1.02))
    main.legend(loc="lower left", ncols=4)
    for panel, name in zip(style.panels(ax, len(there), 4, -0.05, 0.36), there, strict=True):
        fan(panel, result, series[name])
        panel.set(ylim=(0.0, 1.02), xlabel="", ylabel="share" if name == there[0] else "")
        panel.set_title(COMPONENTS[name], fontsize=8.5)
        small(panel, result)
    ax.set_title(style.wrap(f"Readiness averages {mean_interval(np.mean(values, axis=1))} over the run{at_target}"))
    return ax
