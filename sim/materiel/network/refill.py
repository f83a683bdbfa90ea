"""Filling entities again: the same `fill` as at first, onto the same cells, with other numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from materiel.jit import Real, Whole
from materiel.layout.fields import KIND, RANK, Fields
from materiel.network.arena import Arena, Network
from materiel.network.build import Build, Entity, ListAt, Recipe
from materiel.network.table import BUILDERS
from materiel.scenario.errors import BindError
from materiel.scenario.world import Scenario


class Planes(Arena):
    """Planes that are laid out already: cells are set, and what no longer fits goes behind."""

    def __init__(self, network: Network) -> None:
        self._n: Whole = network.whole.copy()  # type: ignore[assignment]  # an array takes the same subscripts
        self._x: Real = network.real.copy()  # type: ignore[assignment]
        self.rows = network.rows
        self.items = network.items

    @property
    def arrays(self) -> tuple[Whole, Real]:
        """Both planes."""
        return self._n, self._x

    def copies(self) -> tuple[Whole, Real]:
        """Copies of both planes."""
        whole, real = self.arrays
        return whole.copy(), real.copy()

    def cells(self, count: int) -> int:
        """New cells behind the planes; addresses do not influence a run."""
        at = max(len(self._n), len(self._x))
        whole, real = self.arrays
        self._n = np.concatenate([whole, np.zeros(at + count - len(whole), np.int64)])
        self._x = np.concatenate([real, np.zeros(at + count - len(real))])
        return at

    def clear(self, at: int, count: int) -> None:
        """Zero cells."""
        whole, real = self.arrays
        whole[at : at + count] = 0
        real[at : at + count] = 0.0

    def reset(self, at: int, fields: Fields) -> None:
        """A row as it was when it was allotted: its kind and rank, its streams of chance, all else zero."""
        kept = [KIND, RANK] if fields.entity else []
        kept += list(fields.streams.values())
        codes = [self._n[at + k] for k in kept]
        self.clear(at, fields.size)
        self.fill(at, zip(kept, (int(code) for code in codes), strict=True))


class Refill(Build):
    """A builder that lays out again, entity by entity, what the tape of the first time holds."""

    def __init__(self, network: Network) -> None:
        recipe: Recipe = network.recipe
        self.planes = Planes(network)
        super().__init__(recipe.scenario, self.planes)
        self.tape = recipe.tape
        self._cells: Iterator[tuple[int, int]] = iter(())
        self._parts: Iterator[int] = iter(())
        self._joined: list[tuple[ListAt, int]] = []

    def again(self, scenario: Scenario, entities: Iterable[Entity]) -> set[Entity]:
        """Fill these entities, and whoever reads their specs, from another scenario; whom that was.

        Raises BindError if an entity would be laid out differently.
        """
        self.scenario = scenario
        asked = set(entities)
        asked |= {reader for entity in asked for reader in self.tape.readers.get(entity, ())}
        fills = {builder.section: (k, builder.fill) for k, builder in enumerate(BUILDERS)}
        built = [entity for entity in asked if entity[0] in fills]
        for section, name in sorted(built, key=lambda e: (fills[e[0]][0], e[1])):
            with self.of(section, name):
                self._replay((section, name), fills[section][1])
        return set(built)

    def _replay(self, entity: Entity, fill: object) -> None:
        rows = self.tape.rows.get(entity, [])
        for at, fields in rows:
            self.planes.reset(at, fields)
        self._cells = iter(self.tape.cells.get(entity, ()))
        self._parts = iter(self.tape.parts.get(entity, ()))
        self._joined = []
        section, name = entity
        try:
            self.fill_pass(fill, name, getattr(self.scenario, section)[name])  # type: ignore[arg-type]
            same = next(self._cells, None) is None and next(self._parts, None) is None
        except (KeyError, StopIteration):
            same = False
        if not same or self._joined != self.tape.joined.get(entity, []):
            raise BindError(
                f"{section}.{name}: the value shapes the tables (who is linked to whom, how many parts there are); "
                f"set it in the world or with --set"
            )
        addresses = {at for at, _ in rows}
        for (row, first, count), (at, length) in self.tape.lists.items():
            if row in addresses:
                self.planes.fill(row, [(first, at), (count, length)])

    def row(self, fields: Fields, name: str, item: str = "") -> int:
        """The part's row as it was allotted."""
        return next(self._parts)

    def cells(self, count: int) -> int:
        """The cells that were allotted at this place, if they suffice; new ones otherwise."""
        at, room = next(self._cells)
        if count > room:
            return self.planes.cells(count)
        self.planes.clear(at, room)
        return at

    def join(self, row: int, first: int, count: int, member: int) -> None:
        """Lists of members keep their shape; that it is the same is checked."""
        self._joined.append(((row, first, count), member))

    def addresses(self, rows: Sequence[int]) -> int:
        """As in the builder."""
        return super().addresses([int(row) for row in rows])
