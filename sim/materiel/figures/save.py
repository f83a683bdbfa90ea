"""Figures as files, whose bytes follow from what is drawn: no date, no version, no random ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from materiel.figures.style import SETTINGS

DPI = 150
_METADATA = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}


def save(draw: Callable[[], Axes], path: Path, formats: tuple[str, ...] = ("png", "svg")) -> list[Path]:
    """Draw in the package's style and write `path` in each format; the files. Raises OSError."""
    written = []
    with matplotlib.rc_context(cast(Any, SETTINGS)):
        figure = draw().get_figure(root=True)
        assert isinstance(figure, Figure)
        for form in formats:
            file = path.with_name(f"{path.name}.{form}")
            figure.savefig(file, format=form, dpi=DPI, metadata=_METADATA.get(form))
            written.append(file)
    return written
