"""The gallery shows every kind of figure, and nothing else."""

from __future__ import annotations

from pathlib import Path

from materiel.figures.study.table import STUDY_FIGURES
from materiel.figures.table import FIGURES

GALLERY = Path(__file__).parents[2] / "plots"


def test_gallery_has_each_figure_in_both_formats() -> None:
    """The pictures in plots/ are those of the table of figures, as PNG and SVG."""
    shown = {path.name for path in GALLERY.iterdir() if path.is_file() and path.suffix != ".md"}
    assert shown == {f"{name}.{form}" for name in FIGURES for form in ("png", "svg")}


def test_gallery_has_each_figure_of_studies() -> None:
    """The pictures in plots/studies/ are those of the table of figures of studies, as PNG."""
    assert {path.name for path in (GALLERY / "studies").iterdir()} == {f"{name}.png" for name in STUDY_FIGURES}


def test_gallery_is_described() -> None:
    """Every figure has a row in the description."""
    text = (GALLERY / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*FIGURES, *STUDY_FIGURES) if f"| `{name}` |" not in text] == []
