"""What a report would show of a run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from materiel.lab.errors import LabError
from materiel.lab.record.observe import columns_of, observe
from materiel.lab.record.observing import observing
from materiel.lab.record.rows import read_record
from materiel.lab.record.world import end_of, observed_network, shortened
from materiel.network.arena import Column
from materiel.network.lower import network_of
from materiel.record import Record
from materiel.run import replicate
from materiel.scenario.load import load
from materiel.scenario.observed import Observed

COLUMNS = [
    Column("arsenal", "cruise", "reported", "total", "missiles"),
    Column("arsenal", "fast", "reported", "total", "missiles"),
    Column("donor", "a", "given", "total", "EUR"),
    Column("donor", "b", "given", "total", "EUR"),
    Column("account", "a", "credited", "total", "EUR"),
    Column("account", "b", "credited", "total", "EUR"),
    Column("account", "a", "elsewhere", "total", "EUR"),
    Column("account", "b", "elsewhere", "total", "EUR"),
]
RECORD = Record(
    np.array(
        [
            [10.0, 0.0, 2.0, 1.0, 4.0, 5.0, 4.0, 15.0],
            [25.0, 5.0, 2.0, 3.0, 6.0, 10.0, 6.0, 30.0],
            [45.0, 6.0, 5.0, 3.0, 6.0, 10.0, 6.0, 30.0],
        ]
    ),
    COLUMNS,
    np.array([31.0, 61.0, 92.0]),
    [0, 1, 2],
)


def seen(**spec: Any) -> list[float]:
    given = {"title": "t", "unit": "u", "rule": "r", "cells": ["arsenal/cruise/reported"]}
    return observe(RECORD, {"x": Observed.model_validate(given | spec)})[0].tolist()


def test_flows_levels_and_factors() -> None:
    """A flow is growth in the month, a level what stands at its end; then the factor, then what is added."""
    assert seen() == [10.0, 15.0, 20.0]
    assert seen(cells=["arsenal/*/reported"]) == [10.0, 20.0, 21.0]
    assert seen(kind="level") == [10.0, 25.0, 45.0]
    assert seen(times=0.5, plus=1.0) == [6.0, 8.5, 11.0]
    assert seen(over=["arsenal/*/reported"])[:2] == [1.0, 0.75]


def test_a_year_is_a_sum_of_months() -> None:
    """A flow over two months has no value before there are two."""
    found = seen(months=2)
    assert np.isnan(found[0])
    assert found[1:] == [25.0, 35.0]


def test_what_is_not_modelled_is_taken_in_proportion_donor_by_donor() -> None:
    """a gives half of its money to what is modelled, b a quarter: 2 -> 4 and 1 -> 4 in the first month."""
    spec = {
        "each": ["a", "b"],
        "cells": ["donor/{}/given"],
        "part": ["account/{}/credited"],
        "whole": ["account/{}/credited", "account/{}/elsewhere"],
    }
    assert seen(**spec) == [8.0, 8.0, 6.0]


def test_days_with_so_many() -> None:
    """Days in which 20 or more were sent, by month; a record of months alone cannot tell."""
    daily = Record(
        np.array([[0.0], [20.0], [39.0], [59.0], [79.0]]), COLUMNS[:1], np.arange(1.0, 6.0), [-1, -1, 0, -1, 1]
    )
    spec = Observed.model_validate(
        {"title": "t", "unit": "u", "rule": "r", "kind": "days", "at_least": 20, "cells": ["arsenal/cruise/reported"]}
    )
    assert observe(daily, {"x": spec})[0].tolist() == [1.0, 2.0]
    with pytest.raises(LabError, match=r"series x: expected a record of every day"):
        observe(RECORD, {"x": spec})


def test_what_is_decided_at_the_first_instant_of_a_month() -> None:
    """A meeting at each month's first instant, 5 EUR each: in the record two fall into the first month; read a day before, one."""
    instants = np.arange(1.0, 62.0)
    total = 5.0 * (1 + (instants >= 31.0) + (instants >= 61.0))
    record = Record(
        total[:, None], COLUMNS[2:3], instants, [0 if t == 31.0 else 1 if t == 61.0 else -1 for t in instants]
    )
    spec = {"title": "t", "unit": "u", "rule": "r", "cells": ["donor/a/given"]}
    assert observe(record, {"x": Observed.model_validate(spec)})[0].tolist() == [10.0, 5.0]
    assert observe(record, {"x": Observed.model_validate(spec | {"days_before": 1})})[0].tolist() == [5.0, 5.0]


def test_a_cell_that_is_not_recorded_is_named() -> None:
    """The message says which series asks for which cell."""
    with pytest.raises(LabError, match=r"series x: expected a recorded cell, got arsenal/drone/reported"):
        seen(cells=["arsenal/drone/reported"])


def test_a_short_narrow_world_shows_the_same(world: Callable[..., Path]) -> None:
    """Cutting a world at the end of the window, and recording only what is needed, changes nothing that is observed."""
    folder = world()
    scenario = load(folder)
    series = read_record(folder, date(2022, 10, 1), end_of(scenario)).series
    short = observed_network(scenario, series, 6)
    whole = network_of(shortened(scenario, 12, days=True))
    assert len(short.columns) == len(columns_of(whole.columns, series)) < len(whole.columns)
    for replication in range(3):
        a, b = (observe(replicate(n, 7, replication).record, series) for n in (short, whole))
        assert np.array_equal(a, b[:, :6], equal_nan=True)
        assert a[0].sum() > 0.0


def test_other_numbers_bind_to_a_narrow_network(world: Callable[..., Path]) -> None:
    """A future of a narrow network is that of the whole one."""
    folder = world()
    scenario = load(folder)
    series = read_record(folder, date(2022, 10, 1), end_of(scenario)).series
    batch = observing(scenario, series, 6, 3, "sample")
    whole = observing(scenario, series, 12, 3, "sample")
    a, b = (observe(replicate(x.futures.network(1), 3, 1).record, series) for x in (batch, whole))
    assert np.array_equal(a, b[:, :6], equal_nan=True)
    assert batch.identity != observing(scenario, series, 6, 4, "sample").identity


def test_a_window_beyond_the_world_is_refused(world: Callable[..., Path]) -> None:
    """The world is a year long."""
    with pytest.raises(LabError, match="1 to 12 whole months, got 13"):
        shortened(load(world()), 13)
