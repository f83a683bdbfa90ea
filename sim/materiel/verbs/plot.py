"""`materiel plot`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from materiel.figures.table import FIGURES
from materiel.lab.result import Result
from materiel.verbs.drawing import draw_into, known


def plot_result(folder: Path, names: Sequence[str], out: Path | None) -> int:
    """Draw the figures named, or all that the result has something for; their files on stdout."""
    known(names, FIGURES, "")
    result = Result(folder)
    draw_into(out or folder / "figures", {name: partial(draw, result, None) for name, draw in FIGURES.items()}, names)
    return 0
