"""Bad input through the command itself: exit 2, one message that says what was expected, no traceback, nothing on stdout.

Every fault that the loader knows, with its exact words: tests/scenario/test_bad_input.py and test_tables.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from materiel.cli import run_command

WORLDS = Path(__file__).parent.parent / "worlds"
DEPOT = str(WORLDS / "depot.toml")
TEXT = (WORLDS / "depot.toml").read_text()
CSV = TEXT + '\n[bulk]\nlanes = "lanes.csv"\n'

FILES: dict[str, tuple[str, str | None, str]] = {
    "misspelt key": (TEXT.replace("lot = 10", "lott = 10"), None, "lines.shells.lott: unknown key; the nearest is lot"),
    "negative lot size": (TEXT.replace("lot = 10", "lot = -5"), None, "lines.shells.lot: expected > 0, got -5"),
    "unknown item": (
        TEXT.replace('[lines.shells]\nitem = "shell"', '[lines.shells]\nitem = "shel"'),
        None,
        "lines.shells.item: expected a name in items, got 'shel'; the nearest is shell",
    ),
    "cyclic power": (
        TEXT.replace("[sites.plant]", '[sites.plant]\npowered_by = "front"').replace(
            "[sites.front]", '[sites.front]\npowered_by = "plant"'
        ),
        None,
        "expected power without a circle, got plant <- front <- plant",
    ),
    "missing CSV": (CSV, None, "bulk.lanes: expected a file"),
    "CSV with text in a number column": (
        CSV,
        "id,lead_days\nrail,four\n",
        "lanes.rail.lead_days: expected a number or a distribution, got 'four'",
    ),
    "empty CSV": (CSV, "", "expected a table, got an empty file"),
    "empty file": ("", None, "expected a table, got an empty file"),
    "TOML syntax error": ('[world]\nname = "x\n', None, "not valid TOML"),
    "world without a front": (TEXT.replace('kind = "reference"\n', ""), None, "fronts: expected a front, got none"),
}  # fmt: skip


def refused(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 2 and this message, and says nothing else."""
    assert run_command(arguments) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


@pytest.mark.parametrize("verb", ["check", "run", "trace", "show"])
@pytest.mark.parametrize("case", FILES)
def test_bad_world(case: str, verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A world with a fault, whatever is asked of it."""
    world, rows, message = FILES[case]
    (tmp_path / "world.toml").write_text(world)
    if rows is not None:
        (tmp_path / "lanes.csv").write_text(rows)
    more = {"run": ["--out", str(tmp_path / "out")], "trace": ["--seed", "1", "--replication", "0"]}
    refused([verb, str(tmp_path), *more.get(verb, [])], message, capsys)
    assert not (tmp_path / "out").exists()


ARGUMENTS: dict[str, tuple[list[str], str]] = {
    "--set to no path": (["--set", "lines.shels.lot=3"], "--set lines.shels.lot: no such key; the nearest is lines.shells.lot"),
    "unknown policy": (["--policy", "bold"], "--policy bold: there is no such policy"),
    "no futures": (["--futures", "no.csv"], "futures no.csv: No such file or directory; expected central, sample or a file"),
    "futures with text": (["--futures", "text.csv"], "futures: lanes.road.lead_days: expected a number, got 'fast' (text.csv, row 2)"),
    "futures with a ragged row": (["--futures", "ragged.csv"], "futures: expected 2 cells, got 1 (ragged.csv, row 2)"),
    "futures of no path": (["--futures", "path.csv"], "lanes.rod"),
    "futures that are no TOML": (["--futures", "bad.toml"], "futures: not valid TOML: Invalid value"),
    "futures that are a folder": (["--futures", "."], "Is a directory"),
    "futures out of range": (["--futures", "below.csv"], "lanes.road.lead_days: expected >= 0, got -4 (below.csv, row 2)"),
    "time below 0": (["--set", "lanes.road.lead_days={family = 'uniform', low = -4, high = 2}"], "lanes.road.lead_days.low: expected >= 0, got -4 (--set)"),
    "more than 64 bits": (["--set", "lines.shells.lot=1e30"], "lines.shells.lot: expected at most 1e+15, got 1e+30"),
}  # fmt: skip
FUTURES = {
    "text.csv": "lanes.road.lead_days\nfast\n",
    "ragged.csv": "x,y\n1\n",
    "path.csv": "lanes.rod.lead_days\n1\n",
    "bad.toml": "x = \n",
    "below.csv": "lanes.road.lead_days\n-4\n",
}


@pytest.mark.parametrize("case", ARGUMENTS)
def test_bad_argument(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A choice that the world does not offer, or a file of futures that cannot be read or bound; no folder is left."""
    monkeypatch.chdir(tmp_path)
    for name, text in FUTURES.items():
        Path(name).write_text(text)
    arguments, message = ARGUMENTS[case]
    refused(["run", DEPOT, "-n", "1", *arguments], message, capsys)
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--policy", "lower-flor"], "--policy lower-flor: there is no such policy; the nearest is lower-floor"),
        (["run", "--set", "donors.us.commitmnt=1"], "the nearest is donors.us.commitment"),
        (["run", "--set", "holdings.us_shell_155.floor=-1"], "holdings.us_shell_155.floor: expected"),
        (["run", "ukraine"], "the nearest is ukraine-2022"),
        (["trace", "--seed", "1", "--replication", "0", "--entity", "stocks/*"], "--entity stocks/*"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_choice_of_the_default_world(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The nearest name of the default world stands in the message."""
    monkeypatch.chdir(tmp_path)
    refused(arguments, message, capsys)


def test_unknown_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure that there is not, and a folder that is no result."""
    refused(
        ["plot", str(tmp_path), "--figure", "readines"],
        "--figure readines: there is no such figure; the nearest is readiness",
        capsys,
    )
    refused(["plot", str(tmp_path)], "is not a result folder", capsys)


def test_result_folder_not_writable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder in which nobody can make one (root can write anywhere else)."""
    if not Path("/proc/self").is_dir():
        pytest.skip("no /proc here")
    refused(
        ["run", DEPOT, "-n", "1", "--out", "/proc/self/results"], "cannot write results to /proc/self/results", capsys
    )
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    if os.geteuid() != 0:
        refused(["run", DEPOT, "-n", "1", "--out", str(closed)], f"cannot write results to {closed}", capsys)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A tmpfs of 300 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and os.geteuid() == 0 and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)], capture_output=True
    ).returncode == 0  # fmt: skip
    if not made:
        pytest.skip("no tmpfs can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_disk_full(small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A disk that is full in the middle: exit 2, the file is named, and the blocks before it are kept."""
    draws = ("--set", "demands.users.gap_days={family = 'exponential', mean = 1}", "--keep-record")
    refused(["run", DEPOT, "-n", "2000", "--out", str(small_disk), *draws], "No space left on device", capsys)
    assert list(small_disk.glob("*/series-00000.parquet"))
    assert not list(small_disk.glob("*/.*.part"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nowhere.toml"], "expected a file or the name of a shipped world"),
        (["run", DEPOT, "--set", "lines.shells.lot=-5"], "lines.shells.lot: expected > 0, got -5 (--set)"),
        (["run", DEPOT, "--futures", "no.csv"], "futures no.csv"),
    ],
    ids=["check", "set", "futures"],
)
def test_as_a_process(arguments: list[str], message: str, tmp_path: Path) -> None:
    """The same by a process of its own: the exit code reaches the shell."""
    command = [sys.executable, "-m", "materiel.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
