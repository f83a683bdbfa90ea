"""The sanity table: what a row reads, and what its verdict is."""

from datetime import date

import numpy as np
import pytest

from materiel.lab.errors import LabError
from materiel.lab.sanity import Verdict, as_markdown, value_of
from materiel.network.arena import Column
from materiel.record import Record
from materiel.scenario.errors import ScenarioError
from materiel.scenario.sanity import Row, read_sanity

START = date(2022, 10, 1)
COLUMNS = [
    Column("arsenal", "cruise", "launched", "total", "missiles"),
    Column("arsenal", "cruise", "intercepted", "total", "missiles"),
    Column("arsenal", "fast", "launched", "total", "missiles"),
]
RECORD = Record(
    np.array([[10.0, 4.0, 1.0], [30.0, 16.0, 2.0], [40.0, 24.0, 6.0]]),
    COLUMNS,
    np.array([31.0, 61.0, 92.0]),
    [0, 1, 2],
)


def row(**changes: object) -> Row:
    given = {
        "what": "launched",
        "unit": "missiles",
        "cells": ["arsenal/cruise/launched"],
        "since": "2022-11-01",
        "until": "2023-01-01",
        "published": {"low": 1, "central": 2, "high": 3, "source": "x"},
    }
    return Row.model_validate(given | changes)


def test_flow_level_and_ratio():
    """A flow is growth over the window, a level what stands at its end, `over` divides by the same reading of other cells."""
    assert value_of(row(), RECORD, START) == 30.0
    assert value_of(row(read="level"), RECORD, START) == 40.0
    assert value_of(row(per="day"), RECORD, START) == pytest.approx(30.0 / 61.0)
    assert value_of(row(cells=["arsenal/*/launched"]), RECORD, START) == 35.0
    kills = row(cells=["arsenal/cruise/intercepted"], over=["arsenal/cruise/launched"], since="2022-10-01")
    assert value_of(kills, RECORD, START) == pytest.approx(24.0 / 40.0)


def test_month_reached_counts_from_its_date():
    """30 launches are there at the end of November, 30 days after the first: 30 / 30.4375 of a month."""
    reached = row(read="month reached", reach=30.0, until=None)
    assert value_of(reached, RECORD, START) == pytest.approx(30.0 / 30.4375)
    never = row(read="month reached", reach=99.0, until=None)
    assert value_of(never, RECORD, START) == pytest.approx(61.0 / 30.4375)


def test_unknown_cell_and_window_off_the_record_are_refused():
    """A pattern that means no cell, and a window whose end no record was taken at, are errors with the row's words."""
    with pytest.raises(LabError, match=r"launched.*arsenal/ballistic/launched"):
        value_of(row(cells=["arsenal/ballistic/launched"]), RECORD, START)
    with pytest.raises(LabError, match="record instants"):
        value_of(row(until="2022-12-15"), RECORD, START)


def test_verdicts():
    """Mean in the range: fits. Interval meets it: overlaps. Neither: does not fit."""
    values = np.array([1.5, 2.0, 2.5])
    assert Verdict(row(), values).verdict == "fits"
    assert Verdict(row(), values + 1.4).verdict == "overlaps"
    assert Verdict(row(), values + 9.0).verdict == "does not fit"
    page = as_markdown("World", [Verdict(row(), values)], 1, 3)
    assert "| launched | missiles | 2.00 (1.00 to 3.00) | x | 2.00 (1.55 to 2.45) | fits |" in page


def test_a_bad_table_is_one_message_with_file_and_key(tmp_path):
    """A misspelt key is refused with the nearest; a missing table is said to be missing."""
    with pytest.raises(ScenarioError, match=r"sanity\.toml"):
        read_sanity(tmp_path)
    (tmp_path / "sanity.toml").write_text(
        '[[row]]\nwhat = "a"\nunit = "b"\ncels = ["c"]\nsince = "2022-10-01"\nuntil = "2022-11-01"\n'
        'published = {low = 1, central = 1, high = 1, source = "x"}\n'
    )
    with pytest.raises(ScenarioError, match="cels: unknown key; the nearest is cells"):
        read_sanity(tmp_path)
