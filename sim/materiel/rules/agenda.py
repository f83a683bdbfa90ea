"""How a rule asks for something to happen: posts in the outbox, which the engine takes out after each event.

A rule moves goods and reckons; it never schedules. What must happen later (a shipment arrives), or at once
elsewhere (a line may have its parts now), it posts. Either engine takes the posts out in the order in which
they came, so that the order of ties does not depend on the engine.
"""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout.events import WAKE
from materiel.layout.fields import STATE, WOKEN

BUSY = 1
"""The state in which an entity that waits for goods, orders or room is at work."""


@rule
def fault(n: Whole, code: int, where: int, what: int) -> None:
    """Note the first thing that went wrong; the engine stops at the end of the event."""
    if n[h.FAULT] == 0:
        n[h.FAULT] = code
        n[h.FAULT_AT] = where
        n[h.FAULT_WITH] = what


@rule
def put_post(n: Whole, x: Real, time: float, event: int, entity: int, holds: int) -> None:
    """Put a post in the outbox. `holds`: the entity's version at which a timer holds, or -1 - arg of a post, which always does."""
    count = n[h.OUTBOX_COUNT]
    if count >= n[h.OUTBOX_ROOM]:
        fault(n, h.OUTBOX_FULL, entity, count)
        return
    at = n[h.OUTBOX] + count * h.POST_SIZE
    x[at] = time
    n[at] = event
    n[at + 1] = entity
    n[at + 2] = holds
    n[h.OUTBOX_COUNT] = count + 1


@rule
def wake(n: Whole, x: Real, entity: int) -> None:
    """Let `entity` look again within this instant; one wake-up at a time is on its way."""
    if entity != 0 and n[entity + WOKEN] == 0:
        n[entity + WOKEN] = 1
        put_post(n, x, 0.0, WAKE, entity, -1)


@rule
def nudge(n: Whole, x: Real, entity: int) -> None:
    """Wake `entity` if it stands and waits; one that is at work (state 1) is not disturbed."""
    if entity != 0 and n[entity + STATE] != BUSY:
        wake(n, x, entity)


@rule
def post(n: Whole, x: Real, time: float, event: int, entity: int, arg: int) -> None:
    """Let `event` happen to `entity` at `time` (days), come what may; `arg` is handed on (usually a ticket)."""
    if not time >= x[h.NOW]:
        fault(n, h.TIME_RAN_BACK, entity, event)
        return
    if time <= x[h.END]:
        put_post(n, x, time, event, entity, -1 - arg)
