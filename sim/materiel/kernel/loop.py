"""The event loop of the compiled engine."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import ENTITY, HOLDS, KEY, drop_first, event_of, push, time_of
from materiel.kernel.table import handle, resume
from materiel.layout import head as h
from materiel.layout.events import WAKE
from materiel.layout.fields import VERSION, WOKEN
from materiel.rules.agenda import fault
from materiel.rules.trace import acted


@rule
def _take_posts(n: Whole, x: Real) -> None:
    """Empty the outbox: wake-ups to the ring, timed events to the heap, in the order in which they were posted."""
    base = n[h.OUTBOX]
    for k in range(n[h.OUTBOX_COUNT]):
        at = base + k * h.POST_SIZE
        if n[at] == WAKE:
            last = n[h.RING_LAST]
            n[n[h.RING] + last] = n[at + 1]
            n[h.RING_LAST] = (last + 1) & (n[h.RING_ROOM] - 1)
            if n[h.RING_LAST] == n[h.RING_FIRST]:
                fault(n, h.RING_FULL, n[at + 1], n[h.RING_ROOM])
        else:
            push(n, x[at], n[at], n[at + 1], n[at + 2])
    n[h.OUTBOX_COUNT] = 0


@rule
def _look_again(n: Whole, x: Real, entity: int) -> None:
    n[entity + VERSION] += 1
    resume(n, x, entity)
    acted(n, x, WAKE, entity)
    _take_posts(n, x)


@rule
def run_kernel(n: Whole, x: Real) -> None:
    """Run one replication from the state in the planes to its last record, a fault, or the event to halt after."""
    first = n[h.ENTITIES]
    for k in range(n[h.ENTITY_COUNT]):
        _look_again(n, x, n[first + k])
    while n[h.FAULT] == 0 and n[h.FINISHED] == 0:
        if n[h.HALT_AFTER] > 0 and n[h.HANDLED] >= n[h.HALT_AFTER]:
            return
        if n[h.RING_FIRST] != n[h.RING_LAST]:
            entity = n[n[h.RING] + n[h.RING_FIRST]]
            n[h.RING_FIRST] = (n[h.RING_FIRST] + 1) & (n[h.RING_ROOM] - 1)
            n[entity + WOKEN] = 0
            _look_again(n, x, entity)
            continue
        if n[h.HEAP_COUNT] == 0:
            return
        top = n[h.HEAP]
        time = time_of(n[top])
        event = event_of(n[top + KEY])
        holds = n[top + HOLDS]
        entity = n[top + ENTITY]
        drop_first(n)
        if holds >= 0:
            if holds != n[entity + VERSION]:
                continue
            n[entity + VERSION] += 1
        x[h.NOW] = time
        handle(n, x, event, entity, -1 - holds)
        acted(n, x, event, entity)
        _take_posts(n, x)
