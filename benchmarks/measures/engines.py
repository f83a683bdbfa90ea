"""Events per second of both engines beside their floors, and the cost of an event as the network grows."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.measures import bare
from benchmarks.product import Small
from benchmarks.rounds import Timing, own, race, ratio
from materiel.layout import head as h


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


def _per_event(timing: Timing, events: float) -> Timing:
    return Timing([cost / events for cost in timing.costs])


def floors(world: Small) -> Speed:
    """Both engines on one world, beside timeouts and a heap with as many events pending as the world has entities."""
    pending = int(world.network.whole[h.ENTITY_COUNT])
    world.events = 0
    world("kernel", 1)
    events = world.events
    raced = race(
        {
            "kernel": own(lambda k: world("kernel", k)),
            "simpy": own(lambda k: world("simpy", k)),
            "heap": own(bare.Heap(pending)),
            "timeouts": own(bare.timeouts(pending)),
            "single": own(bare.timeouts(1)),
        }
    )
    counts = {"kernel": events, "simpy": events, "heap": bare.EVENTS, "timeouts": 20_000, "single": 20_000}
    t = {name: _per_event(timing, counts[name]) for name, timing in raced.items()}
    return Speed(
        pending,
        *(t[name].cost * 1e9 for name in ("kernel", "simpy", "heap", "timeouts", "single")),
        ratio(t["heap"], t["kernel"]),
        ratio(t["timeouts"], t["simpy"]),
        ratio(t["single"], t["simpy"]),
        ratio(t["simpy"], t["kernel"]),
    )


def growth(sizes: tuple[int, ...] = (1, 4, 16)) -> dict[int, tuple[float, float]]:
    """Nanoseconds an event of the kernel for so many copies of the world, and the ratio to one copy."""
    worlds = {size: Small(size) for size in sizes}
    events = {}
    for size, world in worlds.items():
        world.events = 0
        world("kernel", 1)
        events[size] = world.events
    raced = race({str(size): own(lambda k, w=world: w("kernel", k)) for size, world in worlds.items()})
    t = {size: _per_event(raced[str(size)], events[size]) for size in sizes}
    return {size: (t[size].cost * 1e9, ratio(t[size], t[sizes[0]])) for size in sizes}
