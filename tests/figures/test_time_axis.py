"""The axis of time, for a horizon of days as of a century."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes
from tests.figures.conftest import WORLD, Path

from materiel.figures import style
from materiel.figures.table import FIGURES
from materiel.figures.timeline import a_month, fan, label_time, mark_events, small, told_time
from materiel.lab.replication import Done
from materiel.lab.result import Result
from materiel.lab.store import Store

Periods = list[str] | list[float]


def months(count: int) -> Periods:
    """So many months from October 2022."""
    return [f"{2022 + (9 + m) // 12}-{(9 + m) % 12 + 1:02d}" for m in range(count)]


HORIZONS: dict[str, Periods] = {
    "1 month": months(1),
    "3 months": months(3),
    "1 year": months(12),
    "30 months": months(30),
    "10 years": months(120),
    "100 years": months(1200),
    "12 days": [float(d) for d in range(1, 13)],
    "100 days": [float(d) for d in range(1, 101)],
    "10 years in weeks": [7.0 * w for w in range(1, 522)],
    "100 years in steps of 90 days": [90.0 * k for k in range(1, 406)],
}


def result_over(folder: Path, periods: Periods) -> Result:
    """A result with readiness alone, over these periods."""
    store = Store(folder)
    count = len(periods)
    parts = {"readiness": np.linspace(0.4, 0.6, count), "readiness_at_target": np.zeros(count)}
    store.add([Done(r, {k: v + 0.01 * r for k, v in parts.items()}, {}, None) for r in range(4)], keep_record=False)
    store.write_json("manifest.json", {"replications": 4, "periods": periods, "world": "x"})
    store.write_json("world.json", WORLD)
    return Result(folder)


@pytest.mark.parametrize("horizon", HORIZONS)
@pytest.mark.parametrize(("axis", "width"), [(label_time, 9.0), (small, 2.2)])
def test_marks_fit(horizon: str, axis: Callable[[Axes, Result], None], width: float, tmp_path: Path) -> None:
    """At least two marks that differ, none of which touches the next, in a figure of full width and in a small panel."""
    result = result_over(tmp_path, HORIZONS[horizon])
    ax = style.axes(None, (width, 2.0))
    axis(ax, result)
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    low, high = ax.get_xlim()
    shown = [
        tick.label1 for tick in ax.xaxis.get_major_ticks() if tick.label1.get_text() and low <= tick.get_loc() <= high
    ]
    told = [label.get_text() for label in shown]
    assert len(told) >= 2
    assert len(set(told)) == len(told)
    boxes = [label.get_window_extent() for label in shown]
    assert all(left.x1 < right.x0 for left, right in pairwise(sorted(boxes, key=lambda b: b.x0)))


@pytest.mark.parametrize("horizon", HORIZONS)
def test_readiness_is_drawn_for_any_horizon(horizon: str, tmp_path: Path) -> None:
    """The figure has its title, and its caption counts time as the horizon does."""
    result = result_over(tmp_path, HORIZONS[horizon])
    ax = FIGURES["readiness"](result, None)
    assert len(HORIZONS[horizon]) == 1 or "Mean readiness is 0.515 (95 % interval of the mean 0.494" in ax.get_title()
    told = {
        "1 month": "Of 1 month, readiness is below the target of 0.7 for 1 in every run. ",
        "3 months": "Of 3 months, readiness is below the target of 0.7 for 3 in every run. ",
        "1 year": "Of 12 months, readiness is below the target of 0.7 for 12 in every run. ",
        "30 months": "Of 2.5 years, readiness is below the target of 0.7 for 2.5 in every run. ",
        "12 days": "Of 12 days, readiness is below the target of 0.7 for 12 in every run. ",
        "100 years": "Of 100 years, readiness is below the target of 0.7 for 100 in every run. ",
    }
    assert told.get(horizon, "readiness is below the target") in " ".join(ax.texts[-1].get_text().split())


def test_the_midnight_that_ends_a_month_is_written_as_that_month(tmp_path: Path) -> None:
    """Three months from October 2022 end in October, November and December; the first value stands at the end of October."""
    ax = style.axes(None)
    fan(ax, result_over(tmp_path, months(3)), np.ones((2, 3)))
    ticks = {tick: ax.xaxis.get_major_formatter()(tick) for tick in ax.get_lines()[0].get_xdata()}
    assert list(ticks.values()) == ["Oct\n2022", "Nov\n2022", "Dec\n2022"]


def test_events_stand_at_their_day_where_time_counts_days(tmp_path: Path) -> None:
    """12 October is day 11 of a world that starts on 1 October; what comes after the end is left out."""
    ax = style.axes(None)
    result = result_over(tmp_path, HORIZONS["12 days"])
    label_time(ax, result)
    assert mark_events(ax, result) == "1\N{NO-BREAK SPACE}announcement (12 Oct 2022)"
    assert float(np.asarray(ax.lines[-1].get_xdata())[0]) == 11.0


def test_flows_are_rates(tmp_path: Path) -> None:
    """Months stay as they are; 14 a week are 60.9 a month of 30.4 days; 3 in a day are 3 a day."""
    flows = np.array([[14.0, 14.0]])
    assert a_month(result_over(tmp_path / "m", months(2)), flows)[0].tolist() == [[14.0, 14.0]]
    rates, unit = a_month(result_over(tmp_path / "w", [7.0, 14.0]), flows)
    assert (round(float(rates[0, 0]), 1), unit) == (60.9, "a month")
    assert a_month(result_over(tmp_path / "d", [1.0, 2.0]), np.array([[3.0, 3.0]]))[1] == "a day"


def test_time_is_told_as_a_reader_counts_it(tmp_path: Path) -> None:
    """Half of ten years, of six months and of twelve days."""
    half = np.array([0.5])
    for periods, amount, whole in ((months(120), 5.0, "of 10 years"), (months(6), 3.0, "of 6 months")):
        time, told = told_time(result_over(tmp_path / whole, periods), half)
        assert (round(float(time[0]), 2), told) == (amount, whole)
    assert told_time(result_over(tmp_path / "d", HORIZONS["12 days"]), half)[1] == "of 12 days"
