"""A small depot: users come to a stock that a lane replenishes from an ample one; and a small world with a record of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from materiel.lab.batch import Batch, Central
from materiel.layout import demand as d
from materiel.layout import lane as la
from materiel.layout import law as lw
from materiel.layout import stock as s
from materiel.metrics.setting import Setting
from materiel.network.arena import Arena, Network

MONTHS = [30.0 * k for k in range(15)]


def depot_network(base_stock: int = 10) -> Network:
    """Users come every day or so for a unit; the depot orders what was taken, which comes after five days or so."""
    a = Arena()

    def law(family: int, mean: float) -> int:
        row = a.row(lw.LAW, "")
        a.fill(row, [(lw.FAMILY, family), (lw.MEAN, mean), (lw.A, mean)])
        return row

    depot, works = a.row(s.STOCK, "depot", item="shell"), a.row(s.STOCK, "works", item="shell")
    lane, users = a.row(la.LANE, "road"), a.row(d.DEMAND, "users")
    a.fill(works, [(s.CAPACITY, -1), (s.INITIAL, 100_000), (s.ON_HAND, 100_000)])
    a.fill(depot, [(s.CAPACITY, -1), (s.INITIAL, base_stock), (s.ON_HAND, base_stock)])
    a.fill(depot, [(s.POLICY, s.BASE_STOCK), (s.UP_TO, base_stock), (s.SUPPLY, lane), (s.SUPPLY_STOCK, works)])
    a.fill(lane, [(la.LEAD, law(lw.EXPONENTIAL, 5.0)), (la.CAPACITY, -1)])
    a.fill(users, [(d.STOCK, depot), (d.GAP, law(lw.EXPONENTIAL, 1.0)), (d.OFFSET, -1.0)])
    for stock in (depot, works):
        a.set(stock + s.ON_HAND_DAYS + 2, float(a.whole(stock + s.ON_HAND)))
    return a.close(MONTHS, [1 + k % 12 for k in range(15)], MONTHS[1:13])


def depot_batch(network: Network, seed: int = 1) -> Batch:
    """The depot as a batch."""
    setting = Setting(items={"stock/depot": "shell", "stock/works": "shell"})
    return Batch("depot", "", seed, date(2022, 10, 1), network, setting, Central(network), places=True)


@pytest.fixture(scope="session")
def depot() -> Network:
    """The world of the lab's tests."""
    return depot_network()


@pytest.fixture(scope="session")
def batch_of(depot: Network) -> Callable[[int], Batch]:
    """A batch of the depot under a seed."""
    return lambda seed: depot_batch(depot, seed)


WORLDS = Path(__file__).parents[1] / "worlds"
SERIES = """
train_until = 2023-03-31
test_until = 2023-06-30

[series.launched]
title = "Cruise missiles launched"
unit = "missiles a month"
cells = ["arsenal/cruise/reported"]
rule = "as reported"

[series.share_killed]
title = "Share of cruise missiles killed"
unit = "share"
cells = ["arsenal/cruise/intercepted_*"]
over = ["arsenal/cruise/launched"]
most = 1
points = true
rule = "as claimed"

[series.large_days]
title = "Days with 20 or more"
unit = "days a month"
kind = "days"
at_least = 20
cells = ["arsenal/cruise/reported"]
rule = "as reported"
"""
HEADER = "date,series,value,source,as_of\n"
RECORDED_MONTHS = ("2022-10", "2022-11", "2022-12", "2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2023-06")
ROWS = "".join(f"{month},launched,{100 - 5 * k},reports,{month}-28\n" for k, month in enumerate(RECORDED_MONTHS)) + (
    "2022-12,share_killed,0.8,a,2023-01-05\n2023-02,share_killed,0.7,b,2023-05-01\n2023-05,share_killed,0.75,b,2023-06-01\n"
)


@pytest.fixture
def world(tmp_path: Path) -> Callable[..., Path]:
    """A folder with a world of a year from October 2022, its series, and these rows."""

    def make(rows: str = ROWS, series: str = SERIES) -> Path:
        (tmp_path / "record").mkdir(exist_ok=True)
        (tmp_path / "world.toml").write_text((WORLDS / "raids.toml").read_text())
        (tmp_path / "record" / "series.toml").write_text(series)
        (tmp_path / "record" / "record.csv").write_text(HEADER + rows)
        return tmp_path

    return make
