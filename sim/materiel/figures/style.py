"""How all figures look: few colours that the colour-blind and a grey printer tell apart, and panels that nest in axes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# M. Okabe and K. Ito, "Color universal design" (2008), from dark to light; each goes with a dash of its own
INK, BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE = (
    "#1a1a1a",
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#e69f00",
    "#56b4e9",
    "#cc79a7",
)
LINES: tuple[tuple[str, Any], ...] = (
    (INK, "-"),
    (BLUE, (0, (6, 2))),
    (VERMILION, (0, (2, 1.5))),
    (GREEN, (0, (7, 2, 1.5, 2))),
    (PURPLE, (0, (1, 1))),
    (ORANGE, (0, (4, 1.5, 1, 1.5, 1, 1.5))),
    (SKY, (0, (10, 3))),
)
OUTER, INNER = "#c9ddec", "#86b4d6"
"""Fills of the 90 % and the 50 % band: light and middle grey when printed without colour."""
FAINT = "#8a8a8a"
SIZE = (9.0, 5.6)

SETTINGS: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.labelsize": 9,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "grid.alpha": 0.35,
    "grid.linewidth": 0.6,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "svg.hashsalt": "materiel",
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
}


class NothingToDraw(ValueError):
    """The result does not hold what the figure shows."""


def axes(ax: Axes | None, size: tuple[float, float] = SIZE) -> Axes:
    """The axes to draw on: those given, or new ones on a figure of their own."""
    if ax is not None:
        return ax
    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def panels(ax: Axes, count: int, columns: int, below: float = 0.0, top: float = 1.0, gap: float = 0.07) -> list[Axes]:
    """So many panels in rows within axes, between the heights `below` and `top`, `gap` between columns (shares of the axes)."""
    rows = math.ceil(count / columns)
    width, height = (1.0 - gap * (columns - 1)) / columns, (top - below) / rows
    found = []
    for k in range(count):
        row, column = divmod(k, columns)
        bottom = top - (row + 1) * height + 0.14 * height
        found.append(ax.inset_axes((column * (width + gap), bottom, width, 0.74 * height)))
    return found


def empty(ax: Axes) -> None:
    """Keep only the title of axes whose panels carry the picture."""
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    for side in ax.spines.values():
        side.set_visible(False)


def wrap(title: str, width: int = 108) -> str:
    r"""A title on as many lines as it needs.

    >>> wrap("one two three", 8)
    'one two\nthree'
    """
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def spread_labels(heights: Sequence[float], gap: float) -> list[float]:
    """Heights for labels at line ends, moved apart by at least `gap`, in their order.

    >>> spread_labels([0.5, 0.5, 0.9], 0.1)
    [0.5, 0.6, 0.9]
    """
    order = sorted(range(len(heights)), key=lambda k: heights[k])
    placed = list(heights)
    for below, above in itertools.pairwise(order):
        placed[above] = max(placed[above], round(placed[below] + gap, 12))
    return placed
