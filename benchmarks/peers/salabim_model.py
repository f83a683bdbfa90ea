"""salabim: components that hold, are interrupted, resumed and activated. In its `yield` form, without trace."""

import random
from collections import deque

import constants as c
import salabim as sim

sim.yieldless(False)


class Station(sim.Component):
    def setup(self, world: "World") -> None:
        self.world = world

    def process(self):
        w = self.world
        while True:
            yield self.hold(w.rng.lognormvariate(*c.LOT_LOG))
            w.made += c.LOT
            while w.store - w.owed_by_factory + c.LOT > c.STORE_ROOM:
                yield self.passivate(mode="blocked")
            self.set_mode("")
            w.receive()
            while w.broken:
                yield self.passivate(mode="broken")
            self.set_mode("")


class Breakdown(sim.Component):
    def setup(self, world: "World") -> None:
        self.world = world

    def process(self):
        w = self.world
        while True:
            yield self.hold(w.rng.expovariate(1.0 / c.UP))
            w.broken = True
            if w.station.isscheduled():
                w.station.interrupt()
            yield self.hold(w.rng.lognormvariate(*c.REPAIR_LOG))
            w.broken = False
            if w.station.isinterrupted():
                w.station.resume()
            elif w.station.mode() == "broken":
                w.station.activate()


class Shipment(sim.Component):
    def setup(self, world: "World", units: int) -> None:
        self.world, self.units = world, units

    def process(self):
        w = self.world
        yield self.hold(w.rng.lognormvariate(*c.LEAD_LOG))
        w.note()
        served = min(w.owed, self.units)
        w.owed -= served
        w.depot += self.units - served


class Front(sim.Component):
    def setup(self, world: "World") -> None:
        self.world = world

    def process(self):
        while True:
            yield self.hold(1)
            self.world.ask(int(self.world.batch.sample()))


class World:
    def __init__(self, seed: int) -> None:
        self.env = sim.Environment(trace=False, random_seed=seed, do_reset=True)
        self.rng = random.Random(seed)
        self.batch = sim.Poisson(c.ASKED, randomstream=self.rng)
        self.store, self.depot = c.STORE_START, c.BASE_STOCK
        self.owed = self.owed_by_factory = self.made = self.asked = self.at_once = 0
        self.area = self.since = 0.0
        self.broken = False
        self.backlog: deque[int] = deque()
        self.station = Station(world=self)
        Breakdown(world=self)
        Front(world=self)

    def note(self) -> None:
        now = self.env.now()
        self.area += self.depot * (now - self.since)
        self.since = now

    def send(self, units: int) -> None:
        self.store -= units
        Shipment(world=self, units=units)

    def receive(self) -> None:
        self.store += c.LOT
        while self.backlog and self.store:
            part = min(self.backlog[0], self.store)
            self.send(part)
            self.owed_by_factory -= part
            self.backlog[0] -= part
            if not self.backlog[0]:
                self.backlog.popleft()

    def ask(self, units: int) -> None:
        if units == 0:
            return
        self.asked += units
        self.note()
        got = min(units, self.depot)
        self.depot -= got
        self.at_once += got
        self.owed += units - got
        part = 0
        if not self.backlog and self.store:
            part = min(units, self.store)
            self.send(part)
        if part < units:
            self.backlog.append(units - part)
            self.owed_by_factory += units - part
        if self.station.mode() == "blocked":
            self.station.activate()


def small(seed: int) -> tuple[float, float, float]:
    world = World(seed)
    world.env.run(till=c.HORIZON + 1e-6)
    world.note()
    return world.made, world.at_once / world.asked, world.area / c.HORIZON


def mm1(seed: int) -> tuple[float, float, float]:
    env = sim.Environment(trace=False, random_seed=seed, do_reset=True)
    rng = random.Random(seed)
    times: list[float] = []
    server = sim.Resource("server", capacity=1)

    class Customer(sim.Component):
        def process(self):
            arrived = env.now()
            yield self.request(server)
            yield self.hold(rng.expovariate(1.0 / c.MM1_SERVICE))
            self.release()
            times.append(env.now() - arrived)

    class Arrivals(sim.Component):
        def process(self):
            while True:
                yield self.hold(rng.expovariate(1.0 / c.MM1_GAP))
                Customer()

    Arrivals()
    env.run(till=c.MM1_HORIZON)
    return len(times), sum(times) / len(times), 0.0
