"""Figures: each draws on axes that are given, says what it shows, and leaves the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from materiel.figures.save import save
from materiel.figures.style import NothingToDraw
from materiel.figures.table import FIGURES
from materiel.lab.replication import Done
from materiel.lab.result import Result
from materiel.lab.store import Store


@pytest.mark.parametrize("name", FIGURES)
def test_figure_draws_on_given_axes(name: str, result: Result) -> None:
    """It returns the axes it was given, with a title."""
    ax = Figure().add_subplot()
    assert FIGURES[name](result, ax) is ax
    assert ax.get_title(loc="left") or ax.get_title()


@pytest.mark.parametrize("name", FIGURES)
def test_bytes_are_reproducible(name: str, result: Result, tmp_path: Path) -> None:
    """PNG and SVG are the same when drawn again."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = save(lambda: FIGURES[name](result, None), tmp_path / "a" / name)
    second = save(lambda: FIGURES[name](result, None), tmp_path / "b" / name)
    assert [path.suffix for path in first] == [".png", ".svg"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("name", ["readiness", "allied", "interception", "production", "stocks", "supply", "stoppages"])
def test_titles_state_the_finding_with_its_interval(name: str, result: Result) -> None:
    """A mean, its 95 % interval, and the number of runs."""
    title = FIGURES[name](result, Figure().add_subplot()).get_title().replace("\n", " ")
    assert "95 % interval" in title
    assert "40 runs" in title


def test_titles_state_what_the_series_hold(result: Result) -> None:
    """Twice a month's use on hand lasts 61 days; 20 and 21 days by turns against 30; stations wait a fifth of the time."""
    titles = {n: FIGURES[n](result, Figure().add_subplot()).get_title().replace("\n", " ") for n in FIGURES}
    assert "shell: what is on hand lasts 61 (" in titles["stocks"]
    assert "20.5 (95 % interval" in titles["supply"]
    assert "a target of 30, and less than the target in 100 (100 to 100) % of months" in titles["supply"]
    assert titles["stockouts"] == "The country runs out of shell in 5 % of months (95 % interval 3 to 7 %)"
    assert "it stands 25.0" in titles["stoppages"]
    assert "waits for parts 20.0" in titles["stoppages"]


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_to_draw_is_said(name: str, tmp_path: Path) -> None:
    """A result without front, donors, raids, production and places has no such figures."""
    store = Store(tmp_path)
    store.add([Done(0, {"level/a/b/c": np.ones(2)}, {}, None)], keep_record=False)
    store.write_json("manifest.json", {"replications": 1, "periods": ["2022-10", "2022-11"]})
    store.write_json("world.json", {"name": "x"})
    with pytest.raises(NothingToDraw, match=r"hold|no sites"):
        FIGURES[name](Result(tmp_path), None)
