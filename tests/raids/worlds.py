"""Small worlds of raids, laid into the planes directly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from materiel.chance.families import bind_law
from materiel.layout import head as h
from materiel.layout import layer as ly
from materiel.layout import profile as pr
from materiel.layout import raid as r
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.layout import threat as a
from materiel.network.arena import Arena, Network
from materiel.network.spread import spread_tables
from materiel.run import Engine, planes, play

NEVER = 1e9


def law(arena: Arena, family: str, **parameters: Any) -> int:
    """Lay a law into the planes; its address."""
    cells = bind_law(family, parameters)
    at = arena.cells(cells.size())
    n, x = np.zeros(at + cells.size(), np.int64), np.zeros(at + cells.size())
    cells.write(n, x, at)
    for k in range(at, at + cells.size()):
        arena.set(k, int(n[k]))
        arena.set(k, float(x[k]))
    return at


def constant(arena: Arena, value: float) -> int:
    """A profile that never changes."""
    at = arena.row(pr.PROFILE, "")
    arena.fill(at, [(pr.SHAPE, pr.CONSTANT), (pr.START, float(value))])
    return at


def steps(arena: Arena, knots: Mapping[float, float], times: int = 0) -> int:
    """A profile that changes stepwise at the days given."""
    at = arena.row(pr.PROFILE, "")
    first = arena.numbers([*knots.keys(), *knots.values()])
    arena.fill(at, [(pr.SHAPE, pr.STEPS), (pr.FIRST, first), (pr.COUNT, len(knots)), (pr.TIMES, times)])
    return at


def site(arena: Arena, name: str, damage: int = 0, repair: int = 0, **cells: float) -> int:
    """A site with a condition of 1, no limit on crews, no hardening."""
    at = arena.row(si.SITE, name)
    arena.fill(at, [(si.CONDITION, 1.0), (si.POWER, 1.0), (si.HARDENING, 1.0), (si.CREWS, -1)])
    arena.fill(at, [(si.DAMAGE, damage), (si.REPAIR, repair)])
    arena.fill(at, [(getattr(si, key.upper()), value) for key, value in cells.items()])
    return at


def stock(arena: Arena, name: str, units: int, item: str = "", **cells: float) -> int:
    """A stock that loses what it cannot fill."""
    at = arena.row(s.STOCK, name, item=item or name)
    arena.fill(at, [(s.INITIAL, units), (s.ON_HAND, units), (s.CAPACITY, -1), (s.LOSES, 1)])
    arena.fill(at, [(getattr(s, key.upper()), value) for key, value in cells.items()])
    return at


def arsenal(arena: Arena, name: str, units: int, **cells: float) -> int:
    """A class of threat that always hits."""
    at = arena.row(a.ARSENAL, name, item=f"arsenal/{name}")
    arena.fill(at, [(a.INITIAL, units), (a.STOCK, units), (a.HIT_CHANCE, 1.0), (a.SEVERITY, 1.0), (a.WEIGHT, 1.0)])
    arena.fill(at, [(a.GROWTH, 1.0), (a.LATER_GROWTH, 1.0), (a.GROWS_FROM, NEVER), (a.GROWS_UNTIL, NEVER)])
    arena.fill(at, [(getattr(a, key.upper()), value) for key, value in cells.items()])
    return at


@dataclass
class Layer:
    """A layer that covers everything unless said otherwise; `against` gives kill probability, rho and shots by class."""

    name: str
    against: Mapping[str, tuple[float, float, int]]
    doctrine: int = ly.FIXED
    stock: int = 0
    cells: Mapping[str, float] = field(default_factory=dict)


def target(arena: Arena, bit: int, sites: Sequence[int], weights: Sequence[float]) -> int:
    """A target category."""
    at = arena.row(r.TARGET, "")
    arena.fill(at, [(r.BIT, bit), (r.SITES, arena.addresses(sites)), (r.SITE_COUNT, len(sites))])
    for row, weight in zip(sites, weights, strict=True):
        arena.fill(row, [(si.TARGET_WEIGHT, float(weight))])
    return at


def mixed(arena: Arena, of: int, share: float, season: int = 0) -> int:
    """One entry of a target mix."""
    at = arena.row(r.MIXED, "")
    arena.fill(at, [(r.OF_TARGET, of), (r.SHARE, share), (r.SEASON, season)])
    return at


def layers(arena: Arena, wanted: Sequence[Layer]) -> list[tuple[int, dict[str, int]]]:
    """The rows of layers in their order, each with its rows against classes."""
    rows = []
    for layer in wanted:
        at = arena.row(ly.LAYER, layer.name)
        arena.fill(at, [(ly.COVERS, r.EVERYTHING), (ly.KILL_FACTOR, 1.0), (ly.CHANNELS, -1.0)])
        arena.fill(at, [(ly.DOCTRINE, layer.doctrine), (ly.STOCK, layer.stock), (ly.STANDARD, a.OTHER)])
        arena.fill(at, [(getattr(ly, key.upper()), value) for key, value in layer.cells.items()])
        pairs = {}
        for name, (p, rho, shots) in layer.against.items():
            pairs[name] = arena.row(ly.AGAINST, "")
            table = arena.numbers(spread_tables(rho)) if rho > 0.0 else 0
            arena.fill(pairs[name], [(ly.KILL, constant(arena, p)), (ly.SPREAD, rho), (ly.SPREAD_TABLE, table)])
            arena.fill(pairs[name], [(ly.SHOTS, shots)])
        rows.append((at, pairs))
    return rows


def raid(
    arena: Arena,
    name: str,
    parts: Mapping[str, Mapping[str, float]],
    lined: Sequence[tuple[int, dict[str, int]]],
    mix: Sequence[int] = (),
    dates: Mapping[float, Sequence[int]] | None = None,
    **cells: float,
) -> int:
    """A raid process; `parts` gives cells by class, `dates` the sizes by class of dated raids."""
    at = arena.row(r.RAID, name)
    rows = []
    for of, given in parts.items():
        part = arena.row(r.PART, f"{name}/{of}")
        arena.fill(part, [(r.CLASS, arena.at(f"arsenal/{of}")), (r.MOST_SHARE, 1.0)])
        arena.fill(part, [(getattr(r, key.upper()), value) for key, value in given.items()])
        engagements = []
        for layer, pairs in lined:
            if of in pairs:
                engagement = arena.row(ly.ENGAGEMENT, f"{name}/{of}/{layer}")
                arena.fill(engagement, [(ly.OF_LAYER, layer), (ly.WITH, pairs[of])])
                engagements.append(engagement)
        arena.fill(part, [(r.ENGAGEMENTS, arena.addresses(engagements)), (r.ENGAGEMENT_COUNT, len(engagements))])
        rows.append(part)
    arena.fill(at, [(r.PARTS, arena.addresses(rows)), (r.PART_COUNT, len(rows)), (r.NEXT, -1.0), (r.OFFSET, -1.0)])
    arena.fill(at, [(r.MIX, arena.addresses(mix)), (r.MIX_COUNT, len(mix))])
    arena.fill(at, [(r.LAYERS, arena.addresses([layer for layer, _ in lined])), (r.LAYER_COUNT, len(lined))])
    if dates:
        sizes = arena.addresses([units for sent in dates.values() for units in sent])
        arena.fill(at, [(r.DATES, arena.numbers(list(dates))), (r.DATE_COUNT, len(dates)), (r.SIZES, sizes)])
    arena.fill(at, [(getattr(r, key.upper()), value) for key, value in cells.items()])
    return at


def close(arena: Arena, instants: Sequence[float], **room: int) -> Network:
    """Close the planes over months of 30 days, January first."""
    months = int(instants[-1] // 30) + 3
    return arena.close([30.0 * k for k in range(months)], [k % 12 + 1 for k in range(months)], instants, **room)


def played(network: Network, seed: int = 1, replication: int = 0, engine: Engine = "simpy", trace: int = 0) -> Any:
    """The planes after a run that ended well."""
    n, x = planes(network, seed, replication, trace=trace)
    play(engine, n, x)
    assert n[h.FAULT] == 0, (n[h.FAULT], network.name_of(int(n[h.FAULT_AT])), n[h.FAULT_WITH])
    return n, x


def record(network: Network, x: Any) -> dict[str, Any]:
    """Recorded series by `kind/name/field`."""
    size = len(network.instants) * len(network.columns)
    rows = x[network.record_at : network.record_at + size].reshape(len(network.instants), len(network.columns))
    return {f"{c.kind}/{c.name}/{c.field}": rows[:, k] for k, c in enumerate(network.columns)}
