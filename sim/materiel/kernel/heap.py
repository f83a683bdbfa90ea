"""The future: a heap of timed events in the whole plane, four below each, ordered by (time, phase, entity, scheduling count).

A node is four numbers: the bits of the instant, which for instants from 0 on have the order of the instants; one key of
phase, rank of the entity, scheduling count and event, so that one comparison settles a tie; the version at which a timer
holds, or -1 - arg of a post, which always holds; and the entity's row. Whole numbers in one place, compared without
branches that a processor would guess wrongly, cost a third less than instants in the real plane under two each.
"""

from __future__ import annotations

import numpy as np

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout.events import PHASE_SHIFT
from materiel.layout.fields import RANK, VERSION
from materiel.rules.agenda import fault, put_post

NODE = h.HEAP_SIZE
TIME, KEY, HOLDS, ENTITY = range(NODE)
_EVENT_BITS = 8
_SEQUENCE_BITS = 34
_RANK_BITS = 18
_EVENT_MASK = (1 << _EVENT_BITS) - 1
_RANK_AT = _EVENT_BITS + _SEQUENCE_BITS
_PHASE_AT = _RANK_AT + _RANK_BITS


@rule
def event_of(key: int) -> int:
    """Code of the event that a key holds."""
    return ((key >> _PHASE_AT) << PHASE_SHIFT) | (key & _EVENT_MASK)


@rule
def bits_of(time: float) -> int:
    """An instant (days from the start, not negative) as a whole number of the same order."""
    return int(np.float64(time + 0.0).view(np.int64))  # -0.0 + 0.0 is 0.0


@rule
def time_of(bits: int) -> float:
    """The instant that the bits stand for."""
    return float(np.int64(bits).view(np.float64))


@rule
def _earlier(n: Whole, one: int, other: int) -> int:
    """1 if the first of two nodes comes before the second, else 0."""
    tie = int(n[one] == n[other]) & int(n[one + KEY] < n[other + KEY])
    return int(n[one] < n[other]) | tie


@rule
def _move(n: Whole, source: int, target: int) -> None:
    n[target] = n[source]
    n[target + KEY] = n[source + KEY]
    n[target + HOLDS] = n[source + HOLDS]
    n[target + ENTITY] = n[source + ENTITY]


@rule
def _rise(n: Whole, at: int, bits: int, key: int, holds: int, entity: int) -> None:
    """Put a node at place `at`, or above it if what is there is to come later."""
    base = n[h.HEAP]
    while at > 0:
        above = (at - 1) >> 2
        parent = base + above * NODE
        if n[parent] < bits or (n[parent] == bits and n[parent + KEY] < key):
            break
        _move(n, parent, base + at * NODE)
        at = above
    slot = base + at * NODE
    n[slot] = bits
    n[slot + KEY] = key
    n[slot + HOLDS] = holds
    n[slot + ENTITY] = entity


@rule
def push(n: Whole, time: float, event: int, entity: int, holds: int) -> None:
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
    _rise(n, count, bits_of(time), key, holds, entity)
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
def drop_first(n: Whole) -> None:
    """Take the first event off the heap: the hole sinks to the bottom, then the last node rises into it."""
    count = n[h.HEAP_COUNT] - 1
    n[h.HEAP_COUNT] = count
    base = n[h.HEAP]
    at = 0
    child = 1
    while child + 3 < count:
        first = base + child * NODE
        left = _earlier(n, first + NODE, first)
        right = 2 + _earlier(n, first + 3 * NODE, first + 2 * NODE)
        which = left + (right - left) * _earlier(n, first + right * NODE, first + left * NODE)
        _move(n, first + which * NODE, base + at * NODE)
        at = child + which
        child = 4 * at + 1
    if child < count:
        which = child
        for other in range(child + 1, count):
            if _earlier(n, base + other * NODE, base + which * NODE) == 1:
                which = other
        _move(n, base + which * NODE, base + at * NODE)
        at = which
    last = base + count * NODE
    _rise(n, at, n[last], n[last + KEY], n[last + HOLDS], n[last + ENTITY])
