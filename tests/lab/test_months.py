"""What a run is judged by does not depend on what else is recorded; averages leave out exactly the warm-up."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from materiel.cli import run_command
from materiel.lab.opening import absent_by_month, axis_of, batch_of
from materiel.lab.replication import Done, run_one
from materiel.metrics.measure import by_instant
from materiel.network.lower import network_of
from materiel.scenario.errors import ScenarioError
from materiel.scenario.load import load

FRONT = Path(__file__).parents[1] / "worlds" / "front.toml"
RECORDS = [
    {"world.record_step_days": 1},
    {"world.record_step_days": 10, "world.record_offset_days": 0.5},
    {"world.record_times": [3, 17.5, 89]},
]


def batch(world: Path, sets: dict[str, Any]):
    """A batch of a world with other values."""
    scenario = load(world, sets)
    return batch_of(scenario, "", network_of(scenario), seed=1)


def run(world: Path, sets: dict[str, Any], replication: int = 0) -> Done:
    """A replication of a world with other values."""
    done = run_one(batch(world, sets), "kernel", replication, keep_record=False)
    assert isinstance(done, Done), done
    return done


@pytest.mark.parametrize("record", RECORDS, ids=str)
def test_numbers_do_not_depend_on_what_else_is_recorded(record: dict[str, Any]) -> None:
    """Readiness, times to target and failure, worst year, costs, averages of places: the same to the last bits with extra instants."""
    for replication in range(3):
        plain, fine = run(FRONT, {}, replication), run(FRONT, record, replication)
        assert plain.numbers.keys() == fine.numbers.keys()
        for name, number in plain.numbers.items():
            assert fine.numbers[name] == pytest.approx(number, rel=1e-12, nan_ok=True), name
        for name in (n for n in plain.series if not by_instant(n)):
            kept = [v for v in fine.series[name].tolist() if not math.isnan(v)]
            assert kept == pytest.approx([v for v in plain.series[name].tolist() if not math.isnan(v)], rel=1e-12), name


def test_the_front_of_three_months() -> None:
    """Time to target is a month, not a day, of a record of every day; the number of months is that of the horizon."""
    numbers = run(FRONT, {"world.record_step_days": 1}).numbers
    assert numbers["time_to_target"] <= 3 and numbers["time_to_failure"] <= 3


def test_summary_says_what_a_series_runs_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Months for what is told by month, days for the levels of places; what has no value is null and never a sign for it."""
    arguments = ["run", str(FRONT), "-n", "2", "--json", "--quiet", "--workers", "1", "--out", str(tmp_path)]
    assert run_command([*arguments, "--set", "world.record_step_days=10"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["series"]["readiness"]["months"] == ["2024-01", "2024-02", "2024-03"]
    assert len(told["series"]["readiness"]["mean"]) == 3
    level = told["series"]["level/front/east/readiness"]
    assert level["days"] == [10.0, 20.0, 30.0, 31.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 91.0]
    assert [level["n"][k] for k in (0, 3, 6, 10)] == [0, 2, 2, 2]  # 29 February is day 60
    assert [value is None for value in level["mean"]] == [n == 0 for n in level["n"]]
    signed = ("_part", "above_floor", "parts/")  # of a logarithm, and below a floor
    values = {name: series["mean"] for name, series in told["series"].items() if not any(s in name for s in signed)}
    assert not [name for name, means in values.items() if any(v is not None and v < 0.0 for v in means)]
    assert all(m["mean"] is None or m["mean"] >= 0.0 for m in told["metrics"].values())
    assert "notes" not in told


def test_a_world_without_month_ends_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Readiness has no value without ends of months: it is absent from series and numbers, and one sentence names it."""
    arguments = ["run", str(FRONT), "-n", "2", "--quiet", "--workers", "1", "--out", str(tmp_path)]
    arguments += ["--set", "world.record_months=false"]
    assert run_command([*arguments, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert not [name for name in (*told["metrics"], *told["series"]) if "readiness" in name and "/front/" not in name]
    assert told["series"]["level/front/east/readiness"]["mean"] == [None]
    assert "total_cost" in told["metrics"] and "stock_fill_rate/shells" in told["metrics"]
    (note,) = told["notes"]
    assert note.startswith(
        "no value by month, since the record lacks ends of calendar months (world.record_months): readiness, "
    )
    assert "mean_readiness" in note and "total_cost" not in note
    assert run_command(arguments) == 0
    assert note in capsys.readouterr().out
    assert absent_by_month(batch(FRONT, {})) == ""


def test_a_theatre_without_month_ends_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run without any series is done all the same, and the same command does not run it again."""
    world = tmp_path / "world.toml"
    world.write_text(FRONT.read_text().replace('kind = "reference"', 'kind = "theatre"'))
    arguments = ["run", str(world), "-n", "2", "--json", "--quiet", "--workers", "1", "--out", str(tmp_path / "out")]
    for _ in range(2):
        assert run_command([*arguments, "--set", "world.record_months=false"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["replications"], told["series"], told["failed"]) == (2, {}, 0)
        assert told["metrics"]["total_cost"]["n"] == 2


def test_axis_of_a_batch() -> None:
    """Months alone where nothing else is recorded; otherwise the instants, and where months end among them."""
    assert axis_of(batch(FRONT, {})) == {"periods": ["2024-01", "2024-02", "2024-03"]}
    assert axis_of(batch(FRONT, {"world.record_times": [40]})) == {
        "periods": ["2024-01", "2024-02", "2024-03"], "instants": [31.0, 40.0, 60.0, 91.0], "month_rows": [0, 2, 3],
    }  # fmt: skip
    none = axis_of(batch(FRONT, {"world.record_times": [40], "world.record_months": False}))
    assert (none["periods"], none["month_rows"]) == ([40.0, 91.0], [])


WARM = """
[world]
name = "warm"
kind = "reference"
start = 2023-01-01
end = 100
record_months = false
[yardsticks]
warm_up_days = 37
[items.part]
[stocks.bin]
item = "part"
on_hand = 10
unmet = "lost"
[demands.d]
stock = "bin"
gap_days = 10
"""


@pytest.mark.parametrize(
    ("sets", "told"),
    [
        ({}, "got 37; there is none (see world.record_times)"),
        ({"yardsticks.warm_up_days": 101}, "got 101; there is none (see world.record_times)"),
        ({"yardsticks.warm_up_days": 100}, "got 100; there is none (see world.record_times)"),
        ({"world.record_step_days": 10}, "got 37; the nearest are 30 and 40"),
        ({"world.record_months": True}, "got 37; the nearest are 31 and 59"),
        ({"world.record_step_days": 10, "yardsticks.warm_up_days": 101}, "got 101; the nearest is 90"),
        ({"world.record_step_days": 50, "yardsticks.warm_up_days": 1e-3}, "got 0.001; the nearest is 50"),
    ],
)
def test_a_warm_up_has_to_end_at_a_record_instant(tmp_path: Path, sets: dict[str, Any], told: str) -> None:
    """Between instants, at or beyond the end: one fault that names the key, the end and the nearest instants."""
    (tmp_path / "world.toml").write_text(WARM)
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path, sets)
    (fault,) = caught.value.faults
    assert (fault.path, fault.message) == (
        "yardsticks.warm_up_days",
        f"expected a record instant before the end (day 100), {told}",
    )


def test_a_warm_up_that_cannot_be_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Checking and running such a world end with 2 and one line."""
    (tmp_path / "world.toml").write_text(WARM)
    for verb in (["check"], ["run", "-n", "1", "--out", str(tmp_path / "out")]):
        assert run_command([verb[0], str(tmp_path), *verb[1:]]) == 2
        said = capsys.readouterr().err
        assert "yardsticks.warm_up_days: expected a record instant before the end" in said and "Traceback" not in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "record",
    [{"world.record_times": [37]}, {"world.record_step_days": 1}, {"world.record_step_days": 3.7}, {"world.record_times": [5, 37], "world.record_months": True}],
)  # fmt: skip
def test_averages_leave_out_exactly_the_warm_up(tmp_path: Path, record: dict[str, Any]) -> None:
    """Ten on hand, one taken every ten days: the mean over days 37 to 100 is 231 / 63, however the run is recorded."""
    (tmp_path / "world.toml").write_text(WARM)
    assert run(tmp_path, record).numbers["stock_mean_on_hand/bin"] == pytest.approx(231 / 63, rel=1e-12)
