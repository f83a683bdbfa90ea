"""The plain C loop as a contestant: `peers/loop.c`, compiled here with `gcc -O2` and called by ctypes."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

from benchmarks.peers import constants as c
from benchmarks.product import STREAMS
from materiel.chance.philox import stream_id

HERE = Path(__file__).parent
FLAGS = ("-O2", "-shared", "-fPIC", "-ffp-contract=off", "-Wall")


def _definitions() -> list[str]:
    numbers = {k: v for k, v in vars(c).items() if k.isupper() and isinstance(v, int | float)}
    for name in ("LOT", "REPAIR", "LEAD"):
        numbers[f"{name}_MU"], numbers[f"{name}_SIGMA"] = getattr(c, f"{name}_LOG")
    streams = {k: stream_id(v) for k, v in STREAMS.items()}
    return [f"-D{k}={v!r}" for k, v in numbers.items()] + [f"-D{k}={v}u" for k, v in streams.items()]


class Loop:
    """The compiled loop, with the product's numbers or with a sequential generator."""

    def __init__(self, sequential: bool) -> None:
        build = HERE / "build"
        build.mkdir(exist_ok=True)
        target = build / ("loop_sequential.so" if sequential else "loop_philox.so")
        extra = ["-DSEQUENTIAL"] if sequential else []
        source = str(HERE / "peers" / "loop.c")
        subprocess.run(["gcc", *FLAGS, *extra, *_definitions(), source, "-o", str(target), "-lm"], check=True)
        library = ctypes.CDLL(str(target))
        self._small, self._mm1 = library.small, library.mm1
        for function in (self._small, self._mm1):
            function.argtypes = [ctypes.c_int64, ctypes.c_int64, ctypes.POINTER(ctypes.c_double)]
            function.restype = None
        self._results = (ctypes.c_double * 4)()

    def small(self, seed: int, replication: int) -> tuple[float, float, float]:
        r = self._results
        self._small(seed, replication, r)
        return r[0], int(r[2]) / int(r[1]), r[3] / c.HORIZON

    def mm1(self, seed: int, replication: int) -> tuple[float, float, float]:
        r = self._results
        self._mm1(seed, replication, r)
        return r[0], r[1] / r[0], 0.0
