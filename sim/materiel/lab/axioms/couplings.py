"""Couplings of draws: a stream is drawn from in the order of events, so that a dose makes its numbers fall on other events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from materiel.lab.axioms.doses import Dose, dosed
from materiel.lab.axioms.runs import Base, Counts
from materiel.layout import head as h
from materiel.network.arena import Network
from materiel.network.script import playing
from materiel.run import planes, play, replicate

_A_DAY = 1.0
Until = Callable[[float], Counts]
"""Draws taken from each stream up to an instant (days)."""


@dataclass(frozen=True)
class Parting:
    """Where draws of a dosed run part from those without the dose: the day, and the streams that have given another number of
    draws by then (`kind/name/purpose`). What follows from them is no longer paired.
    """

    day: float
    streams: tuple[str, ...]


class Partings:
    """Looks for where draws part; what is known of the runs without a dose is kept."""

    def __init__(self) -> None:
        self._plain: dict[tuple[int, int], Until] = {}

    def of(self, base: Base, dose: Dose, played: int, replication: int) -> Parting | None:
        """The day on which draws part in a replication, to within a day; None if they do not."""
        setup = base.setup
        network = setup.network(dosed(setup.scenario, dose))
        bound = playing(network, base.scripts[replication], played) if played else network
        key = id(base), replication
        if key not in self._plain:
            self._plain[key] = _until(setup.network(setup.scenario), setup.seed, replication)
        plain, other = self._plain[key], _until(bound, setup.seed, replication)
        low, high = 0.0, float(network.instants[-1])
        if not _different(plain(high), other(high)):
            return None
        while high - low > _A_DAY:
            middle = 0.5 * (low + high)
            if _different(plain(middle), other(middle)):
                high = middle
            else:
                low = middle
        return Parting(high, _different(plain(high), other(high)))


def _different(one: Counts, other: Counts) -> tuple[str, ...]:
    return tuple(name for name, count in one.items() if other.get(name, count) != count)


def _until(network: Network, seed: int, replication: int) -> Until:
    """How many draws one replication has taken up to an instant: it is run again, and halted after the last event till then."""
    room = replicate(network, seed, replication)
    traced = replicate(network, seed, replication, trace=room.events + 1, room=room.room)
    first, count = int(traced.whole[h.TRACE]), int(traced.whole[h.TRACE_COUNT])
    times = traced.real[first : first + count * h.TRACE_SIZE : h.TRACE_SIZE].copy()

    @cache
    def draws(instant: float) -> Counts:
        events = int(np.searchsorted(times, instant, side="right"))
        whole, real = planes(network, seed, replication, room=room.room)
        if events:
            whole[h.HALT_AFTER] = events
            play("kernel", whole, real)
        return {name: int(whole[at + 1]) for name, at in network.streams.items()}

    return draws
