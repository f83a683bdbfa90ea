"""Readiness of those who give: what they hold against what they require."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import about, briefly, headline, mean_interval
from materiel.figures.fit import caption
from materiel.figures.naming import title_of
from materiel.figures.timeline import fan, quantile, times
from materiel.lab.result import Result

NAME = "allied_readiness"
_MARKERS = "osD^v<>PX*p"


@style.as_written
def draw(result: Result, ax: Axes | None = None) -> Axes:
    """Fan of allied readiness over all donors, and the median of each donor, named at its end."""
    names = result.names()
    if NAME not in names:
        raise style.NothingToDraw("the result holds no allied readiness: its world has no donors")
    donors = [n for n in names if n.startswith(f"{NAME}/")]
    series = result.series(NAME, *donors)
    ax = style.axes(ax, (9.6, 5.8))
    fan(ax, result, series[NAME], label="all donors, median")
    at = times(result)
    medians = {n.removeprefix(f"{NAME}/"): quantile(series[n], 0.5) for n in donors}
    for k, median in enumerate(medians.values()):
        colour, dashes, marker = donor_look(k)
        ax.plot(
            at, median, color=colour, linestyle=dashes, linewidth=1.1, marker=marker, markersize=3.5,
            markevery=(0.06, 0.15) if len(at) > 12 else 1,
        )  # fmt: skip
    ends = [float(m[-1]) for m in medians.values()]
    for k, (name, height) in enumerate(zip(medians, style.spread_labels(ends, 0.036), strict=True)):
        colour, dashes, marker = donor_look(k)
        ax.plot(
            [1.012], [height], transform=ax.get_yaxis_transform(), color=colour, marker=marker, markersize=4.5,
            linestyle="", clip_on=False,
        )  # fmt: skip
        ax.annotate(
            title_of(result, "donors", name, 32), (1.012, height), xycoords=("axes fraction", "data"), xytext=(5, 0),
            textcoords="offset points", va="center", fontsize=7.5, color=style.TEXT, annotation_clip=False,
        )  # fmt: skip
    ax.set(ylim=(0.0, 1.04), ylabel="holdings / requirement, by value (share)")
    ax.legend(loc="lower left", ncols=3)
    ended = mean_interval(series[NAME][:, -1], together=result.together)
    ax.set_title(headline("", ended, "Readiness of all donors ends at "))
    told = f"It begins at {briefly(series[NAME][:, 0], together=result.together)}. "
    if len(medians) > 1:
        lowest = min(medians, key=lambda n: medians[n][-1])
        there = briefly(series[f"{NAME}/{lowest}"][:, -1], together=result.together)
        told += f"Lowest at the end: {title_of(result, 'donors', lowest)}, {there}. "
    caption(ax, f"{told}Lines with marks are medians of runs, a donor each. {about(result)}")
    return ax


def donor_look(k: int) -> tuple[str, Any, str]:
    """Colour, dashes and marker of the k-th donor: the three together are its own, in all figures of a run."""
    several = style.LINES[1:]
    round_, place = divmod(k, len(several))
    return several[place][0], several[(place + round_) % len(several)][1], _MARKERS[k % len(_MARKERS)]
