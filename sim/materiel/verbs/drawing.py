"""What the plot verbs share: figures by name into a folder, their files on stdout, what was left out and why on stderr."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import click
from matplotlib.axes import Axes

from materiel.figures.save import MissingGlyphs, save
from materiel.figures.style import NothingToDraw
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.errors import LabError, StoreError
from materiel.scenario.paths import nearest
from materiel.verbs.stderr import say

Draws = Mapping[str, Callable[[], Axes]]
"""Figures by name."""


def known(names: Sequence[str], figures: Iterable[str], what: str) -> None:
    """Raise LabError, with the nearest, for a name that is no figure; `what` they are of, as ` of a study`."""
    there = list(figures)
    for name in names:
        if name not in there:
            near = nearest(name, there)
            hint = f"; the nearest is {near}" if near else f"; there are {', '.join(there)}"
            raise LabError(f"--figure {name}: there is no such figure{what}{hint}")


def saved(draw: Callable[[], Axes], path: Path, formats: tuple[str, ...] = ("png", "svg")) -> list[Path]:
    """Write a figure in each format; characters that no font has are named on stderr. The files. Raises OSError."""
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always", MissingGlyphs)
        written = save(draw, path, formats)
    for told in raised:
        say(str(told.message))
    return written


def draw_into(place: Path, draws: Draws, names: Sequence[str], formats: tuple[str, ...] = ("png", "svg")) -> None:
    """Draw the figures named, or all that have something to show. Raises LabError for one named that has not, StoreError."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name in names or draws:
            try:
                written = saved(draws[name], place / name, formats)
            except (NothingToDraw, AnalysisError) as nothing:
                if names:
                    raise LabError(f"--figure {name}: {nothing}") from None
                say(f"{name}: not drawn, {nothing}")
            else:
                for file in written:
                    click.echo(str(file))
    except OSError as error:
        raise StoreError(f"cannot write figures to {place}: {error.strerror or error}") from error
