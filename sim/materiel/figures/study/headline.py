"""Titles as wide as the room that is left for them."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from materiel.figures import style

_LETTER = 0.08
"""Mean width of a letter of a title, inches."""
_LEAST = 30


def headline(ax: Axes, text: str) -> None:
    """Write the title from the left edge of the axes to the right edge of the figure, on as many lines as it needs."""
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    room = figure.get_figwidth() - float(ax.get_window_extent().x0) / figure.dpi
    ax.set_title(style.wrap(text, max(_LEAST, int(room / _LETTER) - 1)))
