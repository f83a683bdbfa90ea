"""One replication of a bound network on one of the engines."""

from __future__ import annotations

from typing import Literal

import numpy as np

from materiel.jit import Real, Whole
from materiel.layout import head as h
from materiel.network.arena import Network

Engine = Literal["kernel", "simpy"]
_64 = 1 << 64


def planes(network: Network, seed: int, replication: int, mirror: bool = False, trace: int = 0) -> tuple[Whole, Real]:
    """Fresh planes for one replication: a copy of the world at the start, with its seed, and room to list events if asked."""
    whole, real = network.whole.copy(), network.real.copy()
    if trace:
        at = max(len(whole), len(real))
        whole = np.concatenate([whole, np.zeros(at - len(whole) + trace * h.TRACE_SIZE, np.int64)])
        real = np.concatenate([real, np.zeros(at - len(real) + trace * h.TRACE_SIZE)])
        whole[h.TRACE], whole[h.TRACE_ROOM] = at, trace
    seed %= _64
    whole[h.SEED] = seed - _64 if seed >= _64 // 2 else seed
    whole[h.REPLICATION] = replication
    whole[h.MIRROR] = int(mirror)
    return whole, real


def play(engine: Engine, whole: Whole, real: Real) -> None:
    """Let an engine run on planes until the last record, a fault (see `head.FAULT`), or the event to halt after."""
    if engine == "kernel":
        from materiel.kernel.loop import run_kernel

        run_kernel(whole, real)
    else:
        from materiel.processes.engine import run_simpy

        run_simpy(whole, real)
