"""The future: a binary heap of timed events in the planes, ordered by (time, phase, entity, scheduling count).

A node is three numbers: the instant in `x[slot]`; in `n[slot]` one key of phase, rank of the entity, scheduling count and
event, so that one comparison settles a tie; in `n[slot + 1]` the version at which a timer holds, or -1 - arg of a post, which
always holds.
"""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout.events import PHASE_SHIFT
from materiel.layout.fields import RANK, VERSION
from materiel.rules.agenda import fault, put_post

NODE = h.HEAP_SIZE
_EVENT_BITS = 8
_SEQUENCE_BITS = 34
_RANK_BITS = 18
_EVENT_MASK = (1 << _EVENT_BITS) - 1
_RANK_MASK = (1 << _RANK_BITS) - 1
_RANK_AT = _EVENT_BITS + _SEQUENCE_BITS
_PHASE_AT = _RANK_AT + _RANK_BITS


@rule
def event_of(key: int) -> int:
    """Code of the event that a key holds."""
    return ((key >> _PHASE_AT) << PHASE_SHIFT) | (key & _EVENT_MASK)


@rule
def entity_of(n: Whole, key: int) -> int:
    """Row of the entity that a key holds the rank of."""
    return int(n[n[h.ENTITIES] + ((key >> _RANK_AT) & _RANK_MASK) - 1])


@rule
def _rise(n: Whole, x: Real, at: int, time: float, key: int, holds: int) -> None:
    """Put a node at place `at`, or above it if what is there is to come later."""
    base = n[h.HEAP]
    while at > 0:
        above = (at - 1) >> 1
        parent = base + above * NODE
        if x[parent] < time or (x[parent] == time and n[parent] < key):
            break
        hole = base + at * NODE
        x[hole] = x[parent]
        n[hole] = n[parent]
        n[hole + 1] = n[parent + 1]
        at = above
    slot = base + at * NODE
    x[slot] = time
    n[slot] = key
    n[slot + 1] = holds


@rule
def push(n: Whole, x: Real, time: float, event: int, entity: int, holds: int) -> None:
    """Put an event on the heap. `holds`: the entity's version at which a timer holds, or -1 - arg of a post."""
    count = n[h.HEAP_COUNT]
    if count + 1 >= n[h.HEAP_ROOM]:
        fault(n, h.HEAP_FULL, entity, count)
        return
    n[h.SEQUENCE] += 1
    key = (
        ((event >> PHASE_SHIFT) << _PHASE_AT)
        | (n[entity + RANK] << _RANK_AT)
        | (n[h.SEQUENCE] << _EVENT_BITS)
        | (event & _EVENT_MASK)
    )
    _rise(n, x, count, time, key, holds)
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
        put_post(n, x, time, event, entity, n[entity + VERSION])


@rule
def drop_first(n: Whole, x: Real) -> None:
    """Take the first event off the heap: the hole sinks to the bottom, then the last node rises into it."""
    count = n[h.HEAP_COUNT] - 1
    n[h.HEAP_COUNT] = count
    base = n[h.HEAP]
    at = 0
    child = 1
    while child < count:
        slot = base + child * NODE
        if child + 1 < count:
            other = slot + NODE
            if x[other] < x[slot] or (x[other] == x[slot] and n[other] < n[slot]):
                child += 1
                slot = other
        hole = base + at * NODE
        x[hole] = x[slot]
        n[hole] = n[slot]
        n[hole + 1] = n[slot + 1]
        at = child
        child = 2 * at + 1
    last = base + count * NODE
    time = x[last]
    key = n[last]
    holds = n[last + 1]
    _rise(n, x, at, time, key, holds)
