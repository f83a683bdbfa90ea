"""Regret over futures: what each candidate loses to whichever is best in the future that comes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from materiel.figures import style
from materiel.figures.study.estimates import Estimates, below, estimates
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken
from materiel.lab.analysis.means import grouped
from materiel.lab.analysis.regret import Regret, Regretted, regret
from materiel.lab.study.answers import Answers
from materiel.lab.study.comparison import drawn, together
from materiel.lab.wording import HEADLINE, fitted, number, ranged, within

MOST = 24


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """Rows are candidates, the least maximum regret first; columns futures, the hardest (by the best mean) last."""
    if len(answers.futures) < 2 or len(answers.candidates) < 2:
        raise style.NothingToDraw("regret needs at least two candidates and two futures")
    found = estimates(answers, metric)
    lost = regret(
        grouped(answers.values(found.metric.name), together(answers)), found.metric.better, drawn=drawn(answers)
    )
    order = [int(k) for k in np.argsort(lost.largest.estimate, kind="stable")][:MOST]
    best = (found.sign * found.found.by_future).max(axis=0)
    columns = np.argsort(-best, kind="stable")
    cells = lost.by_future[order][:, columns]
    ax = style.axes(ax, (10.5, max(3.0, 1.7 + 0.33 * len(order))))
    image = ax.imshow(cells, cmap="cividis_r", aspect="auto", vmin=0.0)
    ax.grid(False)
    ax.set_yticks(range(len(order)), [broken(answers.called(k), 40, 2) for k in order])
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
    finding, caption = _finding(found, lost, order)
    headline(ax, finding, below(found, caption, "intervals are of chance"))
    return ax


def _finding(found: Estimates, lost: Regret, order: Sequence[int]) -> tuple[str, str]:
    """Who loses least in any future, if that is shown against every other; against the reference or the next below it."""
    answers, first = found.answers, order[0]
    names = {"inside": within(found.metric.title), "one": answers.called(first)}
    others = np.arange(len(lost.behind.low)) != first
    rivals = int((lost.behind.low[others] <= 0.0).sum())
    told = _told(lost.largest, first)
    if rivals:
        ways = [f"No candidate is shown to lose least in {{inside}}: {{one}} at most {told} in any future",
                f"No candidate is shown to lose least in {{inside}}: {{one}} {told}"]  # fmt: skip
    else:
        ways = [f"{{one}} loses least in {{inside}}: at most {told} in any future",
                f"{{one}} loses least in {{inside}}: at most {told}"]  # fmt: skip
    reference = answers.reference if answers.reference != first else order[1]
    caption = f"{answers.called(reference)} loses at most {_told(lost.largest, reference)}"
    doubt = f"; {rivals} of {len(others) - 1} others may lose no more" if rivals else ""
    return fitted(ways, names, HEADLINE), f"{names['one']} loses at most {told} in any future, {caption}{doubt}"


def _told(part: Regretted, candidate: int) -> str:
    low, high = float(part.low[candidate]), float(part.high[candidate])
    if high == low:
        return number(float(part.estimate[candidate]))
    return ranged(float(part.estimate[candidate]), low, high)
