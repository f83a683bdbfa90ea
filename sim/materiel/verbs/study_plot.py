"""`materiel study plot`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from materiel.figures.study.table import STUDY_FIGURES
from materiel.lab.study.answers import Answers
from materiel.verbs.drawing import draw_into, known
from materiel.verbs.study_folder import folder_named


def plot_study(
    source: str, out: Path, figures: Sequence[str], metric: str | None, to: Path | None, formats: Sequence[str]
) -> int:
    """Draw the figures named, or all that the study can give; their files on stdout, what was left out and why on stderr."""
    known(figures, STUDY_FIGURES, " of a study")
    answers = Answers(folder_named(source, out))
    answers.metric(metric)
    draws = {name: partial(draw, answers, metric=metric) for name, draw in STUDY_FIGURES.items()}
    draw_into(to or answers.folder / "figures", draws, figures, tuple(formats))
    return 0
