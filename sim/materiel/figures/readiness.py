"""Readiness of the front by month: the fan of the composite, and of each component below it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import briefly, mean_interval
from materiel.figures.timeline import fan, mark_events, small
from materiel.lab.result import Result
from materiel.metrics.reading import Series

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
    ax = style.axes(ax, (9.4, 7.2))
    style.empty(ax)
    main = ax.inset_axes((0.0, 0.45 if there else 0.12, 1.0, 0.5 if there else 0.83))
    values = series["readiness"]
    fan(main, result, values)
    target = result.world.get("target")
    if target is not None:
        main.axhline(target, color=style.VERMILION, linewidth=1.0, linestyle=(0, (6, 2)), label=f"target {target:g}")
    events = mark_events(main, result)
    main.set(ylabel="readiness (share)", ylim=(0.0, 1.02))
    main.legend(loc="lower left", ncols=4)
    ax.text(
        0.0, 0.37 if there else 0.02, style.wrap(events, 150), transform=ax.transAxes, va="top", fontsize=7.5,
        color="#4d4d4d", linespacing=1.35,
    )  # fmt: skip
    for panel, name in zip(style.panels(ax, len(there), 4, -0.045, 0.31, 0.05), there, strict=True):
        fan(panel, result, series[name])
        panel.set(ylim=(0.0, 1.02), xlabel="", ylabel="share" if name == there[0] else "")
        panel.set_title(COMPONENTS[name], fontsize=8.5)
        small(panel, result)
    finding = f"Readiness averages {mean_interval(np.mean(values, axis=1), together=result.together)}"
    ax.set_title(style.wrap(f"{finding}{_below(result, values, target)}{_limit(result, there)}"))
    return ax


def _below(result: Result, values: Series, target: float | None) -> str:
    """How long readiness is below the target."""
    if target is None:
        return ""
    periods = values.shape[1]
    if isinstance(result.periods[0], str):
        years = np.sum(values < target, axis=1) / 12
        below = briefly(years, 1, together=result.together)
        return f" and is below the target of {target:g} for {below} of {periods / 12:g} years"
    below = briefly(np.mean(values < target, axis=1), together=result.together)
    return f" and is below the target of {target:g} for a share of {below} of the run"


def _limit(result: Result, components: list[str]) -> str:
    """The component that limits it in most periods."""
    known = set(result.names())
    limits = {c: f"limited_by/{c}" for c in components if f"limited_by/{c}" in known}
    if not limits:
        return ""
    series = result.series(*limits.values())
    often = {c: np.nanmean(series[name], axis=1) for c, name in limits.items()}
    worst = max(often, key=lambda c: float(np.mean(often[c])))
    return f"; {COMPONENTS[worst]} limits it in {briefly(100 * often[worst], 0, together=result.together)} % of months"
