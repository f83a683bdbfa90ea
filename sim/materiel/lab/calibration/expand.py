"""From a plan to priors and to values: which parameters there are, and what a draw of them puts at which paths of the world."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from materiel.lab.calibration.errors import CalibrationError
from materiel.lab.calibration.mask import dates, masked, nature, row_of, spec_at
from materiel.lab.calibration.plan import Entry, Plan, Range
from materiel.scenario.paths import nearest
from materiel.scenario.spec import days_from
from materiel.scenario.values import Count
from materiel.scenario.world import Scenario

_YEAR = 365.25


@dataclass(frozen=True)
class Prior:
    """A parameter with its prior, and the block that informs it (empty: none does)."""

    name: str
    range: Range
    block: str
    title: str
    unit: str


class Put(Protocol):
    """Something that puts values into the world."""

    def values(self, drawn: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """Paths and values, given the parameters."""


@dataclass(frozen=True)
class Single:
    """A parameter, or a constant, at one path."""

    path: str
    parameter: str
    times: float
    step: float = 0.0

    def values(self, drawn: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """The one."""
        value = drawn[self.parameter]
        if self.step:
            value = round(max(1, round(value / self.step)) * self.step, 12)
        yield self.path, value * self.times


@dataclass(frozen=True)
class Between:
    """A row that was not known between two that were: on the straight line."""

    path: str
    value: float

    def values(self, drawn: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """The one."""
        yield self.path, self.value


@dataclass(frozen=True)
class Rows:
    """Rows of a table, one after the other."""

    paths: tuple[str, ...]
    days: tuple[float, ...]
    """Instant of each row."""
    before: tuple[float, float] | None
    """Instant and value of the row before the first, if that one is known; else the first is the level."""
    level: str
    factors: tuple[str, ...]
    """A parameter a row (none for the level's own)."""
    per: str
    persistence: float
    least: float
    most: float

    def values(self, drawn: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """Row after row."""
        rows = list(zip(self.paths, self.days, strict=True))
        if self.before is None:
            day, value = rows[0][1], drawn[self.level]
            yield rows[0][0], self._held(value)
            rows = rows[1:]
        else:
            day, value = self.before
        first, last = value, 0.0
        for (path, when), name in zip(rows, self.factors, strict=True):
            change = math.log(drawn[name]) + self.persistence * last
            last = change
            if self.per == "level":
                value = first * math.exp(change)
            else:
                value *= math.exp(change * ((when - day) / _YEAR if self.per == "year" else 1.0))
            day = when
            yield path, self._held(value)

    def _held(self, value: float) -> float:
        return min(max(value, self.least), self.most)


@dataclass(frozen=True)
class Expansion:
    """All parameters of a calibration to a date, and what they put."""

    priors: tuple[Prior, ...]
    puts: tuple[Put, ...]
    whole: frozenset[str]
    """Paths of whole numbers."""
    masked: Mapping[str, str]
    """Paths of what was not known, with the reason."""
    chosen: frozenset[str] = frozenset()
    """Paths at which something else was set for the run: what is set stands."""

    def values(self, drawn: Mapping[str, float]) -> dict[str, float]:
        """What the world gets for a draw of the parameters."""
        found: dict[str, float] = {}
        for put in self.puts:
            for path, value in put.values(drawn):
                if path in self.chosen:
                    continue
                found[path] = float(round(value)) if path in self.whole else value
        return found

    def paths(self) -> list[str]:
        """Every path that gets a value."""
        return list(self.values({prior.name: prior.range.central for prior in self.priors}))


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("".join(r"([^.]+?)" if part == "*" else re.escape(part) for part in re.split(r"(\*)", path)))


def _found(patterns: list[str], known: Mapping[str, object] | list[str], where: str) -> list[tuple[str, str]]:
    """Paths that fit, each with what its first `*` stands for. CalibrationError for a pattern that fits nothing."""
    found: dict[str, str] = {}
    for pattern in patterns:
        fits = [(path, m) for path in known if (m := _pattern(pattern).fullmatch(path))]
        if not fits:
            near = nearest(pattern, known)
            raise CalibrationError(f"{where}: no such path {pattern}" + (f"; the nearest is {near}" if near else ""))
        for path, m in fits:
            row = row_of(path)
            found.setdefault(path, m[1] if m.groups() else str(row[1]) if row else "")
    return list(found.items())


class _Builder:
    def __init__(
        self, scenario: Scenario, plan: Plan, hidden: Mapping[str, str], until: date, sources: Mapping[str, date]
    ) -> None:
        self.scenario, self.plan, self.hidden, self.until, self.sources = scenario, plan, hidden, until, sources
        self.known = nature(scenario, written=False)
        self.singles = [*self.known, *dates(scenario)]
        self.tables = list(dict.fromkeys(row[0] for path in self.known if (row := row_of(path))))
        self.priors: dict[str, Prior] = {}
        self.puts: list[Put] = []
        self.owner: dict[str, str] = {}

    def own(self, path: str, where: str) -> None:
        if path in self.owner:
            raise CalibrationError(f"{where}: {path} is set by {self.owner[path]} already")
        self.owner[path] = where

    def prior(self, name: str, range_: Range, entry: Entry, stands_for: str, more: str = "") -> str:
        if range_.source != "assumption" and self.sources.get(range_.source, date.max) > self.until:
            raise CalibrationError(
                f"{name}: its range rests on {range_.source}, which was not out on {self.until}; widen it"
            )
        block = (entry.block or "").format(stands_for)
        if block and block not in self.plan.blocks:
            near = nearest(block, self.plan.blocks)
            raise CalibrationError(f"{name}: no such block {block}" + (f"; the nearest is {near}" if near else ""))
        if name not in self.priors:
            title = (entry.title or name).format(stands_for) + more
            self.priors[name] = Prior(name, range_, block, title, "" if more else entry.unit)
        return name

    def applies(self, entry: Entry, path: str) -> bool:
        if entry.applies == "always":
            return True
        hidden = any(other == path or other.startswith(f"{path}.") for other in self.hidden)
        return hidden == (entry.applies == "masked")

    def skips(self, entry: Entry) -> bool:
        return entry.known is not None and self.until >= entry.known

    def parameters(self) -> None:
        for name, entry in self.plan.parameters.items():
            where = f"parameters.{name}"
            fits = _found(entry.paths, self.singles, where)
            if self.skips(entry):
                continue
            for path, of in fits:
                if not self.applies(entry, path.removesuffix(".scale")):
                    continue
                self.own(path, where)
                own = f"{name}.{of}" if entry.each and of else name
                self.prior(own, entry.range, entry, of)
                times = entry.times
                if entry.of_world:
                    if path in self.hidden:
                        raise CalibrationError(
                            f"{where}: {path} was not known ({self.hidden[path]}): expected no of_world"
                        )
                    times *= float(self.known[path].value)
                self.puts.append(Single(path, own, times, entry.step))

    def walks(self) -> None:
        for name, entry in self.plan.walks.items():
            where = f"walks.{name}"
            fits = _found(entry.tables, self.tables, where)
            if self.skips(entry):
                continue
            for table, of in fits:
                if not self.applies(entry, table):
                    continue
                count = len(spec_at(self.scenario, table).table)
                paths = [f"{table}.table.{k}.1" for k in range(count)]
                first = 0
                if entry.level is None:
                    known = [k for k in range(count) if paths[k] not in self.hidden]
                    first = known[-1] + 1 if known else 0
                    self.between(table, known, where)
                    if first == count:
                        continue
                    if first == 0:
                        raise CalibrationError(f"{where}: {table} needs a level: nothing of it was out on {self.until}")
                self.rows(name, table, of, first, paths[first:])

    def between(self, table: str, known: list[int], where: str) -> None:
        start = self.scenario.world.start
        days = [days_from(start, when) for when, _ in spec_at(self.scenario, table).table]
        values = {k: float(self.known[f"{table}.table.{k}.1"].value) for k in known}
        for a, b in itertools.pairwise(known):
            for k in range(a + 1, b):
                path = f"{table}.table.{k}.1"
                self.own(path, where)
                share = (days[k] - days[a]) / (days[b] - days[a])
                self.puts.append(Between(path, values[a] + share * (values[b] - values[a])))

    def rows(self, name: str, table: str, of: str, first: int, paths: list[str]) -> None:
        entry, where = self.plan.walks[name], f"walks.{name}"
        own = f"{name}.{of}" if entry.each and of else name
        start = self.scenario.world.start
        dates = [when for when, _ in spec_at(self.scenario, table).table]
        days = [days_from(start, when) for when in dates]
        before = level = None
        if entry.level is None:
            before = (days[first - 1], float(self.known[f"{table}.table.{first - 1}.1"].value))
        else:
            level = self.prior(f"{own}.level", entry.level, entry, of)
        later = range(first if before else first + 1, len(days))
        factors = [self.prior(f"{own}.{k}", entry.factor, entry, of, f", factor to {dates[k]}") for k in later]
        for path in paths:
            self.own(path, where)
        self.puts.append(
            Rows(
                tuple(paths), tuple(days[first:]), before, level or "", tuple(factors),
                entry.per, entry.persistence, entry.least, entry.most,
            )
        )  # fmt: skip


def expand(scenario: Scenario, plan: Plan, sources: Mapping[str, date], until: date) -> Expansion:
    """The parameters of a calibration to a date.

    Raises CalibrationError for a path that does not exist, one that is set twice, or a number that was not known and for which
    the plan declares no range.
    """
    hidden = masked(scenario, plan, sources, until)
    b = _Builder(scenario, plan, hidden, until, sources)
    b.parameters()
    b.walks()
    bare = [f"{path} ({reason})" for path, reason in hidden.items() if path not in b.owner]
    if bare:
        more = f" and {len(bare) - 3} more" if len(bare) > 3 else ""
        raise CalibrationError(
            f"expected ranges for all that was not known on {until}, got none for {', '.join(bare[:3])}{more}"
        )
    whole = frozenset(path for path in b.owner if isinstance(b.known.get(path), Count))
    return Expansion(tuple(b.priors.values()), tuple(b.puts), whole, hidden)
