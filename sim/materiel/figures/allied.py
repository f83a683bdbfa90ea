"""Readiness of those who give: what they hold against what they require."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import briefly, mean_interval
from materiel.figures.naming import title_of
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
    ax = style.axes(ax, (9.6, 5.8))
    fan(ax, result, series[NAME], label="all, median")
    at = times(result)
    medians = {n.removeprefix(f"{NAME}/"): quantile(series[n], 0.5) for n in donors}
    for k, median in enumerate(medians.values()):
        colour, dashes, marker = _look(k)
        ax.plot(
            at, median, color=colour, linestyle=dashes, linewidth=1.1, marker=marker, markevery=(7, 18), markersize=3.5
        )
    low, high = ax.get_ylim()
    ends = [float(m[-1]) for m in medians.values()]
    for k, (name, height) in enumerate(zip(medians, style.spread_labels(ends, 0.035 * (high - low)), strict=True)):
        colour, dashes, marker = _look(k)
        ax.plot(
            [1.012], [height], transform=ax.get_yaxis_transform(), color=colour, marker=marker, markersize=4.5,
            linestyle="", clip_on=False,
        )  # fmt: skip
        ax.annotate(
            title_of(result, "donors", name), (1.012, height), xycoords=("axes fraction", "data"), xytext=(5, 0),
            textcoords="offset points", va="center", fontsize=7.5, color="#4d4d4d", annotation_clip=False,
        )  # fmt: skip
    ax.set_ylim(low, high)
    ax.set_ylabel("holdings / requirement, by value (share)")
    ax.legend(loc="lower left", ncols=3)
    first, last = series[NAME][:, 0], series[NAME][:, -1]
    lowest = min(medians, key=lambda n: medians[n][-1], default="")
    begin, end = briefly(first, together=result.together), mean_interval(last, together=result.together)
    finding = f"Allied readiness begins at {begin} and ends at {end}"
    if len(medians) > 1:
        there = briefly(series[f"{NAME}/{lowest}"][:, -1], together=result.together)
        finding += f"; lowest: {title_of(result, 'donors', lowest)}, {there}"
    ax.set_title(style.wrap(finding))
    return ax


def _look(k: int) -> tuple[str, Any, str]:
    """Colour, dashes and marker of the k-th donor: the three together are its own."""
    colour, dashes = style.LINES[1 + k % (len(style.LINES) - 1)]
    return colour, dashes, _MARKERS[k % len(_MARKERS)]


_MARKERS = "osD^v<>PX*p"
