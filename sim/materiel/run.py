"""One replication of a bound network on one of the engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from materiel.chance.cipher import WORD
from materiel.chance.replications import INDEPENDENT, Chance
from materiel.jit import Real, Whole
from materiel.layout import head as h
from materiel.layout import ticket as t
from materiel.layout.events import NAMES
from materiel.network.arena import Network
from materiel.record import Record
from materiel.scenario.circles import circle_of
from materiel.scenario.errors import RunFault, StreamError

Engine = Literal["kernel", "simpy"]
_64 = 1 << 64
GROWTHS = 12
"""How often work space is doubled before a replication is given up."""


@dataclass(frozen=True)
class Room:
    """Work space of a run beyond what the network was laid out with: tickets, and factors on heap, ring and outbox."""

    tickets: int = 0
    heap: int = 1
    ring: int = 1
    outbox: int = 1


@dataclass(frozen=True)
class Outcome:
    """What one replication left: its record, the hash and number of its events, and the planes at the end."""

    record: Record
    hash: int
    events: int
    whole: Whole
    real: Real
    room: Room


def planes(
    network: Network,
    seed: int,
    replication: int,
    chance: Chance = INDEPENDENT,
    trace: int = 0,
    tickets: int = 0,
    room: Room | None = None,
) -> tuple[Whole, Real]:
    """Fresh planes for one replication: a copy of the world at the start, with its seed, and room to list events if asked.

    More tickets, and a larger heap, ring or outbox, lie behind the planes; where they lie does not influence a run.
    Raises StreamError if a leading stream is none of the network's.
    """
    room = room or Room(tickets=tickets)
    pools = [
        (where, size, int(network.whole[size]) * factor, cells)
        for factor, where, size, cells in (
            (room.heap, h.HEAP, h.HEAP_ROOM, h.HEAP_SIZE),
            (room.ring, h.RING, h.RING_ROOM, 1),
            (room.outbox, h.OUTBOX, h.OUTBOX_ROOM, h.POST_SIZE),
        )
        if factor > 1
    ]
    if trace:
        pools.append((h.TRACE, h.TRACE_ROOM, trace, h.TRACE_SIZE))
    extra = room.tickets * t.TICKET_SIZE + sum(count * cells for _, _, count, cells in pools)
    whole, real, at = _copied(network, extra)
    if room.tickets:
        first = int(whole[h.TICKETS_FREE])
        nexts = at + t.TICKET_SIZE * np.arange(room.tickets)
        whole[nexts[:-1] + t.NEXT] = nexts[1:]
        whole[nexts[-1] + t.NEXT] = first
        whole[h.TICKETS_FREE] = at
        at += room.tickets * t.TICKET_SIZE
    for where, size, count, cells in pools:
        whole[where], whole[size] = at, count
        at += count * cells
    seed %= _64
    whole[h.SEED] = seed - _64 if seed >= _64 // 2 else seed
    whole[h.REPLICATION] = chance.number(replication)
    for name, dimension, count in chance.led():
        stream = address_of(network, name)
        whole[stream] = chance.stream(int(whole[stream]), dimension, count)
    return whole, real


def address_of(network: Network, stream: str) -> int:
    """Where a stream of chance stands, by its name `kind/name/purpose`. StreamError with the nearest name if there is none."""
    if stream not in network.streams:
        from materiel.scenario.paths import nearest

        near = nearest(stream, network.streams)
        hint = f"the nearest is {near!r}" if near else "expected kind/name/purpose"
        raise StreamError(f"leading {stream!r}: the world has no such stream of chance; {hint}")
    return network.streams[stream]


def _copied(network: Network, extra: int) -> tuple[Whole, Real, int]:
    """Both planes, with so many more cells that both have, and where these begin. The rows of the record are empty yet."""
    at = max(len(network.whole), len(network.real)) if extra else 0
    whole = np.zeros(at + extra if extra else len(network.whole), np.int64)
    real = np.zeros(at + extra if extra else len(network.real))
    whole[: len(network.whole)] = network.whole
    kept = [slice(network.record_at)]
    after = network.record_at + len(network.instants) * len(network.columns)
    kept.append(slice(after, len(network.real)))  # what a policy with dates adds
    for part in kept:
        real[part] = network.real[part]
    return whole, real, at


def play(engine: Engine, whole: Whole, real: Real) -> None:
    """Let an engine run on planes until the last record, a fault (see `head.FAULT`), or the event to halt after."""
    if engine == "kernel":
        from materiel.kernel.loop import run_kernel

        run_kernel(whole, real)
    else:
        from materiel.processes.engine import run_simpy

        run_simpy(whole, real)


def replicate(
    network: Network,
    seed: int,
    replication: int,
    engine: Engine = "kernel",
    *,
    chance: Chance = INDEPENDENT,
    trace: int = 0,
    room: Room | None = None,
) -> Outcome:
    """One replication; `chance` says how it is related to others. If work space runs out it begins again with more, which
    does not alter its result.

    Raises RunFault, with entity and instant, if the ledger breaks, a stock falls below zero, or time runs back, and
    StreamError if a leading stream is none of the network's.
    """
    room = room or network.needed or Room()
    for _ in range(GROWTHS):
        whole, real = planes(network, seed, replication, chance, trace, room=room)
        play(engine, whole, real)
        larger = _larger(network, int(whole[h.FAULT]), room)
        if larger is None:
            break
        room = network.needed = larger
    if whole[h.FAULT]:
        raise run_fault(network, whole, real)
    rows = real[network.record_at : network.record_at + len(network.instants) * len(network.columns)]
    shaped = rows.reshape(len(network.instants), len(network.columns))
    record = Record(shaped, network.columns, network.instants, network.months)
    return Outcome(record, int(whole[h.HASH]), int(whole[h.HANDLED]), whole, real, room)


def _larger(network: Network, fault: int, room: Room) -> Room | None:
    """More of what ran out; None if nothing did."""
    if fault == h.TICKETS_GONE:
        return Room(max(4096, 2 * room.tickets), room.heap, room.ring, room.outbox)
    if fault == h.HEAP_FULL:
        return Room(room.tickets, 2 * room.heap, room.ring, room.outbox)
    if fault == h.RING_FULL:
        return Room(room.tickets, room.heap, 2 * room.ring, room.outbox)
    if fault == h.OUTBOX_FULL:
        return Room(room.tickets, room.heap, room.ring, 2 * room.outbox)
    return None


def run_fault(network: Network, whole: Whole, real: Real) -> RunFault:
    """The message to a fault in the planes: what went wrong, with which item or entity, and when."""
    code, where, what = (int(whole[k]) for k in (h.FAULT, h.FAULT_AT, h.FAULT_WITH))
    seed, replication = int(whole[h.SEED]) % _64, int(whole[h.REPLICATION]) & WORD
    day = float(real[h.NOW])
    if code == h.LEDGER_BROKEN:
        text = f"the ledger of item {network.items[where]} is off by {what} units (came into being less accounted for)"
    elif code == h.NEGATIVE:
        text = f"{network.cell_name(where)} fell to {what} units, expected >= 0"
    elif code == h.TIME_RAN_BACK:
        text = f"{network.name_of(where)}: {NAMES.get(what, what)} was due before the present"
    elif code == h.STUCK:
        text = f"{network.name_of(where)}: time does not go on, {NAMES.get(what, what)} repeats itself"
        kind, _, name = network.name_of(where).partition("/")
        if kind == "stock" and network.recipe is not None and (circle := circle_of(network.recipe.scenario, name)):
            text += f" (an order goes round {circle}, since together they have too little; review_days would break the circle)"
    elif code == h.SCRIPT_OVER:
        text = f"{network.name_of(where)}: expected a script of the whole run, got one of {what} decisions"
    elif code == h.ABOVE_PEAK:
        text = f"{network.name_of(where)}: expected a factor up to its peak, got one above {what - 1}"
    else:
        room = ("tickets", "events on the heap", "wake-ups", "posts", "entries of a list of fixed length")
        names = dict(zip((h.TICKETS_GONE, h.HEAP_FULL, h.RING_FULL, h.OUTBOX_FULL, h.CAPACITY_FULL), room, strict=True))
        text = f"{network.name_of(where)}: no room for more {names.get(code, f'(fault {code})')} ({what})"
    at = f"day {day:g}, seed {seed}, replication {replication}"
    return RunFault(f"{text} at {at}", code, seed, replication, day)
