"""The paired difference of policies to the reference over time, with a band that holds in all periods at once."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from materiel.figures import style
from materiel.figures.study.estimates import below, estimates
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken, marks
from materiel.figures.timeline import ends_of
from materiel.lab.analysis.overtime import OverTime, over_time
from materiel.lab.analysis.peaks import peak
from materiel.lab.analysis.verdict import CONFIDENCE
from materiel.lab.measures import metric_named
from materiel.lab.study.answers import Answers
from materiel.lab.study.comparison import drawn, series_of

MOST = 6


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None, series: str | None = None) -> Axes:
    """A panel a candidate: mean difference of a kept series to the reference, and its simultaneous band.

    Candidates are those that the metric (the main one) sets apart most; the series is that named, or the first that was kept.
    """
    kept: list[str] = list(answers.manifest["series"])
    if not kept:
        raise style.NothingToDraw("the study keeps no series (series = [...])")
    if len(answers.candidates) < 2:
        raise style.NothingToDraw("the study has one candidate")
    name = series or next(
        (s for s in kept if s == answers.manifest["metrics"][answers.metric(metric).name]["of"]), kept[0]
    )
    found = estimates(answers, metric)
    reference = answers.reference
    far = np.abs(found.found.overall - found.found.overall[reference])
    shown = [int(k) for k in np.argsort(-far, kind="stable") if k != reference][:MOST]
    values = series_of(answers, name, [reference, *shown])
    found_bands = over_time(values, range(1, len(shown) + 1), 0, CONFIDENCE, drawn=drawn(answers))
    bands = dict(zip(shown, found_bands, strict=True))
    at = ends_of(answers.manifest["periods"])
    columns = min(len(shown), 3 if len(shown) > 4 else 2)
    ax = style.axes(ax, (10.0, 1.3 + 2.8 * -(-len(shown) // columns)))
    style.empty(ax)
    panels = style.panels(ax, len(shown), columns, -0.05, 0.96)
    for k, (panel, candidate) in enumerate(zip(panels, shown, strict=True)):
        _panel(panel, at, bands[candidate], isinstance(answers.manifest["periods"][0], str))
        panel.set_title(broken(f"{answers.called(candidate)} less {answers.called(reference)}", 46, 2), fontsize=8.5)
        if k >= len(shown) - columns and isinstance(answers.manifest["periods"][0], str):
            panel.set_xlabel("end of month")
        panel.set_ylabel(broken(f"{_title(name)}, {_unit(name)}", 24) if k % columns == 0 else "")
    low, high = min(p.get_ylim()[0] for p in panels), max(p.get_ylim()[1] for p in panels)
    for panel in panels:
        panel.set_ylim(low, high)
    handles, labels = panels[0].get_legend_handles_labels()
    ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=3, borderaxespad=0.0)
    called = {answers.called(k): band for k, band in bands.items()}
    finding, caption = peak(called, _title(name), _unit(name), answers.manifest["periods"])
    headline(ax, finding, below(found, caption, "bands hold in all periods and for all candidates shown at once"))
    return ax


def _panel(panel: Axes, at: np.ndarray, band: OverTime, months: bool) -> None:
    panel.axhline(0.0, color=style.FAINT, linewidth=0.9)
    panel.fill_between(at, band.low, band.high, color=style.OUTER, linewidth=0, label="95 % band, all at once")
    panel.plot(at, band.estimate, color=style.INK, linewidth=1.4, label="mean paired difference")
    panel.set_xlim(at[0], at[-1])
    panel.yaxis.set_major_formatter(marks())
    if months:
        locator = AutoDateLocator(maxticks=5)  # type: ignore[no-untyped-call]
        panel.xaxis_date()
        panel.xaxis.set_major_locator(locator)
        panel.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    else:
        panel.set_xlabel("time from the start (days)")


def _title(series: str) -> str:
    name, _, member = series.replace("_", " ").partition("/")
    return f"{name} ({member})" if member else name


def _unit(series: str) -> str:
    metric = metric_named(series)
    return metric.unit if metric else ""
