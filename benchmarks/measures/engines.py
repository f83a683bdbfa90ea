"""Events per second of both engines beside their floors, and the cost of an event as the network grows."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.measures import bare
from benchmarks.product import Product
from benchmarks.rounds import Timing, own, race, ratio

TICKETS = 8192
"""Tickets for a copy of the default world, so that no run has to begin again for want of them."""


@dataclass
class Speed:
    """Nanoseconds an event (medians) and what follows."""

    pending: int
    kernel: float
    simpy: float
    heap: float
    timeouts: float
    single: float
    kernel_of_heap: float
    simpy_of_timeouts: float
    simpy_of_single: float
    engines: float


class PerEvent:
    """A contestant's engine on one world; counts the events of each turn, since replications differ."""

    def __init__(self, world: Product, engine: str) -> None:
        self.world, self.engine = world, engine
        self._run = own(lambda k: world.run(engine, k))  # type: ignore[arg-type]

    def __call__(self, first: int, count: int) -> tuple[float, list[list[float]]]:
        """CPU seconds of so many runs, and in the results the events of them all."""
        before = self.world.events
        cpu, _ = self._run(first, count)
        return cpu, [[float(self.world.events - before), float(count)]]


def _per_event(timing: Timing) -> Timing:
    """Cost of an event in each round, from that of a run and the events of the round."""
    costs = [cost * count / events for cost, (events, count) in zip(timing.costs, timing.results, strict=True)]
    return Timing(costs)


def floors(world: Product) -> Speed:
    """Both engines on one world, beside timeouts and a heap with as many events pending as the world has entities."""
    pending = world.entities
    raced = race(
        {
            "kernel": PerEvent(world, "kernel"),
            "simpy": PerEvent(world, "simpy"),
            "heap": own(bare.Heap(pending)),
            "timeouts": own(bare.timeouts(pending)),
            "single": own(bare.timeouts(1)),
        }
    )
    t = {name: _per_event(raced[name]) for name in ("kernel", "simpy")}
    counts = {"heap": bare.EVENTS, "timeouts": bare.TIMEOUTS, "single": bare.TIMEOUTS}
    t |= {name: Timing([cost / count for cost in raced[name].costs]) for name, count in counts.items()}
    return Speed(
        pending,
        *(t[name].cost * 1e9 for name in ("kernel", "simpy", "heap", "timeouts", "single")),
        ratio(t["heap"], t["kernel"]),
        ratio(t["timeouts"], t["simpy"]),
        ratio(t["single"], t["simpy"]),
        ratio(t["simpy"], t["kernel"]),
    )


def growth(world: str, sizes: tuple[int, ...] = (1, 4, 16)) -> dict[int, tuple[float, float]]:
    """Nanoseconds an event of the kernel for so many copies of a world side by side, and the ratio to one copy."""
    raced = race({str(size): PerEvent(Product(world, size, TICKETS * size), "kernel") for size in sizes})
    t = {size: _per_event(raced[str(size)]) for size in sizes}
    return {size: (t[size].cost * 1e9, ratio(t[size], t[sizes[0]])) for size in sizes}
