"""Cimba, a C engine with coroutines, by the Python front end of the package registry, which compiles processes.

The headers of its C interface are not in that registry, so models in C are left out.
"""

from __future__ import annotations

import cimba as cb
import constants as c
import numpy as np
from cimba import inputs

LOT, ROOM, BACKLOG = c.LOT, c.STORE_ROOM, 512
BASE_STOCK = c.BASE_STOCK


class Shipment(cb.Model):
    """Units on their way; it is spawned for each part that leaves the factory."""

    units: cb.Param[int]
    time: cb.Param[float]
    depot: cb.Ref[World]

    @cb.process
    def travel(self):
        cb.hold(self.time)
        self.depot.arrive(self.units)
        cb.release(self)


class World(cb.Model):
    lot_time: cb.Input[float] = inputs.dist.lognormal(mean=c.LOT_LOG[0], sigma=c.LOT_LOG[1])
    up: cb.Input[float] = inputs.dist.exponential(mean=c.UP)
    repair: cb.Input[float] = inputs.dist.lognormal(mean=c.REPAIR_LOG[0], sigma=c.REPAIR_LOG[1])
    lead: cb.Input[float] = inputs.dist.lognormal(mean=c.LEAD_LOG[0], sigma=c.LEAD_LOG[1])
    batch: cb.Input[int] = inputs.dist.poisson(mean=c.ASKED)
    store: cb.Param[int] = c.STORE_START
    depot: cb.Param[int] = c.BASE_STOCK
    owed: cb.Param[int] = 0
    owed_by_factory: cb.Param[int] = 0
    broken: cb.Param[int] = 0
    working: cb.Param[int] = 0
    worker: cb.Param[int] = 0
    first: cb.Param[int] = 0
    last: cb.Param[int] = 0
    since: cb.Param[float] = 0.0
    area: cb.Param[float] = 0.0
    total_asked: cb.Param[int] = 0
    total_at_once: cb.Param[int] = 0
    total_made: cb.Param[int] = 0
    backlog: cb.Array[int] = cb.Array(BACKLOG)
    moved: cb.Condition
    made: cb.Output[float]
    fill: cb.Output[float]
    on_hand: cb.Output[float]

    @cb.predicate
    def has_room(self) -> bool:
        return self.store - self.owed_by_factory + LOT <= ROOM

    @cb.predicate
    def is_up(self) -> bool:
        return self.broken == 0

    @cb.function
    def note(self) -> None:
        self.area += self.depot * (cb.now() - self.since)
        self.since = cb.now()

    @cb.function
    def arrive(self, units: int) -> None:
        self.note()
        served = min(self.owed, units)
        self.owed -= served
        self.depot += units - served

    @cb.function
    def send(self, units: int) -> None:
        self.store -= units
        cb.spawn(Shipment, units=units, time=self.lead.next(), depot=self)

    @cb.process
    def station(self):
        self.worker = cb.this_process().pointer
        while True:
            left = self.lot_time.next()
            while left > 0.0:
                began = cb.now()
                self.working = 1
                if cb.hold(left) == 0:
                    left = 0.0
                else:
                    left -= cb.now() - began
                    self.working = 0
                    self.moved.wait_until(self.is_up)
            self.working = 0
            self.total_made += LOT
            if self.store - self.owed_by_factory + LOT > ROOM:
                self.moved.wait_until(self.has_room)
            self.store += LOT
            while self.first < self.last and self.store > 0:
                part = min(self.backlog[self.first % BACKLOG], self.store)
                self.send(part)
                self.owed_by_factory -= part
                self.backlog[self.first % BACKLOG] -= part
                if self.backlog[self.first % BACKLOG] == 0:
                    self.first += 1
            if self.broken == 1:
                self.moved.wait_until(self.is_up)

    @cb.process
    def breakdown(self):
        while True:
            cb.hold(self.up.next())
            self.broken = 1
            if self.working == 1:
                cb.Process(self.worker).interrupt()
            cb.hold(self.repair.next())
            self.broken = 0
            self.moved.signal()

    @cb.process
    def front(self):
        while True:
            cb.hold(1.0)
            units = int(self.batch.next())
            if units > 0:
                self.total_asked += units
                self.note()
                got = min(units, self.depot)
                self.depot -= got
                self.total_at_once += got
                self.owed += units - got
                part = 0
                if self.first == self.last and self.store > 0:
                    part = min(units, self.store)
                    self.send(part)
                if part < units:
                    self.backlog[self.last % BACKLOG] = units - part
                    self.last += 1
                    self.owed_by_factory += units - part
                self.moved.signal()

    @cb.on_end
    def measure(self):
        self.note()
        self.made = float(self.total_made)
        self.fill = self.total_at_once / self.total_asked
        self.on_hand = self.area / cb.now()


class Queue(cb.Model):
    gap: cb.Input[float] = inputs.dist.exponential(mean=c.MM1_GAP)
    service: cb.Input[float] = inputs.dist.exponential(mean=c.MM1_SERVICE)
    waiting: cb.Store[float]
    count: cb.Param[int] = 0
    total: cb.Param[float] = 0.0
    served: cb.Output[float]
    time: cb.Output[float]

    @cb.process
    def arrivals(self):
        while True:
            cb.hold(self.gap.next())
            self.waiting.put(cb.now())

    @cb.process
    def server(self):
        while True:
            arrived = self.waiting.get()
            cb.hold(self.service.next())
            self.count += 1
            self.total += cb.now() - arrived

    @cb.on_end
    def measure(self):
        self.served = float(self.count)
        self.time = self.total / self.count


def _run(model: cb.Model, names: tuple[str, ...], duration: float, first: int, count: int) -> list[tuple[float, ...]]:
    experiment = cb.Experiment(model, replications=count, window=cb.Window(duration=duration), seed=first)
    results = experiment.run(workers=1)[model]
    return list(zip(*(np.ravel(getattr(results, name)).tolist() for name in names), strict=True))


def small_batch(first: int, count: int) -> list[tuple[float, ...]]:
    return _run(World(), ("made", "fill", "on_hand"), c.HORIZON + 1e-6, first, count)


def mm1_batch(first: int, count: int) -> list[tuple[float, ...]]:
    return [(a, b, 0.0) for a, b in _run(Queue(), ("served", "time"), c.MM1_HORIZON, first, count)]
