"""Mutants: copies of the package with one fault in a kernel handler, which the equality of the engines has to notice.

`python -m tests.engines.mutate` shows, for each, the first event that differs. A mutant runs in plain Python, where a changed
handler need not be compiled; `--compiled` compiles each into a cache of its own (a minute and more).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import materiel

NETWORKS = 12


@dataclass(frozen=True)
class Mutant:
    """What is wrong with it; the file, what stands there, and what it becomes."""

    what: str
    file: str
    before: str
    after: str


MUTANTS = [
    Mutant("nothing", "kernel/loop.py", "", ""),
    Mutant(
        "a tie in the heap runs last in, first out", "kernel/heap.py",
        "n[parent] < bits or (n[parent] == bits and n[parent + KEY] < key)",
        "n[parent] < bits or (n[parent] == bits and n[parent + KEY] >> 42 < key >> 42)",
    ),
    Mutant(
        "a repaired failure mode fails again instead of being up again", "kernel/line.py",
        "FAILS if n[mode + STATE] == li.IS_UP", "FAILS if n[mode + STATE] >= li.IS_UP",
    ),
    Mutant(
        "wake-ups are delivered last in, first out", "kernel/loop.py",
        "entity = n[n[h.RING] + n[h.RING_FIRST]]\n"
        "            n[h.RING_FIRST] = (n[h.RING_FIRST] + 1) & (n[h.RING_ROOM] - 1)",
        "n[h.RING_LAST] = (n[h.RING_LAST] - 1) & (n[h.RING_ROOM] - 1)\n"
        "            entity = n[n[h.RING] + n[h.RING_LAST]]",
    ),
    Mutant(
        "a timer that was called off still strikes", "kernel/loop.py",
        "if holds != n[entity + VERSION]:", "if holds > n[entity + VERSION]:",
    ),
    Mutant(
        "users stay away after the first", "kernel/demand.py",
        "    arrival(n, x, demand)\n    timer(n, x, next_arrival(n, x, demand), DEMAND, demand)", "    arrival(n, x, demand)",
    ),
]  # fmt: skip


def report(mutant: Mutant, compiled: bool = False) -> str:
    """What the equality says of a mutant: the first event that differs, or that all networks agree."""
    package = Path(materiel.__file__).parent
    tests = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "materiel"
        shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
        source = (copy / mutant.file).read_text(encoding="utf-8")
        if mutant.before not in source:
            raise ValueError(f"{mutant.file}: expected {mutant.before!r}, got none: bring the mutant up to date")
        (copy / mutant.file).write_text(source.replace(mutant.before, mutant.after), encoding="utf-8")
        env = {
            **os.environ,
            "PYTHONPATH": f"{folder}{os.pathsep}{tests}",
            "MATERIEL_CACHE": str(Path(folder) / "cache"),
        }
        env["NUMBA_DISABLE_JIT"] = "0" if compiled else "1"
        run = [sys.executable, "-W", "ignore", "-c", f"from tests.engines.mutate import play; play({NETWORKS})"]
        done = subprocess.run(run, env=env, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    return done.stdout.strip()


def play(networks: int) -> None:
    """Compare the engines of this installation on random worlds of one month, until they differ."""
    from tests.engines.twins import assert_equal
    from tests.engines.worlds.table import random_network

    for seed in range(networks):
        assert_equal(random_network(seed, months=1)[1], seed)
    print(f"the engines agree on {networks} networks")


if __name__ == "__main__":
    for each in MUTANTS:
        print(f"{each.what} ({each.file}):\n    {report(each, '--compiled' in sys.argv)}", flush=True)
