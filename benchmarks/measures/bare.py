"""The floor of either engine: bare SimPy timeouts, and a heap that only pops and pushes."""

from __future__ import annotations

import numpy as np
import simpy

from materiel.jit import Real, Whole, rule

EVENTS, TIMEOUTS = 200_000, 20_000


@rule
def _siftless(n: Whole, x: Real, pending: int, count: int, seed: int) -> float:
    """Pop the first and push it again at a later time, `count` times; two arrays, no ties, nothing else."""
    s = seed
    time = 0.0
    for _ in range(count):
        time = x[0]
        what = n[0]
        last = pending - 1
        end = x[last]
        end_what = n[last]
        at = 0
        child = 1
        while child < last:
            if child + 1 < last and x[child + 1] < x[child]:
                child += 1
            if x[child] >= end:
                break
            x[at] = x[child]
            n[at] = n[child]
            at = child
            child = 2 * at + 1
        x[at] = end
        n[at] = end_what
        s = s * 2862933555777941757 + 3037000493
        due = time + float((s >> 33) & 1023) * 0.01 + 0.001
        at = last
        while at > 0:
            above = (at - 1) >> 1
            if x[above] <= due:
                break
            x[at] = x[above]
            n[at] = n[above]
            at = above
        x[at] = due
        n[at] = what
    return time


class Heap:
    """An empty event loop of the compiled kind with so many events pending."""

    def __init__(self, pending: int) -> None:
        self.pending = pending
        self.n, self.x = np.arange(pending), np.arange(pending) * 0.01

    def __call__(self, seed: int) -> None:
        _siftless(self.n, self.x, self.pending, EVENTS, seed)


def timeouts(pending: int, events: int = TIMEOUTS):
    """Bare SimPy: so many processes that do nothing but wait, one timeout after another."""

    def waits(env: simpy.Environment, delay: float):
        while True:
            yield env.timeout(delay)

    def run(_: int) -> None:
        env = simpy.Environment()
        delays = [1.0 + 0.37 * ((k * 7919) % 101) / 101.0 for k in range(pending)]
        for delay in delays:
            env.process(waits(env, delay))
        env.run(until=events / sum(1.0 / delay for delay in delays))

    return run
