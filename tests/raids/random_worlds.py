"""Random worlds of raids in which nearly everything happens at whole days, so that instants are tied."""

from __future__ import annotations

import numpy as np
from tests.raids.worlds import Layer, arsenal, close, constant, law, layers, mixed, raid, site, steps, stock, target

from materiel.layout import lane as la
from materiel.layout import layer as ly
from materiel.layout import line as li
from materiel.layout import profile as pr
from materiel.layout import raid as r
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.network.arena import Arena, Network


def _whole(arena: Arena, rng: np.random.Generator, low: int, high: int) -> int:
    """A law of whole days, or (more seldom) an exponential one."""
    value = float(rng.integers(low, high))
    if rng.random() < 0.25:
        return law(arena, "exponential", mean=max(1.0, value))
    return law(arena, "deterministic", value=value)


def _season(arena: Arena, rng: np.random.Generator) -> int:
    at = arena.row(pr.PROFILE, "")
    factors = arena.numbers(list(rng.uniform(0.7, 1.3, 12)))
    arena.fill(at, [(pr.SHAPE, pr.MONTH_OF_YEAR), (pr.FIRST, factors), (pr.COUNT, 12)])
    return at


def _line(arena: Arena, rng: np.random.Generator, plant: int, output: int) -> None:
    """A line at a plant: its stations look again when condition or power changes."""
    line = arena.row(li.LINE, "line", item="shell")
    arena.fill(line, [(li.LOT, 3), (li.OUTPUT, output), (li.WORK, _whole(arena, rng, 1, 3)), (li.EXPANSION, 1.0)])
    arena.fill(line, [(li.SITE, plant)])
    stations = []
    for k in range(2):
        station = arena.row(li.STATION, f"line{k}")
        arena.fill(station, [(li.OF_LINE, line)])
        stations.append(station)
    arena.fill(line, [(li.STATIONS, arena.addresses(stations)), (li.STATION_COUNT, 2)])
    arena.set(line + li.IN_STATE_FIRST + 2, 2.0)
    arena.fill(plant, [(si.WORKERS, arena.addresses(stations)), (si.WORKER_COUNT, 2)])


def _sites(arena: Arena, rng: np.random.Generator) -> dict[str, int]:
    def hurt(name: str, **cells: float) -> int:
        damage = law(arena, "deterministic", value=float(rng.choice([0.1, 0.5, 1.0])))
        return site(arena, name, damage, _whole(arena, rng, 0, 25), crews=int(rng.choice([-1, 1, 2])), **cells)

    grid = hurt("grid", capacity=1.2, imports=0.1)
    if rng.random() < 0.7:
        arena.fill(grid, [(si.SUPPLY_SEASON, _season(arena, rng)), (si.DEMAND_SEASON, _season(arena, rng))])
    plant = hurt("plant", powered_by=grid, dependence=0.6)
    depot = hurt("depot", stock_share=0.3, condition=float(rng.choice([1.0, 0.5])))
    city = site(arena, "city", civil=1)
    arena.fill(grid, [(si.CLIENTS, arena.addresses([plant, depot])), (si.CLIENT_COUNT, 2)])
    return {"grid": grid, "plant": plant, "depot": depot, "city": city}


def _magazine(arena: Arena, rng: np.random.Generator, depot: int) -> tuple[int, int]:
    """Interceptors at a depot that can be hit, replenished from a rear stock by a timetable or on demand."""
    magazine = stock(arena, "magazine", int(rng.integers(0, 40)), "interceptor", capacity=40)
    rear = stock(arena, "rear", 400, "interceptor", loses=0)
    lane = arena.row(la.LANE, "supply")
    arena.fill(
        lane, [(la.LEAD, _whole(arena, rng, 0, 4)), (la.CAPACITY, 8), (la.PERIOD, float(rng.choice([0.0, 5.0])))]
    )
    arena.fill(magazine, [(s.POLICY, s.BASE_STOCK), (s.UP_TO, 40), (s.PERIOD, float(rng.choice([0.0, 7.0])))])
    arena.fill(magazine, [(s.SUPPLY, lane), (s.SUPPLY_STOCK, rear)])
    shells = stock(arena, "shells", 0, "shell", capacity=60)
    arena.fill(depot, [(si.STOCKS, arena.addresses([magazine, shells])), (si.STOCK_COUNT, 2)])
    return magazine, shells


def draw_world(seed: int) -> Network:
    """A year of raids of up to three kinds, two classes, three layers, four sites, a line and a magazine."""
    rng = np.random.default_rng(seed)
    arena = Arena()
    sites = _sites(arena, rng)
    magazine, shells = _magazine(arena, rng, sites["depot"])
    _line(arena, rng, sites["plant"], shells)
    arsenal(
        arena, "missile", int(rng.integers(0, 200)), rate=float(rng.choice([0.5, 1.0])), floor=20,
        growth=1.5, grows_from=60.0, reported_share=constant(arena, 0.5),
    )  # fmt: skip
    arsenal(arena, "drone", 100, rate=2.0, severity=0.3, hit_chance=0.7)
    doctrine, shots = [(ly.FIXED, 2), (ly.LOOK, 2), (ly.LOOK, -1), (ly.UNCOORDINATED, 9)][int(rng.integers(4))]
    lined = layers(
        arena,
        [
            Layer("jam", {"drone": (0.3, 0.1, 0)}, ly.SINGLE, cells={"loses": 1}),
            Layer(
                "sam", {"missile": (0.5, float(rng.choice([0.0, 0.2])), shots), "drone": (0.6, 0.0, shots)}, doctrine, magazine,
                {"batteries": 3.0, "full": 4.0, "channels": float(rng.choice([-1.0, 2.0])),
                 "covers": int(rng.choice([r.EVERYTHING, 6]))},
            ),
            Layer("guns", {"missile": (0.2, 0.0, 0)}, ly.SINGLE, cells={"standard": 0}),
        ],
    )  # fmt: skip
    groups = [[sites["grid"]], [sites["plant"], sites["depot"]], [sites["city"]]]
    targets = [
        target(arena, 2 << k, members, [1.0 + i for i in range(len(members))]) for k, members in enumerate(groups)
    ]
    mix = [mixed(arena, t, float(rng.uniform(0, 1)), _season(arena, rng)) for t in targets]
    share = {"by_share": 1, "size": law(arena, "uniform", low=0.0, high=0.4)}
    few = {"size": law(arena, "poisson", mean=5.0), "most_share": 0.5}
    rate = steps(arena, {0.0: 1.0, 90.0: 2.0}, times=_season(arena, rng) if rng.random() < 0.5 else 0)
    raid(arena, "big", {"missile": share, "drone": few}, lined, mix, gap=_whole(arena, rng, 5, 15))
    raid(arena, "often", {"drone": few}, lined, mix, gap=_whole(arena, rng, 1, 4), rate=rate, offset=0.0)
    raid(arena, "dated", {"missile": few}, lined, mix, dates={5.0: [9], 30.0: [-1], 60.0: [20]})
    return close(arena, [30.0 * k for k in range(1, 13)])
