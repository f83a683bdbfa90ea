"""Figures: each draws on axes that are given, says what it shows, and leaves the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from tests.figures.conftest import texts_of

from materiel.figures.finding import PERCENT, briefly, median_beside
from materiel.figures.save import save
from materiel.figures.style import NothingToDraw
from materiel.figures.table import FIGURES
from materiel.lab.replication import Done
from materiel.lab.result import Result
from materiel.lab.store import Store
from materiel.lab.wording import HEADLINE


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


def title(name: str, result: Result) -> str:
    """The title of a figure."""
    return FIGURES[name](result, Figure().add_subplot()).get_title()


def caption(name: str, result: Result) -> str:
    """The caption of a figure, on one line."""
    ax = FIGURES[name](result, Figure().add_subplot())
    return " ".join(ax.texts[-1].get_text().split())


@pytest.mark.parametrize("name", [name for name in FIGURES if name != "network"])
def test_a_title_is_one_finding_and_the_caption_says_what_it_rests_on(name: str, result: Result) -> None:
    """At most 90 letters with one interval of the mean (or that nothing varies); runs, world and what brackets hold below."""
    told = title(name, result)
    assert len(told) <= HEADLINE
    assert told.count("95 % interval of the mean") + told.count("in every run") == 1
    below = caption(name, result)
    assert "40 runs of: A made-up theatre" in below
    assert "Brackets hold 95 % intervals of the mean over runs" in below


def test_titles_state_what_the_series_hold(result: Result) -> None:
    """20 and 21 of 30 days by turns are 68 %; 240 and 260 units by turns; stations stand a quarter of the time, a fifth for parts."""
    assert title("supply", result) == "Shells: 68.3 % of wanted supply (95 % interval of the mean 67.8 to 68.9)"
    assert (
        "days of supply, median over periods: 20.50 (20.34 to 20.66); wanted: 30. Share of periods with fewer: 100 % in every run."
        in caption("supply", result)
    )
    assert title("stocks", result) == "Shell: the country has 250.0 units (95 % interval of the mean 246.8 to 253.2)"
    assert title("stoppages", result) == "Stations of all lines stand still: 25 % in every run"
    assert "waits for parts 20 % in every run, no orders 5 % in every run" in caption("stoppages", result)
    assert title("network", result) == "3 of 3 lanes between sites meet at: Hub"


def test_stocks_stand_by_owner_and_nothing_below_a_floor_is_drawn(result: Result) -> None:
    """The recipient's 250 (median) and the West's 30,000 are two lines; the North, at its floor, has none; nothing is summed."""
    ax = FIGURES["stocks"](result, None)
    legend = ax.get_legend()
    assert legend is not None
    names = [text.get_text() for text in legend.get_texts()]
    assert "The West" in names
    assert "Northern donors" not in names
    (panel,) = ax.child_axes
    held, given = panel.child_axes
    assert [float(np.max(line.get_ydata())) for line in held.lines] == [250.0]
    assert [float(np.max(line.get_ydata())) for line in given.lines] == [30.0]
    assert "(thousand)" in [text.get_text() for text in given.texts]


def test_readiness_supply_and_stocks_name_the_same_limit(result: Result) -> None:
    """One sentence in three captions, of the component that the record calls limiting in all months."""
    said = "What limits readiness most often: equipment. Share of periods: 100 % in every run."
    assert all(said in caption(name, result) for name in ("readiness", "supply", "stocks"))


def test_bands_are_called_shares_of_runs(result: Result) -> None:
    """A band of outcomes is no interval: legends say which runs it holds."""
    for name in ("readiness", "allied", "interception", "supply", "stocks"):
        said = [text.get_text() for text in texts_of(FIGURES[name](result, None))]
        assert "5 to 95 % of runs" in said
        assert "25 to 75 % of runs" in said


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in ("network", "stockouts")])
def test_axes_are_linear_and_show_zero(name: str, result: Result) -> None:
    """Every panel with an axis of amounts begins at zero."""
    ax = FIGURES[name](result, None)
    shown = [a for a in ax.get_figure(root=True).findobj(Axes) if a.yaxis.get_visible() and len(a.get_yticks())]  # type: ignore[union-attr]
    assert shown
    assert {a.get_yscale() for a in shown} == {"linear"}  # type: ignore[attr-defined]
    assert {a.get_ylim()[0] for a in shown} == {0.0}  # type: ignore[attr-defined]


def test_a_skewed_mean_has_its_median_beside_it() -> None:
    """Nine runs at 1 and one at 11: mean 2, which no run is near; the symmetric sample needs nothing."""
    assert median_beside(np.array([1.0] * 9 + [11.0])) == "; median 1.0 (5 to 95 % of runs: 1.0 to 6.5)"
    assert median_beside(np.arange(11.0)) == ""


def test_an_interval_ends_where_there_can_be_nothing() -> None:
    """A share that is 100 % in five of six runs does not reach 109 %."""
    assert briefly(np.array([100.0] * 5 + [67.0]), unit=PERCENT) == "94 % (80 to 100)"


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_to_draw_is_said(name: str, tmp_path: Path) -> None:
    """A result without front, donors, raids, production and places has no such figures."""
    store = Store(tmp_path)
    store.add([Done(0, {"level/a/b/c": np.ones(2)}, {}, None)], keep_record=False)
    store.write_json("manifest.json", {"replications": 1, "periods": ["2022-10", "2022-11"]})
    store.write_json("world.json", {"name": "x"})
    with pytest.raises(NothingToDraw, match=r"hold|no sites"):
        FIGURES[name](Result(tmp_path), None)
