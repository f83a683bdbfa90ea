"""A study that is killed at any instant."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.lab.study.small import written

KILLS = 20


def _begun(study: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "materiel.cli",
        "study",
        "run",
        str(study),
        "--out",
        str(out),
        "--workers",
        "2",
        "--quiet",
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _contents(out: Path) -> dict[str, bytes]:
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file() and p.name != "run.json" and not p.name.startswith(".")
    }


@pytest.mark.slow
def test_killed_twenty_times_it_ends_the_same(tmp_path: Path) -> None:
    """kill -9 at twenty random instants, and begun again each time: the bytes of a run without kills, and no finished block lost."""
    rule = 'replications = 100\nbudget = 16000\nstop = {metric = "fill", half_width = 1e-6, most = 4000}'
    study = written(tmp_path, **{"replications = 8": rule, "block = 4": "block = 50"})
    began = time.monotonic()
    assert _begun(study, tmp_path / "whole").wait(600) == 0
    lasted = time.monotonic() - began
    chance = random.Random(20221012)
    killed, kept = 0, {}
    for _ in range(KILLS):
        process = _begun(study, tmp_path / "parts")
        time.sleep(chance.uniform(0.3, 1.0) * max(3.0, lasted / 5))
        if process.poll() is None:
            process.kill()
            killed += 1
        process.wait()
        now = _contents(tmp_path / "parts")
        assert all(
            now.get(name) == was
            for name, was in kept.items()
            if name.startswith(("blocks/", "study-small")) and "/blocks/" in name
        )
        kept = now
    assert killed >= 5
    last = _begun(study, tmp_path / "parts")
    assert last.wait(600) == 0
    assert _contents(tmp_path / "parts") == _contents(tmp_path / "whole")
    assert not [p for p in (tmp_path / "parts").rglob(".*") if p.is_file()]
