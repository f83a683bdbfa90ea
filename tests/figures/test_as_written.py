"""Text of a world or of a record stands on figures as it is written: `$` is money, a backslash a backslash."""

from __future__ import annotations

import json
import shutil
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from tests.figures.hostile import HOSTILE, assert_as_written, made_hostile

from materiel.figures import calibration, record, style
from materiel.figures.save import MissingGlyphs, save
from materiel.figures.table import FIGURES
from materiel.lab.backcast.judge import Score, Windows
from materiel.lab.calibration.check import Ranks
from materiel.lab.calibration.expand import Prior
from materiel.lab.calibration.plan import Range
from materiel.lab.calibration.predictive import Predicted
from materiel.lab.calibration.report import Told
from materiel.lab.record.rows import Recorded, Row
from materiel.lab.replication import Done
from materiel.lab.result import Result
from materiel.lab.store import Store
from materiel.scenario.observed import Observed, RecordSpec
from materiel.verbs.drawing import saved

MONTHS = 6


@pytest.fixture(scope="module")
def hostile_result(default_result: Result, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The default world with every title hostile."""
    folder = tmp_path_factory.mktemp("hostile") / "result"
    shutil.copytree(default_result.folder, folder)
    told = made_hostile(json.loads((folder / "world.json").read_text(encoding="utf-8")))
    (folder / "world.json").write_text(json.dumps(told), encoding="utf-8")
    return Result(folder)


@pytest.mark.parametrize("name", FIGURES)
def test_figures_of_runs(name: str, hostile_result: Result, tmp_path: Path) -> None:
    """Every figure of a world whose every title is hostile."""
    assert_as_written(lambda ax: FIGURES[name](hostile_result, ax), tmp_path)


def recorded() -> Recorded:
    """A record of one series with a hostile title and unit, one row a month."""
    series = Observed(title=HOSTILE, unit=HOSTILE, rule="as it is", cells=["stock/depot/on_hand"], kind="level")
    spec = RecordSpec(train_until=date(2023, 3, 31), test_until=date(2023, 6, 30), series={"shells": series})
    rows = tuple(Row(m, "shells", 10.0 + m, "source", date(2023, 7, 1)) for m in range(MONTHS))
    return Recorded(date(2023, 1, 1), spec, rows)


def scores() -> list[Score]:
    """Of both windows."""
    numbers = dict.fromkeys(
        ("crps", "crps_last", "crps_seasonal", "bias", "crps_climatology", "width50", "width90", "recorded_mean"), 1.0
    )
    return [Score("shells", window, 3, 0.5, 1.0, pit=(0.1,) * 10, **numbers) for window in ("train", "test")]


def test_figures_of_a_record(tmp_path: Path) -> None:
    """A series against its record, and the overview of all."""
    store = Store(tmp_path / "result")
    store.add([Done(r, {"shells": np.full(MONTHS, 10.0 + r)}, {}, None) for r in range(4)], keep_record=False)
    periods = [f"2023-{m + 1:02d}" for m in range(MONTHS)]
    store.write_json("manifest.json", {"replications": 4, "periods": periods})
    result = Result(store.folder)
    at = Windows(date(2023, 3, 31), date(2023, 6, 30), 3, MONTHS)
    assert_as_written(partial(record.draw_series, result, recorded(), at, "shells", scores()), tmp_path)
    assert_as_written(partial(record.draw_overview, result, recorded(), at, scores()), tmp_path)


def told(name: str, informed: bool) -> Told:
    """A parameter with a hostile title."""
    prior = Prior(name, Range(low=0.0, central=1.0, high=2.0), "a_block", HOSTILE, "share")
    return Told(prior, (0.0, 1.0, 2.0), (0.5, 1.0, 1.5), 0.5, 1.0 if informed else 0.0, (-1.0, 0.0, 1.0))


def test_figures_of_a_calibration(tmp_path: Path) -> None:
    """Parameters, what draws report, and ranks, which are called by the titles of their parameters."""
    parameters = [told("sites.us_155", True), told("sites.ua_152", False)]
    runs = np.arange(20.0)[:, None] + np.zeros(MONTHS)
    predicted = [Predicted("shells", runs, np.full(MONTHS, 10.0))]
    ranks = [Ranks("sites.us_155", np.linspace(0.01, 0.99, 50))]
    assert_as_written(partial(calibration.draw_parameters, parameters), tmp_path)
    assert_as_written(partial(calibration.draw_predictive, predicted, recorded(), date(2023, 6, 30)), tmp_path)
    assert_as_written(partial(calibration.draw_ranks, ranks, parameters), tmp_path)


def test_characters_that_no_font_has_are_named_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure with a character of no font warns of it by one line, which the command line passes on to stderr."""

    def draw() -> Axes:
        ax = style.axes(None)
        ax.set_title("\U0010fffd and again \U0010fffd")
        return ax

    with pytest.warns(MissingGlyphs, match="figure: no font that is installed has \U0010fffd; boxes"):
        save(draw, tmp_path / "figure", ("png", "svg"))
    saved(draw, tmp_path / "figure", ("png",))
    assert capsys.readouterr().err.count("no font that is installed") == 1
