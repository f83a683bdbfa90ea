"""A backcast against the record: one series a figure, and the histogram of probability integral transforms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from materiel.figures import style
from materiel.figures.finding import headline
from materiel.figures.fit import caption, legend_above
from materiel.figures.timeline import fan, quantile, small, times
from materiel.lab.backcast.judge import Score, Windows, summary
from materiel.lab.backcast.scores import BINS
from materiel.lab.record.rows import Recorded
from materiel.lab.result import Result
from materiel.metrics.reading import Series

_WORDS = {"train": "in training", "test": "in test"}
_COLUMNS = 4


@style.as_written
def draw_series(
    result: Result, recorded: Recorded, at: Windows, name: str, scores: Sequence[Score], ax: Axes | None = None
) -> Axes:
    """Bands of the observed series over replications, and the record; what was not known in training is hollow."""
    ax = style.axes(ax, (9.0, 4.4))
    spec = recorded.series[name]
    _paint(ax, result, recorded, at, name)
    ax.set_ylabel(style.fitted(spec.unit, 40))
    ax.legend(loc="upper left", bbox_to_anchor=(0.0, -0.16), ncols=5)
    last = scores[-1]
    ax.set_title(headline(spec.title, f": 5 to 95 % of runs hold {_inside(last, ' months')}"))
    caption(ax, f"{style.fitted(spec.title, 160)}. In the band of 5 to 95 % of runs: {_finding(scores)}.")
    return ax


@style.as_written
def draw_overview(
    result: Result, recorded: Recorded, at: Windows, scores: Sequence[Score], ax: Axes | None = None
) -> Axes:
    """A small panel for every series that has rows."""
    names = list(dict.fromkeys(score.series for score in scores))
    columns = min(_COLUMNS, len(names))
    rows = -(-len(names) // columns)
    ax = style.axes(ax, (max(7.0, 4.1 * columns), 2.9 * rows + 1.0))
    style.empty(ax)
    for panel, name in zip(style.panels(ax, len(names), columns, top=1.0 - 0.12 / rows), names, strict=True):
        _paint(panel, result, recorded, at, name)
        small(panel, result)
        panel.set_ylabel(style.fitted(recorded.series[name].unit, 30), fontsize=7.5)
        inside = [_inside(s) for s in scores if s.series == name]
        panel.set_title(f"{style.fitted(recorded.series[name].title, 50)}\n{', '.join(inside)}", fontsize=8.5)
    handles, labels = panel.get_legend_handles_labels()
    legend_above(ax, handles, labels, 5)
    told = summary(scores)
    window = "test" if "test" in told else "train"
    all_ = told[window]
    ax.set_title(
        headline(
            "", f"5 to 95 % of runs hold {100 * all_['cover90']:.0f} % of {all_['n']} recorded months {_WORDS[window]}"
        )
    )
    caption(
        ax,
        f"{all_['series']} series; 25 to 75 % of runs hold {100 * all_['cover50']:.0f} %. Above each panel: how many months "
        "the band of 5 to 95 % of runs holds.",
    )
    return ax


def _inside(score: Score, months: str = "") -> str:
    """How many months of a window the wide band holds."""
    return f"{round(score.n * score.cover90)} of {score.n}{months} {_WORDS[score.window]}"


def _paint(ax: Axes, result: Result, recorded: Recorded, at: Windows, name: str) -> None:
    """Bands, record, and the border between training and test."""
    ensemble = result.series(name)[name]
    ends, came = times(result), recorded.values(name, at.months)
    known = recorded.until(at.train_until).values(name, at.months)
    fan(ax, result, ensemble, label="median of runs")
    later = np.where(np.isnan(known), came, np.nan)
    if not recorded.series[name].points:
        ax.plot(ends, came, color=style.VERMILION, linewidth=1.0)
    dots: dict[str, Any] = {"color": style.VERMILION, "marker": "o", "linestyle": "", "markersize": 4.0}
    ax.plot(ends, known, **dots, label="record, known in training")
    ax.plot(ends, later, **dots, markerfacecolor="white", label="record, only later")
    if at.first_test_month < at.months:
        border = ends[at.first_test_month - 1]
        ax.axvline(border, color=style.INK, linewidth=0.9, linestyle=(0, (4, 3)))
        ax.annotate(
            "test", (border, 1.0), xycoords=("data", "axes fraction"), xytext=(4, -3), textcoords="offset points",
            va="top", fontsize=8,
        )  # fmt: skip
    ax.set_ylim(0, _top(ensemble, came))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}" if v == round(v) else f"{v:,.2g}"))


def _top(ensemble: Series, came: Series) -> float:
    highest = float(np.nanmax([np.nanmax(quantile(ensemble, 0.95)), np.nanmax(came, initial=0.0)]))
    return 1.08 * highest if highest > 0.0 else 1.0


def _finding(scores: Sequence[Score]) -> str:
    parts = []
    for score in scores:
        parts.append(_inside(score, " months"))
        if score.window == "test" and score.better is not None:
            parts[-1] += (
                ", and the forecast is " + ("better" if score.better else "not better") + " than both naive ones"
            )
    return "; ".join(parts)


@style.as_written
def draw_pit(scores: Sequence[Score], ax: Axes | None = None) -> Axes:
    """A panel a window: where in the forecasts the record fell, over all series and months."""
    told = summary(scores)
    shown = [window for window in ("train", "test") if window in told]
    ax = style.axes(ax, (9.0, 3.8))
    style.empty(ax)
    edges = np.linspace(0.0, 1.0, BINS + 1)
    for panel, window in zip(style.panels(ax, len(shown), len(shown), top=1.06), shown, strict=True):
        heights = BINS * np.array(told[window]["pit"])
        panel.bar(edges[:-1], heights, width=1.0 / BINS, align="edge", color=style.INNER, edgecolor="white")
        panel.axhline(1.0, color=style.INK, linewidth=1.0, linestyle=(0, (4, 3)))
        panel.set(xlim=(0, 1), xlabel="share of runs below the record (PIT)", ylabel="density")
        panel.set_title(
            f"{_WORDS[window].capitalize()}: {told[window]['n']} months of {told[window]['series']} series", fontsize=9
        )
    last = told[shown[-1]]
    ends = last["pit"][0] + last["pit"][-1]
    found = f"{100 * ends:.0f} % of the record is in the outermost tenths of the forecasts {_WORDS[shown[-1]]}"
    ax.set_title(headline("", found))
    caption(ax, "Forecasts whose spread is right have 20 % there, and bars at the height of the dashed line.")
    return ax
