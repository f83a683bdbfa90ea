"""The posteriors that are shipped with the default world."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from materiel.lab.calibration.expand import Single, expand
from materiel.lab.calibration.mask import read_sources
from materiel.lab.calibration.plan import read_plan
from materiel.lab.futures_file import OBSERVATION, read_futures
from materiel.lab.opening import futures_of
from materiel.lab.record.rows import read_record
from materiel.lab.record.world import end_of
from materiel.network.lower import network_of
from materiel.scenario.load import load, locate


@pytest.mark.parametrize("name", ["posterior-2023-12", "posterior-2024-12"])
def test_draws_fit_plan_and_world(name: str) -> None:
    """They set just what the plan sets for their day, within its ranges to six digits; their provenance says as many; they bind."""
    folder, scenario = locate("ukraine-2022").parent, load()
    told = tomllib.loads((folder / f"{name}.toml").read_text())
    until: date = told["train_until"]
    expansion = expand(scenario, read_plan(folder), read_sources(folder), until)
    listed = read_futures(folder / f"{name}.csv")
    assert len(listed) == told["draws"]
    assert told["numbers_masked"] == len(expansion.masked)
    assert set(listed[0].of_world().values) == set(expansion.paths())
    series = read_record(folder, scenario.world.start, end_of(scenario)).series
    spreads = {
        key.removeprefix(OBSERVATION).removesuffix(".spread") for key in listed[0].values if key.startswith(OBSERVATION)
    }
    assert spreads and spreads <= set(series)
    ranges = {p.name: p.range for p in expansion.priors}
    for put in expansion.puts:
        if isinstance(put, Single) and not put.step and put.path not in expansion.whole:
            low, high = (put.times * limit for limit in (ranges[put.parameter].low, ranges[put.parameter].high))
            values = [future.values[put.path] for future in listed]
            assert min(values) >= low * (1 - 1e-5) and max(values) <= high * (1 + 1e-5), put.path


@pytest.mark.slow
def test_they_are_futures_by_name() -> None:
    """The name alone is enough for the shipped world."""
    futures = futures_of("posterior-2024-12", network_of(load()), 1)
    assert futures.told()["futures"] == "listed"
