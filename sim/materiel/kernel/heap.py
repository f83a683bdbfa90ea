"""The future: a binary heap of timed events in the planes, ordered by (time, phase, entity, scheduling count)."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout.events import PHASE_SHIFT
from materiel.layout.fields import RANK, VERSION
from materiel.rules.agenda import fault, put_post

KEY, EVENT, ENTITY, ARG, FRESH = range(5)
_RANK_BITS = 40
_PHASE_BITS = 59


@rule
def _before(n: Whole, x: Real, a: int, b: int) -> bool:
    if x[a] != x[b]:
        return bool(x[a] < x[b])
    return bool(n[a] < n[b])


@rule
def _copy(n: Whole, x: Real, source: int, target: int) -> None:
    x[target] = x[source]
    for k in range(5):
        n[target + k] = n[source + k]


@rule
def push(n: Whole, x: Real, time: float, event: int, entity: int, arg: int, version: int) -> None:
    """Put an event on the heap. `version` is the entity's at which it holds, or -1 if it always does."""
    count = n[h.HEAP_COUNT]
    if count + 1 >= n[h.HEAP_ROOM]:
        fault(n, h.HEAP_FULL, entity, count)
        return
    n[h.SEQUENCE] += 1
    key = ((event >> PHASE_SHIFT) << _PHASE_BITS) | (n[entity + RANK] << _RANK_BITS) | n[h.SEQUENCE]
    base = n[h.HEAP]
    at = count
    while at > 0:
        above = (at - 1) >> 1
        parent = base + above * h.HEAP_SIZE
        if x[parent] < time or (x[parent] == time and n[parent] < key):
            break
        _copy(n, x, parent, base + at * h.HEAP_SIZE)
        at = above
    slot = base + at * h.HEAP_SIZE
    x[slot] = time
    n[slot + KEY] = key
    n[slot + EVENT] = event
    n[slot + ENTITY] = entity
    n[slot + ARG] = arg
    n[slot + FRESH] = version
    n[h.HEAP_COUNT] = count + 1


@rule
def timer(n: Whole, x: Real, time: float, event: int, entity: int) -> None:
    """Let `event` happen to `entity` at `time`, unless it is woken before; nothing if that is never or after the end.

    It goes through the outbox like all else, behind what the entity's rules posted before it, as in SimPy.
    """
    if time <= x[h.END]:
        if time < x[h.NOW]:
            fault(n, h.TIME_RAN_BACK, entity, event)
            return
        put_post(n, x, time, event, entity, 0, n[entity + VERSION])


@rule
def drop_first(n: Whole, x: Real) -> None:
    """Take the first event off the heap."""
    count = n[h.HEAP_COUNT] - 1
    n[h.HEAP_COUNT] = count
    base = n[h.HEAP]
    last = base + count * h.HEAP_SIZE
    at = 0
    while True:
        child = 2 * at + 1
        if child >= count:
            break
        slot = base + child * h.HEAP_SIZE
        if child + 1 < count and _before(n, x, slot + h.HEAP_SIZE, slot):
            child += 1
            slot += h.HEAP_SIZE
        if _before(n, x, last, slot):
            break
        _copy(n, x, slot, base + at * h.HEAP_SIZE)
        at = child
    if at != count:
        _copy(n, x, last, base + at * h.HEAP_SIZE)
