"""SimPy as its documentation writes it: processes, containers, interrupts, the `random` module."""

import random
from collections.abc import Generator

import constants as c
import simpy

Process = Generator[simpy.Event, object, None]


class Factory:
    """A station that makes lots into a store of limited room, and breaks down."""

    def __init__(self, env: simpy.Environment, rng: random.Random) -> None:
        self.env, self.rng = env, rng
        self.store = simpy.Container(env, capacity=c.STORE_ROOM, init=c.STORE_START)
        self.made = 0
        self.working = False
        self.broken = False
        self.repaired = env.event()
        self.station = env.process(self.make_lots())
        env.process(self.break_down())

    def make_lots(self) -> Process:
        while True:
            left = self.rng.lognormvariate(*c.LOT_LOG)
            while left > 0:
                began = self.env.now
                self.working = True
                try:
                    yield self.env.timeout(left)
                    left = 0
                except simpy.Interrupt:
                    left -= self.env.now - began
                    self.working = False
                    yield self.repaired
            self.working = False
            self.made += c.LOT
            yield self.store.put(c.LOT)
            if self.broken:
                yield self.repaired

    def break_down(self) -> Process:
        while True:
            yield self.env.timeout(self.rng.expovariate(1.0 / c.UP))
            self.broken = True
            if self.working:
                self.station.interrupt()
            yield self.env.timeout(self.rng.lognormvariate(*c.REPAIR_LOG))
            self.broken = False
            self.repaired.succeed()
            self.repaired = self.env.event()


class Depot:
    """A stock that orders from the factory whatever was asked of it."""

    def __init__(self, env: simpy.Environment, rng: random.Random, factory: Factory) -> None:
        self.env, self.rng, self.factory = env, rng, factory
        self.stock = simpy.Container(env, init=c.BASE_STOCK)
        self.orders = simpy.Store(env)
        self.area = 0.0
        self.since = 0.0
        env.process(self.dispatch())

    def note(self) -> None:
        """To be called before the level changes."""
        self.area += self.stock.level * (self.env.now - self.since)
        self.since = self.env.now

    def dispatch(self) -> Process:
        while True:
            units = yield self.orders.get()
            while units > 0:
                yield self.factory.store.get(1)
                part = 1 + min(units - 1, self.factory.store.level)
                if part > 1:
                    yield self.factory.store.get(part - 1)
                self.env.process(self.ship(part))
                units -= part

    def ship(self, units: int) -> Process:
        yield self.env.timeout(self.rng.lognormvariate(*c.LEAD_LOG))
        self.note()
        yield self.stock.put(units)


class Front:
    """Users who ask for some units each day and wait for what is not there."""

    def __init__(self, env: simpy.Environment, rng: random.Random, depot: Depot) -> None:
        self.env, self.rng, self.depot = env, rng, depot
        self.asked = 0
        self.at_once = 0
        self.owed = simpy.Store(env)
        self.waiting = 0
        env.process(self.days())
        env.process(self.wait())

    def poisson(self) -> int:
        """Arrivals in a day: exponential gaps counted (the standard library has no Poisson law)."""
        count, total = 0, self.rng.expovariate(c.ASKED)
        while total < 1.0:
            count += 1
            total += self.rng.expovariate(c.ASKED)
        return count

    def days(self) -> Process:
        while True:
            yield self.env.timeout(1)
            units = self.poisson()
            if units == 0:
                continue
            self.asked += units
            yield self.depot.orders.put(units)
            got = 0
            if self.waiting == 0:
                got = min(units, self.depot.stock.level)
                if got:
                    self.depot.note()
                    yield self.depot.stock.get(got)
                    self.at_once += got
            if got < units:
                self.waiting += units - got
                yield self.owed.put(units - got)

    def wait(self) -> Process:
        while True:
            units = yield self.owed.get()
            while units > 0:
                yield self.depot.stock.get(1)
                part = 1 + min(units - 1, self.depot.stock.level)
                if part > 1:
                    yield self.depot.stock.get(part - 1)
                units -= part
                self.waiting -= part


def small(seed: int) -> tuple[float, float, float]:
    env, rng = simpy.Environment(), random.Random(seed)
    factory = Factory(env, rng)
    depot = Depot(env, rng, factory)
    front = Front(env, rng, depot)
    env.run(c.HORIZON + 1e-6)
    depot.note()
    return factory.made, front.at_once / front.asked, depot.area / c.HORIZON


def mm1(seed: int) -> tuple[float, float, float]:
    env, rng = simpy.Environment(), random.Random(seed)
    server = simpy.Resource(env, capacity=1)
    times: list[float] = []

    def customer() -> Process:
        arrived = env.now
        with server.request() as turn:
            yield turn
            yield env.timeout(rng.expovariate(1.0 / c.MM1_SERVICE))
        times.append(env.now - arrived)

    def arrivals() -> Process:
        while True:
            yield env.timeout(rng.expovariate(1.0 / c.MM1_GAP))
            env.process(customer())

    env.process(arrivals())
    env.run(c.MM1_HORIZON)
    return len(times), sum(times) / len(times), 0.0
