"""Tuning in a world: what does not fit is named, and what is run is what a study runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from tests.lab.study.small import STUDY, WORLD, written

from materiel.cli_study import study as command
from materiel.lab.study.block import Task, run_block
from materiel.lab.study.ground import ground_of
from materiel.lab.tune.errors import TuneError
from materiel.lab.tune.world import InWorld, question_of, tune_spec, within
from materiel.scenario.errors import ScenarioError

KN = '\n[tune]\nmethod = "kn"\nindifference = 0.01\nfirst_replications = 8\nmost_replications = 40\nconfirm = 8\nfinalists = 2\n'
SEARCH = f"""
title = "Search"
world = "{WORLD.as_posix()}"
policies = ["lean"]
replications = 2
block = 2

[levers.lead]
path = "lanes.road.lead_days.mean"

[levers.stock]
path = "stocks.depot.replenish.up_to"
low = 60
high = 300
whole = true

[levers.shift]
options.one = {{ "lines.works.work_days.mean" = 0.9 }}
options.two = {{ "lines.works.work_days.mean" = 0.5 }}

[metrics.fill]
of = "stock_fill_rate/depot"

[metrics.on_hand]
of = "stock_mean_on_hand/depot"
better = "lower"

[tune]
method = "search"
population = 6
generations = 4
first_replications = 2
most_replications = 4
confirm = 4
finalists = 2
"""


def test_what_is_run_is_what_a_study_runs(tmp_path: Path) -> None:
    """Values of a candidate are those of its points in the study, to the bit, for one thread and for three."""
    path = written(tmp_path, STUDY + KN)
    ground = ground_of(path)
    question = question_of(ground, tune_spec(ground, path))
    wanted = [run_block(ground, Task(point, 1)).values for point in range(ground.grid.points)]
    for workers in (1, 3):
        with InWorld(ground, workers) as world:
            np.testing.assert_array_equal(world(question.candidates, range(4, 8)), wanted)


def test_futures_are_averaged(tmp_path: Path) -> None:
    """With two futures, a candidate's value in a replication is the mean over both."""
    text = STUDY + KN + '\n[uncertainties.works]\npath = "lines.works.work_days.mean"\nlevels = [0.6, 0.9]\n'
    path = written(tmp_path, text + '\n[futures]\nkind = "full factorial"\n')
    ground = ground_of(path)
    question = question_of(ground, tune_spec(ground, path))
    with InWorld(ground, 2) as world:
        got = world(question.candidates[1:2], range(0, 4))
    both = [run_block(ground, Task(point, 0)).values for point in (2, 3)]
    np.testing.assert_array_equal(got[0], np.mean(both, axis=0))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (STUDY, "tune: expected a table \\[tune\\]"),
        (STUDY + KN.replace('"kn"', '"kn"\nmetrics = ["on_hnd"]'), "tune.metrics: .*the nearest is on_hand"),
        (STUDY + KN.replace("confirm = 8", "confirm = 9"), "tune.confirm: expected a multiple of the study's block \\(4\\), got 9"),
        (STUDY + KN.replace("indifference", "indiference"), "tune.indiference: unknown key; the nearest is indifference"),
        (STUDY + KN.replace("indifference = 0.01", "indifference = 0"), "tune.indifference: expected > 0, got 0"),
        (STUDY + KN.replace('"kn"', '"search"'), "policies: expected one for a search"),
        (SEARCH.split("[levers.lead]")[0] + "[metrics" + SEARCH.partition("[metrics")[2], "expected levers for a search, got none"),
        (SEARCH + "constraints = { cost = { at_most = 1 } }\n", "tune.constraints: expected a metric of the study, got cost"),
    ],
)  # fmt: skip
def test_bad_input(tmp_path: Path, text: str, message: str) -> None:
    """One message with key, value and what was expected, and the file's name."""
    path = written(tmp_path, text, "bad")
    with pytest.raises(ScenarioError, match=message) as error:
        tune_spec(ground_of(path), path)
    assert "bad.toml" in str(error.value)


def test_a_budget_is_not_exceeded(tmp_path: Path) -> None:
    """A tuning that wants more than the study's budget ends with a message before it runs more."""
    asked = []

    def evaluate(candidates, replications):
        asked.append(len(candidates) * len(replications))
        return np.zeros((len(candidates), len(replications), 1))

    limited = within(20, evaluate, 2)
    limited([{}], range(10))
    with pytest.raises(TuneError, match="budget: expected at least 22"):
        limited([{}], range(1))
    assert asked == [10]


def test_the_command(tmp_path: Path) -> None:
    """`study tune` prints the finding with its tables; the same command again runs nothing and prints the same numbers."""
    path = written(tmp_path, SEARCH, "search")
    arguments = ["tune", str(path), "--out", str(tmp_path), "--quiet"]
    first = CliRunner().invoke(command, [*arguments, "--json"])
    assert first.exit_code == 0, first.output
    told = json.loads(first.stdout)
    assert [len(told["finalists"]), told["confirmed_by_replications"]] == [2, [4, 8]]
    for finalist in told["finalists"]:
        settings = finalist["settings"]
        assert 1.0 <= settings["lead"] <= 8.0 and 60 <= settings["stock"] <= 300 and settings["shift"] in ("one", "two")
    again = CliRunner().invoke(command, [*arguments, "--workers", "3", "--json"])
    assert again.stdout == first.stdout
    text = CliRunner().invoke(command, arguments).stdout
    headline = text.splitlines()[1]
    assert headline == told["headline"] and len(headline) <= 90 and "lead=" in headline
    assert "Fill on fresh chance under lead=" in text and "Winner's curse in fill" in text


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """kill -9 at six moments: the journal and the result end up as those of an uninterrupted run, byte for byte."""
    path = written(tmp_path, SEARCH.replace("generations = 4", "generations = 40"), "search")
    command_line = [
        sys.executable,
        "-m",
        "materiel.cli",
        "study",
        "tune",
        str(path),
        "--quiet",
        "--workers",
        "2",
        "--out",
    ]
    subprocess.run([*command_line, str(tmp_path / "whole")], check=True, capture_output=True)
    for seconds in (1.0, 1.3, 1.6, 2.0, 2.4, 3.0):
        process = subprocess.Popen([*command_line, str(tmp_path / "cut")], stdout=subprocess.DEVNULL)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run([*command_line, str(tmp_path / "cut")], check=True, capture_output=True)
    (whole,), (cut,) = (sorted((tmp_path / name).iterdir()) for name in ("whole", "cut"))
    assert (cut / "journal.jsonl").read_bytes() == (whole / "journal.jsonl").read_bytes()
    results = [json.loads((folder / "result.json").read_text()) for folder in (whole, cut)]
    assert results[0] | {"result": ""} == results[1] | {"result": ""}
