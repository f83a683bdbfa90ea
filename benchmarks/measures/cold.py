"""Cold compile (an empty cache) and warm start, each in a process of its own; the command line, if there is one."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

SCRIPT = "from benchmarks.product import Small; Small().run('kernel', 1)"


def _seconds(command: list[str], cache: str) -> float:
    """CPU seconds of a command. Python keeps the bytecode of its modules, as it does for whoever installs the product."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=kept | {"MATERIEL_CACHE": cache}, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure() -> tuple[float, float, float | None]:
    """CPU seconds of the first run with an empty cache, of the same again, and of `materiel run -n 1` (None: no such command)."""
    with tempfile.TemporaryDirectory() as cache:
        cold = _seconds([sys.executable, "-c", SCRIPT], cache)
        warm = min(_seconds([sys.executable, "-c", SCRIPT], cache) for _ in range(3))
        command = Path(sys.executable).with_name("materiel")
        if find_spec("materiel.cli") is None or not command.exists():
            return cold, warm, None
        with tempfile.TemporaryDirectory() as out:
            run = [str(command), "run", "-n", "1", "--quiet", "--workers", "1", "--out", out]
            _seconds([*run, "--seed", "1"], cache)
            return cold, warm, min(_seconds([*run, "--seed", str(k)], cache) for k in (2, 3, 4))
