"""The product as one contestant among others: one run of a world on one of its engines, and the same results that peers give."""

from __future__ import annotations

from benchmarks.peers import constants as c
from benchmarks.worlds import mm1, small
from materiel.layout import customer as cu
from materiel.layout import head as h
from materiel.layout import line as li
from materiel.layout import stock as s
from materiel.network.arena import Network
from materiel.run import Engine, planes, play

SEED = 1


def run(network: Network, engine: Engine, replication: int) -> tuple:
    """The planes at the end of a run; RuntimeError if it ended in a fault."""
    whole, real = planes(network, SEED, replication)
    play(engine, whole, real)
    if whole[h.FAULT]:
        raise RuntimeError(f"fault {whole[h.FAULT]} at {network.name_of(int(whole[h.FAULT_AT]))}")
    return whole, real


class Small:
    """Factory, depot, front."""

    def __init__(self, copies: int = 1) -> None:
        self.network = small.build(copies)
        at = self.network.rows
        self.depot, self.works = at["stock/depot"].at, at["line/works"].at
        self.events = 0

    def __call__(self, engine: Engine, replication: int) -> tuple[float, float, float]:
        n, x = run(self.network, engine, replication)
        self.events += int(n[h.HANDLED])
        at_once = int(n[self.depot + s.FILLED]) / int(n[self.depot + s.DEMANDED])
        return float(n[self.works + li.MADE]), at_once, float(x[self.depot + s.ON_HAND_DAYS]) / c.HORIZON


class Mm1:
    """M/M/1."""

    def __init__(self) -> None:
        self.network = mm1.build()
        self.customer = self.network.rows["customer/counter"].at
        self.events = 0

    def __call__(self, engine: Engine, replication: int) -> tuple[float, float, float]:
        n, x = run(self.network, engine, replication)
        self.events += int(n[h.HANDLED])
        served = int(n[self.customer + cu.DELIVERED])
        return float(served), float(x[self.customer + cu.LEAD_SUM]) / served, 0.0
