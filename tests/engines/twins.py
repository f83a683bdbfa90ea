"""Runs one replication on both engines and names the first event that differs."""

from __future__ import annotations

import numpy as np

from materiel.layout import head as h
from materiel.layout.events import NAMES
from materiel.network.arena import Network
from materiel.run import Outcome, replicate

TRACED = 200_000


def twins(network: Network, seed: int = 1, replication: int = 0) -> Outcome:
    """What the compiled engine leaves, after the SimPy engine left the same: events, record, state, to the bit.

    A broken ledger or a stock below zero ends either run with an error.
    """
    kernel = replicate(network, seed, replication, "kernel")
    simpy = replicate(network, seed, replication, "simpy")
    if kernel.hash != simpy.hash:
        raise AssertionError(first_difference(network, seed, replication))
    assert kernel.events == simpy.events
    assert np.array_equal(kernel.record.rows, simpy.record.rows)
    return kernel


def first_difference(network: Network, seed: int, replication: int) -> str:
    """The first event that the engines do not share, as either of them saw it."""
    a, b = (replicate(network, seed, replication, engine, trace=TRACED) for engine in ("kernel", "simpy"))
    for k in range(min(a.whole[h.TRACE_COUNT], b.whole[h.TRACE_COUNT])):
        seen = []
        for run in (a, b):
            at = run.whole[h.TRACE] + h.TRACE_SIZE * k
            name = network.name_of(int(run.whole[at + 1]))
            seen.append((float(run.real[at]), NAMES[int(run.whole[at])], name, int(run.whole[at + 3])))
        if seen[0] != seen[1]:
            return f"event {k}: kernel {seen[0][:3]}, simpy {seen[1][:3]}"
    return f"seed {seed}, replication {replication}: no difference within {TRACED} events"
