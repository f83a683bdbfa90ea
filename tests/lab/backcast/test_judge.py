"""Windows, and the verdict on series in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from materiel.lab.backcast.judge import Score, judge, summary, windows
from materiel.lab.errors import LabError
from materiel.lab.record.rows import Recorded, Row
from materiel.scenario.observed import RecordSpec

START = date(2022, 10, 1)
SERIES: dict[str, Any] = {"title": "t", "unit": "u", "rule": "r", "cells": ["a/b/c"]}
SPEC = RecordSpec.model_validate(
    {"train_until": "2022-12-31", "test_until": "2023-02-28", "series": {"a": SERIES, "b": SERIES | {"points": True}}}
)
ROWS = (
    *(Row(k, "a", float(v), "s", date(2022, 10, 1)) for k, v in enumerate((10, 12, 14, 20, 22))),
    Row(1, "b", 5.0, "s", date(2023, 1, 10)),
    Row(4, "b", 5.0, "s", date(2023, 3, 1)),
)
RECORDED = Recorded(START, SPEC, ROWS)
RUNS = {"a": np.tile(np.arange(0.0, 21.0)[:, None], (1, 5)), "b": np.full((21, 5), 5.0)}


def scores(recorded: Recorded = RECORDED, **dates: date) -> dict[tuple[str, str], Score]:
    at = windows(recorded, dates.get("train"), dates.get("test"))
    return {(s.series, s.window): s for s in judge(recorded, RUNS, at)}


def test_windows_are_those_of_the_record() -> None:
    """Three months of training, two of test; other days may be named, in order, and hold a month at least."""
    at = windows(RECORDED, None, None)
    assert (at.first_test_month, at.months) == (3, 5)
    assert windows(RECORDED, date(2023, 1, 31), None).first_test_month == 4
    assert windows(RECORDED, date(2023, 4, 30), None).test_until == date(2023, 4, 30)
    with pytest.raises(LabError, match="--test-until 2022-11-30: expected no day before --train-until 2022-12-31"):
        windows(RECORDED, None, date(2022, 11, 30))
    with pytest.raises(
        LabError, match="--train-until 2022-10-30: expected the end of a month of the world, 2022-10-31"
    ):
        windows(RECORDED, date(2022, 10, 30), None)


def test_scores_by_hand() -> None:
    """Runs 0 to 20: the 90 % interval is 1 to 19. Of 10, 12, 14 all lie in it, of 20 and 22 none; the mean is 10."""
    found = scores()
    train, test = found["a", "train"], found["a", "test"]
    assert (train.n, train.cover90, train.bias) == (3, 1.0, -2.0)
    assert (test.n, test.cover90, test.bias, test.width90) == (2, 0.0, -11.0, 18.0)
    assert (test.crps_last, test.crps_seasonal) == (7.0, 9.0)
    assert test.better is True or test.crps >= 7.0


def test_rows_that_were_public_later_are_not_training() -> None:
    """b was public only in January: it is no training row, has no naive forecast, and is judged against none."""
    found = scores()
    assert ("b", "train") not in found
    assert found["b", "test"].better is None
    assert found["b", "test"].told()["crps_last"] is None
    assert found["b", "test"].crps == 0.0


def test_test_rows_change_no_training_score_and_no_naive_forecast() -> None:
    """Ten times the test rows: scores of training are the same, and naive forecasts miss by what the rows moved."""
    moved = replace(RECORDED, rows=tuple(replace(r, value=10 * r.value) if r.month > 2 else r for r in ROWS))
    before, after = scores(), scores(moved)
    assert before["a", "train"] == after["a", "train"]
    assert after["a", "test"].crps_last == pytest.approx((200 - 14 + 220 - 14) / 2)


def test_json_has_the_keys_that_scripts_rely_on() -> None:
    """Nine keys a series, and a summary by window whose coverage is over all months."""
    told = scores()["a", "test"].told()
    assert list(told) == ["series", "window", "n", "cover50", "cover90", "crps", "crps_last", "crps_seasonal", "bias"]
    found = summary(list(scores().values()))
    assert found.keys() == {"train", "test"}
    assert (found["test"]["n"], found["test"]["cover90"]) == (3, pytest.approx(1.0 / 3.0))
    assert (found["test"]["judged_against_naive"], found["test"]["series"]) == (1, 2)
    assert sum(found["test"]["pit"]) == pytest.approx(1.0)


def test_a_series_without_a_value_is_named() -> None:
    """If no replication gives a value where the record has one, that is said, not left out."""
    with pytest.raises(LabError, match="series b: no replication gives it a value"):
        judge(RECORDED, RUNS | {"b": np.full((21, 5), np.nan)}, windows(RECORDED, None, None))
