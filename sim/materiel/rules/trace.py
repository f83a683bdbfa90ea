"""The running hash over events, and the optional list of them."""

from __future__ import annotations

import numpy as np

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout.fields import EVENTS, RANK, STATE
from materiel.rules.agenda import fault

_MULTIPLIER = np.uint64(0x5851F42D4C957F2D)
_SHIFT = np.uint64(29)
MOST_AT_ONCE = 1_000_000
"""More events than this within one instant mean that time does not go on (something that takes no time repeats itself)."""


@rule
def mix(n: Whole, value: int) -> None:
    """Fold a whole number into the hash (multiply and shift, in unsigned arithmetic; order matters)."""
    folded = (np.uint64(n[h.HASH]) ^ np.uint64(value)) * _MULTIPLIER
    n[h.HASH] = np.int64(folded ^ (folded >> _SHIFT))


@rule
def acted(n: Whole, x: Real, event: int, entity: int) -> None:
    """Close an event: fold instant, event, entity and what state it is in now into the hash; list it if asked to."""
    n[entity + EVENTS] += 1
    n[h.HANDLED] += 1
    if x[h.NOW] > x[h.INSTANT]:
        x[h.INSTANT] = x[h.NOW]
        n[h.IN_INSTANT] = 0
    n[h.IN_INSTANT] += 1
    if n[h.IN_INSTANT] > MOST_AT_ONCE:
        fault(n, h.STUCK, entity, event)
    mix(n, int(np.float64(x[h.NOW]).view(np.int64)))
    mix(n, event)
    mix(n, n[entity + RANK])
    mix(n, n[entity + STATE] + (n[entity + EVENTS] << 8))
    count = n[h.TRACE_COUNT]
    if count < n[h.TRACE_ROOM]:
        at = n[h.TRACE] + count * h.TRACE_SIZE
        x[at] = x[h.NOW]
        n[at] = event
        n[at + 1] = entity
        n[at + 2] = n[entity + STATE]
        n[at + 3] = n[h.HASH]
        n[h.TRACE_COUNT] = count + 1
