"""`materiel backcast`: its object, its folder, its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from materiel.cli import run_command

KEYS = ["series", "window", "n", "cover50", "cover90", "crps", "crps_last", "crps_seasonal", "bias"]


def test_json_table_and_figures(world: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object; the folder holds the scores, the table, and a figure for every series that has rows."""
    call = ["backcast", str(world()), "-n", "6", "--out", str(tmp_path / "out"), "--quiet"]
    assert run_command([*call, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told.keys() == {"series", "summary"}
    assert [list(s) for s in told["series"]] == [KEYS] * 4
    assert [(s["series"], s["window"], s["n"]) for s in told["series"]] == [
        ("launched", "train", 6), ("launched", "test", 3), ("share_killed", "train", 1), ("share_killed", "test", 1),
    ]  # fmt: skip
    about = told["summary"]
    assert (about["replications"], about["masked_in_training"], about["futures"]) == (6, 1, "sample")
    assert about["test"]["width90"]["launched"] > 0.0
    folder = Path(about["result"])
    assert json.loads((folder / "scores.json").read_text()) == told
    drawn = {p.name for p in (folder / "figures").glob("*.png")}
    assert drawn == {"launched.png", "share_killed.png", "overview.png", "pit.png"}
    assert run_command([*call, "--no-figures"]) == 0
    assert "1 rows of training months were public only later" in capsys.readouterr().out


def test_any_number_of_workers_gives_the_same(
    world: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Same seed, same scores; and more replications go on from those that are there."""
    found = []
    for k, workers in enumerate(("1", "2", "2")):
        out = tmp_path / ("a" if k < 2 else "b")
        if k == 1:
            out = tmp_path / "c"
        call = ["backcast", str(world()), "--out", str(out), "--quiet", "--no-figures", "--json", "--workers", workers]
        if k == 2:
            assert run_command([*call, "-n", "3"]) == 0
            capsys.readouterr()
        assert run_command([*call, "-n", "8"]) == 0
        found.append(json.loads(capsys.readouterr().out)["series"])
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--train-until", "2022-09-01"], "--train-until 2022-09-01: expected the end of a month"),
        (["--test-until", "2024-12-31"], "expected a window of 1 to 12 whole months, got 27"),
        (["--train-until", "2023-13-01"], "--train-until"),
        (["--futures", "none.toml"], "futures none.toml"),
        (["--record", "BAD"], "there is no series 'lanched'; the nearest is launched"),
    ],
)
def test_bad_input_is_one_message(
    world: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """Exit code 2, a message, no traceback."""
    bad = tmp_path / "bad.csv"
    bad.write_text("date,series,value,source,as_of\n2023-07,lanched,1,x,2023-08-01\n")
    arguments = [str(bad) if a == "BAD" else a for a in arguments]
    assert run_command(["backcast", str(world()), "-n", "2", "--out", str(tmp_path / "out"), *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


def test_a_world_without_a_record_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to score it by."""
    depot = Path(__file__).parents[2] / "worlds" / "depot.toml"
    assert run_command(["backcast", str(depot), "-n", "2"]) == 2
    assert "expected record/series.toml beside the world, got none" in capsys.readouterr().err
