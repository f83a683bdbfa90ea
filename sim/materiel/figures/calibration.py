"""A calibration in figures: what the record says of each parameter, what draws report of the training window, and ranks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.finding import headline
from materiel.figures.fit import caption, legend_above
from materiel.figures.timeline import BANDS, axis_date, date_axis
from materiel.lab.calibration.check import BINS, Ranks
from materiel.lab.calibration.predictive import Predicted
from materiel.lab.calibration.report import Told
from materiel.lab.record.rows import Recorded

_COLUMNS = 4
_PRIOR = 1.645


@style.as_written
def draw_parameters(told: Sequence[Told], ax: Axes | None = None) -> Axes:
    """5 to 95 % of each parameter's normal score: prior behind, posterior before it; hollow where nothing was learnt."""
    ax = style.axes(ax, (9.0, max(3.2, 0.19 * len(told) + 1.6)))
    at = np.arange(len(told))[::-1]
    ax.barh(at, 2 * _PRIOR, left=-_PRIOR, height=0.8, color=style.OUTER, label="prior, 5 to 95 %")
    for informed, colour, label in ((True, style.BLUE, "posterior, 5 to 95 %"), (False, style.FAINT, "not informed")):
        rows = [k for k, t in enumerate(told) if t.informed == informed]
        if not rows:
            continue
        low, middle, high = np.array([told[k].scores for k in rows]).T
        ax.hlines(at[rows], low, high, color=colour, linewidth=2.2, label=label)
        ax.plot(middle, at[rows], "o", color=colour, markersize=3.5, markerfacecolor=colour if informed else "white")
    names = [f"{t.prior.block.replace('_', ' ')}: {style.fitted(t.prior.title, 60)}".removeprefix(": ") for t in told]
    ax.set_yticks(at, names, fontsize=7)
    ax.set(ylim=(-1, len(told)), xlim=(-3.2, 3.2), xlabel="normal score under the prior")
    ax.legend(loc="upper left", bbox_to_anchor=(0.0, -0.5 / max(1.6, 0.19 * len(told))), ncols=3)
    count = sum(t.informed for t in told)
    ax.set_title(headline("", f"The record informs {count} of {len(told)} parameters"))
    return ax


@style.as_written
def draw_predictive(predicted: Sequence[Predicted], record: Recorded, until: date, ax: Axes | None = None) -> Axes:
    """A panel a series: bands of what draws from the posterior report, and the record, over the training window."""
    columns = min(_COLUMNS, len(predicted))
    rows = -(-len(predicted) // columns)
    ax = style.axes(ax, (max(7.0, 4.1 * columns), 2.9 * rows + 1.0))
    style.empty(ax)
    panel = ax
    for panel, p in zip(style.panels(ax, len(predicted), columns, top=1.0 - 0.12 / rows), predicted, strict=True):
        ends = _ends(record, len(p.record))
        have = ~np.isnan(p.runs).all(axis=0)
        for low, high, colour, label in BANDS:
            bounds = np.nanquantile(p.runs[:, have], (low, high), axis=0)
            panel.fill_between(ends[have], *bounds, color=colour, linewidth=0, label=label.replace("runs", "draws"))
        panel.plot(ends, p.record, "o-", color=style.VERMILION, markersize=3.5, linewidth=0.9, label="record")
        panel.set_ylim(bottom=0)
        date_axis(panel, ends[0], ends[-1], 4)
        panel.set_xlabel("")
        panel.set_ylabel(style.fitted(record.series[p.series].unit, 30), fontsize=7.5)
        panel.set_title(style.fitted(record.series[p.series].title, 50), fontsize=8.5)
    legend_above(ax, *panel.get_legend_handles_labels(), 4)
    months = sum(int(np.sum(~np.isnan(p.record))) for p in predicted)
    inside = sum(p.inside(0.9) * int(np.sum(~np.isnan(p.record))) for p in predicted) / months
    ax.set_title(
        headline("", f"5 to 95 % of draws hold {100 * inside:.0f} % of the {months} months they were trained on")
    )
    caption(ax, f"Draws trained to {until}.")
    return ax


def _ends(record: Recorded, months: int) -> np.ndarray:
    start = record.start
    ends = [start.year * 12 + start.month + k for k in range(months)]
    return np.array([axis_date(date(m // 12, m % 12 + 1, 1)) for m in ends])


@style.as_written
def draw_ranks(ranks: Sequence[Ranks], told: Sequence[Told], ax: Axes | None = None) -> Axes:
    """A histogram a parameter: where the truth ranks in the posterior that its own pseudo-record gives."""
    names = {t.prior.name: t.prior.title for t in told}
    columns = min(8, len(ranks))
    rows = -(-len(ranks) // columns)
    ax = style.axes(ax, (max(7.0, 1.9 * columns), 1.25 * rows + 0.8))
    style.empty(ax)
    for panel, r in zip(style.panels(ax, len(ranks), columns, top=1.0 - 0.15 / rows, gap=0.02), ranks, strict=True):
        expected = len(r.ranks) / BINS
        panel.bar((np.arange(BINS) + 0.5) / BINS, r.counts, width=1.0 / BINS, color=style.INNER, edgecolor="white")
        panel.axhline(expected, color=style.INK, linewidth=0.9, linestyle=(0, (4, 3)))
        panel.set(xlim=(0, 1), xticks=[], yticks=[])
        panel.set_title(f"{style.fitted(names.get(r.name, r.name), 34)}\np = {r.p:.2f}", fontsize=6)
    low = sum(r.p <= 0.01 for r in ranks)
    records = len(ranks[0].ranks)
    ax.set_title(headline("", f"{low} of {len(ranks)} parameters have ranks that are uneven (p of 0.01 or less)"))
    caption(ax, f"Ranks over {records} pseudo-records; even ranks have bars at the height of the dashed line.")
    return ax
