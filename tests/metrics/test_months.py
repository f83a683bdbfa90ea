"""What is told by month is told of calendar months, whatever else is recorded; what is no value is absent."""

from __future__ import annotations

import importlib
import math
import pkgutil
import re
from typing import Any

import numpy as np
import pytest

import materiel.layout
from materiel.layout.fields import Fields
from materiel.metrics import allies
from materiel.metrics.absent import may_lack_value, with_gaps
from materiel.metrics.measure import by_instant, numbers_of, series_of, wanted
from materiel.metrics.periods import Cut, months_cut, whole_months
from materiel.metrics.reading import Reading
from materiel.metrics.setting import Setting

ENDS = [10.0, 20.0, 31.0, 45.0, 59.0, 90.0]
MONTHS = [-1, -1, 0, -1, 1, 2]
"""Ten-day steps in January, one instant in February, none more in March of 2023."""
READY = [0.0, 0.0, 0.8, 0.8, 0.4, 0.6]
"""A front reads itself at the ends of months; between them its cell says nothing new."""
MADE = [10, 20, 31, 45, 59, 90]
SETTING = Setting(
    target=0.7, threshold=0.5, items={"line/l": "shell"}, unit_cost={"shell": 1.0}, domestic=frozenset({"l"})
)
TIMES = ("time_to_target", "time_to_failure", "time_to_failure_censored")
NUMBERS = ("mean_readiness", "final_readiness", "minimum_readiness", "worst_year_readiness", "share_below_threshold")


def both(hand: Any, **more: Any) -> tuple[Reading, Reading]:
    """The same run with a fine record, and with that of months alone."""
    cells = {"levels": {"front/f/readiness": READY}, "totals": {"line/l/made": MADE, "line/l/spent": MADE}}
    fine = hand(**cells, setting=SETTING, instants=ENDS, months=MONTHS, **more)
    kept = [2, 4, 5]
    coarse = hand(
        **{mode: {k: [v[j] for j in kept] for k, v in cell.items()} for mode, cell in cells.items()},
        setting=SETTING,
        instants=[ENDS[k] for k in kept],
    )
    return fine, coarse


def test_series_and_numbers_of_months(hand) -> None:
    """28 made in February, not the 14 since the last instant; and every number is what it is without the extra instants."""
    fine, coarse = both(hand)
    by_month = series_of(fine, wanted(places=False))
    assert by_month["made/shell"].tolist() == [31, 28, 31]
    assert by_month["readiness"].tolist() == [0.8, 0.4, 0.6]
    assert by_month["self_reliance"].tolist() == [1, 1, 1]
    np.testing.assert_equal(by_month, series_of(coarse, wanted(places=False)))
    found = numbers_of(fine, wanted(places=False))
    np.testing.assert_equal(found, numbers_of(coarse, wanted(places=False)))
    assert [found[name] for name in NUMBERS] == pytest.approx([0.6, 0.6, 0.4, 0.6, 1 / 3])
    assert [found[name] for name in TIMES] == [1, 3, 1]
    assert found["total_cost"] == 90


def test_a_world_told_by_place_has_both(hand) -> None:
    """Beside series over all instants those by month have a value where a month ends, and none elsewhere."""
    fine, _ = both(hand)
    found = series_of(fine, wanted(places=True))
    assert found["flow/line/l/made"].tolist() == [10, 10, 11, 14, 14, 31]
    np.testing.assert_array_equal(found["made/shell"], [np.nan, np.nan, 31, np.nan, 28, 31])
    np.testing.assert_array_equal(found["level/front/f/readiness"], [np.nan, np.nan, 0.8, np.nan, 0.4, 0.6])
    assert by_instant("flow/line/l/made") and not by_instant("made/shell")


def test_what_is_left_behind_the_last_month_counts_in_totals(hand) -> None:
    """A run of 70 days has two whole months and 11 days more: what was paid in these is part of the whole, of no month."""
    totals = {"line/l/spent": [31, 59, 70], "site/s/harm": [1, 2, 5]}
    reading = hand(totals=totals, instants=[31.0, 59.0, 70.0], months=[0, 1, -1])
    found = numbers_of(reading, wanted(places=False))
    assert series_of(reading, wanted(places=False))["cost"].tolist() == [31, 28]
    assert (found["total_cost"], found["total_cost_discounted"], found["total_civil_harm"]) == (70, 70, 5)


@pytest.mark.parametrize(("months", "count"), [([-1, -1, -1], 0), ([-1, 1, 2], 0), ([0, 2, -1], 0), ([0, 1, -1], 3)])
def test_without_an_end_of_a_month_nothing_is_told_by_month(hand, months: list[int], count: int) -> None:
    """One month's end that is missing (or all): no series and no number by month, and nothing that stands for them."""
    levels = {"front/f/readiness": [0.5, 0.6, 0.7], "pledge/p/on_time": [-1, 0.5, 0.6]}
    totals = {"line/l/spent": [5, 10, 15], "arsenal/a/launched": [0, 4, 8], "arsenal/a/intercepted_nato": [0, 1, 2]}
    reading = hand(
        levels=levels, totals=totals, setting=Setting(months=count), instants=[31.0, 59.0, 90.0], months=months
    )
    assert series_of(reading, wanted(places=False)) == {}
    assert numbers_of(reading, wanted(places=False)) == {
        "overall_interception_rate/a": 0.25, "pledge_on_time/p": 0.6, "total_cost": 15, "total_cost/line": 15,
        "total_cost_discounted": 15, "total_cost_discounted/line": 15,
    }  # fmt: skip


def test_cuts_by_hand() -> None:
    """Months whose ends are recorded one after the other; the start of the world begins month 0."""
    assert whole_months([-1, 0, 1]) == Cut((1, 2), -1, 0)
    assert whole_months([0, 2]) == Cut(())
    assert months_cut([0, -1, 1, 2], 1, 2) == Cut((2, 3), 0, 1)
    assert months_cut([1, 2], 1, 1) is None
    assert months_cut([1, 2], 2, 1) == Cut((1,), 0, 2)


def test_a_year_that_is_not_all_there_has_no_share(hand) -> None:
    """A window from February on does not know January: the year of self-reliance has no value for eleven months."""
    made = [float(k + 1) for k in range(14)]
    reading = hand(totals={"line/l/made": made}, setting=SETTING)
    later = Reading(reading.record, SETTING, months_cut(reading.record.months, 1, 13))
    assert np.isnan(allies.self_reliance(later)[""]).tolist() == [True] * 11 + [False] * 2


def test_averages_leave_out_exactly_the_warm_up(hand) -> None:
    """Ten on hand, one taken every ten days, warm-up of 37: the mean over days 37 to 100 is 231 / 63, whatever else is recorded."""

    def area(day: float) -> float:
        return sum(max(0.0, min(day, 10.0 * (k + 1)) - 10.0 * k) * (10 - k) for k in range(10))

    assert area(100.0) - area(37.0) == 231
    for times in ([37.0, 100.0], [10.0, 37.0, 40.0, 100.0], [31.0, 37.0, 59.0, 90.0, 100.0]):
        months = [{31.0: 0, 59.0: 1, 90.0: 2}.get(t, -1) for t in times]
        meters = {"stock/s/on_hand_days": [area(t) for t in times]}
        reading = hand(meters=meters, setting=Setting(warm_up=37.0), instants=times, months=months)
        found = numbers_of(reading, wanted(places=True))
        assert found["stock_mean_on_hand/s"] == pytest.approx(231 / 63)
        assert found["time_average/stock/s/on_hand_days"] == pytest.approx(231 / 63)


def test_means_of_months_leave_out_the_warm_up(hand) -> None:
    """Three months of which the first two begin before day 37: the mean is of the third; what is no average is of all."""
    levels = {"front/f/readiness": [0.2, 0.3, 0.6]}
    reading = hand(levels=levels, setting=Setting(warm_up=37.0, threshold=0.5), instants=[31.0, 59.0, 90.0])
    found = numbers_of(reading, wanted(places=False))
    assert (found["mean_readiness"], found["share_below_threshold"], found["minimum_readiness"]) == (0.6, 0.0, 0.2)


def test_a_warm_up_between_instants_is_not_guessed(hand) -> None:
    """A record that lacks the instant is refused (the loader does so before)."""
    reading = hand(meters={"stock/s/on_hand_days": [1, 2]}, setting=Setting(warm_up=37.0))
    with pytest.raises(ValueError, match="warm_up: expected a record instant, got 37"):
        numbers_of(reading, wanted(places=True))


def test_a_sign_for_no_value_is_no_value(hand) -> None:
    """Days of supply without demand, a programme not done, a pledge not due, a source without limit: not a number, never -1."""
    levels = {
        "family/f.shells/days_of_supply": [-1, 12], "programme/p/done_at": [-1, 40], "pledge/p/on_time": [-1, 0.5],
        "pledge/p/delay": [-1, -1], "source/s/left": [-1, -1], "stock/s/empty_at": [-1, 35], "milestone/m/reached": [-1, 0],
        "customer/c/cleared_at": [0, 3], "fleet/f/gone_at": [-1, 50], "front/f/interoperability": [-1, 0.5], "stock/s/on_hand": [0, 5],
    }  # fmt: skip
    found = series_of(hand(levels=levels), wanted(places=True))
    told = {name.removeprefix("level/"): series for name, series in found.items() if name.startswith("level/")}
    assert told.keys() == levels.keys()
    for name, values in levels.items():
        expected = [math.nan if v < 0 or (v == 0 and "cleared" in name) else v for v in values]
        np.testing.assert_array_equal(told[name], expected, err_msg=name)
    assert all(not np.any(series < 0) for series in found.values())


def test_every_sign_of_the_layout_is_known() -> None:
    """A recorded field whose text speaks of a value that stands for none is known to the metrics; a new one would be noticed."""
    signs = re.compile(r"-1|negative: never|0: never")
    found = []
    for module in pkgutil.iter_modules(materiel.layout.__path__):
        for fields in vars(importlib.import_module(f"materiel.layout.{module.name}")).values():
            if isinstance(fields, Fields):
                found += [(fields.kind, f.name) for f in fields if f.record == "level" and signs.search(f.what)]
    assert len(found) > 10
    assert [pair for pair in found if not may_lack_value(*pair)] == []


def test_gaps_leave_the_record_as_it_is() -> None:
    """What is shown without a sign is a copy: the record of a run keeps its cells."""
    cells = np.array([-1.0, 2.0])
    assert np.isnan(with_gaps("pledge", "delay", cells)[0]) and cells[0] == -1.0
    assert with_gaps("stock", "on_hand", cells) is cells
