"""Text of a study stands on its figures as it is written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.figures.hostile import assert_as_written, made_hostile

from materiel.figures.study.table import STUDY_FIGURES
from materiel.lab.study.answers import Answers


@pytest.mark.parametrize("name", STUDY_FIGURES)
def test_figures_of_studies(
    name: str, grid: Answers, star: Answers, cube: Answers, sobol: Answers, tmp_path: Path
) -> None:
    """Every figure of a study whose policies, factors and metrics have hostile titles and units."""
    source = {"sensitivity": sobol, "tornado": star, "parallel": cube}.get(name, grid)
    folder = tmp_path / "store"
    shutil.copytree(source.folder, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(made_hostile(manifest)), encoding="utf-8")
    assert_as_written(lambda ax: STUDY_FIGURES[name](Answers(folder), ax), tmp_path)
