"""The command line: its objects, its exit codes, and its messages."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from materiel.cli import main, run_command
from materiel.metrics.table import METRICS

WORLDS = Path(__file__).parent / "worlds"
DEPOT = str(WORLDS / "depot.toml")
RANDOM = (
    "--set", "demands.users.gap_days={family = 'exponential', mean = 1}",
    "--set", "lanes.road.lead_days={family = 'exponential', mean = 2}",
)  # fmt: skip
KEYS = {"scenario", "seed", "replications", "failed", "engine", "seconds", "metrics", "series", "result"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "materiel.cli", *arguments]


def blocks(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*/*.parquet")}


def test_run_prints_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The keys that scripts rely on; the result is a folder; everything else is on stderr."""
    assert run_command(["run", DEPOT, "-n", "3", "--json", "--out", str(tmp_path), *RANDOM]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told.keys() == KEYS | {"policy", "survival"}
    assert (told["scenario"], told["seed"], told["replications"], told["failed"]) == ("depot", 1, 3, 0)
    assert told["engine"] == "kernel"
    one = told["metrics"]["stock_fill_rate/front"]
    assert one.keys() == {"mean", "se", "ci95", "p05", "p50", "p95", "n"}
    assert len(one["ci95"]) == 2
    series = told["series"]["level/stock/front/on_hand"]
    assert series.keys() == {"months", "mean", "p05", "p50", "p95"}
    assert {len(values) for values in series.values()} == {3}
    held = {path.name for path in Path(told["result"]).iterdir()}
    assert {"manifest.json", "world.json", "summary.json", "series-00000.parquet", "numbers-00000.parquet"} <= held


def test_manifest_says_what_was_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Versions, hashes, seed, command, platform."""
    run_command(["run", DEPOT, "-n", "1", "--json", "--out", str(tmp_path)])
    told = json.loads((Path(json.loads(capsys.readouterr().out)["result"]) / "manifest.json").read_text())
    assert told.keys() >= {"versions", "world_hash", "model_version", "seed", "command", "platform", "python"}
    assert told["versions"].keys() >= {"numpy", "numba", "simpy"}


def test_engines_and_workers_share_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither has a part in the folder's name, and SimPy finds the kernel's replications done."""
    folders = []
    for extra in (["--workers", "1"], ["--workers", "2"], ["--engine", "simpy"]):
        assert run_command(["run", DEPOT, "-n", "2", "--json", "--out", str(tmp_path), *RANDOM, *extra]) == 0
        folders.append(json.loads(capsys.readouterr().out)["result"])
    assert len(set(folders)) == 1


def test_several_policies_share_the_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The object's top level is the first policy, and `policies` has both."""
    world = tmp_path / "world.toml"
    world.write_text(
        (WORLDS / "depot.toml").read_text()
        + '\n[levers."stocks.front.replenish.up_to"]\nlow = 0\nhigh = 100\n'
        + '[policies.lean.values]\n"stocks.front.replenish.up_to" = 5\n'
        + '[policies.ample.values]\n"stocks.front.replenish.up_to" = 40\n'
    )
    arguments = [
        "run",
        str(world),
        "-n",
        "2",
        "--json",
        "--out",
        str(tmp_path),
        "--policy",
        "lean",
        "--policy",
        "ample",
    ]
    assert run_command(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert [p["policy"] for p in told["policies"]] == ["lean", "ample"]
    assert {key: value for key, value in told.items() if key not in ("policies", "differences")} == told["policies"][0]
    (stock,) = (d for d in told["differences"] if d["metric"] == "stock_mean_on_hand/front")
    assert (stock["policy"], stock["one"], stock["other"]) == ("ample", "ample", "lean")
    assert told["policy"] == "lean"
    on_hand = [p["metrics"]["stock_mean_on_hand/front"]["mean"] for p in told["policies"]]
    assert on_hand[0] < on_hand[1]
    assert stock["estimate"] == pytest.approx(on_hand[1] - on_hand[0])
    assert (
        run_command(["diff", str(world), "--seed", "1", "--replication", "0", "--policy", "lean", "--policy", "ample"])
        == 1
    )
    said = capsys.readouterr().out
    assert "differs" in said
    assert "lean" in said
    assert run_command(["run", str(world), "-n", "1", "--policy", "lan", "--out", str(tmp_path)]) == 2
    assert "the nearest is lean" in capsys.readouterr().err


def test_table_without_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A textbook world prints its numbers."""
    assert run_command(["run", DEPOT, "-n", "2", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "stock_fill_rate/front" in said
    assert "results in" in said


def test_check(capsys: pytest.CaptureFixture[str]) -> None:
    """What was understood, as text and as JSON."""
    assert run_command(["check", DEPOT]) == 0
    assert "2024-01-01 to 2024-04-01" in capsys.readouterr().out
    assert run_command(["check", DEPOT, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_trace_lists_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Date, phase, entity, event; only those asked for; the same from either engine."""
    assert run_command(["trace", DEPOT, "--seed", "1", "--replication", "0", "--entity", "line/*"]) == 0
    assert capsys.readouterr().out.count("line/shells") == 1
    one = ["trace", DEPOT, "--seed", "1", "--replication", "2", *RANDOM]
    assert run_command([*one, "--out", str(tmp_path / "a")]) == 0
    assert run_command([*one, "--engine", "simpy", "--out", str(tmp_path / "b")]) == 0
    said = (tmp_path / "a").read_text()
    assert said == (tmp_path / "b").read_text()
    assert "consume  demand/users" in said
    assert run_command([*one, "--entity", "tank/*"]) == 2


def test_trace_grows_until_all_events_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that was too short is made again with room for all."""
    from materiel.verbs import events
    from materiel.verbs.world import network_named

    _, network = network_named(DEPOT, ())
    whole = len(events.events_of(network, 1, 0, "simpy"))
    monkeypatch.setattr(events, "_ROOM", 10)
    assert len(events.events_of(network, 1, 0, "simpy")) == whole > 10


def test_diff_of_engines(capsys: pytest.CaptureFixture[str]) -> None:
    """The engines agree, and it says on how many events."""
    assert run_command(["diff", DEPOT, "--seed", "1", "--replication", "3", *RANDOM]) == 0
    assert capsys.readouterr().out.startswith("identical (")


def test_metrics_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Every metric with its unit and definition."""
    assert run_command(["metrics"]) == 0
    said = capsys.readouterr().out
    assert all(m.name in said and m.definition in said for m in METRICS)


def test_plot_and_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A map of a world with places; a figure that has nothing to draw is bad input if it is asked for by name."""
    places = ("--set", "sites.plant.place=[10, 50]", "--set", "sites.front.place=[37, 48]")
    assert run_command(["show", DEPOT, *places, "--out", str(tmp_path / "map.svg")]) == 0
    assert (tmp_path / "map.svg").read_text().startswith("<?xml")
    assert run_command(["run", DEPOT, "-n", "1", "--json", "--out", str(tmp_path), *places]) == 0
    result = json.loads(capsys.readouterr().out.splitlines()[-1])["result"]
    assert run_command(["plot", result]) == 0
    said = capsys.readouterr()
    assert "network.png" in said.out
    assert "readiness: not drawn" in said.err
    assert run_command(["plot", result, "--figure", "readiness"]) == 2
    assert run_command(["plot", result, "--figure", "netwrok"]) == 2
    assert "the nearest is network" in capsys.readouterr().err
    assert run_command(["plot", str(tmp_path / "nothing")]) == 2
    assert "is not a result folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nowhere.toml"], "expected a file or the name of a shipped world"),
        (["run", DEPOT, "-n", "0"], "-n"),
        (["run", DEPOT, "-n", "many"], "-n"),
        (["run", DEPOT, "--engine", "abacus"], "abacus"),
        (["run", DEPOT, "--set", "lines.shells.lott=5"], "lines.shells.lot"),
        (["run", DEPOT, "--set", "lines.shells.lot=-5"], "expected > 0, got -5"),
        (["run", DEPOT, "--set", "lines.shells.item=shel"], "shell"),
        (["run", DEPOT, "--set", "nothing"], "expected PATH=VALUE"),
        (["run", DEPOT, "--futures", "nothing.csv"], "nothing.csv"),
        (["run", DEPOT, "--policy", "bold"], "no such policy"),
        (["trace", DEPOT, "--seed", "1", "--replication", "-1"], "replication"),
        (["diff", DEPOT, "--seed", "1", "--replication", "0", *("--policy", "a") * 3], "--policy"),
        (["plot", "nowhere"], "is not a result folder"),
        (["show", DEPOT], "no sites with a place"),
        (["dance"], "dance"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[:1] + value[2:]),
)
def test_bad_input_is_a_message(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Exit 2, a message on stderr that says what was expected, and nothing on stdout."""
    monkeypatch.chdir(tmp_path)
    assert run_command(arguments) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_folder_not_writable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file stands where the folder should be: exit 2, before anything is computed."""
    (tmp_path / "file").touch()
    assert run_command(["run", DEPOT, "-n", "1", "--out", str(tmp_path / "file" / "results")]) == 2
    assert "cannot write results to" in capsys.readouterr().err


def test_failing_replications_are_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of four fails: it is named, the rest is summed up."""
    from materiel.lab import replication
    from materiel.scenario.errors import RunFault

    real = replication.replicate

    def breaks(network, seed, number, engine, **rest):
        if number == 2:
            raise RunFault("stock/front on_hand fell to -1 units", 6, seed, number, 3.0)
        return real(network, seed, number, engine, **rest)

    monkeypatch.setattr(replication, "replicate", breaks)
    assert run_command(["run", DEPOT, "-n", "4", "--json", "--workers", "1", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert (told["replications"], told["failed"]) == (4, 1)
    assert told["metrics"]["stock_fill_rate/front"]["n"] == 3
    assert "replication 2 failed" in said.err
    (fault,) = json.loads((Path(told["result"]) / "faults.json").read_text())
    assert (fault["replication"], fault["seed"]) == (2, 1)


LONG = ("-n", "4000", "--seed", "3", "--quiet", "--set", "world.horizon_months=60", *RANDOM)


def _begun(process: subprocess.Popen[bytes], out: Path) -> None:
    """Wait until some blocks are written and the run still goes on."""
    for _ in range(1200):
        if len(list(out.glob("*/series-*.parquet"))) >= 2:
            return
        assert process.poll() is None, "it ended before it could be stopped"
        time.sleep(0.05)
    raise AssertionError("no block was written")


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The blocks of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("uninterrupted")
    assert run_command(["run", DEPOT, *LONG, "--json", "--out", str(out)]) == 0
    return blocks(out)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["kernel"])
def test_killed_and_resumed(engine: str, uninterrupted: dict[str, bytes], tmp_path: Path) -> None:
    """kill -9 in the middle; the same command goes on where it stopped, and the bytes are those of an uninterrupted run."""
    again = command("run", DEPOT, *LONG, "--engine", engine, "--out", str(tmp_path))
    process = subprocess.Popen(again, stdout=subprocess.DEVNULL)
    _begun(process, tmp_path)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = blocks(tmp_path)
    assert 0 < len(kept) < len(uninterrupted)
    assert subprocess.run(again, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert blocks(tmp_path) == uninterrupted
    assert not list(tmp_path.glob("*/.*"))


@pytest.mark.slow
def test_interrupt_keeps_what_is_done(uninterrupted: dict[str, bytes], tmp_path: Path) -> None:
    """Ctrl-C: exit 130, a summary of what was done, no traceback; the same command goes on."""
    again = command("run", DEPOT, *LONG, "--json", "--out", str(tmp_path))
    process = subprocess.Popen(again, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    _begun(process, tmp_path)
    process.send_signal(signal.SIGINT)
    said, complaints = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in complaints
    assert 0 < json.loads(said)["replications"] < 4000
    assert subprocess.run(again, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert blocks(tmp_path) == uninterrupted


@pytest.mark.slow
def test_memory_stays_flat(tmp_path: Path) -> None:
    """The most memory of 1,000 replications is that of 100 to a tenth, and that of 10,000 to a quarter.

    What is added is the work space of the summary, which stops growing at its own limit.
    """

    def most(replications: int) -> int:
        ask = (
            "import resource, sys; from materiel.cli import run_command; code = run_command(sys.argv[1:]); "
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"
        )
        arguments = [
            "run",
            DEPOT,
            *RANDOM,
            "-n",
            str(replications),
            "--quiet",
            "--out",
            str(tmp_path / str(replications)),
        ]
        done = subprocess.run([sys.executable, "-c", ask, *arguments], capture_output=True, text=True, check=True)
        return int(done.stderr.split()[-1])

    few = most(100)
    assert most(1000) < 1.1 * few
    assert most(10_000) < 1.25 * few


def test_warnings_of_arrays_are_no_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command silences numpy's warnings of empty means, which the tests make errors, unless whoever calls it asks for warnings."""
    monkeypatch.setattr(sys, "argv", ["materiel", "metrics"])
    for asked, silent in (([], True), (["default"], False)):
        monkeypatch.setattr(sys, "warnoptions", asked)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(SystemExit):
                main()
            assert (warnings.filters[0][:3:2] == ("ignore", RuntimeWarning)) == silent


def test_one_replication_needs_no_heavy_import() -> None:
    """Asking for help imports neither the compiler nor the drawing library."""
    ask = (
        "import sys; from materiel.cli import run_command; run_command(['--help']); "
        "print({'numba', 'matplotlib', 'pyarrow'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert done.stdout.strip().endswith("set()")


def test_threads_may_need_the_kernel_first_at_once() -> None:
    """Two threads whose first replications begin together load the compiled rules in turn; none fails."""
    ask = (
        "import threading; from materiel.verbs.world import network_named; from materiel.run import replicate\n"
        f"_, network = network_named({DEPOT!r}, ())\n"
        "barrier, failed = threading.Barrier(4), []\n"
        "def first():\n"
        "    barrier.wait()\n"
        "    try:\n        replicate(network, 1, 0)\n"
        "    except Exception as error:\n        failed.append(error)\n"
        "threads = [threading.Thread(target=first) for _ in range(4)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
        "print(failed)"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
