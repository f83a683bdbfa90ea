"""Textbook cases of air defence (docs/cases.md, C08 to C13): estimates lie within 3.9 standard errors of what is known exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from tests.raids.worlds import Layer, arsenal, close, law, layers, raid, stock

from materiel.layout import head as h
from materiel.layout import layer as ly
from materiel.layout import source as so
from materiel.network.arena import Arena, Network
from materiel.run import planes, play

Z = 3.9
Values = npt.NDArray[np.float64]
N = 20_000


def runs(network: Network, count: int, seed: int = 11) -> dict[str, Values]:
    """Recorded cells by name, (replications, instants), from the compiled engine."""
    shape = (len(network.instants), len(network.columns))
    out = np.empty((count, *shape))
    for k in range(count):
        n, x = planes(network, seed, k)
        play("kernel", n, x)
        assert n[h.FAULT] == 0
        out[k] = x[network.record_at : network.record_at + shape[0] * shape[1]].reshape(shape)
    return {f"{c.kind}/{c.name}/{c.field}": out[:, :, j] for j, c in enumerate(network.columns)}


def agrees(sample: Values, expected: float) -> bool:
    """Whether the mean of a sample is within `Z` standard errors of what is expected."""
    error = float(sample.std(ddof=1)) / len(sample) ** 0.5
    print(f"{sample.mean():.5f} (standard error {error:.5f}), expected {expected:.5f}")
    return abs(float(sample.mean()) - expected) <= Z * error + 1e-9


def one_raid(size: int, kills: Sequence[float], shots: int, doctrine: int, magazines: Sequence[int] = ()) -> Network:
    """One raid of a fixed size at day 1 against layers of these kill probabilities, each with its magazine, if any."""
    arena = Arena()
    arsenal(arena, "missile", size)
    stocks = [stock(arena, f"magazine{k}", units) for k, units in enumerate(magazines)] or [0] * len(kills)
    rows = layers(
        arena, [Layer(f"l{k}", {"missile": (p, 0.0, shots)}, doctrine, stocks[k]) for k, p in enumerate(kills)]
    )
    raid(arena, "once", {"missile": {}}, rows, dates={1.0: [size]})
    return close(arena, [2.0], tickets=64, heap=64)


def leaked(seen: Mapping[str, Values]) -> Values:
    """Leakers of the one raid by replication."""
    return seen["arsenal/missile/leaked"][:, -1]


def test_two_shots_a_threat() -> None:
    """C08: a raid of 20 against two shots each at 0.8 leaks binomially with 0.04; 40 interceptors are used."""
    seen = runs(one_raid(20, [0.8], 2, ly.FIXED), N)
    assert agrees(leaked(seen), 0.8)
    assert agrees((leaked(seen) == 0).astype(float), 0.4420024338794074)
    assert agrees((leaked(seen) - 0.8) ** 2, 0.8763560920082658**2)
    assert set(seen["layer/l0/fired"][:, -1]) == {40.0}


def test_three_layers() -> None:
    """C10: what one layer does not kill goes on to the next: leak probability 0.12; shots 40, 20, 8 on average."""
    seen = runs(one_raid(40, [0.5, 0.6, 0.4], 1, ly.FIXED, [100, 100, 100]), N)
    assert agrees(leaked(seen), 4.8)
    assert agrees((leaked(seen) - 4.8) ** 2, 4.224)
    assert agrees((leaked(seen) == 0).astype(float), 0.0060159869569603825)
    assert agrees((leaked(seen) > 8).astype(float), 0.04431050607518845)
    assert set(seen["stock/magazine0/consumed"][:, -1]) == {40.0}
    assert agrees(seen["stock/magazine1/consumed"][:, -1], 20.0)
    assert agrees(seen["stock/magazine2/consumed"][:, -1], 8.0)


def test_exhaustion_by_two_shots() -> None:
    """C11a: 30 interceptors, two a threat, serve 15 of 20 threats at 0.8: 5.6 leak; the 10 that were wanted are unmet."""
    seen = runs(one_raid(20, [0.8], 2, ly.FIXED, [30]), N)
    assert agrees(leaked(seen), 5.6)
    assert set(seen["stock/magazine0/unmet"][:, -1]) == {10.0}


def test_exhaustion_by_shoot_look_shoot() -> None:
    """C11b: 30 interceptors, one after another until the threat is killed, at 0.7: 0.58 of 20 leak, 27.7 are used."""
    seen = runs(one_raid(20, [0.7], -1, ly.LOOK, [30]), 2 * N)
    assert agrees(leaked(seen), 0.5797405926747303)
    assert agrees((leaked(seen) == 0).astype(float), 0.7303703863027231)
    assert agrees(seen["stock/magazine0/consumed"][:, -1], 27.743227724750383)


def test_exhaustion_without_coordination() -> None:
    """C11c: 40 interceptors that pick among 20 threats blindly, at 0.7: 20 (1 - 0.7 / 20)^40 = 4.81 leak."""
    seen = runs(one_raid(20, [0.7], -1, ly.UNCOORDINATED, [40]), N)
    assert agrees(leaked(seen), 4.809750289128509)
    assert set(seen["stock/magazine0/consumed"][:, -1]) == {40.0}


def campaign(weeks: int) -> Network:
    """C13: a raid of Poisson(12) at the start of each week, ten interceptors half a week later, room for 40."""
    arena = Arena()
    arsenal(arena, "missile", 100_000)
    magazine = stock(arena, "magazine", 40, "interceptor", capacity=40)
    source = arena.row(so.SOURCE, "supply", "interceptor")
    arena.fill(source, [(so.LEFT, -1), (so.DEST, magazine), (so.RATE, 10.0), (so.PERIOD, 7.0), (so.OFFSET, 3.5)])
    rows = layers(arena, [Layer("l", {"missile": (0.8, 0.0, 1)}, ly.FIXED, magazine)])
    size = law(arena, "poisson", mean=12.0)
    gap = law(arena, "deterministic", value=7.0)
    raid(arena, "weekly", {"missile": {"size": size}}, rows, gap=gap, offset=0.0)
    return close(arena, [7.0 * k - 0.01 for k in range(1, weeks + 1)], tickets=64, heap=64)


def test_campaign_with_resupply() -> None:
    """C13: stock after 4, 26 and 52 weeks, leakers of a year, and the stationary rates of the magazine's Markov chain."""
    seen = runs(campaign(52), 4_000)
    assert agrees(seen["arsenal/missile/leaked"][:, 51], 186.08940277280442)
    for week, expected in ((4, 30.928902254089394), (26, 11.671923922745673), (52, 11.306391741777835)):
        assert agrees(seen["stock/magazine/on_hand"][:, week - 1], expected)
    late = runs(campaign(260), 1_000, seed=12)
    for cell, expected in (
        ("arsenal/missile/leaked", 4.000004931209083),
        ("stock/magazine/consumed", 9.999993835988654),
    ):
        assert agrees((late[cell][:, 259] - late[cell][:, 103]) / 156.0, expected)
    assert agrees(late["stock/magazine/on_hand"][:, 103:].mean(axis=1), 11.305139535833007)
