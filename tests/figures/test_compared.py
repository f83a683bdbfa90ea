"""Policies laid over each other: lines and bands by title, and the paired difference below."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from tests.figures.conftest import PERIODS, WORLD, made_by_hand
from tests.figures.hostile import HOSTILE, assert_as_written

from materiel.figures import compared
from materiel.figures.study.headline import caption_of
from materiel.lab.errors import LabError
from materiel.lab.result import Result
from materiel.lab.store import Store


def result(folder: Path, policy: str, title: str, lead: float) -> Result:
    """The result made by hand, with more readiness from the second year on."""
    store = Store(folder)
    done = [made_by_hand(r) for r in range(25)]
    for each in done:
        each.series["readiness"][12:] += lead
        each.numbers["mean_readiness"] = float(each.series["readiness"].mean())
    store.add(done, keep_record=False)
    store.write_json("manifest.json", {"replications": 25, "periods": PERIODS, "policy": policy, "policy_title": title})
    store.write_json("world.json", WORLD)
    return Result(folder)


@pytest.fixture
def results(tmp_path: Path) -> list[Result]:
    """A baseline and two policies, with 0.1 more and with nothing more."""
    return [
        result(tmp_path / "a", "base", "What was decided", 0.0),
        result(tmp_path / "b", "more", "More of everything", 0.1),
        result(tmp_path / "c", "same", "The same again", 0.0),
    ]


def test_lines_by_title_and_the_difference(results: list[Result]) -> None:
    """Legend by titles; the difference of the second is 0 for a year and then exactly 0.1, that of the third 0 throughout."""
    ax = compared.draw(results, Figure().add_subplot())
    main, below = ax.child_axes
    assert [t.get_text() for t in main.get_legend().get_texts()] == [
        "What was decided", "More of everything", "The same again",
    ]  # fmt: skip
    assert main.get_legend().get_title().get_text() == "mean; band: 5 to 95 % of runs"
    more, same = (line.get_ydata() for line in below.lines[:2])
    np.testing.assert_allclose(more, np.repeat([0.0, 0.1], [12, 108]), atol=1e-12)
    assert np.abs(same).max() == 0.0
    title = (ax.get_title(loc="left") or ax.get_title()).replace("\n", " ")
    assert title == "Readiness: largest difference shown is +0.1 in every run, More of everything, in 2023-10"
    caption = caption_of(ax)
    assert "a difference is shown in 108 of 120 periods; under The same again in none" in caption
    assert "No difference in mean readiness: The same again and What was decided are identical in every run" in caption
    low, high = main.get_ylim()
    assert low == 0.0 and high > 1.0


def test_a_series_that_is_not_there(results: list[Result]) -> None:
    """The nearest is named."""
    with pytest.raises(LabError, match="expected the series readines, got none; the nearest is readiness"):
        compared.draw(results, series="readines")


def test_titles_stand_as_they_are_written(tmp_path: Path) -> None:
    """Policies with hostile titles, and the series of an item with one."""
    policies = [
        result(tmp_path / "a", "base", f"{HOSTILE} base", 0.0),
        result(tmp_path / "b", "more", f"{HOSTILE} more", 0.1),
    ]
    for each in policies:
        each.world["titles"] = {"items": {"shell": HOSTILE}}
    assert_as_written(lambda ax: compared.draw(policies, ax), tmp_path)
    assert_as_written(lambda ax: compared.draw(policies, ax, series="made/shell"), tmp_path)
