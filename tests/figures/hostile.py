"""Titles that a parser of formulas would choke on, and the check that figures show them as they are written."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from materiel.figures.save import save

BEGINNING = "$x_{$"
HOSTILE = BEGINNING + r" 50% & <b> \frac{ 弹药库 Склад_1 US$ ^2"
_KEYS = ("title", "titles", "unit")


def made_hostile(told: Any, key: str = "") -> Any:
    """The same data with every title and unit hostile; each stays different from the others if it was."""
    if isinstance(told, dict):
        below = key if key == "titles" else ""
        return {k: made_hostile(v, below or k) for k, v in told.items()}
    if isinstance(told, list):
        return [made_hostile(v) for v in told]
    return f"{HOSTILE} {told}" if isinstance(told, str) and key in _KEYS else told


def assert_as_written(draw: Callable[[Axes | None], Axes], folder: Path) -> None:
    """Drawn by itself or on axes that are given, with whatever settings, no text is parsed; the file holds the text as written."""
    given = Figure().add_subplot()
    given.set_xlabel(HOSTILE)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph|figure: no font")
        assert parsed(draw(given)) == []
        with matplotlib.rc_context({"svg.fonttype": "none"}):
            (file,) = save(lambda: draw(None), folder / "figure", ("svg",))
    written = "".join(ElementTree.parse(file).getroot().itertext())
    assert BEGINNING in "".join(written.split())


def parsed(ax: Axes) -> list[str]:
    """Texts of axes that have been laid out and would be read as formulas (numbers at marks, which come with the drawing, are none)."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    texts = (text for text in ax.findobj(Text) if isinstance(text, Text))
    return [text.get_text() for text in texts if "$" in text.get_text() and text.get_parse_math()]
