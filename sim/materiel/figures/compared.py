"""Policies of one world laid over each other: a series by month, and below it the paired difference to the first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.naming import series_title
from materiel.figures.study.headline import headline
from materiel.figures.timeline import label_time, quantile, times
from materiel.lab.analysis.overtime import OverTime, over_time
from materiel.lab.analysis.peaks import peak
from materiel.lab.analysis.verdict import CONFIDENCE
from materiel.lab.differences import common, differences, titles_of
from materiel.lab.errors import LabError
from materiel.lab.measures import metric_named
from materiel.lab.result import Result
from materiel.metrics.reading import Series
from materiel.scenario.paths import nearest

MOST = len(style.LINES)


@style.as_written
def draw(results: Sequence[Result], ax: Axes | None = None, *, series: str = "readiness") -> Axes:
    """Mean and the band of 5 to 95 % of runs of each policy; below, each policy less the first, with its simultaneous band.

    Raises LabError for a series that the results have not, or for more policies than can be told apart.
    """
    titles = titles_of(results)
    if len(results) > MOST:
        raise LabError(f"expected at most {MOST} results to lay over each other, got {len(results)}")
    values = _values(results, series)
    rows = 0.21 * (len(results) + 1)  # inches of the legend between the panels
    ax = style.axes(ax, (9.4, 8.2 + rows))
    style.empty(ax)
    inch = 1.0 / (6.9 + rows)
    main = ax.inset_axes((0.0, 1.0 - 3.75 * inch, 1.0, 3.65 * inch))
    below = ax.inset_axes((0.0, 0.0, 1.0, 1.0 - (4.45 + rows) * inch))
    at, name, unit = times(results[0]), series_title(results[0], series), _unit(series)
    for k, (runs, title) in enumerate(zip(values, titles, strict=True)):
        colour, dashes = style.LINES[k]
        low, high = quantile(runs, 0.05), quantile(runs, 0.95)
        main.fill_between(at, low, high, color=colour, alpha=0.13, linewidth=0)
        for edge in (low, high):
            main.plot(at, edge, color=colour, linestyle=dashes, linewidth=0.5, alpha=0.7)
        main.plot(at, _mean(runs), color=colour, linestyle=dashes, linewidth=1.7, label=title)
    main.set(ylabel=f"{name} ({unit})" if unit else name, xlim=(at[0], at[-1]))
    main.set_ylim(min(0.0, main.get_ylim()[0]), 1.02 if unit.startswith("share") else None)
    main.legend(loc="upper left", bbox_to_anchor=(0.0, -0.13), ncols=1, title="mean; band: 5 to 95 % of runs", title_fontsize=8,
                alignment="left")  # fmt: skip
    label_time(main, results[0])
    bands = _bands(results, values)
    for k, band in enumerate(bands, start=1):
        colour, dashes = style.LINES[k]
        below.fill_between(at, band.low, band.high, color=colour, alpha=0.2, linewidth=0)
        below.plot(at, band.estimate, color=colour, linestyle=dashes, linewidth=1.5)
    below.axhline(0.0, color=style.FAINT, linewidth=0.9)
    below.set(ylabel="difference to the first" + (f" ({unit})" if unit else ""), xlim=(at[0], at[-1]))
    label_time(below, results[0])
    finding, caption = peak(dict(zip(titles[1:], bands, strict=True)), name, unit, results[0].periods)
    count = f"{values.shape[1]} replications of each on the same chance"
    means = [d.verdict.sentence(None) for d in differences(results, only=f"mean_{series}")]
    joint = f"95 % bands hold in all periods and for all policies at once, {count}"
    headline(ax, finding, "; ".join([caption, *means, joint]) + ".")
    return ax


def _values(results: Sequence[Result], series: str) -> Series:
    """A series under each policy, of shape (policies, replications, periods): the replications that all of them have."""
    for result in results:
        if series not in (names := result.names()):
            near = nearest(series, names)
            hint = f"; the nearest is {near}" if near else ""
            raise LabError(f"{result.folder}: expected the series {series}, got none{hint}")
    rows, _ = common(results)
    if len(rows[0]) < 2:
        raise LabError(f"expected at least 2 replications that all results have, got {len(rows[0])}")
    return np.array([r.series(series)[series][at] for r, at in zip(results, rows, strict=True)])


def _bands(results: Sequence[Result], values: Series) -> list[OverTime]:
    _, labels = common(results)
    others = range(1, len(values))
    return over_time(values[:, None], others, 0, CONFIDENCE, labels=labels)


def _mean(runs: Series) -> Series:
    """Mean over replications by period; not a number where none has a value."""
    there = ~np.isnan(runs)
    count = there.sum(axis=0)
    sums = np.where(there, runs, 0.0).sum(axis=0)
    return np.asarray(np.divide(sums, count, out=np.full(len(count), np.nan), where=count > 0))


def _unit(series: str) -> str:
    metric = metric_named(series)
    unit = metric.unit if metric else ""
    return "" if unit in ("as recorded", "a period") else unit
