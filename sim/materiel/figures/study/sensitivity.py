"""Which factors matter, by the indices of a study's design: Sobol shares of variance, or elementary effects."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken, marks
from materiel.lab.analysis.jackknife import Estimated
from materiel.lab.analysis.morris import Morris
from materiel.lab.analysis.sobol import Sobol
from materiel.lab.study.answers import Answers
from materiel.lab.study.influence import Influence, has_indices, influence

MOST = 16


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """Bars of total and first-order indices (saltelli), or mean size of effects against their spread (morris), of the reference."""
    if not has_indices(answers):
        raise style.NothingToDraw("the study has no design of kind morris or saltelli")
    every = influence(answers, metric)
    parts = [p for p in every if p.found is not None]
    if not parts:
        raise style.NothingToDraw(every[0].verdict.sentence(None))
    rows = max(min(MOST, len(p.factors)) for p in parts)
    ax = style.axes(ax, (10.0, 1.6 + max(2.6, 0.42 * rows)))
    style.empty(ax)
    panels = style.panels(ax, len(parts), len(parts), -0.1, 1.06, 0.32)
    for panel, part in zip(panels, parts, strict=True):
        _bars(panel, answers, part)
    others = [p.verdict.sentence(None) + "." for p in every[1:]]
    headline(
        ax, every[0].verdict, " ".join([*others, "95 % intervals over design and chance, for all factors at once."])
    )
    return ax


def _bars(panel: Axes, answers: Answers, part: Influence) -> None:
    found, main = part.found, part.main
    assert found is not None and main is not None
    order = [int(k) for k in np.argsort(-main.estimate, kind="stable")][:MOST]
    at = np.arange(len(order))
    bars: tuple[tuple[Estimated, str, str, str], ...]
    if isinstance(found, Sobol):
        bars = (
            (found.total, style.BLUE, "", "with all others (total)"),
            (found.first, style.ORANGE, "////", "alone (first order)"),
        )
        panel.set_xlabel("share of the variance of the expected value")
    else:
        bars = (
            (found.mu_star, style.BLUE, "", "mean size of effects"),
            (found.sigma, style.ORANGE, "////", "spread of effects"),
        )
        panel.set_xlabel(broken(f"effect over the whole range on {part.metric.label}", 60))
    for k, (by, colour, hatch, word) in enumerate(bars):
        value = by.estimate[order]
        off = np.abs(np.stack([value - by.low[order], by.high[order] - value]))
        panel.barh(
            at + 0.2 * (2 * k - 1), value, height=0.36, color=colour, hatch=hatch, edgecolor="white", linewidth=0.4, xerr=off,
            error_kw={"ecolor": style.INK, "elinewidth": 0.9, "capsize": 2.0}, label=word,
        )  # fmt: skip
    if isinstance(found, Morris) and np.isfinite(found.floor).all():
        panel.plot(
            found.floor[order],
            at - 0.2,
            linestyle="",
            marker="|",
            markersize=11,
            color=style.VERMILION,
            label="by chance alone",
        )
    panel.set_yticks(at, [broken(answers.name_of(part.factors[k]), 32, 2) for k in order])
    panel.set_ylim(len(order) - 0.4, -0.6)
    panel.axvline(0.0, color=style.INK, linewidth=0.8)
    panel.xaxis.set_major_formatter(marks())
    panel.legend(loc="lower right")
    panel.set_title(broken(f"{part.kind} of {part.of}", 48, 2), fontsize=9)
