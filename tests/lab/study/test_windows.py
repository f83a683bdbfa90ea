"""Windows of a study's metrics are calendar months, whatever else the world records; sums carry the unit of the sum."""

from __future__ import annotations

from pathlib import Path

import pytest

from materiel.lab.study.block import Task, run_block
from materiel.lab.study.ground import Ground, ground_of
from materiel.lab.study.manifest import manifest_of
from materiel.scenario.errors import ScenarioError

WORLD = """
[world]
name = "w"
kind = "reference"
start = 2023-01-01
horizon_months = 4
[items.part]
[stocks.bin]
item = "part"
on_hand = 9999
[demands.d]
stock = "bin"
gap_days = 1
"""
"""A unit is taken every day: 31 in January, 28 in February, 31 in March, 30 in April 2023."""


def study(folder: Path, metrics: str, world: str = "record_step_days = 10", more: str = "") -> Path:
    """A study of that world; `world` are further keys of its table."""
    (folder / "w.toml").write_text(WORLD.replace("horizon_months = 4", f"horizon_months = 4\n{world}"))
    path = folder / "s.toml"
    path.write_text(f'title = "s"\nworld = "w.toml"\nreplications = 1\nblock = 1\n{more}\n{metrics}')
    return path


def metric(name: str, of: str = "issued/part", read: str = "sum", since: str = "", until: str = "") -> str:
    """A metric of a study file."""
    window = (f'since = "{since}"\n' if since else "") + (f'until = "{until}"\n' if until else "")
    return f'[metrics.{name}]\nof = "{of}"\nread = "{read}"\n{window}'


def values(ground: Ground) -> dict[str, float]:
    """The numbers of the first replication."""
    block = run_block(ground, Task(0, 0), "simpy")
    assert block.faults == ("",)
    return dict(zip(ground.measured.names, block.values[0].tolist(), strict=True))


def refused(path: Path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        ground_of(path)
    return [str(fault) for fault in caught.value.faults]


RECORDS = [
    "",
    "record_step_days = 10",
    "record_step_days = 1",
    "record_step_days = 0.7",
    "record_step_days = 10\nrecord_offset_days = 3.5",
    "record_times = [2, 40, 40.5, 119]",
]


@pytest.mark.parametrize("record", RECORDS)
def test_months_are_calendar_months_whatever_is_recorded(tmp_path: Path, record: str) -> None:
    """A unit a day: February has 28, from February on there are 89, the last month has 30; steps of any length change nothing."""
    asked = (
        metric("all")
        + metric("feb", since="2023-02", until="2023-02")
        + metric("feb_on", since="2023-02")
        + metric("till_feb", until="2023-02")
        + metric("last", read="last")
        + metric("mean", read="mean")
        + metric("least", read="least")
        + metric("most", read="most", since="2023-02", until="2023-02")
        + metric("flow", of="flow/demand/d/asked", since="2023-02", until="2023-02")
        + metric("held", of="level/stock/bin/on_hand", read="last", until="2023-02")
        + metric("held_mean", of="level/stock/bin/on_hand", read="mean", until="2023-02")
    )
    found = values(ground_of(study(tmp_path, asked, record, 'series = ["issued/part", "level/stock/bin/on_hand"]')))
    assert found == {
        "all": 120, "feb": 28, "feb_on": 89, "till_feb": 59, "last": 30, "mean": 30, "least": 28, "most": 28, "flow": 28,
        "held": 9999 - 59, "held_mean": 9999 - (31 + 59) / 2,
    }  # fmt: skip


def test_series_that_are_kept_run_over_months(tmp_path: Path) -> None:
    """A study keeps a series for each calendar month, though the world is recorded every ten days too."""
    ground = ground_of(study(tmp_path, metric("all"), more='series = ["issued/part", "flow/demand/d/asked"]'))
    kept = run_block(ground, Task(0, 0), "simpy").series
    assert list(ground.periods) == ["2023-01", "2023-02", "2023-03", "2023-04"]
    assert [list(s[0]) for s in kept.values() if s[0] is not None] == [[31, 28, 31, 30]] * 2


WRONG = [
    ({"since": "2023-02", "until": "2023-13"}, "metrics.x.until: expected a month as 2026-01, got '2023-13'"),
    ({"since": "2023-2"}, "metrics.x.since: expected a month as 2026-01, got '2023-2'"),
    ({"since": "2023-02-01"}, "metrics.x.since: expected a month as 2026-01, got '2023-02-01'"),
    ({"since": "soon"}, "metrics.x.since: expected a month as 2026-01, got 'soon'"),
    ({"since": "2023-03", "until": "2023-02"}, "metrics.x.until: expected a month not before since, 2023-03, got '2023-02'"),
    ({"until": "2030-01"}, "metrics.x.until: expected a whole month of the run (2023-01 to 2023-04), got '2030-01'"),
    ({"since": "2023-05"}, "metrics.x.since: expected a whole month of the run (2023-01 to 2023-04), got '2023-05'"),
    ({"since": "2022-12"}, "metrics.x.since: expected a whole month of the run (2023-01 to 2023-04), got '2022-12'"),
    ({"until": "0000-01"}, "metrics.x.until: expected a whole month of the run (2023-01 to 2023-04), got '0000-01'"),
]  # fmt: skip


@pytest.mark.parametrize(("window", "told"), WRONG)
def test_a_window_that_is_none_is_one_message(tmp_path: Path, window: dict[str, str], told: str) -> None:
    """No month, a month outside the run, until before since: file, key, value and what was expected."""
    assert refused(study(tmp_path, metric("x", **window))) == [f"{told} ({tmp_path / 's.toml'})"]


def test_a_month_that_the_end_cuts_is_none(tmp_path: Path) -> None:
    """A run of 100 days ends on 10 April: April is no month of it, and a sum over its months is of 90 days."""
    path = study(tmp_path, metric("all") + metric("apr", since="2023-04"))
    world = tmp_path / "w.toml"
    world.write_text(WORLD.replace("horizon_months = 4", "end = 100"))
    assert refused(path) == [
        f"metrics.apr.since: expected a whole month of the run (2023-01 to 2023-03), got '2023-04' ({path})"
    ]
    path = study(tmp_path, metric("all") + metric("last", read="last"))
    world.write_text(WORLD.replace("horizon_months = 4", "end = 100"))
    assert values(ground_of(path)) == {"all": 90, "last": 31}


FEB = {"since": "2023-02", "until": "2023-02"}
NO = "record_months = false\n"


@pytest.mark.parametrize(
    ("record", "window", "read", "value"),
    [
        ("record_times = [31, 59]", FEB, "sum", 28),
        ("record_times = [31, 59]", FEB, "last", 28),
        ("record_times = [31, 45, 59]", FEB, "mean", 28),
        ("record_step_days = 1", FEB, "least", 28),
        ("record_times = [59, 90]", {"since": "2023-03", "until": "2023-03"}, "last", 31),
        ("record_times = [59]", {"until": "2023-02"}, "sum", 59),
        ("record_times = [59]", {"until": "2023-02"}, "mean", 29.5),
        ("record_times = [59, 70]", {"since": "2023-03"}, "sum", 61),
    ],
)
def test_windows_by_date_without_month_ends(
    tmp_path: Path, record: str, window: dict[str, str], read: str, value: float
) -> None:
    """A world that records no ends of months gives a window whose ends are record instants, as far as these say it."""
    ground = ground_of(study(tmp_path, metric("x", read=read, **window), NO + record))
    assert values(ground)["x"] == value


@pytest.mark.parametrize(
    ("record", "asked", "told"),
    [
        ("record_step_days = 10", FEB, "metrics.x.since: expected a record instant at the beginning of 2023-02 (day 31), got none; the nearest are 30 and 40"),
        ("record_times = [31, 60]", FEB, "metrics.x.until: expected a record instant at the end of 2023-02 (day 59), got none; the nearest are 31 and 60"),
        ("record_step_days = 10", {}, "metrics.x.of: expected a metric that is not told by month, got 'issued/part'"),
        ("record_times = [59]", {"until": "2023-02", "read": "least"}, "metrics.x.read: expected sum or mean of a flow, got 'least' of issued/part"),
        ("record_times = [59]", {"until": "2023-02", "of": "on_hand/part", "read": "mean"}, "metrics.x.read: expected sum or mean of a flow, got 'mean' of on_hand/part"),
        ("record_step_days = 10", {"of": "level/stock/bin/on_hand", "read": "sum"}, "metrics.x.read: expected mean, last, least or most of level/stock/bin/on_hand"),
    ],
)  # fmt: skip
def test_windows_that_a_record_does_not_give(tmp_path: Path, record: str, asked: dict[str, str], told: str) -> None:
    """What the instants of a world do not say is refused in one sentence, with the nearest instants or what could be read."""
    (found,) = refused(study(tmp_path, metric("x", **asked), NO + record))
    assert found.startswith(told) and found.endswith(f"({tmp_path / 's.toml'})")


def test_places_without_months_are_read_over_instants(tmp_path: Path) -> None:
    """A textbook world without months: its levels and flows run over the record instants; series by month are refused."""
    asked = metric("last", of="level/stock/bin/on_hand", read="last") + metric("all", of="flow/demand/d/asked")
    kept = 'series = ["level/stock/bin/on_hand"]'
    ground = ground_of(study(tmp_path, asked, NO + "record_times = [10, 50]", kept))
    assert values(ground) == {"last": 9999 - 120, "all": 120}
    assert run_block(ground, Task(0, 0), "simpy").series["level/stock/bin/on_hand"][0].tolist() == [9989, 9949, 9879]
    assert manifest_of(ground)["periods"] == [10.0, 50.0, 120.0]
    (told,) = refused(study(tmp_path, asked, NO, 'series = ["issued/part"]'))
    assert told.startswith("series.0: expected a metric that is not told by month, got 'issued/part'")


def test_sums_carry_the_unit_of_the_sum(tmp_path: Path) -> None:
    """Units for units a month, EUR for EUR a month, months for yes or no; a stock at the ends of months is not units."""
    asked = (
        metric("made") + metric("mean", read="mean") + metric("paid", of="cost") + metric("flow", of="flow/demand/d/asked")
        + metric("flow_mean", of="flow/demand/d/asked", read="mean") + metric("held", of="on_hand/part")
        + metric("level", of="level/stock/bin/on_hand", read="last") + metric("levels", of="level/stock/bin/on_hand")
        + '[metrics.own]\nof = "issued/part"\nread = "sum"\nunit = "thousands"\ntimes = 0.001\n'
    )  # fmt: skip
    path = study(tmp_path, asked)
    (tmp_path / "w.toml").write_text((tmp_path / "w.toml").read_text() + '[sources.m]\nitem = "part"\n')
    told = {name: m["unit"] for name, m in manifest_of(ground_of(path))["metrics"].items()}
    assert told == {
        "made": "units", "mean": "units/month", "paid": "EUR", "flow": "units", "flow_mean": "units/month", "held": "unit-months",
        "level": "units", "levels": "unit-months", "own": "thousands",
    }  # fmt: skip


@pytest.mark.parametrize("of", ["readiness", "allied_readiness", "lead_time/x", "level/site/s/condition"])
def test_a_sum_of_shares_is_refused(tmp_path: Path, of: str) -> None:
    """Shares, factors and waits have no sum over months."""
    path = study(tmp_path, metric("x", of=of))
    (tmp_path / "w.toml").write_text((tmp_path / "w.toml").read_text() + "[sites.s]\n")
    (told,) = refused(path)
    assert told.startswith(f"metrics.x.read: expected mean, last, least or most of {of}")
    assert "its sum over months means nothing, got 'sum'" in told
