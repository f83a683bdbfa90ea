"""Layers of air defence: the spread of kill probabilities, and that more defence never lets more through."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from tests.raids.worlds import Layer, arsenal, close, constant, law, layers, played, raid, record, stock

from materiel.layout import layer as ly
from materiel.network.arena import Arena, Network
from materiel.network.spread import spread_tables
from materiel.rules.engagement import kill_index, spread_probability


@pytest.mark.parametrize("rho", [0.01, 0.1, 0.2, 0.4, 0.6])
def test_spread_is_a_beta_law(rho: float) -> None:
    """Mean and variance over u are those of the beta law, p and rho p (1 - p), and quantiles are scipy's at a mean of the table."""
    x = np.array(spread_tables(rho))
    u = (np.arange(20_000) + 0.5) / 20_000
    total = 1.0 / rho - 1.0
    for mean in (0.02, 0.05, 0.33, 0.5, 0.72, 0.97):
        drawn = np.array([spread_probability(x, 0, float(v), mean) for v in u])
        assert np.all(np.diff(drawn) >= 0.0)
        assert drawn.mean() == pytest.approx(mean, abs=2e-4)
        assert drawn.var() == pytest.approx(rho * mean * (1.0 - mean), rel=0.12, abs=2e-5)
        if mean == 0.5:
            exact = stats.beta.ppf(u[::500], mean * total, (1.0 - mean) * total)
            assert drawn[::500] == pytest.approx(exact, abs=4e-4)


def test_kill_draws_have_places_of_their_own() -> None:
    """Raid, threat and shot never share an index, up to a million threats and shots."""
    seen = {kill_index(raid, threat, shot) for raid in (0, 1, 77) for threat in (0, 1, 9) for shot in (0, 1, 2)}
    assert len(seen) == 27
    assert kill_index(0, 0, 2**20 - 1) < kill_index(0, 1, 0) < kill_index(0, 2**20 - 1, 2**20 - 1) < kill_index(1, 0, 0)


DOCTRINES = st.sampled_from(
    [(ly.FIXED, 1), (ly.FIXED, 2), (ly.FIXED, 3), (ly.LOOK, 2), (ly.LOOK, -1), (ly.UNCOORDINATED, -1)]
)
KILLS = st.sampled_from([0.1, 0.4, 0.7, 0.95])
MAGAZINES = st.integers(0, 60)


@st.composite
def defences(draw: st.DrawFn) -> list[tuple[float, float, int, int, int, float]]:
    """Up to four layers: kill probability, rho, doctrine, shots, magazine (-1: none, one engagement each), batteries."""
    layer = st.one_of(
        st.tuples(KILLS, st.sampled_from([0.0, 0.2]), DOCTRINES, MAGAZINES, st.sampled_from([1.0, 2.0, 4.0])),
        st.tuples(KILLS, st.sampled_from([0.0, 0.1]), st.just((ly.SINGLE, 0)), st.just(-1), st.just(4.0)),
    )
    return [(p, rho, d, s, m, b) for p, rho, (d, s), m, b in draw(st.lists(layer, min_size=1, max_size=4))]


def raids_against(defence: list[tuple[float, float, int, int, int, float]], more: int, at: int) -> Network:
    """One raid of two classes; the magazine of the layer at place `at` holds `more` than was said."""
    arena = Arena()
    arsenal(arena, "drone", 40)
    arsenal(arena, "missile", 25)
    wanted = []
    for k, (p, rho, doctrine, shots, magazine, batteries) in enumerate(defence):
        held = stock(arena, f"m{k}", magazine + (more if k == at else 0)) if magazine >= 0 else 0
        pairs = {"drone": (p, rho, shots), "missile": (0.8 * p, rho, shots)}
        cells = {"batteries": batteries, "full": 4.0, "channels": 5.0}
        wanted.append(Layer(f"l{k}", pairs, doctrine, held, cells))
    raid(arena, "once", {"drone": {}, "missile": {}}, layers(arena, wanted), dates={1.0: [40, 25]})
    return close(arena, [2.0], tickets=16, heap=64)


@given(defences(), st.integers(0, 3), st.integers(1, 30), st.integers(0, 1000))
def test_more_interceptors_never_let_more_through(
    defence: list[tuple[float, float, int, int, int, float]], at: int, more: int, seed: int
) -> None:
    """For the same draws, whatever the layers, doctrines and spreads behind it, a fuller magazine lets no more through."""
    leaked = []
    for extra in (0, more):
        network = raids_against(defence, extra, at % len(defence))
        _, x = played(network, seed, engine="kernel")
        seen = record(network, x)
        leaked.append(seen["arsenal/drone/leaked"][-1] + seen["arsenal/missile/leaked"][-1])
    assert leaked[1] <= leaked[0]


@given(st.integers(0, 60), st.floats(0.5, 8.0), st.integers(0, 1000))
def test_raids_do_not_depend_on_the_defence(magazine: int, batteries: float, seed: int) -> None:
    """Common random numbers: another stock of interceptors leaves when raids come, what they send and at what as they were."""
    attempts = []
    for units, count in ((20, 3.0), (magazine, batteries)):
        arena = Arena()
        arsenal(arena, "missile", 100, rate=1.3, floor=10)
        cells = {"batteries": count, "full": 4.0}
        rows = layers(arena, [Layer("sam", {"missile": (0.6, 0.2, 2)}, ly.LOOK, stock(arena, "m", units), cells)])
        sent = {"missile": {"by_share": 1, "size": law(arena, "gamma", mean=0.2, cv=0.5)}}
        raid(arena, "big", sent, rows, gap=law(arena, "gamma", mean=9.0, cv=1.1))
        network = close(arena, [float(day) for day in range(1, 200)], tickets=16, heap=64)
        _, x = played(network, seed, engine="kernel")
        seen = record(network, x)
        attempts.append(
            [list(seen[key]) for key in ("arsenal/missile/launched", "raid/big/raids", "raid/big/target_now")]
        )
    assert attempts[0] == attempts[1]


def test_reach_and_coverage_limit_what_is_engaged() -> None:
    """A sure kill of the tenth of threats that a layer tries, at half of full coverage, takes one in twenty."""
    arena = Arena()
    arsenal(arena, "drone", 100_000)
    rows = layers(arena, [Layer("sam", {"drone": (1.0, 0.0, 1)}, cells={"batteries": 2.0, "full": 4.0})])
    arena.fill(rows[0][1]["drone"], [(ly.REACH, constant(arena, 0.1))])
    raid(arena, "once", {"drone": {}}, rows, dates={1.0: [100_000]})
    network = close(arena, [2.0])
    _, x = played(network)
    killed = record(network, x)["layer/sam/killed"][-1]
    assert abs(killed - 5_000) < 3.9 * (100_000 * 0.05 * 0.95) ** 0.5
