"""Plays one replication on both engines, and names the first event that differs."""

from __future__ import annotations

import numpy as np

from materiel.chance.replications import INDEPENDENT, Chance
from materiel.layout import head as h
from materiel.layout.events import NAMES
from materiel.network.arena import Network
from materiel.run import Engine, Outcome, planes, play, replicate
from materiel.scenario.errors import RunFault

ENGINES: tuple[Engine, Engine] = ("kernel", "simpy")
TRACED = 400_000
_HASH = 3


def assert_equal(
    network: Network, seed: int = 1, replication: int = 0, chance: Chance = INDEPENDENT
) -> tuple[Outcome, Outcome]:
    """What the kernel and the SimPy engine leave, which is the same: events and record, to the bit.

    Raises AssertionError with the first event that differs. A broken ledger or a stock below zero ends either run with an error.
    """
    try:
        kernel, simpy = (replicate(network, seed, replication, engine, chance=chance) for engine in ENGINES)
    except RunFault as fault:
        difference = first_difference(network, seed, replication, chance)
        raise (AssertionError(f"{difference}; {fault}") if "differs" in difference else fault) from None
    if (kernel.hash, kernel.events) != (simpy.hash, simpy.events):
        raise AssertionError(first_difference(network, seed, replication, chance))
    assert np.array_equal(kernel.record.rows.view(np.int64), simpy.record.rows.view(np.int64)), (
        f"seed {seed}, replication {replication}: the same {kernel.events} events, but other records"
    )
    return kernel, simpy


def first_difference(network: Network, seed: int, replication: int, chance: Chance = INDEPENDENT) -> str:
    """The first event that the engines do not share, as either of them saw it."""
    runs = []
    for engine in ENGINES:
        whole, real = planes(network, seed, replication, chance, trace=TRACED, room=network.needed)
        play(engine, whole, real)
        runs.append((whole, real))
    counts = [int(whole[h.TRACE_COUNT]) for whole, _ in runs]
    for k in range(min(counts)):
        at = [int(whole[h.TRACE]) + h.TRACE_SIZE * k for whole, _ in runs]
        if runs[0][0][at[0] + _HASH] != runs[1][0][at[1] + _HASH]:
            seen = [
                f"{NAMES[int(whole[a])]} of {network.name_of(int(whole[a + 1]))} on day {real[a]:g}"
                for (whole, real), a in zip(runs, at, strict=True)
            ]
            return f"event {k + 1} differs (seed {seed}, replication {replication}): kernel {seen[0]}; simpy {seen[1]}"
    return f"seed {seed}, replication {replication}: the first {min(counts)} events are the same, of {counts}"
