"""`materiel study plot`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from materiel.figures.save import save
from materiel.figures.study.table import STUDY_FIGURES
from materiel.figures.style import NothingToDraw
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.errors import LabError, StoreError
from materiel.lab.study.answers import Answers
from materiel.scenario.paths import nearest
from materiel.verbs.stderr import say
from materiel.verbs.study_folder import folder_named


def plot_study(
    source: str, out: Path, figures: Sequence[str], metric: str | None, to: Path | None, formats: Sequence[str]
) -> int:
    """Draw the figures named, or all that the study can give; their files on stdout, what was left out and why on stderr."""
    for name in figures:
        if name not in STUDY_FIGURES:
            near = nearest(name, STUDY_FIGURES)
            hint = f"; the nearest is {near}" if near else f"; there are {', '.join(STUDY_FIGURES)}"
            raise LabError(f"--figure {name}: there is no such figure of a study{hint}")
    answers = Answers(folder_named(source, out))
    answers.metric(metric)
    place = to or answers.folder / "figures"
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name in figures or STUDY_FIGURES:
            draw = STUDY_FIGURES[name]
            try:
                files = save(lambda: draw(answers, metric=metric), place / name, tuple(formats))  # noqa: B023
            except (NothingToDraw, AnalysisError) as nothing:
                if figures:
                    raise LabError(f"--figure {name}: {nothing}") from None
                say(f"{name}: not drawn, {nothing}")
            else:
                for file in files:
                    click.echo(str(file))
    except OSError as error:
        raise StoreError(f"cannot write figures to {place}: {error.strerror or error}") from error
    return 0
