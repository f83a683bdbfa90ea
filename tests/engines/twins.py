"""Plays one replication on both engines, and names the first event that differs."""

from __future__ import annotations

import numpy as np

from materiel.layout import head as h
from materiel.layout.events import NAMES
from materiel.network.arena import Network
from materiel.run import Outcome, replicate

TRACED = 400_000
_HASH = 3


def assert_equal(network: Network, seed: int = 1, replication: int = 0) -> tuple[Outcome, Outcome]:
    """What the kernel and the SimPy engine leave, which is the same: events and record, to the bit.

    Raises AssertionError with the first event that differs. A broken ledger or a stock below zero ends either run with an error.
    """
    kernel, simpy = (replicate(network, seed, replication, engine) for engine in ("kernel", "simpy"))
    if (kernel.hash, kernel.events) != (simpy.hash, simpy.events):
        raise AssertionError(first_difference(network, seed, replication))
    assert np.array_equal(kernel.record.rows.view(np.int64), simpy.record.rows.view(np.int64)), (
        f"seed {seed}, replication {replication}: the same {kernel.events} events, but other records"
    )
    return kernel, simpy


def first_difference(network: Network, seed: int, replication: int) -> str:
    """The first event that the engines do not share, as either of them saw it."""
    runs = [replicate(network, seed, replication, engine, trace=TRACED) for engine in ("kernel", "simpy")]
    counts = [int(run.whole[h.TRACE_COUNT]) for run in runs]
    for k in range(min(counts)):
        at = [int(run.whole[h.TRACE]) + h.TRACE_SIZE * k for run in runs]
        if runs[0].whole[at[0] + _HASH] != runs[1].whole[at[1] + _HASH]:
            seen = [
                f"{NAMES[int(run.whole[a])]} of {network.name_of(int(run.whole[a + 1]))} on day {run.real[a]:g}"
                for run, a in zip(runs, at, strict=True)
            ]
            return f"event {k + 1} differs (seed {seed}, replication {replication}): kernel {seen[0]}; simpy {seen[1]}"
    return f"seed {seed}, replication {replication}: the first {min(counts)} events are the same, of {counts}"
