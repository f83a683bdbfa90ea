"""The clock of the SimPy engine: an environment in which ties have one order, and waits that a wake-up ends.

SimPy orders its queue by (time, priority, insertion). Timed events get the priority `2 + (phase << 32) + rank`, so that
within an instant everything runs by phase and entity, and SimPy's own zero-delay events (priorities 0 and 1),
which carry the wake-ups, finish every cascade before the next timed event.

Times are absolute: `now + (t - now)` need not be `t`. So there is no bare timeout here.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from heapq import heappop, heappush
from typing import Any

import simpy
from simpy.events import NORMAL, URGENT, Event

from materiel.jit import Real, Whole
from materiel.layout import head as h
from materiel.layout.events import PHASE_SHIFT, WAKE
from materiel.layout.fields import RANK, WOKEN
from materiel.rules.trace import acted

Process = Generator[Event, int, None]
ProcessFunction = Callable[["Sim", int], Process | None]
PostHandler = Callable[["Sim", int, int], None]


class Happening(Event):
    """A timed event or a wake-up that concerns one entity; its value is the code of what happened."""

    __slots__ = ("arg", "entity")

    def __init__(self, env: Sim, code: int, entity: int, arg: int = 0) -> None:
        self.env = env
        self.callbacks = []
        self._value = code
        self._ok = True
        self.entity = entity
        self.arg = arg


class Sim(simpy.Environment):
    """A SimPy environment over the planes of one replication."""

    def __init__(self, n: Whole, x: Real) -> None:
        super().__init__(0.0)
        self.n, self.x = n, x
        self.whole: Any = memoryview(n)  # type: ignore[arg-type]
        self.real: Any = memoryview(x)  # type: ignore[arg-type]
        self._future: Any = self._queue
        self.end: float = float(x[h.END])
        self.handlers: dict[int, PostHandler] = {}
        self._waiting: dict[int, Event] = {}

    def start(self, entity: int, process: Process | None) -> None:
        """Let an entity begin: its process takes its first step; one without a process only says that it is there."""
        if process is None:
            begin = Happening(self, WAKE, entity)
            begin.callbacks.append(lambda _: self.acted(WAKE, entity))
            self.schedule(begin, URGENT)
        else:
            self.process(process)

    def until(self, time: float, code: int, entity: int) -> Event:
        """Wait until `time`, when `code` happens to `entity`, or until a wake-up; yields which of the two it was."""
        due = Happening(self, code, entity)
        if time <= self.end:
            priority = 2 + ((code >> PHASE_SHIFT) << 32) + self.whole[entity + RANK]
            heappush(self._future, (time, priority, next(self._eid), due))
        self._waiting[entity] = due
        return due

    def acted(self, code: int, entity: int) -> None:
        """Close what an entity did: the running hash, and whatever its rules posted."""
        acted(self.n, self.x, code, entity)
        if self.whole[h.OUTBOX_COUNT]:
            self._take_posts()

    def _take_posts(self) -> None:
        whole, base = self.whole, self.whole[h.OUTBOX]
        for at in range(base, base + whole[h.OUTBOX_COUNT] * h.POST_SIZE, h.POST_SIZE):
            code, entity = whole[at], whole[at + 1]
            if code == WAKE:
                event = Happening(self, WAKE, entity)
                event.callbacks.append(self._deliver)
                heappush(self._future, (self._now, NORMAL, next(self._eid), event))
            else:
                event = Happening(self, code, entity, -1 - whole[at + 2])
                event.callbacks.append(self._happen)
                priority = 2 + ((code >> PHASE_SHIFT) << 32) + whole[entity + RANK]
                heappush(self._future, (self.real[at], priority, next(self._eid), event))
        whole[h.OUTBOX_COUNT] = 0

    def _deliver(self, event: Event) -> None:
        """A wake-up ends the wait of its entity; the timed event that it waited for comes to nothing."""
        entity = event.entity  # type: ignore[attr-defined]
        self.whole[entity + WOKEN] = 0
        waiting = self._waiting.pop(entity, None)
        if waiting is None or not waiting.callbacks:
            self.acted(WAKE, entity)
            return
        callbacks, waiting.callbacks = waiting.callbacks, []
        for callback in callbacks:
            callback(event)

    def _happen(self, event: Any) -> None:
        """A posted event happens to its entity, which need not wait for it."""
        self.handlers[event.value](self, event.entity, event.arg)
        self.acted(event.value, event.entity)

    def step(self) -> None:
        """Handle the next event. The head of the planes always knows the time."""
        time, _, _, event = heappop(self._future)
        self._now = time
        self.real[h.NOW] = time
        callbacks, event.callbacks = event.callbacks, None
        for callback in callbacks:
            callback(event)
        if not event._ok and not hasattr(event, "_defused"):
            raise event._value
