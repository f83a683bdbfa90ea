"""Fair timing on a machine that is not quiet: CPU time, interleaved rounds, medians, ratios within a round."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Contestant = Callable[[int, int], tuple[float, list[list[float]]]]
"""Runs the replications first, first + 1, ... (as many as the second number says): CPU seconds and results."""


@dataclass
class Timing:
    """What one contestant needed: CPU seconds a run in each round, and all results for the comparison."""

    costs: list[float] = field(default_factory=list)
    results: list[list[float]] = field(default_factory=list)

    @property
    def cost(self) -> float:
        """Median CPU seconds a run."""
        return statistics.median(self.costs)


def own(function: Callable[[int], object]) -> Contestant:
    """A contestant in this process."""

    def contestant(first: int, count: int) -> tuple[float, list[list[float]]]:
        began = time.process_time()
        results = [function(first + k) for k in range(count)]
        cpu = time.process_time() - began
        return cpu, [list(r) for r in results if isinstance(r, tuple)]

    return contestant


def race(contestants: Mapping[str, Contestant], rounds: int = 5, seconds: float = 0.8) -> dict[str, Timing]:
    """Time all contestants in turn, `rounds` times, each turn about `seconds` of CPU time, from a new place each round."""
    names = list(contestants)
    counts = {}
    for name in names:
        contestants[name](1, 2)  # compiles, and fills caches
        cpu, _ = contestants[name](3, 1)
        if cpu < 0.05:
            cpu = contestants[name](3, 20)[0] / 20
        counts[name] = max(1, round(seconds / max(cpu, 1e-7)))
    timings = {name: Timing() for name in names}
    first = 100
    for k in range(rounds):
        print(f"  round {k + 1} of {rounds}", file=sys.stderr)
        for name in names[k % len(names) :] + names[: k % len(names)]:
            cpu, results = contestants[name](first, counts[name])
            timings[name].costs.append(cpu / counts[name])
            timings[name].results += results
        first += max(counts.values())
    return timings


def ratio(slow: Timing, fast: Timing) -> float:
    """How many times the second is faster: the median over rounds of the ratio within a round."""
    return statistics.median(a / b for a, b in zip(slow.costs, fast.costs, strict=True))


def differs(a: Timing, b: Timing) -> str:
    """Which of the results of two contestants differ by more than 4.5 standard errors; empty if none does."""
    worst = []
    for k, (mine, others) in enumerate(zip(zip(*a.results, strict=True), zip(*b.results, strict=True), strict=True)):
        if len(mine) < 3 or len(others) < 3:
            continue
        error = (statistics.variance(mine) / len(mine) + statistics.variance(others) / len(others)) ** 0.5
        gap = abs(statistics.fmean(mine) - statistics.fmean(others))
        if gap > 4.5 * error and gap > 1e-9:
            worst.append(f"result {k + 1}: {statistics.fmean(mine):.4g} against {statistics.fmean(others):.4g}")
    return "; ".join(worst)
