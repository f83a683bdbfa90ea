"""Captions below axes, legends above them, and titles of panels that fit the room there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from materiel.figures import style

_CAPTION, _LETTER, _LEAST = 8.0, 0.5, 40
"""Size of a caption (points), least mean width of a letter of it (share of its size), least letters a line."""
_SHORT = 8
"""Letters that a title of a panel keeps."""


def caption(ax: Axes, text: str, below: float | None = None) -> None:
    """Write what does not belong in a title below axes, as wide as they are: under their marks and panels, or `below` points.

    It comes last, when all else stands: titles of panels are cut where they would reach into the next one. What reaches beyond
    the figure would make the layout narrow the axes, at each drawing anew.
    """
    figure = _laid_out(ax)
    for panel in _within(ax):
        _cut(panel, float(panel.get_window_extent().width))
    frame, whole = ax.get_window_extent(), ax.get_tightbbox()
    assert whole is not None
    points = 72.0 / figure.dpi
    if below is None:
        below = (frame.y0 - whole.y0) * points
    width = int(frame.width * points / (_CAPTION * _LETTER))
    written = ax.annotate(
        style.wrap(text, max(_LEAST, width)), (0.0, 0.0), xycoords="axes fraction", xytext=(0.0, -below - 7.0),
        textcoords="offset points", va="top", fontsize=_CAPTION, color=style.TEXT, linespacing=1.4, annotation_clip=False,
    )  # fmt: skip
    while width > _LEAST and written.get_window_extent().width > 0.99 * frame.width:
        width -= 2
        written.set_text(style.wrap(text, max(_LEAST, width)))


def legend_above(ax: Axes, handles: Sequence[Any], labels: Sequence[str], columns: int) -> None:
    """A legend at the upper edge of axes, in so many columns or as many fewer as their width asks for."""
    _laid_out(ax)
    room = float(ax.get_window_extent().width)
    for count in range(columns, 0, -1):
        found = ax.legend(
            handles, labels, loc="upper left", bbox_to_anchor=(0.0, 0.995), ncols=count, borderaxespad=0.0,
            columnspacing=1.2, fontsize=8, frameon=False,
        )  # fmt: skip
        if found.get_window_extent().width <= room:
            return


def _laid_out(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    return figure


def _within(ax: Axes) -> list[Axes]:
    """Panels of axes, and panels of panels."""
    panels = [panel for panel in ax.child_axes if isinstance(panel, Axes)]
    return panels + [inner for panel in panels for inner in _within(panel)]


def _cut(panel: Axes, room: float) -> None:
    """Cut the lines of a panel's title until it is no wider than its room."""
    told = {panel.get_title(loc) for loc in ("left", "center")} - {""}
    for title in (child for child in panel.get_children() if isinstance(child, Text) and child.get_text() in told):
        lines = title.get_text().split("\n")
        while (most := max(map(style.letters, lines))) > _SHORT and title.get_window_extent().width > room:
            lines = [style.fitted(line, most - 1) for line in lines]
            title.set_text("\n".join(lines))
