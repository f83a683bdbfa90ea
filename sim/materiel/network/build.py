"""The builder: what a kind's `allot` and `fill` call to turn its schema into rows of the planes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from materiel.layout import profile as p
from materiel.layout.fields import Fields
from materiel.layout.law import LAW
from materiel.network.arena import Arena
from materiel.scenario.law import Law
from materiel.scenario.profile import Constant, Exponential, Logistic, MonthOfYear, Profile, Table
from materiel.scenario.spec import days_from
from materiel.scenario.world import Scenario

Entity = tuple[str, str]
"""Section and name of an entity, as in the world file: ("lines", "us_155")."""
ALL = "*"
"""In place of a name: any entity of the section."""
ListAt = tuple[int, int, int]
"""Where a list is noted: the row, and the fields that hold its address and its length."""


@dataclass
class Tape:
    """What was laid out, entity by entity, so that an entity can be filled again with other numbers, cell for cell."""

    cells: dict[Entity, list[tuple[int, int]]] = field(default_factory=dict)
    """Cells that its `fill` allotted, in order: address and number."""
    parts: dict[Entity, list[int]] = field(default_factory=dict)
    """Rows that its `fill` allotted, in order."""
    rows: dict[Entity, list[tuple[int, Fields]]] = field(default_factory=dict)
    """All its rows."""
    allotted: dict[int, tuple[list[int], list[float]]] = field(default_factory=dict)
    """What stood in a row, by its address, before the entity was filled."""
    joined: dict[Entity, list[tuple[ListAt, int]]] = field(default_factory=dict)
    """Lists of others that it entered."""
    readers: dict[Entity, set[Entity]] = field(default_factory=dict)
    """Who read its spec."""
    lists: dict[ListAt, tuple[int, int]] = field(default_factory=dict)
    """Lists of members as they were laid out: address and number."""


@dataclass(frozen=True)
class Recipe:
    """What it takes to bind other numbers to a network: the scenario, and where everything was laid out."""

    scenario: Scenario
    tape: Tape
    dated: tuple[tuple[float, Mapping[str, Any]], ...] = ()
    """Values at paths from days on, which were bound to the network, in order."""


class Build:
    """Planes under construction from a scenario.

    First every entity is allotted (`allot(b, name, spec)`: its named rows, by `row`), then every entity is filled
    (`fill(b, name, spec)`: all cells), so that references resolve in any order. `fill` must be a function of the specs
    alone: to bind other numbers, an entity's `fill` is simply run again onto the same cells.
    """

    def __init__(self, scenario: Scenario, arena: Arena | None = None) -> None:
        self.whole_scenario = scenario
        self.start: date = scenario.world.start
        self.arena = arena or Arena()
        self.tape = Tape()
        self._lists: dict[ListAt, list[int]] = {}
        self._now: Entity = ("world", "")
        self._filling = False

    @property
    def scenario(self) -> Scenario:
        """The scenario; whoever reads a section of it is filled again when any entity of the section changes."""
        return cast(Scenario, _Seen(self))

    # ---- rows

    def row(self, fields: Fields, name: str, item: str = "") -> int:
        """Allot the row of an entity, or of a nameless part ("") of one; `item` is whose units its ledger fields count."""
        at = self.arena.row(fields, name, item)
        self.tape.rows.setdefault(self._now, []).append((at, fields))
        if self._filling:
            self.tape.parts.setdefault(self._now, []).append(at)
            self.tape.allotted[at] = self.arena.held(at, fields.size)
        return at

    def row_of(self, kind: str, name: str) -> int:
        """Address of the row `kind/name` (the kind as in the layout: "stock", "line", "customer").

        Raises KeyError with the nearest name; references of a scenario are checked before (`Refers`).
        """
        row = self.arena.rows.get(f"{kind}/{name}")
        if row is None:
            known = [r.name for r in self.arena.rows.values() if r.fields.kind == kind]
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; the nearest is {near[0]!r}" if near else ""
            raise KeyError(f"{'.'.join(self._now)}: there is no {kind} {name!r}{hint}")
        return row.at

    def maybe(self, kind: str, name: str | None) -> int:
        """Address of a row, or 0 if none is named."""
        return 0 if name is None else self.row_of(kind, name)

    def spec(self, section: str, name: str) -> Any:
        """The spec of another entity; whoever reads it is filled again when its numbers change."""
        self.tape.readers.setdefault((section, name), set()).add(self._now)
        return getattr(self.whole_scenario, section)[name]

    # ---- cells

    def fill(self, row: int, cells: Iterable[tuple[int, int | float]]) -> None:
        """Set cells of a row by offset: whole numbers in the whole plane, floats in the real one."""
        self.arena.fill(row, cells)

    def cells(self, count: int) -> int:
        """Allot nameless cells of this entity, all zero; their address."""
        at = self.arena.cells(count)
        self.tape.cells.setdefault(self._now, []).append((at, count))
        return at

    def addresses(self, rows: Sequence[int]) -> int:
        """A list of addresses or whole numbers; where it begins (0 if it is empty)."""
        return self._run(rows) if rows else 0

    def numbers(self, values: Sequence[float]) -> int:
        """A list of real numbers; where it begins (0 if it is empty)."""
        return self._run([float(v) for v in values]) if values else 0

    def _run(self, values: Sequence[int | float]) -> int:
        first = self.cells(len(values))
        self.fill(first, enumerate(values))
        return first

    def join(self, row: int, first: int, count: int, member: int) -> None:
        """Add `member` to a list that another entity's row keeps (fields `first` and `count`): its waiters, workers, stocks.

        A member is listed once; members stand in the order in which kinds and names are filled.
        """
        at = (row, first, count)
        self.tape.joined.setdefault(self._now, []).append((at, member))
        members = self._lists.setdefault(at, [])
        if member not in members:
            members.append(member)

    # ---- values

    def law(self, law: Law | None) -> int:
        """Lay out a distribution; its address, or 0 if there is none."""
        if law is None:
            return 0
        cells = law.cells()
        at = self.cells(max(cells.size(), LAW.size))
        self.arena.write(cells, at)
        return at

    def profile(self, profile: Profile | None, factor: float = 1.0) -> int:
        """Lay out a profile, with its values times `factor`; its address, or 0 if there is none."""
        if profile is None:
            return 0
        at = self.cells(p.PROFILE.size)
        scale = factor * profile.scale.value
        row: list[tuple[int, int | float]] = [(p.SHAPE, p.SHAPES.index(profile.shape))]
        if isinstance(profile, Constant):
            row += [(p.START, scale * profile.value.value)]
        elif isinstance(profile, Table):
            dates = [self.days(when) for when, _ in profile.table]
            values = [scale * number.value for _, number in profile.table]
            row += [(p.FIRST, self.numbers(dates + values)), (p.COUNT, len(dates))]
        elif isinstance(profile, MonthOfYear):
            row += [(p.FIRST, self.numbers([scale * v.value for v in profile.values])), (p.COUNT, 12)]
        else:
            row += [(p.START, scale * profile.start.value), (p.FINAL, scale * profile.final.value)]
            if isinstance(profile, Exponential):
                row += [(p.AT, self.days(profile.from_)), (p.PACE, profile.time_constant_days.value)]
            elif isinstance(profile, Logistic):
                row += [(p.AT, self.days(profile.middle)), (p.PACE, profile.steepness_per_day.value)]
        row += [(p.TIMES, self.profile(profile.times))]
        self.fill(at, row)
        return at

    def days(self, when: date | float) -> float:
        """Days from the start to the beginning of a date (or what is already in days)."""
        return days_from(self.start, when)

    # ---- the passes

    @contextmanager
    def of(self, section: str, name: str) -> Iterator[None]:
        """Lay out on behalf of this entity."""
        self._now = (section, name)
        try:
            yield
        finally:
            self._now = ("world", "")

    def allot_pass(self, allot: Callable[[Build, str, Any], None], name: str, spec: Any) -> None:
        """Allot an entity's rows, and note what stands in them."""
        allot(self, name, spec)
        for at, fields in self.tape.rows.get(self._now, ()):
            self.tape.allotted[at] = self.arena.held(at, fields.size)

    def fill_pass(self, fill: Callable[[Build, str, Any], None], name: str, spec: Any) -> None:
        """Fill an entity; rows that are allotted meanwhile are parts of it."""
        self._filling = True
        fill(self, name, spec)
        self._filling = False

    def close_lists(self) -> None:
        """Lay out the lists that entities joined."""
        for (row, first, count), members in self._lists.items():
            at = self.arena.addresses(members)
            self.tape.lists[row, first, count] = (at, len(members))
            self.arena.fill(row, [(first, at), (count, len(members))])

    def note(self, section: str) -> None:
        """The present entity reads all of a section."""
        self.tape.readers.setdefault((section, ALL), set()).add(self._now)


class _Seen:
    """A scenario that notes which sections are read."""

    def __init__(self, build: Build) -> None:
        self._build = build

    def __getattr__(self, section: str) -> Any:
        self._build.note(section)
        return getattr(self._build.whole_scenario, section)
