"""`materiel calibrate`: its folder, its draws as futures, its exit codes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from materiel.cli import run_command


def test_from_record_to_futures(
    planned: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Draws, tables and figures in a folder; draws stay within their ranges, and a backcast takes them as futures."""
    world = str(planned())
    call = [
        "calibrate",
        world,
        "--members",
        "200",
        "-n",
        "8",
        "--workers",
        "1",
        "--quiet",
        "--out",
        str(tmp_path / "out"),
    ]
    assert run_command([*call, "--json", "--check", "60"]) == 0
    told = json.loads(capsys.readouterr().out)
    folder = Path(told["result"])
    assert {p.name for p in (folder / "figures").glob("*.png")} == {"parameters.png", "predictive.png", "ranks.png"}
    assert [b["block"] for b in told["blocks"]] == ["cruise"]
    assert told["prior_only"] == ["kill"]
    assert {p["parameter"] for p in told["parameters"]} == {
        "salvo_share", "stock", "output.1", "observation.launched.spread",
    }  # fmt: skip
    assert sum(told["check"][0]["counts"]) == 60
    with (folder / "posterior.csv").open() as file:
        rows = [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]
    assert len(rows) == 8
    for row in rows:
        assert 0.1 <= row["raids.large.sends.0.share.mean"] <= 0.4
        assert 400 <= row["arsenals.cruise.stock"] <= 1200 and row["arsenals.cruise.stock"] == round(
            row["arsenals.cruise.stock"]
        )
        assert 0.1 <= row["layers.long_range.against.cruise.kill_probability.value"] <= 0.6
        assert 0.02 <= row["observation.launched.spread"] <= 0.5
    assert run_command([*call, "--no-figures"]) == 0
    assert "200 members, 8 draws" in capsys.readouterr().out
    futures = str(folder / "posterior.csv")
    back = [
        "backcast",
        world,
        "-n",
        "8",
        "--futures",
        futures,
        "--no-figures",
        "--quiet",
        "--out",
        str(tmp_path / "back"),
    ]
    assert run_command([*back, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["replications"] == 8
    assert run_command(["run", world, "-n", "2", "--futures", futures, "--quiet", "--out", str(tmp_path / "run")]) == 0


def test_posterior_does_not_depend_on_what_came_later(
    planned: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Later rows of the record and later sources are changed: the draws are the same to the byte."""
    bytes_ = []
    for k, (output, kill) in enumerate(((75, 0.33), (20, 0.7))):
        folder = planned(later_output=output, later_kill=kill)
        if k:
            rows = (folder / "record" / "record.csv").read_text()
            (folder / "record" / "record.csv").write_text(rows.replace("2023-05,launched,65", "2023-05,launched,9000"))
            assert (folder / "record" / "record.csv").read_text() != rows
        call = ["calibrate", str(folder), "--members", "200", "-n", "20", "--workers", "1", "--quiet", "--no-figures"]
        assert run_command([*call, "--out", str(tmp_path / f"out{k}"), "--json"]) == 0
        bytes_.append((Path(json.loads(capsys.readouterr().out)["result"]) / "posterior.csv").read_bytes())
    assert bytes_[0] == bytes_[1]


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (["--train-until", "2022-10-01"], "expected a record of at least one month, got none"),
        (["--train-until", "yesterday"], "yesterday"),
        (["--members", "20"], "20"),
        (["--record", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_bad_input_is_one_message(
    planned: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], extra: list[str], message: str
) -> None:
    """Exit code 2, the value and what was expected, no traceback."""
    call = ["calibrate", str(planned()), "--quiet", "--workers", "1", "--out", str(tmp_path / "out")]
    assert run_command([*call, *extra]) == 2
    error = capsys.readouterr().err
    assert message in error and "Traceback" not in error


def test_a_world_without_a_plan(world: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """The message says what is missing, and where."""
    assert run_command(["calibrate", str(world())]) == 2
    assert "expected a calibration.toml beside the world, got none" in capsys.readouterr().err
