"""Readiness of the front by month: the fan of the composite, and of each component below it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import about, briefly, headline, mean_interval, median_beside
from materiel.figures.fit import caption
from materiel.figures.limits import READINESS, components, told_limit
from materiel.figures.naming import WORDS, component
from materiel.figures.timeline import bands, fan, mark_events, small, told_time
from materiel.lab.result import Result
from materiel.lab.wording import number
from materiel.metrics.reading import Series


@style.as_written
def draw(result: Result, ax: Axes | None = None) -> Axes:
    """Median and bands of readiness with the target and the world's events; a small panel for each component that counts."""
    if READINESS not in result.names():
        raise style.NothingToDraw(
            "the result holds no readiness by month: its world has no front, or more than one, or records no month ends"
        )
    there = components(result)
    series = result.series(READINESS, *there)
    there = [name for name in there if np.isfinite(series[name]).any()]
    ax = style.axes(ax, (9.4, 7.2 if there else 5.0))
    style.empty(ax)
    main = ax.inset_axes((0.0, 0.44 if there else 0.0, 1.0, 0.51 if there else 0.95))
    values = series[READINESS]
    fan(main, result, values)
    target = result.world.get("target")
    if target is not None:
        main.axhline(
            target, color=style.VERMILION, linewidth=1.0, linestyle=(0, (6, 2)), label=f"target {number(target)}"
        )
    events = mark_events(main, result)
    main.set(ylabel="readiness (share)", ylim=(0.0, 1.02))
    main.legend(loc="lower left", ncols=4)
    columns = max(3, len(there))
    for panel, name in zip(style.panels(ax, len(there), columns, -0.045, 0.31, 0.05), there, strict=True):
        bands(panel, result, series[name], width=1.4)
        small(panel, result)
        panel.set(ylim=(0.0, 1.02), ylabel="share" if name == there[0] else "")
        word, of = component(name), WORDS.get(name, ("", ""))[1]
        panel.set_title(f"{word[:1].upper()}{word[1:]}" + (f"\n{of}" if of else ""), fontsize=8.5)
    averages = np.nanmean(values, axis=1)
    ax.set_title(headline("", mean_interval(averages, together=result.together), "Mean readiness is "))
    marked = f" Marks: {events}." if events else ""
    caption(
        ax, f"{_below(result, values, target)}{told_limit(result)}{about(result)}{_median(averages)}{marked}"
    )  # fmt: skip
    return ax


def _below(result: Result, values: Series, target: float | None) -> str:
    """How long readiness is below the target."""
    if target is None:
        return ""
    time, whole = told_time(result, np.mean(values < target, axis=1))
    below = briefly(time, together=result.together)
    return f"{whole[:1].upper()}{whole[1:]}, readiness is below the target of {number(target)} for {below}. "


def _median(averages: Series) -> str:
    told = median_beside(averages)
    return f" Over runs, mean readiness is skewed{told}." if told else ""
