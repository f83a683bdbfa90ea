"""Days of supply of each family of munitions, against what the front wants to hold."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from materiel.figures import style
from materiel.figures.finding import PERCENT, about, briefly, headline, mean_interval
from materiel.figures.fit import caption, legend_above
from materiel.figures.limits import covered, shortest, supplies, told_limit
from materiel.figures.naming import title_of
from materiel.figures.timeline import bands, quantile, small
from materiel.lab.result import Result
from materiel.metrics.reading import Series

_PLENTY = 4.0
"""Times the target above which more days of supply make no difference: the axis ends there."""


@style.as_written
def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A panel a family that is asked for: median and bands of its days of supply, and its target if it has one."""
    targets: dict[str, float] = result.world.get("supply_targets", {})
    there = supplies(result)
    least = shortest(result, there)
    if least is None:
        raise style.NothingToDraw("the result holds no days of supply: its world has no front with munitions")
    shown = sorted(there, key=lambda n: (n != least, n not in targets))
    columns = min(len(shown), 3)
    ax = style.axes(ax, (10.0, 1.6 + 2.7 * -(-len(shown) // columns)))
    style.empty(ax)
    cut = False
    for k, (panel, name) in enumerate(zip(style.panels(ax, len(shown), columns, -0.05, 0.96), shown, strict=True)):
        cut |= _panel(panel, result, there[name], targets.get(name))
        panel.set_title(title_of(result, "families", name, 40), fontsize=9)
        panel.set_ylabel("days of supply" if k % columns == 0 else "")
        if k == 0:
            handles, labels = panel.get_legend_handles_labels()
    legend_above(ax, handles, labels, 4)
    target = targets.get(least)
    means = covered(there[least], target)
    told = mean_interval(
        means, unit="days of supply" if target is None else f"{PERCENT} of wanted supply", together=result.together
    )
    ax.set_title(headline(title_of(result, "families", least), f": {told}"))
    caption(
        ax,
        f"{_against(result, there[least], target)}{told_limit(result)}"
        "Days of supply: units on hand at the front and its depots / mean daily requirement of 90 days. "
        f"{f'Panels end at {_PLENTY:g} times the target; what lies above is plenty. ' if cut else ''}{about(result)}",
    )
    return ax


def _panel(panel: Axes, result: Result, values: Series, target: float | None) -> bool:
    """One family, from zero; whether more than plenty is left out."""
    bands(panel, result, values, width=1.4)
    small(panel, result)
    top = 1.05 * float(np.nanmax(quantile(values, 0.95 if len(values) > 1 else 0.5)))
    cut = False
    if target is not None:
        panel.axhline(target, color=style.VERMILION, linewidth=1.0, linestyle=(0, (6, 2)), label="wanted (target)")
        cut = top > _PLENTY * target
        top = min(max(top, 1.3 * target), _PLENTY * target)
    panel.set_ylim(0.0, top if top > 0.0 else 1.0)
    panel.yaxis.set_major_locator(MaxNLocator(6, steps=style.STEPS))
    panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    return cut


def _against(result: Result, days: Series, target: float | None) -> str:
    """How the shortest family stands to its target, and to the others."""
    middle = briefly(np.nanmedian(days, axis=1), together=result.together)
    if target is None:
        return f"No other family has fewer days of supply. Its median over periods: {middle}. "
    below = briefly(100 * np.nanmean(days < target, axis=1), unit=PERCENT, together=result.together)
    return (
        f"No other family has less of what is wanted. Its days of supply, median over periods: {middle}; wanted: {target:g}. "
        f"Share of periods with fewer: {below}. "
    )
