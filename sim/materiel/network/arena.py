"""The builder of the planes: allots rows, names them, and closes the planes with what every run needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from materiel.chance.cells import LawCells
from materiel.chance.philox import stream_id
from materiel.jit import Real, Whole
from materiel.layout import head as h
from materiel.layout import recorder as rec
from materiel.layout import ticket as t
from materiel.layout.fields import KIND, RANK, Fields, Mode
from materiel.layout.kinds import KINDS

WHOLE_PLANE, REAL_PLANE = 0, 1
ROOM, ROOM_EACH = 256, 4
"""Work space for the outbox and the heap: so many places, and so many more for each entity. A run that needs more begins
again with more; what is there and not needed has to be copied for every replication."""
SPARE_TICKETS = 512
"""Tickets on which an event can be carried to its end once the pool is used up: more than any one event takes."""


@dataclass(frozen=True)
class Column:
    """A recorded cell: of which entity, which of its fields, how it is to be read, in which unit."""

    kind: str
    name: str
    field: str
    mode: Mode
    unit: str


class Columns(tuple[Column, ...]):
    """The recorded cells of a network in the order of its record, and where each stands, which all its records share."""

    @cached_property
    def at(self) -> dict[tuple[str, str, str], int]:
        """Number of the column by kind, name and field."""
        return {(c.kind, c.name, c.field): k for k, c in enumerate(self)}

    @cached_property
    def names(self) -> dict[tuple[str, str], list[str]]:
        """Entities that record a field, by kind and field, in order."""
        found: dict[tuple[str, str], list[str]] = {}
        for c in self:
            found.setdefault((c.kind, c.field), []).append(c.name)
        return found


@dataclass(frozen=True)
class Row:
    """A row that was allotted: its kind, its name (empty for a nameless one), its address and its item's index."""

    fields: Fields
    name: str
    at: int
    item: int


@dataclass
class Network:
    """A world as an engine reads it: the planes at the start, and what their cells mean.

    `whole` and `real` are the planes as at the start; a run copies them. `columns` are the recorded cells in the order
    of the record; `instants` the record's instants in days; `months` says for each instant which month ends there (-1: none).
    """

    whole: Whole
    real: Real
    rows: dict[str, Row]
    columns: Sequence[Column]
    instants: Real
    months: list[int]
    items: list[str]
    record_at: int
    cell_of: dict[str, tuple[int, int]] = field(default_factory=dict)
    streams: dict[str, int] = field(default_factory=dict)
    """Address of every stream of chance by its name, `kind/name/purpose`."""
    recipe: Any = None
    """How it was laid out (`build.Recipe`), so that other numbers can be bound; None if it was laid out by hand."""
    needed: Any = None
    """The most work space (`run.Room`) that a replication has needed so far, so that the next begins with it; of no
    influence on results."""

    def name_of(self, address: int) -> str:
        """`kind/name` of the row that the address lies in; for messages."""
        for key, row in self.rows.items():
            if row.at <= address < row.at + row.fields.size:
                return key
        return f"address {address}"

    def cell_name(self, address: int) -> str:
        """`kind/name field` of the whole cell at the address, with its item; for messages."""
        for key, row in self.rows.items():
            for f in row.fields:
                if f.plane == "n" and row.at + f.offset <= address < row.at + f.offset + f.width:
                    return f"{key} {f.name}" + (f" (item {self.items[row.item]})" if row.item >= 0 else "")
        return f"address {address}"


class Arena:
    """Planes under construction."""

    def __init__(self) -> None:
        self._n: list[int] = []
        self._x: list[float] = []
        self.rows: dict[str, Row] = {}
        self._nameless: list[Row] = []
        self._streams: dict[int, str] = {}
        self.streams: dict[str, int] = {}
        self.items: list[str] = []
        self.cell_of: dict[str, tuple[int, int]] = {}
        self.cells(h.HEAD.size)

    def cells(self, count: int) -> int:
        """Allot nameless cells, all zero; their address."""
        at = len(self._n)
        self._n.extend([0] * count)
        self._x.extend([0.0] * count)
        return at

    def set(self, at: int, value: int | float) -> None:
        """Put a whole number in the whole plane, a float in the real one."""
        if isinstance(value, float):
            self._x[at] = value
        else:
            self._n[at] = int(value)

    def fill(self, row: int, cells: Iterable[tuple[int, int | float]]) -> None:
        """Set cells of a row by offset: whole numbers in the whole plane, floats in the real one."""
        for offset, value in cells:
            self.set(row + offset, value)

    def write(self, law: LawCells, at: int) -> None:
        """Lay the cells of a law into the planes."""
        law.write(self._n, self._x, at)  # type: ignore[arg-type]  # lists take the same slices

    def held(self, at: int, count: int) -> tuple[list[int], list[float]]:
        """What stands in cells of both planes."""
        return self._n[at : at + count], self._x[at : at + count]

    def whole(self, at: int) -> int:
        """What stands in the whole plane."""
        return self._n[at]

    def real(self, at: int) -> float:
        """What stands in the real plane."""
        return self._x[at]

    def item(self, name: str) -> int:
        """Index of an item in the ledger, new or known."""
        if name not in self.items:
            self.items.append(name)
        return self.items.index(name)

    def row(self, fields: Fields, name: str, item: str = "") -> int:
        """Allot the row of an entity (or of a nameless part of one), with its streams of chance; its address.

        Raises ValueError if a name is taken, or if two streams collide.
        """
        at = self.cells(fields.size)
        row = Row(fields, name, at, self.item(item) if item else -1)
        if name:
            key = f"{fields.kind}/{name}"
            if key in self.rows:
                raise ValueError(f"{key}: the name is taken")
            self.rows[key] = row
        else:
            self._nameless.append(row)
        if fields.entity:
            self._n[at + KIND] = KINDS.index(fields.kind) + 1
        for purpose, offset in fields.streams.items():
            full = f"{fields.kind}/{name}/{purpose}"
            code = stream_id(full)
            if code in self._streams:
                raise ValueError(f"the streams {full} and {self._streams[code]} have the same number: rename one")
            self._streams[code] = full
            self.streams[full] = at + offset
            self._n[at + offset] = code
        return at

    def at(self, key: str) -> int:
        """Address of the row `kind/name`."""
        return self.rows[key].at

    def addresses(self, rows: Sequence[int]) -> int:
        """A list of addresses; where it begins (0 if it is empty)."""
        if not rows:
            return 0
        first = self.cells(len(rows))
        self._n[first : first + len(rows)] = list(rows)
        return first

    def numbers(self, values: Sequence[float]) -> int:
        """A list of real numbers; where it begins."""
        first = self.cells(len(values))
        self._x[first : first + len(values)] = [float(v) for v in values]
        return first

    def close(
        self,
        month_starts: Sequence[float],
        month_of_year: Sequence[int],
        instants: Sequence[float],
        *,
        tickets: int = 4096,
        heap: int = 0,
    ) -> Network:
        """Rank the entities, list what is recorded and what the ledger counts, and allot the work space of a run.

        `month_starts`: days at which calendar months begin, one more than the horizon holds; `instants`: when records are
        taken (days, ascending). `heap`: places on the heap; 0: by the number of entities.
        """
        recorder = self.row(rec.RECORDER, "record")
        ranked = sorted((self._n[r.at + KIND], r.name, r.at) for r in self.rows.values() if r.fields.entity)
        for rank, (_, _, at) in enumerate(ranked, start=1):
            self._n[at + RANK] = rank
        head = [
            (h.ENTITIES, self.addresses([at for _, _, at in ranked])),
            (h.ENTITY_COUNT, len(ranked)),
            (h.MONTHS, self._calendar(month_starts, month_of_year)),
            (h.MONTH_COUNT, len(month_starts)),
            (h.END, float(instants[-1])),
        ]
        columns, cells = self._recorded()
        meters = [r.at + m for r in self._all() for m in r.fields.meters.values()]
        head += [(h.METERS, self.addresses(meters)), (h.METER_COUNT, len(meters))]
        head += [(h.CELLS, self.addresses([v for cell in cells for v in cell])), (h.CELL_COUNT, len(cells))]
        entries = [
            (r.item, r.at + f.offset, f.ledger) for r in self._all() if r.item >= 0 for f in r.fields if f.ledger != 0
        ]
        head += [(h.LEDGER, self.addresses([v for e in entries for v in e])), (h.LEDGER_COUNT, len(entries))]
        head += [(h.BALANCE, self.cells(max(1, len(self.items)))), (h.ITEM_COUNT, len(self.items))]
        room = ROOM + ROOM_EACH * len(ranked)
        heap = heap or room
        ring = 1 << (len(ranked) + 1).bit_length()  # at most one wake-up of each entity is on its way
        head += [(h.OUTBOX, self.cells(room * h.POST_SIZE)), (h.OUTBOX_ROOM, room)]
        head += [(h.RING, self.cells(ring)), (h.RING_ROOM, ring)]
        head += [(h.HEAP, self.cells(heap * h.HEAP_SIZE)), (h.HEAP_ROOM, heap)]
        pool = self._tickets(tickets + SPARE_TICKETS)
        head += [(h.TICKETS_FREE, pool), (h.TICKETS_SPARE, pool + tickets * t.TICKET_SIZE)]
        months = self._months_ended(month_starts, instants)
        self.fill(
            recorder,
            [(rec.INSTANTS, self.numbers(instants)), (rec.INSTANT_COUNT, len(instants))],
        )
        self._n[recorder + rec.MONTH_ROWS] = self.addresses(months)
        record_at = len(self._n)
        self._n[recorder + rec.ROWS_AT] = record_at
        self.fill(0, head)
        real = np.zeros(record_at + len(instants) * len(cells))
        real[:record_at] = self._x
        whole = np.array(self._n, dtype=np.int64)
        return Network(
            whole,
            real,
            dict(self.rows),
            columns,
            np.array(instants),
            months,
            list(self.items),
            record_at,
            self.cell_of,
            self.streams,
        )

    def _all(self) -> list[Row]:
        return [*self.rows.values(), *self._nameless]

    def _calendar(self, starts: Sequence[float], month_of_year: Sequence[int]) -> int:
        first = self.numbers(starts)
        self._n[first : first + len(starts)] = list(month_of_year)
        return first

    def _tickets(self, count: int) -> int:
        first = self.cells(count * t.TICKET_SIZE)
        for k in range(count - 1):
            self._n[first + k * t.TICKET_SIZE + t.NEXT] = first + (k + 1) * t.TICKET_SIZE
        return first

    def _recorded(self) -> tuple[Columns, list[tuple[int, int]]]:
        columns: list[Column] = []
        cells: list[tuple[int, int]] = []
        for row in sorted(self.rows.values(), key=lambda r: (r.fields.kind, r.name)):
            for f in row.fields:
                if f.record is not None:
                    columns.append(Column(row.fields.kind, row.name, f.name, f.record, f.unit))
                    cells.append((WHOLE_PLANE if f.plane == "n" else REAL_PLANE, row.at + f.offset))
        return Columns(columns), cells

    @staticmethod
    def _months_ended(starts: Sequence[float], instants: Sequence[float]) -> list[int]:
        ends = {float(s): m for m, s in enumerate(starts[1:])}
        return [ends.get(float(i), -1) for i in instants]
