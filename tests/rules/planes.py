"""Planes with a head and whatever a test lays into them."""

from __future__ import annotations

from materiel.jit import Real, Whole
from materiel.layout import profile as p
from materiel.network.arena import Arena, Network

STARTS = [0.0, 31.0, 59.0, 90.0, 120.0, 151.0, 181.0, 212.0, 243.0, 273.0, 304.0, 334.0, 365.0]


def closed(arena: Arena, tickets: int = 8) -> Network:
    """The arena as a network of a year whose months begin at `STARTS`."""
    return arena.close(STARTS, [1 + k % 12 for k in range(13)], [365.0], tickets=tickets)


def planes_with(arena: Arena) -> tuple[Whole, Real]:
    """The planes of such a network."""
    network = closed(arena)
    return network.whole, network.real


def profile(arena: Arena, shape: int, *, knots: list[float] | None = None, times: int = 0, **cells: float) -> int:
    """A profile's row: knots are instants, then values (month of year: values alone)."""
    at = arena.row(p.PROFILE, "")
    if knots is not None:
        count = 12 if shape == p.MONTH_OF_YEAR else len(knots) // 2
        arena.fill(at, [(p.FIRST, arena.numbers(knots)), (p.COUNT, count)])
    arena.fill(at, [(p.SHAPE, shape), (p.TIMES, times)])
    arena.fill(at, [(getattr(p, name.upper()), float(value)) for name, value in cells.items()])
    return at
