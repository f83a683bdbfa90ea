"""Each stock and shop by itself, after the warm-up."""

from __future__ import annotations

import pytest

from materiel.metrics.measure import numbers_of, series_of, wanted
from materiel.metrics.setting import Setting


def test_stock_by_hand(hand) -> None:
    """After a warm-up of 30 days: 20 asked, 15 filled at once; 3 on hand and half a unit owed on average; empty a tenth."""
    reading = hand(
        totals={"stock/s/demanded": [100, 110, 120], "stock/s/filled": [0, 8, 15]},
        meters={
            "stock/s/on_hand_days": [7, 97, 187],
            "stock/s/owed_days": [0, 10, 30],
            "stock/s/empty_days": [0, 2, 6],
        },
        setting=Setting(warm_up=30.0),
    )
    found = numbers_of(reading, wanted(places=True))
    assert found["stock_fill_rate/s"] == pytest.approx(0.75)
    assert found["stock_mean_on_hand/s"] == pytest.approx(3.0)
    assert found["stock_mean_backorders/s"] == pytest.approx(0.5)
    assert found["stock_mean_wait/s"] == pytest.approx(1.5)
    assert found["stock_ready_rate/s"] == pytest.approx(0.9)


def test_shop_by_hand(hand) -> None:
    """60 days: 12 jobs came, 2 were refused, 8 are done; waits of 24 days in 10 starts."""
    reading = hand(
        totals={
            "shop/s/arrived": [6, 12],
            "shop/s/refused": [1, 2],
            "shop/s/started": [5, 10],
            "shop/s/done": [4, 8],
            "shop/s/wait_sum": [4, 24],
            "shop/s/sojourn_sum": [30, 60],
            "shop/s/waited": [1, 4],
        },
        meters={"shop/s/busy_days": [20, 45]},
    )
    found = numbers_of(reading, wanted(places=True))
    assert found["shop_refused_share/s"] == pytest.approx(1 / 6)
    assert found["shop_mean_wait/s"] == pytest.approx(2.4)
    assert found["shop_mean_sojourn/s"] == pytest.approx(7.5)
    assert found["shop_share_waited/s"] == pytest.approx(0.4)
    assert found["shop_mean_busy/s"] == pytest.approx(0.75)
    assert found["shop_throughput/s"] == pytest.approx(8 / 60)


def test_every_recorded_cell_has_a_metric(hand) -> None:
    """Levels and totals are series, meters and totals are numbers, whatever the kind."""
    reading = hand(levels={"x/y/z": [1, 2]}, totals={"x/y/t": [3, 6]}, meters={"x/y/m": [30, 90]})
    assert {k: list(v) for k, v in series_of(reading, wanted(places=True)).items()} == {
        "level/x/y/z": [1, 2],
        "flow/x/y/t": [3, 3],
    }
    found = numbers_of(reading, wanted(places=True))
    assert found == {"time_average/x/y/m": 1.5, "rate/x/y/t": 0.1}


def test_instants_that_are_no_months(hand) -> None:
    """A record at days 1, 5 and 10 is read between these instants."""
    reading = hand(totals={"x/y/t": [1, 9, 19]}, instants=[1.0, 5.0, 10.0], by_month=False)
    assert list(reading.at_instants.days) == [1, 4, 5]
    assert list(reading.at_instants.flow("x", "y", "t")) == [1, 8, 10]
    assert series_of(reading, wanted(places=True))["flow/x/y/t"].tolist() == [1, 8, 10]
    assert not reading.names("x", "t") and reading.recorded("x", "t") == ["y"]
