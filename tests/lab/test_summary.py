"""What a batch says, against values worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from materiel.lab.replication import Done
from materiel.lab.result import Result
from materiel.lab.store import Store
from materiel.lab.summary import by_period, interval, numbers_summary, series_summary, survival_summary


def test_interval_of_four() -> None:
    """1, 2, 3, 4: mean 2.5, standard error sqrt(5/12), t(3, 0.975) = 3.182446."""
    found = interval(np.array([1.0, 2.0, 3.0, 4.0, np.nan]))
    assert found is not None
    assert (found["mean"], found["n"], found["p50"]) == (2.5, 4, 2.5)
    assert found["se"] == pytest.approx((5 / 12) ** 0.5)
    assert found["ci95"][1] - 2.5 == pytest.approx(3.182446 * (5 / 12) ** 0.5, rel=1e-6)


def test_interval_of_one_and_none() -> None:
    """One run has no error; none has nothing to say."""
    assert interval(np.array([2.0])) == {
        "mean": 2.0, "se": None, "ci95": [None, None], "p05": 2.0, "p50": 2.0, "p95": 2.0, "n": 1,
    }  # fmt: skip
    assert interval(np.array([np.nan])) is None


def test_period_without_value_is_null() -> None:
    """A month in which no replication has a value has none in the summary."""
    told = by_period(np.array([[1.0, np.nan, 1.0], [3.0, np.nan, np.nan]]))
    assert told["mean"] == [2.0, None, 1.0]
    assert told["p50"] == [2.0, None, 1.0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty replications of two months: x is the replication's number, and rises by one; half of the times are cut off."""
    store = Store(tmp_path)
    for first, last in ((0, 25), (25, 30)):
        store.add(
            [
                Done(r, {"x": np.array([r, r + 1.0])}, {"t": float(r % 2 + 1), "t_censored": float(r % 2)}, None)
                for r in range(first, last)
            ],
            keep_record=False,
        )
    store.write_json("manifest.json", {"replications": 30, "periods": ["2022-10", "2022-11"]})
    return tmp_path


def test_series_over_blocks(folder: Path) -> None:
    """Means over two files; of the first ten only, if only ten are asked for."""
    told = series_summary(Result(folder))["x"]
    assert told["months"] == ["2022-10", "2022-11"]
    assert told["mean"] == [14.5, 15.5]
    assert series_summary(Result(folder, 10))["x"]["mean"] == [4.5, 5.5]
    assert numbers_summary(Result(folder))["t"]["mean"] == 1.5


def test_survival_of_times(folder: Path) -> None:
    """Fifteen of thirty end after one month, the rest are cut off after two."""
    told = survival_summary(Result(folder))["t"]
    assert told == {"months": [1.0], "share": [0.5], "at_risk": [30], "events": [15], "censored_share": 0.5}


def test_columns_are_read_a_few_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little fits, the summary is the same."""
    from materiel.lab import summary

    before = series_summary(Result(folder))
    monkeypatch.setattr(summary, "CELLS_AT_ONCE", 1)
    assert series_summary(Result(folder)) == before
