"""The table of figures of studies. A new one is a function in one file and a line here."""

from __future__ import annotations

from typing import Protocol

from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.study import (
    best_map,
    convergence,
    difference,
    heatmap,
    parallel,
    pareto,
    policies,
    regret,
    response,
    sensitivity,
    tornado,
)
from materiel.lab.study.answers import Answers


class Draw(Protocol):
    """Draws the answers of a study by a metric (the main one for None). Raises NothingToDraw, or AnalysisError for too few runs."""

    def __call__(self, answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
        """Draw on the axes, or on new ones."""
        ...


_DRAWN: dict[str, Draw] = {
    "policies": policies.draw,
    "heatmap": heatmap.draw,
    "response": response.draw,
    "tornado": tornado.draw,
    "sensitivity": sensitivity.draw,
    "parallel": parallel.draw,
    "pareto": pareto.draw,
    "regret": regret.draw,
    "best-map": best_map.draw,
    "convergence": convergence.draw,
    "difference": difference.draw,
}
STUDY_FIGURES: dict[str, Draw] = {name: style.as_written(draw) for name, draw in _DRAWN.items()}
"""All figures of a study by name."""
