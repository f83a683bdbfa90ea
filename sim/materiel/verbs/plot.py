"""`materiel plot`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from materiel.figures.save import save
from materiel.figures.style import NothingToDraw
from materiel.figures.table import FIGURES
from materiel.lab.errors import LabError, StoreError
from materiel.lab.result import Result
from materiel.scenario.paths import nearest
from materiel.verbs.stderr import say


def plot_result(folder: Path, names: Sequence[str], out: Path | None) -> int:
    """Draw the figures named, or all that the result has something for; their files on stdout."""
    for name in names:
        if name not in FIGURES:
            near = nearest(name, FIGURES)
            hint = f"; the nearest is {near}" if near else f"; there are {', '.join(FIGURES)}"
            raise LabError(f"--figure {name}: there is no such figure{hint}")
    result = Result(folder)
    place = out or folder / "figures"
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name in names or FIGURES:
            try:
                files = save(lambda draw=FIGURES[name]: draw(result, None), place / name)  # type: ignore[misc]
            except NothingToDraw as nothing:
                if names:
                    raise LabError(f"--figure {name}: {nothing}") from None
                say(f"{name}: not drawn, {nothing}")
            else:
                for file in files:
                    click.echo(str(file))
    except OSError as error:
        raise StoreError(f"cannot write figures to {place}: {error.strerror or error}") from error
    return 0
