"""Candidates by each metric of a study: means with intervals, from the best down."""

from __future__ import annotations

import contextlib

from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.study.estimates import Estimates, below, estimates
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken, marks
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.study.answers import Answers

MOST, COLUMNS = 20, 4


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """A panel a metric, a row a candidate: mean over futures with its interval; the reference as a line through each panel.

    A small upright mark is the median of a candidate's runs, where they are skewed. Rows run from the best by the metric asked
    for, which stands first; the headline is the verdict by it.
    """
    if len(answers.candidates) < 2:
        raise style.NothingToDraw("the study has one candidate")
    main = estimates(answers, metric, partial=True)
    names = [main.metric.name, *(n for n in answers.metrics if n != main.metric.name)]
    found = [main, *_others(answers, names[1:])]
    order = main.order[:MOST]
    columns = min(len(found), COLUMNS)
    rows = -(-len(found) // columns)
    height = max(2.4, 0.30 * len(order) + 0.9)
    ax = style.axes(ax, (10.0, 1.2 + rows * height))
    style.empty(ax)
    skew = False
    for k, (panel, each) in enumerate(
        zip(
            style.panels(ax, len(found), columns, -0.12 if rows == 1 else -0.05, 1.1 if rows == 1 else 1.02, 0.04),
            found,
            strict=True,
        )
    ):
        skew |= _panel(panel, each, order)
        labels = [broken(answers.called(c), 30, 2) for c in order] if k % columns == 0 else [""] * len(order)
        panel.set_yticks(range(len(order)), labels)
    rest = f"the best {MOST} of {main.candidates}" if len(order) < main.candidates else ""
    median = "upright marks: medians of skewed runs" if skew else ""
    headline(ax, main.ranked.standing.verdict, below(main, rest, median))
    return ax


def _others(answers: Answers, metrics: list[str]) -> list[Estimates]:
    """Estimates of other metrics, of those that some candidate has values of."""
    found = []
    for name in metrics:
        with contextlib.suppress(AnalysisError):
            found.append(estimates(answers, name, partial=True))
    return found


def _panel(panel: Axes, each: Estimates, order: list[int]) -> bool:
    """Whether some candidate's runs are skewed."""
    reference = each.of([each.answers.reference])
    panel.axvline(reference.value, color=style.FAINT, linewidth=1.0, linestyle=(0, (4, 2)))
    skew = False
    for row, candidate in enumerate(order):
        it = each.of([candidate])
        own = candidate == each.answers.reference
        panel.errorbar(
            [it.value], [row], xerr=[it.half], color=style.INK if own else style.BLUE, marker="D" if own else "o",
            markersize=4.5, capsize=2.5, linewidth=1.2, linestyle="",
        )  # fmt: skip
        if (median := each.median(candidate)) is not None:
            panel.plot([median], [row], marker="|", markersize=9, color=style.VERMILION, linestyle="")
            skew = True
    panel.set_ylim(len(order) - 0.5, -0.5)
    panel.xaxis.set_major_formatter(marks())
    panel.tick_params(axis="x", labelrotation=0, labelsize=7)
    panel.locator_params(axis="x", nbins=4)
    way = {"higher": "better \N{RIGHTWARDS ARROW}", "lower": "\N{LEFTWARDS ARROW} better"}.get(each.metric.better, "")
    panel.set_xlabel(f"{broken(each.metric.label, 26)}\n{way}", fontsize=8)
    return skew


def ahead(found: Estimates) -> int:
    """The candidate to hold against the reference: the first, or the next if the reference is the first."""
    reference = found.answers.reference
    return next((k for k in found.order if k != reference), reference)
