"""Rows of the two planes: a kind declares its fields once, and gets their offsets.

All state of a run lives in two one-dimensional arrays of equal length, the *planes*: `n` holds whole numbers
(int64: units, counts, addresses, states) and `x` real ones (float64: times, rates, money). An entity is a *row*:
a run of cells that begins at an address `e`; field `ON_HAND` of the stock at `e` is `n[e + stock.ON_HAND]`. A field
means something in one plane only. Rows refer to each other by address.

Two arrays and integers are all that a compiled rule is given, so every rule has a short explicit signature,
costs a quarter of a microsecond to call from Python, and the state of a replication is copied by two memory copies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Plane = Literal["n", "x"]
Mode = Literal["level", "total", "average"]
"""How a recorded cell is read: `level` at the instant; `total` since the start (differences give flows);
`average` is an integral over time in days (differences over elapsed days give time averages)."""


@dataclass(frozen=True)
class Field:
    """One named cell of a row (or a run of `width` cells)."""

    name: str
    offset: int
    plane: Plane
    what: str
    width: int = 1
    record: Mode | None = None
    unit: str = ""
    ledger: int = 0
    """+1: units of the row's item that came into being; -1: units that are somewhere, or are gone; 0: not goods."""


class Fields:
    """The fields of one kind of row, in order; calling a method adds one and returns its offset."""

    def __init__(self, kind: str, entity: bool = True) -> None:
        self.kind = kind
        self.fields: dict[str, Field] = {}
        self.size = 0
        self.streams: dict[str, int] = {}
        self.meters: dict[str, int] = {}
        self.entity = entity
        if entity:
            self.whole("kind", "code of the kind")
            self.whole("rank", "place in the order of ties: by kind, then by name")
            self.whole("woken", "1 while a wake-up is on its way")
            self.whole("version", "raised when what was scheduled no longer holds")
            self.whole("state", "what it is doing; codes stand with the kind")
            self.whole("events", "how often it acted")

    def _add(self, name: str, plane: Plane, what: str, width: int, record: Mode | None, unit: str, ledger: int) -> int:
        if name in self.fields:
            raise ValueError(f"{self.kind}: the field {name} is declared twice")
        self.fields[name] = Field(name, self.size, plane, what, width, record, unit, ledger)
        self.size += width
        return self.fields[name].offset

    def whole(
        self, name: str, what: str, *, record: Mode | None = None, unit: str = "", ledger: int = 0, width: int = 1
    ) -> int:
        """A whole number (plane `n`): units, a count, a state, or the address of another row."""
        return self._add(name, "n", what, width, record, unit, ledger)

    def real(self, name: str, what: str, *, record: Mode | None = None, unit: str = "", width: int = 1) -> int:
        """A real number (plane `x`): a time in days, a rate, a share, money."""
        return self._add(name, "x", what, width, record, unit, 0)

    def stream(self, purpose: str) -> int:
        """A stream of chance: two cells of `n`, its name as a stable hash and how many draws were taken."""
        offset = self._add(f"{purpose}_stream", "n", f"stream of chance for {purpose}", 2, None, "", 0)
        self.streams[purpose] = offset
        return offset

    def meter(self, name: str, what: str, unit: str = "") -> int:
        """A time integral: three cells of `x`, the area so far, the instant it is up to, and the level since then."""
        offset = self._add(name, "x", what, 3, "average", unit, 0)
        self.meters[name] = offset
        return offset

    def queue(self, name: str, what: str) -> int:
        """A first-in-first-out queue of tickets: three cells of `n`, head, tail and length."""
        return self._add(name, "n", what, 3, None, "", 0)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields.values())


KIND, RANK, WOKEN, VERSION, STATE, EVENTS = range(6)
"""Offsets that every entity's row begins with."""
