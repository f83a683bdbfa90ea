"""Small worlds of shops, fleets and fronts, laid straight into the planes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from materiel.chance.families import bind_law
from materiel.jit import Real
from materiel.layout import changes as c
from materiel.layout import demand as d
from materiel.layout import fleet as f
from materiel.layout import front as fr
from materiel.layout import head as h
from materiel.layout import lane as la
from materiel.layout import profile as pr
from materiel.layout import shop as sh
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.layout import training as tr
from materiel.layout.fields import STATE
from materiel.network.arena import Arena, Network
from materiel.run import Engine, Room, planes, play

YEAR = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
METER_LEVEL = 2


class World(Arena):
    """An arena that knows how to lay small shops, fleets and fronts."""

    def law(self, family: str, **parameters: Any) -> int:
        cells = bind_law(family, parameters)
        at = self.cells(cells.size())
        whole, real = np.zeros(at + cells.size(), np.int64), np.zeros(at + cells.size())
        cells.write(whole, real, at)
        for k in range(at, at + cells.size()):
            self.set(k, int(whole[k]))
            self.set(k, float(real[k]))
        return at

    def stock(self, name: str, item: str, units: int = 0, **cells: Any) -> int:
        row = self.row(s.STOCK, name, item=item)
        self.fill(row, [(s.CAPACITY, -1), (s.INITIAL, units), (s.ON_HAND, units)])
        self.set(row + s.ON_HAND_DAYS + METER_LEVEL, float(units))
        return self._with(row, s, cells)

    def site(self, name: str, condition: float = 1.0) -> int:
        row = self.row(si.SITE, name)
        self.fill(row, [(si.CONDITION, condition), (si.POWER, 1.0), (si.HARDENING, 1.0), (si.CREWS, -1)])
        return row

    def shop(self, name: str, repair: int, bays: int = 1, room: int = -1, item: str = "", **cells: Any) -> int:
        row = self.row(sh.SHOP, name, item=item)
        self.fill(row, [(sh.REPAIR, repair), (sh.BAYS, bays), (sh.ROOM, room)])
        self.set(row + sh.EMPTY_DAYS + METER_LEVEL, 1.0)
        return self._with(row, sh, cells)

    def constant(self, value: float) -> int:
        at = self.cells(pr.PROFILE.size)
        self.fill(at, [(pr.SHAPE, pr.CONSTANT), (pr.START, value)])
        return at

    def lane(self, name: str, lead: int) -> int:
        row = self.row(la.LANE, name)
        self.fill(row, [(la.LEAD, lead), (la.CAPACITY, -1)])
        return row

    def jobs(self, name: str, shop: int, gap: int, batch: int = 0, offset: float = -1.0) -> int:
        row = self.row(d.DEMAND, name)
        self.fill(row, [(d.SHOP, shop), (d.GAP, gap), (d.BATCH, batch), (d.OFFSET, offset)])
        return row

    def fleet(self, name: str, item: str, authorised: int, operational: int | None = None, **cells: Any) -> int:
        row = self.row(f.FLEET, name, item=item)
        pieces = authorised if operational is None else operational
        self.fill(row, [(f.AUTHORISED, authorised), (f.OPERATIONAL, pieces), (f.INITIAL, pieces)])
        self.fill(row, [(f.STRENGTH, float(pieces)), (f.GONE_AT, -1.0), (f.CLOCK_LEFT, -1.0)])
        level = int(cells.pop("level", authorised))
        self.set(row + f.LEVEL, level)
        self.set(row + f.OPERATIONAL_DAYS + METER_LEVEL, float(pieces))
        self.set(row + f.AUTHORISED_DAYS + METER_LEVEL, float(authorised))
        self.set(row + f.READY_DAYS + METER_LEVEL, 1.0 if pieces >= level else 0.0)
        return self._with(row, f, cells)

    def assets(self, fleet: int, name: str, count: int, spares: int = 0) -> None:
        rows = []
        for k in range(count + spares):
            row = self.row(f.ASSET, f"{name}/{k:03d}")
            self.fill(row, [(f.OF_FLEET, fleet), (f.DUE, -1.0), (STATE, f.IN_LINE if k < count else f.IDLE)])
            rows.append(row)
        self.fill(fleet, [(f.SMALL, 1), (f.ASSETS, self.addresses(rows)), (f.ASSET_COUNT, len(rows))])
        self.fill(fleet, [(f.SPARES, spares), (f.INITIAL, self.whole(fleet + f.INITIAL) + spares)])

    def need(self, name: str, rounds: float, choices: Sequence[int], family: int = 0) -> int:
        row = self.row(f.NEED, name)
        self.fill(row, [(f.ROUNDS, rounds), (f.NEED_FAMILY, family)])
        self.fill(row, [(f.CHOICES, self.addresses(choices)), (f.CHOICE_COUNT, len(choices))])
        return row

    def needs(self, fleet: int, needs: Sequence[int]) -> None:
        self.fill(fleet, [(f.NEEDS, self.addresses(needs)), (f.NEED_COUNT, len(needs))])

    def family(self, name: str, fleets: Sequence[int] = (), stocks: Sequence[int] = (), target: float = 30.0) -> int:
        row = self.row(fr.FAMILY, name)
        self.fill(row, [(fr.FAMILY_WEIGHTS + k, 1.0) for k in range(3)])
        self.fill(row, [(fr.TARGET_DAYS, target), (fr.RING, self.cells(fr.WINDOW))])
        self.fill(row, [(fr.FAMILY_FLEETS, self.addresses(fleets)), (fr.FAMILY_FLEET_COUNT, len(fleets))])
        self.fill(row, [(fr.STOCKS, self.addresses(stocks)), (fr.STOCK_COUNT, len(stocks)), (fr.RATION, 1.0)])
        self.set(row + fr.NEEDED, int(bool(stocks)))
        return row

    def front(self, name: str, fleets: Sequence[int], families: Sequence[int] = (), **cells: Any) -> int:
        row = self.row(fr.FRONT, name)
        self.fill(row, [(fr.PERIOD, 1.0), (fr.STOPPED, 1.0), (fr.TEMPO, 1.0)])
        self.fill(row, [(fr.WEIGHTS + k, 1.0) for k in range(3)])
        self.fill(row, [(fr.FLEETS, self.addresses(fleets)), (fr.FLEET_COUNT, len(fleets))])
        self.fill(row, [(fr.FAMILIES, self.addresses(families)), (fr.FAMILY_COUNT, len(families))])
        for fleet in fleets:
            self.set(fleet + f.FRONT, row)
        return self._with(row, fr, cells)

    def training(self, name: str, new: int, old: int, slots: int, duration: int, **cells: Any) -> int:
        row = self.row(tr.TRAINING, name)
        self.fill(row, [(tr.TO, new), (tr.FROM, old), (tr.SLOTS, slots), (tr.DURATION, duration)])
        self.fill(row, [(tr.PACE, -1), (tr.TARGET, -1), (tr.START, 1.0), (tr.PERIOD, 1.0)])
        return self._with(row, tr, cells)

    def dated(self, values: Sequence[tuple[float, int, int | float]], woken: Sequence[int] = ()) -> None:
        """Cells that are overwritten at dates (instant, address, value), and entities that look again each time."""
        first = self.cells(0)
        for when, where, value in values:
            at = self.cells(c.CHANGE_SIZE)
            real = isinstance(value, float)
            self.fill(at, [(c.AT, when), (c.WHAT, c.REAL_CELL if real else c.WHOLE_CELL), (c.WHERE, where)])
            self.set(at + (c.REAL_VALUE if real else c.WHOLE_VALUE), value)
            for entity in woken:
                at = self.cells(c.CHANGE_SIZE)
                self.fill(at, [(c.AT, when), (c.WHAT, c.WOKEN_ENTITY), (c.WHERE, entity)])
        row = self.row(c.CHANGES, "values")
        self.fill(row, [(c.FIRST, first), (c.COUNT, len(values) * (1 + len(woken)))])

    def _with(self, row: int, layout: Any, cells: Mapping[str, int | float]) -> int:
        self.fill(row, [(getattr(layout, name.upper()), value) for name, value in cells.items()])
        return row

    def closed(self, instants: Sequence[float], tickets: int = 4096, heap: int = 8192) -> Network:
        """Close it with months of 30 days."""
        months = [30.0 * k for k in range(int(instants[-1] / 30.0) + 3)]
        return self.close(months, [k % 12 + 1 for k in range(len(months))], instants, tickets=tickets, heap=heap)


class Played:
    """A replication that was played: recorded series by name."""

    def __init__(self, network: Network, whole: Any, real: Real) -> None:
        self.network, self.whole, self.real = network, whole, real
        cells = len(network.columns)
        rows = real[network.record_at : network.record_at + cells * len(network.instants)]
        self.record = rows.reshape(len(network.instants), cells)
        self._at = {(f"{c.kind}/{c.name}", c.field): k for k, c in enumerate(network.columns)}

    def series(self, row: str, field: str) -> Real:
        """The values of a recorded cell at the record instants."""
        series: Real = self.record[:, self._at[row, field]]
        return series

    def gain(self, row: str, field: str, first: int = 0, last: int = -1) -> float:
        """How much a total or an integral grew between two record instants."""
        values = self.series(row, field)
        return float(values[last] - values[first])


def played(network: Network, seed: int = 1, replication: int = 0, engine: Engine = "kernel") -> Played:
    """Play one replication and require that nothing went wrong."""
    whole, real = planes(network, seed, replication, room=Room(4096, heap=8, ring=8, outbox=8))
    play(engine, whole, real)
    assert whole[h.FAULT] == 0, (whole[h.FAULT], network.name_of(int(whole[h.FAULT_AT])), whole[h.FAULT_WITH])
    return Played(network, whole, real)


def equal(network: Network, seed: int = 1, replication: int = 0) -> Played:
    """Play a replication on both engines and require the same events and the same record, to the bit."""
    one, two = played(network, seed, replication, "kernel"), played(network, seed, replication, "simpy")
    assert one.whole[h.HANDLED] == two.whole[h.HANDLED] and one.whole[h.HASH] == two.whole[h.HASH]
    assert np.array_equal(one.record, two.record)
    return one
