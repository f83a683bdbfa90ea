"""The peers' own environment: `benchmarks/.venv`, made when it is missing or its list has changed, and processes in it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
VENV = HERE / ".venv"
LIST = HERE / "requirements.txt"


def prepare() -> None:
    """Install the pinned peers; subprocess.CalledProcessError if a registry does not have them."""
    stamp = VENV / ".stamp"
    if stamp.is_file() and stamp.read_text() == LIST.read_text():
        return
    print("installing the peers into benchmarks/.venv", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(LIST)], check=True)
    stamp.write_text(LIST.read_text())


def versions() -> dict[str, str]:
    """Versions of the peers, and of what the product runs on."""
    peers = dict(line.split("==") for line in LIST.read_text().split() if "==" in line)
    return peers | {f"product's {name}": metadata.version(name) for name in ("simpy", "numba", "numpy", "llvmlite")}


class Peer:
    """One model of one peer, in a process of its own that is kept for all rounds."""

    def __init__(self, module: str, model: str) -> None:
        command = [str(VENV / "bin" / "python"), str(HERE / "peers" / "serve.py"), module, model]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, first: int, count: int) -> tuple[float, list[list[float]]]:
        """CPU seconds and results of `count` runs with the seeds from `first` on."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{first} {count}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended")
        cpu, results = json.loads(line)
        return cpu, results

    def close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=30)
