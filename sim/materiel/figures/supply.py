"""Days of supply of each family of munitions, against what the front wants to hold."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import briefly, mean_interval
from materiel.figures.naming import within
from materiel.figures.stocks import days_axis
from materiel.figures.timeline import fan, quantile, small
from materiel.lab.result import Result
from materiel.metrics.reading import Series

NAME = "family_days_of_supply"


def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A panel a family with demand: median, 50 % and 90 % of runs of its days of supply, and its target if it has one."""
    targets: dict[str, float] = result.world.get("supply_targets", {})
    names = [n.removeprefix(f"{NAME}/") for n in result.names() if n.startswith(f"{NAME}/")]
    series = result.series(*(f"{NAME}/{n}" for n in names))
    there = {n: series[f"{NAME}/{n}"] for n in names if np.isfinite(series[f"{NAME}/{n}"]).any()}
    if not there:
        raise style.NothingToDraw("the result holds no days of supply: its world has no front with munitions")
    shown = sorted(there, key=lambda n: n not in targets)
    columns = min(len(shown), 3)
    ax = style.axes(ax, (10.0, 1.2 + 2.7 * -(-len(shown) // columns)))
    style.empty(ax)
    for k, (panel, name) in enumerate(zip(style.panels(ax, len(shown), columns, -0.05, 0.96), shown, strict=True)):
        _panel(panel, result, there[name], targets.get(name))
        panel.set_title(_called(name), fontsize=9)
        panel.set_ylabel("days of supply" if k % columns == 0 else "")
        if k == 0:
            handles, labels = panel.get_legend_handles_labels()
    ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=4, borderaxespad=0.0)
    ax.set_title(style.wrap(_finding(result, there, targets)))
    return ax


def _panel(panel: Axes, result: Result, values: Series, target: float | None) -> None:
    fan(panel, result, values)
    days_axis(panel, np.append(quantile(values, 0.5), np.nan if target is None else target))
    if target is not None:
        panel.axhline(target, color=style.VERMILION, linewidth=1.0, linestyle=(0, (6, 2)), label="target")
    panel.set_xlabel("")
    small(panel, result)


def _finding(result: Result, there: dict[str, Series], targets: dict[str, float]) -> str:
    """The family that is shortest against its target, or by its days alone."""
    means = {n: np.nanmean(values, axis=1) for n, values in there.items()}
    known = [n for n in there if n in targets]
    least = min(known or means, key=lambda n: float(np.nanmean(means[n])) / targets.get(n, 1.0))
    told = f"The front holds {mean_interval(means[least], 1, together=result.together)} days of supply of {within(_called(least))}"
    if least not in targets:
        return f"{told}, fewer than of any other family"
    below = 100 * np.nanmean(there[least] < targets[least], axis=1)
    return (
        f"{told}, against a target of {targets[least]:g}, and less than the target in "
        f"{briefly(below, 0, together=result.together)} % of months"
    )


def _called(name: str) -> str:
    words = name.replace("_", " ").replace(".", ": ")
    return words[:1].upper() + words[1:]
