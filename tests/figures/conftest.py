"""A result made by hand (ten years of a front, two donors, two classes of threat, in 40 replications), and a small one of the
default world.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

from materiel.lab.batch import Batch
from materiel.lab.campaign import Campaign, run_batch
from materiel.lab.opening import batch_of, networks_of
from materiel.lab.replication import Done
from materiel.lab.result import Result
from materiel.lab.store import Store
from materiel.metrics.front import COMPONENTS
from materiel.scenario.load import DEFAULT, load
from materiel.scenario.world import Scenario
from materiel.verbs.run import open_store

MONTHS = 120
PERIODS = [f"{2022 + (9 + m) // 12}-{(9 + m) % 12 + 1:02d}" for m in range(MONTHS)]
WORLD = {
    "name": "made-up",
    "title": "A made-up theatre",
    "start": "2022-10-01",
    "target": 0.7,
    "threshold": 0.5,
    "home": "home",
    "supply_targets": {"shells": 30.0},
    "families": {"shells": ["shell"]},
    "titles": {
        "owners": {"home": "The country", "north": "Northern donors", "west": "The West"},
        "donors": {"north": "Northern donors", "west": "The West"},
    },
    "events": [{"date": "2022-10-12", "title": "announcement"}, {"date": "2026-01-01", "title": "new plant"}],
    "sites": [
        {"name": "works", "title": "Works", "kind": "plant", "country": "A", "lon": 8.0, "lat": 51.0},
        {"name": "hub", "title": "Hub", "kind": "depot", "country": "B", "lon": 22.0, "lat": 50.0},
        {"name": "city", "title": "City", "kind": "city", "country": "C", "lon": 30.5, "lat": 50.4},
        {"name": "front", "title": "Front", "kind": "front", "country": "C", "lon": 37.5, "lat": 48.3},
    ],
    "lanes": [
        {"name": "a", "from": "works", "to": "hub"},
        {"name": "b", "from": "hub", "to": "front"},
        {"name": "c", "from": "hub", "to": "city"},
    ],
}


def made_by_hand(replication: int) -> Done:
    """One replication: seasons, a slow rise, and a spread of its own."""
    rng = np.random.default_rng(replication)
    month = np.arange(MONTHS)
    season = 0.05 * np.cos(2 * np.pi * month / 12)
    level = np.clip(
        0.45 + 0.003 * month + season + 0.06 * rng.standard_normal() + 0.03 * rng.standard_normal(MONTHS), 0, 1
    )
    launched = {"cruise": rng.poisson(60, MONTHS), "drone": rng.poisson(200 + 4 * month)}
    series: dict[str, np.ndarray] = {"readiness": level}
    for k, name in enumerate(COMPONENTS):
        series[name] = np.clip(level + 0.1 * (k - 1.5), 0, 1)
        series[f"limited_by/{name}"] = (np.full(MONTHS, k) == 0).astype(float)
    series["readiness_at_target"] = (level >= 0.7).astype(float)
    for name, sent in launched.items():
        killed = rng.binomial(sent, 0.75 if name == "cruise" else 0.85)
        series |= {f"launched/{name}": sent.astype(float), f"intercepted/{name}": killed.astype(float)}
        series[f"interception_rate/{name}"] = killed / np.maximum(sent, 1)
    for k, name in enumerate(("", "north", "west")):
        series[f"allied_readiness/{name}" if name else "allied_readiness"] = np.clip(
            0.7 + 0.002 * month - 0.05 * k + 0.02 * rng.standard_normal(MONTHS), 0, 1
        )
    series["made/shell"] = rng.poisson(60_000 + 500 * month).astype(float)
    series["issued/shell"] = rng.poisson(120_000 - 200 * month).astype(float)
    series["usable_stock/home/shell"] = np.full(MONTHS, 240.0 + 20.0 * (replication % 2))
    series["usable_stock/north/shell"] = np.full(MONTHS, 0.0)
    series["usable_stock/west/shell"] = np.full(MONTHS, 30_000.0)
    series["family_days_of_supply/shells"] = np.full(MONTHS, 20.0 + replication % 2)
    series["station_time/working"] = np.full(MONTHS, 0.75)
    series["station_time/starved"] = np.full(MONTHS, 0.2)
    series["station_time/no_orders"] = np.full(MONTHS, 0.05)
    series |= {f"stopped/powder/{s}": series[f"station_time/{s}"] for s in ("starved", "no_orders")}
    series["cost"] = np.full(MONTHS, 1e9)
    numbers = {"mean_readiness": float(np.mean(level))} | stockouts(series, "home/shell", month % 10 < replication % 2)
    numbers |= stockouts(series, "north/shell", month >= 60 + replication)
    return Done(replication, series, numbers, None)


def stockouts(series: dict[str, np.ndarray], member: str, out: np.ndarray) -> dict[str, float]:
    """An owner that is out for the whole of these months; the numbers that go with it. A donor lacks nothing."""
    series[f"out/{member}"] = series[f"out_at_any_time/{member}"] = out.astype(float)
    numbers = {
        f"first_out/{member}": float(np.argmax(out) + 1 if out.any() else MONTHS),
        f"first_out_censored/{member}": float(not out.any()),
        f"days_out/{member}": 30.0 * np.sum(out),
        f"time_to_regenerate/{member}": np.nan,
        f"time_to_regenerate_censored/{member}": np.nan,
    }
    return numbers | ({f"total_unmet/{member}": 1000.0 * np.sum(out)} if member.startswith("home/") else {})


@pytest.fixture(scope="session")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The result as a folder."""
    return write_result(tmp_path_factory.mktemp("result"))


def write_result(folder: Path) -> Result:
    """Put the made-up result in a folder."""
    store = Store(folder)
    store.add([made_by_hand(r) for r in range(25)], keep_record=False)
    store.add([made_by_hand(r) for r in range(25, 40)], keep_record=False)
    store.write_json("manifest.json", {"replications": 40, "periods": PERIODS, "world": "made-up"})
    store.write_json("world.json", WORLD)
    return Result(folder)


def texts_of(ax: Axes) -> Iterator[Text]:
    """Every text that a reader of a figure sees."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    for found in figure.findobj(Text):
        assert isinstance(found, Text)
        if found.get_text().strip() and found.get_visible():
            yield found


@pytest.fixture(scope="session")
def default_world() -> Scenario:
    """The default world."""
    return load(DEFAULT)


@pytest.fixture(scope="session")
def default_result(default_world: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Three replications of the default world, as `materiel run` leaves them."""
    batch: Batch = batch_of(default_world, "", networks_of(default_world, ("",))[""], seed=1)
    campaign = Campaign(replications=3, engine="kernel", workers=1, keep_record=False)
    store = open_store(default_world, batch, tmp_path_factory.mktemp("default"), campaign, "")
    run_batch(batch, campaign, store, lambda _: None, lambda: False)
    return Result(store.folder)
