"""How all figures look: few colours that the colour-blind and a grey printer tell apart, and panels that nest in axes."""

from __future__ import annotations

import functools
import math
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, cast

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

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
FAINT, TEXT = "#8a8a8a", "#4d4d4d"
SIZE = (9.0, 5.6)
STEPS = (1, 2, 2.5, 5, 10)
"""Round numbers by which marks on axes go."""

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
    "text.parse_math": False,
    "text.usetex": False,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
}
_AS_WRITTEN = {key: SETTINGS[key] for key in ("text.parse_math", "text.usetex")}
_P = ParamSpec("_P")


class NothingToDraw(ValueError):
    """The result does not hold what the figure shows."""


def as_written(draw: Callable[_P, Axes]) -> Callable[_P, Axes]:
    """A figure on which every text stands as it is written: a title such as `$5bn of $6bn` is no formula.

    All figures of all tables pass through here, and through `axes`, so that no text of a world, a study or a record is
    parsed, whoever draws them and with whatever settings.
    """

    @functools.wraps(draw)
    def drawn(*args: _P.args, **kwargs: _P.kwargs) -> Axes:
        with matplotlib.rc_context(cast(Any, _AS_WRITTEN)):
            return _unparsed(draw(*args, **kwargs))

    return drawn


def _unparsed(ax: Axes) -> Axes:
    """Axes whose texts, those of their panels included, are not read as formulas."""
    for text in cast(list[Text], ax.findobj(Text)):
        text.set_parse_math(False)
        text.set_usetex(False)
    return ax


def axes(ax: Axes | None, size: tuple[float, float] = SIZE) -> Axes:
    """The axes to draw on: those given, or new ones on a figure of their own."""
    if ax is not None:
        return _unparsed(ax)
    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def panels(ax: Axes, count: int, columns: int, below: float = 0.0, top: float = 1.0, gap: float = 0.07) -> list[Axes]:
    """So many panels in rows within axes, between the heights `below` and `top`, `gap` between columns (shares of the axes)."""
    rows = max(1, math.ceil(count / columns))
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


def letters(text: str) -> int:
    """How many letters wide a text is: Chinese, Japanese and Korean ones take twice the room.

    >>> letters("depot"), letters("弹药库")
    (5, 6)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrap(title: str, width: int = 108) -> str:
    r"""A title on as many lines as it needs.

    >>> wrap("one two three", 8)
    'one two\nthree'
    """
    lines = [""]
    for word in title.split():
        if lines[-1] and letters(lines[-1]) + 1 + letters(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def fitted(text: str, width: int) -> str:
    """A text in one line of at most so many letters; what does not fit is cut, at a word where that leaves half of it.

    >>> fitted("one  two three", 20), fitted("one two three four", 14), fitted("onetwothreefour", 8)
    ('one two three', 'one two three…', 'onetwot…')
    """
    text = " ".join(text.split())
    if letters(text) <= width:
        return text
    kept = ""
    for letter in text:
        if letters(kept + letter) >= width:
            break
        kept += letter
    if text[len(kept)] != " " and kept.rfind(" ") >= len(kept) // 2:
        kept = kept[: kept.rfind(" ")]
    return kept.rstrip(" ,;:") + "…"


def spread_labels(heights: Sequence[float], gap: float) -> list[float]:
    """Heights for labels at line ends, at least `gap` apart in their order, as near to where they belong as that lets them.

    >>> spread_labels([0.5, 0.5, 0.9], 0.1)
    [0.45, 0.55, 0.9]
    """
    order = sorted(range(len(heights)), key=lambda k: heights[k])
    groups: list[list[float]] = []  # centre of a group of labels that touch, and how many there are
    for k in order:
        groups.append([heights[k], 1.0])
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < gap * (groups[-1][1] + groups[-2][1]) / 2:
            (a, many), (b, more) = groups[-2], groups.pop()
            groups[-1] = [(a * many + b * more) / (many + more), many + more]
    at = [middle + gap * (k - (count - 1) / 2) for middle, count in groups for k in range(int(count))]
    placed = list(heights)
    for k, height in zip(order, at, strict=True):
        placed[k] = round(height, 12)
    return placed
