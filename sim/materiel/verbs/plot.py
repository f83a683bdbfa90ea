"""`materiel plot`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from materiel.figures import compared
from materiel.figures.table import FIGURES
from materiel.lab.errors import LabError
from materiel.lab.result import Result
from materiel.lab.shared import check_shared
from materiel.verbs.drawing import draw_into, known

COMPARED = "compared"
"""The figure that lays several results over each other."""


def plot_results(folders: Sequence[Path], names: Sequence[str], series: str | None, out: Path | None) -> int:
    """Draw the figures named of one result, or all that it has something for; or lay several over each other. Files on stdout."""
    if len(folders) > 1:
        known(names, [COMPARED], " of several results")
    else:
        known(names, FIGURES, "")
    results = [Result(folder) for folder in folders]
    place = out or folders[0] / "figures"
    if len(results) > 1:
        check_shared(results)
        draw_into(place, {COMPARED: partial(compared.draw, results, None, series=series or "readiness")}, names)
        return 0
    if series is not None:
        raise LabError(f"--series {series}: expected several results, which it lays over each other, got one")
    draw_into(place, {name: partial(draw, results[0], None) for name, draw in FIGURES.items()}, names)
    return 0
