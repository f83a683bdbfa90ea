"""A study on a dask.distributed cluster."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.lab.study.small import STUDY, written

from materiel.lab.errors import LabError
from materiel.lab.study.cluster import on_cluster
from materiel.lab.study.ground import ground_of

pytest.importorskip("distributed")


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextlib.contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    common = ["--no-dashboard"]
    code = "import sys; from distributed.cli.{0} import main; sys.exit(main())"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code.format("dask_scheduler"), "--host", "127.0.0.1", "--port", str(port), *common],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
    ]  # fmt: skip
    try:
        time.sleep(2)
        for _ in range(workers):
            started.append(
                subprocess.Popen(
                    [sys.executable, "-c", code.format("dask_worker"), address, "--nthreads", "1", "--no-nanny", *common],
                    cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )
            )  # fmt: skip
        from distributed import Client

        with Client(address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address, started[1:]
    finally:
        for process in started:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            process.wait()


def _run(study: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "materiel.cli", "study", "run", str(study), "--out", str(out), "--quiet", *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _contents(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


@pytest.mark.slow
def test_a_worker_that_dies_costs_its_block_only(tmp_path: Path) -> None:
    """With a scheduler and two workers, one killed once blocks have come, the store has the bytes of a local run."""
    study = written(
        tmp_path, STUDY.replace("replications = 8", "replications = 400").replace("block = 4", "block = 20")
    )
    local = _run(study, tmp_path / "local")
    assert local.wait(300) == 0
    with _cluster(tmp_path, 2) as (address, workers):
        away = _run(study, tmp_path / "away", "--cluster", address)
        blocks = tmp_path / "away"
        deadline = time.monotonic() + 120
        while len(list(blocks.glob("*/blocks/p*"))) < 5 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert 5 <= len(list(blocks.glob("*/blocks/p*"))) < 80
        os.kill(workers[0].pid, signal.SIGKILL)
        code = away.wait(200)
        assert code == 0, away.stderr.read().decode() if away.stderr else ""
    assert _contents(tmp_path / "away") == _contents(tmp_path / "local")


def test_an_address_that_does_not_answer_is_one_message(tmp_path: Path) -> None:
    """A scheduler that is not there: a LabError that names the address, and nothing is written."""
    ground = ground_of(written(tmp_path))
    address = f"tcp://127.0.0.1:{_free_port()}"
    with pytest.raises(LabError, match=f"--cluster {address}: expected a scheduler that answers"):  # noqa: SIM117
        with on_cluster(ground, "kernel", address):
            pass
