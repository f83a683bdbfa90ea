"""Regret over futures: what each candidate loses to whichever is best in the future that comes."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from materiel.figures import style
from materiel.figures.naming import within
from materiel.figures.study.estimates import estimates, name_of, runs
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken, number, ranged
from materiel.lab.analysis.means import grouped
from materiel.lab.analysis.regret import Regretted, regret
from materiel.lab.study.answers import Answers
from materiel.lab.study.comparison import together

MOST = 24


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """Rows are candidates, the least maximum regret first; columns futures, the hardest (by the best mean) last."""
    if len(answers.futures) < 2 or len(answers.candidates) < 2:
        raise style.NothingToDraw("regret needs at least two candidates and two futures")
    found = estimates(answers, metric)
    lost = regret(grouped(answers.values(found.metric.name), together(answers)), found.metric.better)
    order = [int(k) for k in np.argsort(lost.largest.estimate, kind="stable")][:MOST]
    best = (found.sign * found.found.by_future).max(axis=0)
    columns = np.argsort(-best, kind="stable")
    cells = lost.by_future[order][:, columns]
    ax = style.axes(ax, (10.5, max(3.0, 1.7 + 0.33 * len(order))))
    image = ax.imshow(cells, cmap="cividis_r", aspect="auto", vmin=0.0)
    ax.grid(False)
    ax.set_yticks(range(len(order)), [broken(name_of(answers, k), 40, 2) for k in order])
    ax.set_xticks([])
    ax.set_xlabel(f"{len(columns)} futures, from the one that the best candidate masters best to the hardest")
    for row, candidate in enumerate(order):
        ax.annotate(
            f"{_told(lost.largest, candidate)}", (1.01, row), xycoords=("axes fraction", "data"), va="center", fontsize=7.5,
            annotation_clip=False,
        )  # fmt: skip
    ax.annotate("largest (95 %)", (1.01, -0.47), xycoords=("axes fraction", "data"), va="center", fontsize=7.5,
                style="italic", annotation_clip=False)  # fmt: skip
    for row, column in zip(*np.nonzero(cells == 0.0), strict=True):
        ax.plot([column], [row], marker=".", markersize=3, color="black")
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    unit = f" ({found.metric.unit})" if found.metric.unit else ""
    figure.colorbar(
        image,
        ax=ax,
        label=f"regret in {within(found.metric.title)}{unit}\ndot: best in that future",
        pad=0.18,
        shrink=0.9,
    )
    first = order[0]
    reference = answers.reference if answers.reference != first else order[1]
    headline(
        ax,
        f"Least regret in {within(found.metric.title)}: {name_of(answers, first)} loses at most "
        f"{_told(lost.largest, first)} in any of {len(columns)} futures, {name_of(answers, reference)} "
        f"{_told(lost.largest, reference)}; 95 % intervals of chance, {runs(found)}",
    )
    return ax


def _told(part: Regretted, candidate: int) -> str:
    low, high = float(part.low[candidate]), float(part.high[candidate])
    if high == low:
        return number(float(part.estimate[candidate]), 0.0)
    return ranged(float(part.estimate[candidate]), low, high)
