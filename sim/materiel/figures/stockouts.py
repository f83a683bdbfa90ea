"""When do we run out: P(out) by month as a heat strip for each owner and item."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import PercentFormatter

from materiel.figures import style
from materiel.figures.finding import PERCENT, about, headline, mean_interval
from materiel.figures.fit import caption
from materiel.figures.naming import within
from materiel.figures.timeline import began, label_time, times
from materiel.lab.errors import LabError
from materiel.lab.result import Result
from materiel.lab.stockouts import Stockout, stockouts_of
from materiel.lab.wording import HEADLINE

LEAST = 0.05
"""A row is shown if it is out in at least this share of runs."""
MOST_DONORS = 12
LONGEST = 60
"""Letters of a row's label."""
_SHADES = LinearSegmentedColormap.from_list("P(out)", ["#f2f2f2", "#f5c27a", style.VERMILION, "#5c1a00"])
"""From light to dark, so that a grey printer keeps the order."""


@style.as_written
def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A strip an owner and item: the share of runs that are out in the month; at the right, by the end of the run."""
    try:
        found = stockouts_of(result)
    except LabError as nothing:
        raise style.NothingToDraw(str(nothing)) from None
    groups = _groups(found)
    if not groups:
        raise style.NothingToDraw(f"the result holds nobody who runs out of anything in {100 * LEAST:g} % of the runs")
    rows = sum(len(group) for group in groups.values()) + len(groups)
    ax = style.axes(ax, (11.0, 1.9 + 0.235 * rows))
    edges = np.append(began(result), times(result))
    labels: dict[float, str] = {}
    at = 0.0
    for heading, group in groups.items():
        ax.text(
            edges[0],
            at + 0.62,
            style.fitted(heading, 110),
            fontsize=8.5,
            fontweight="bold",
            va="center",
            color=style.INK,
        )
        for k, each in enumerate(group):
            told = each.label if each.home else f"{each.owner_title}: {each.label}"
            labels[at + 1.5 + k] = style.fitted(told, LONGEST)
            _beside(ax, at + 1.5 + k, _percent(each.out["mean"]))
        heights = at + 1.0 + np.arange(len(group) + 1)
        shares = np.array([each.by_period for each in group])
        mesh = ax.pcolormesh(edges, heights, shares, cmap=_SHADES, vmin=0.0, vmax=1.0, rasterized=True)
        ax.hlines(heights, edges[0], edges[-1], color="white", linewidth=1.5)
        at += 1.0 + len(group)
    ax.set(xlim=(edges[0], edges[-1]), ylim=(at + 0.1, 0.0))
    ax.set_yticks(list(labels), list(labels.values()), fontsize=7.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(False)
    ax.spines["left"].set_visible(False)
    label_time(ax, result)
    ax.set_xlabel("")
    figure = ax.get_figure(root=True)
    assert figure is not None
    bar = figure.colorbar(mesh, ax=ax, pad=0.075, aspect=40, fraction=0.025)
    bar.set_label(f"share of {found[0].out['n']} runs that are out on some day of the month")
    bar.ax.yaxis.set_major_formatter(PercentFormatter(1.0, symbol=" %"))
    _beside(ax, 0.62, "by the end")
    ax.set_title(_finding(result, groups))
    caption(
        ax,
        "Out: users find none, or a donor has none above its floor. At the right, the share of runs in which that happens at any "
        f"time; shown is what happens in {100 * LEAST:g} % of runs or more, of each group the longest out first. {about(result)}",
    )
    return ax


def _groups(found: list[Stockout]) -> dict[str, list[Stockout]]:
    """What is shown under which heading, each group from the longest out to the shortest."""
    ran = sorted((s for s in found if s.out["mean"] >= LEAST), key=lambda s: -s.days["mean"])
    home = next((s.owner_title for s in found if s.home), "")
    donors = [s for s in ran if not s.home and s.by_period[0] < 0.5]
    more = f", the {MOST_DONORS} longest out of {len(donors)}" if len(donors) > MOST_DONORS else ""
    groups = {
        f"{home}: users find none": [s for s in ran if s.home and s.unmet is not None],
        f"{home}: fleets lack pieces and the reserve is empty": [s for s in ran if s.home and s.unmet is None],
        f"Donors that come down to their floor{more}": donors[:MOST_DONORS],
    }
    return {heading: group for heading, group in groups.items() if group}


def _beside(ax: Axes, height: float, text: str) -> None:
    """A few words at the right of the strips."""
    ax.annotate(
        text, (1.006, height), xycoords=("axes fraction", "data"), va="center", fontsize=7.5, color=style.TEXT,
        annotation_clip=False,
    )  # fmt: skip


def _percent(share: float) -> str:
    """A share in per cent; 100 only if it is."""
    return "> 99 %" if 0.995 <= share < 1.0 else f"{share:.0%}".replace("%", " %")


def _finding(result: Result, groups: dict[str, list[Stockout]]) -> str:
    """What is out longest in the first group: in how many periods, with its interval."""
    worst = next(iter(groups.values()))[0]
    name = f"out_at_any_time/{worst.owner}/{worst.item}"
    months = 100.0 * np.mean(result.series(name)[name], axis=1)
    told = mean_interval(months, unit=f"{PERCENT} of months", together=result.together)
    label = within(worst.label)
    whole = f"{worst.owner_title} out of {label}: {told}"
    return whole if len(whole) <= HEADLINE else headline(label, f": {told}", "Out of ")
