"""SimPy as a specialist would write it for speed: plain numbers for stocks, timeouts with callbacks, few processes."""

import random
from collections import deque

import constants as c
import simpy


class World:
    def __init__(self, seed: int) -> None:
        self.env = env = simpy.Environment()
        self.rng = rng = random.Random(seed)
        self.log_normal, self.exponential = rng.lognormvariate, rng.expovariate
        self.store, self.depot = c.STORE_START, c.BASE_STOCK
        self.backlog: deque[int] = deque()
        self.owed = self.owed_by_factory = 0
        self.made = self.asked = self.at_once = 0
        self.area = self.since = 0.0
        self.left = self.began = 0.0
        self.down = self.blocked = False
        self.due: simpy.Event | None = None
        self.begin_lot()
        self.after(self.exponential(1.0 / c.UP), self.fails)
        env.process(self.days())

    def after(self, delay: float, what, value=None) -> simpy.Event:
        timeout = self.env.timeout(delay, value)
        timeout.callbacks.append(what)
        return timeout

    def begin_lot(self) -> None:
        self.left = self.log_normal(*c.LOT_LOG)
        self.work()

    def work(self) -> None:
        self.began = self.env.now
        self.due = self.after(self.left, self.lot_done)

    def lot_done(self, event: simpy.Event) -> None:
        if event is not self.due:
            return
        self.due = None
        self.made += c.LOT
        self.blocked = True
        self.hand_over()

    def hand_over(self) -> None:
        if self.store - self.owed_by_factory + c.LOT > c.STORE_ROOM:
            return
        self.blocked = False
        self.store += c.LOT
        backlog = self.backlog
        while backlog and self.store:
            part = min(backlog[0], self.store)
            self.send(part)
            self.owed_by_factory -= part
            if part == backlog[0]:
                backlog.popleft()
            else:
                backlog[0] -= part
        if not self.down:
            self.begin_lot()
        else:
            self.left = -1.0

    def fails(self, _: simpy.Event) -> None:
        self.down = True
        if self.due is not None:
            self.due = None
            self.left -= self.env.now - self.began
        self.after(self.log_normal(*c.REPAIR_LOG), self.restored)

    def restored(self, _: simpy.Event) -> None:
        self.down = False
        if not self.blocked:
            if self.left < 0.0:
                self.begin_lot()
            else:
                self.work()
        self.after(self.exponential(1.0 / c.UP), self.fails)

    def send(self, units: int) -> None:
        self.store -= units
        self.after(self.log_normal(*c.LEAD_LOG), self.arrives, units)

    def note(self) -> None:
        self.area += self.depot * (self.env.now - self.since)
        self.since = self.env.now

    def arrives(self, event: simpy.Event) -> None:
        self.note()
        served = min(self.owed, event.value)
        self.owed -= served
        self.depot += event.value - served

    def days(self):
        timeout, poisson = self.env.timeout, self.poisson
        while True:
            yield timeout(1.0)
            units = poisson()
            if units == 0:
                continue
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
            if self.blocked:
                self.hand_over()

    def poisson(self) -> int:
        u, count, mass = self.rng.random(), 0, MASS
        while u > mass[count]:
            u -= mass[count]
            count += 1
        return count


def _masses() -> list[float]:
    from math import exp

    masses = [exp(-c.ASKED)]
    for k in range(1, 120):
        masses.append(masses[-1] * c.ASKED / k)
    return [*masses, 2.0]


MASS = _masses()


def small(seed: int) -> tuple[float, float, float]:
    world = World(seed)
    world.env.run(c.HORIZON + 1e-6)
    world.note()
    return world.made, world.at_once / world.asked, world.area / c.HORIZON


def mm1(seed: int) -> tuple[float, float, float]:
    env, rng = simpy.Environment(), random.Random(seed)
    timeout, exponential = env.timeout, rng.expovariate
    queue: deque[float] = deque()
    served, total = 0, 0.0

    def begin() -> None:
        timeout(exponential(1.0 / c.MM1_SERVICE)).callbacks.append(done)

    def done(_: simpy.Event) -> None:
        nonlocal served, total
        total += env.now - queue.popleft()
        served += 1
        if queue:
            begin()

    def arrivals():
        while True:
            yield timeout(exponential(1.0 / c.MM1_GAP))
            queue.append(env.now)
            if len(queue) == 1:
                begin()

    env.process(arrivals())
    env.run(c.MM1_HORIZON)
    return served, total / served, 0.0
