"""The list of events of one replication, as text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from materiel.chance.replications import INDEPENDENT, Chance
from materiel.layout import head as h
from materiel.layout.events import NAMES, PHASE_SHIFT
from materiel.network.arena import Network
from materiel.run import Engine, Outcome, replicate

PHASES = ("arrive", "raid", "fail", "consume", "decide", "record")
_ROOM = 1 << 16


@dataclass(frozen=True)
class Events:
    """All events of a replication in their order: instant, code, address of the entity, its state, hash of all so far."""

    outcome: Outcome
    instants: npt.NDArray[np.float64]
    cells: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.cells)


def events_of(network: Network, seed: int, replication: int, engine: Engine, chance: Chance = INDEPENDENT) -> Events:
    """Run a replication with a list of its events, again with more room if the list was too short."""
    room = _ROOM
    while True:
        outcome = replicate(network, seed, replication, engine, chance=chance, trace=room)
        if outcome.events <= room:
            break
        room = outcome.events
    at, count = int(outcome.whole[h.TRACE]), int(outcome.whole[h.TRACE_COUNT])
    cells = outcome.whole[at : at + count * h.TRACE_SIZE].reshape(count, h.TRACE_SIZE)
    return Events(outcome, outcome.real[at : at + count * h.TRACE_SIZE : h.TRACE_SIZE], cells)


def moment(start: date, days: float) -> str:
    """An instant as date and time of day, to the second.

    >>> moment(date(2022, 10, 1), 1.25)
    '2022-10-02 06:00:00'
    """
    day = math.floor(days)
    seconds = min(86_399, round((days - day) * 86_400))
    return (datetime(start.year, start.month, start.day) + timedelta(days=day, seconds=seconds)).isoformat(" ")


class Names:
    """Names of rows by address."""

    def __init__(self, network: Network) -> None:
        self.by_address = {row.at: key for key, row in network.rows.items()}

    def __getitem__(self, address: int) -> str:
        return self.by_address.get(address, f"address {address}")


def line(start: date, names: Names, instant: float, cells: npt.NDArray[np.int64]) -> str:
    """An event as a line: when, phase, entity, what, state afterwards."""
    code = int(cells[0])
    phase = PHASES[code >> PHASE_SHIFT] if code else "wake"
    return (
        f"{moment(start, instant)}  {phase:7}  {names[int(cells[1])]:32}  {NAMES.get(code, str(code)):26}  {cells[2]}"
    )


def lines(start: date, network: Network, events: Events) -> Iterator[tuple[str, str]]:
    """Entity and line of every event."""
    names = Names(network)
    for instant, cells in zip(events.instants, events.cells, strict=True):
        yield names[int(cells[1])], line(start, names, float(instant), cells)
