"""The product as one contestant among others: one run of a world on one of its engines, and the same results that peers give."""

from __future__ import annotations

from benchmarks import worlds
from benchmarks.peers import constants as c
from materiel.layout import head as h
from materiel.layout import line as li
from materiel.layout import shop as sh
from materiel.layout import stock as s
from materiel.run import Engine, Outcome, Room, replicate

SEED = 1
STREAMS = {
    "LOT_STREAM": "line/works/lot time",
    "UP_STREAM": "failure_mode/works.1.breakdown/time to failure",
    "REPAIR_STREAM": "failure_mode/works.1.breakdown/repair time",
    "LEAD_STREAM": "lane/road/lead time",
    "BATCH_STREAM": "demand/front/batch size",
    "GAP_STREAM": "demand/customers/time between arrivals",
    "SERVICE_STREAM": "shop/server/repair time",
}
"""What the plain C loop calls the streams of chance, and their names in the worlds."""

Results = tuple[float, float, float]


class Product:
    """A world that is run again and again, with so many tickets more than it was laid out with.

    Work space that a run had to ask for is there from the start in the next.
    """

    def __init__(self, world: str, copies: int = 1, tickets: int = 0) -> None:
        self.network = worlds.network(world, copies)
        self.events = 0
        self._room = Room(tickets=tickets)

    @property
    def entities(self) -> int:
        """How many entities the world has."""
        return int(self.network.whole[h.ENTITY_COUNT])

    def run(self, engine: Engine, replication: int) -> Outcome:
        """One replication, and its events counted; RunFault if it ended in a fault."""
        outcome = replicate(self.network, SEED, replication, engine, room=self._room)
        self._room = outcome.room
        self.events += outcome.events
        return outcome

    def __call__(self, engine: Engine, replication: int) -> Results:
        """One replication; its results (none for a world that no peer knows)."""
        self.run(engine, replication)
        return 0.0, 0.0, 0.0

    def events_of(self, replications: int) -> float:
        """Mean number of events of so many runs."""
        before = self.events
        for k in range(replications):
            self.run("kernel", k)
        return (self.events - before) / replications


class Small(Product):
    """Factory, depot, front."""

    def __init__(self, copies: int = 1) -> None:
        super().__init__("small", copies)
        self.depot = self.network.rows["stock/depot"].at
        self.works = self.network.rows["line/works"].at

    def __call__(self, engine: Engine, replication: int) -> Results:
        end = self.run(engine, replication)
        n, x = end.whole, end.real
        at_once = int(n[self.depot + s.FILLED]) / int(n[self.depot + s.DEMANDED])
        return float(n[self.works + li.MADE]), at_once, float(x[self.depot + s.ON_HAND_DAYS]) / c.HORIZON


class Mm1(Product):
    """M/M/1."""

    def __init__(self) -> None:
        super().__init__("mm1")
        self.server = self.network.rows["shop/server"].at

    def __call__(self, engine: Engine, replication: int) -> Results:
        end = self.run(engine, replication)
        served = int(end.whole[self.server + sh.DONE])
        return float(served), float(end.real[self.server + sh.SOJOURN_SUM]) / served, 0.0
