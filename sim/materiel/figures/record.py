"""A backcast against the record: one series a figure, and the histogram of probability integral transforms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import ConciseDateFormatter, MonthLocator
from matplotlib.ticker import FuncFormatter

from materiel.figures import style
from materiel.figures.naming import within
from materiel.figures.timeline import fan, quantile, times
from materiel.lab.backcast.judge import Score, Windows, summary
from materiel.lab.backcast.scores import BINS
from materiel.lab.record.rows import Recorded
from materiel.lab.result import Result
from materiel.metrics.reading import Series

_WORDS = {"train": "in training", "test": "in test"}
_COLUMNS = 4


def draw_series(
    result: Result, recorded: Recorded, at: Windows, name: str, scores: Sequence[Score], ax: Axes | None = None
) -> Axes:
    """Bands of the observed series over replications, and the record; what was not known in training is hollow."""
    ax = style.axes(ax, (9.0, 4.4))
    spec = recorded.series[name]
    _paint(ax, result, recorded, at, name)
    ax.set_ylabel(spec.unit)
    ax.legend(loc="upper left", bbox_to_anchor=(0.0, -0.16), ncols=5)
    ax.set_title(style.wrap(f"{spec.title}: {_finding(scores)}"))
    return ax


def draw_overview(
    result: Result, recorded: Recorded, at: Windows, scores: Sequence[Score], ax: Axes | None = None
) -> Axes:
    """A small panel for every series that has rows."""
    names = list(dict.fromkeys(score.series for score in scores))
    columns = min(_COLUMNS, len(names))
    rows = -(-len(names) // columns)
    ax = style.axes(ax, (4.1 * columns, 2.5 * rows + 1.0))
    style.empty(ax)
    for panel, name in zip(style.panels(ax, len(names), columns, top=1.0 - 0.12 / rows), names, strict=True):
        _paint(panel, result, recorded, at, name)
        panel.set_xlabel("")
        panel.set_ylabel(recorded.series[name].unit, fontsize=7.5)
        inside = [f"{round(s.n * s.cover90)} of {s.n} {_WORDS[s.window]}" for s in scores if s.series == name]
        panel.set_title(f"{style.wrap(recorded.series[name].title, 50)}\n{', '.join(inside)}", fontsize=8.5)
    handles, labels = panel.get_legend_handles_labels()
    ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=5, borderaxespad=0.0)
    told = summary(scores)
    window = "test" if "test" in told else "train"
    all_ = told[window]
    ax.set_title(
        style.wrap(
            f"Of {all_['n']} months of {all_['series']} series {_WORDS[window]}, the 90 % bands hold {all_['cover90']:.0%} "
            f"and the 50 % bands {all_['cover50']:.0%}; panels say how many the 90 % band holds",
            40 * columns,
        )
    )
    return ax


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
    locator = MonthLocator((1, 7))  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    ax.set_ylim(0, _top(ensemble, came))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.0f}" if v == round(v) else f"{v:,.2g}"))


def _top(ensemble: Series, came: Series) -> float:
    highest = float(np.nanmax([np.nanmax(quantile(ensemble, 0.95)), np.nanmax(came, initial=0.0)]))
    return 1.08 * highest if highest > 0.0 else 1.0


def _finding(scores: Sequence[Score]) -> str:
    parts = []
    for score in scores:
        inside = round(score.n * score.cover90)
        parts.append(f"{inside} of {score.n} in the 90 % band {_WORDS[score.window]}")
        if score.window == "test" and score.better is not None:
            parts[-1] += ", and " + ("better" if score.better else "not better") + " than both naive forecasts"
    return within("; ".join(parts))


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
        panel.set_title(f"{window}: {told[window]['n']} months of {told[window]['series']} series", fontsize=9)
    last = told[shown[-1]]
    ends = last["pit"][0] + last["pit"][-1]
    ax.set_title(
        style.wrap(
            f"{ends:.0%} of the record lies in the outermost tenths of the forecasts, where 20 % belong "
            f"({_WORDS[shown[-1]]})"
        )
    )
    return ax
