"""Lanchester's laws in closed form, and worlds that fight by them."""

from __future__ import annotations

import math

import pytest
from scipy.integrate import solve_ivp
from tests.fleet.worlds import World, equal, played

from materiel.layout import fleet as f
from materiel.network.arena import Network
from materiel.rules.lanchester import linear_after, loss_rate, square_after, square_end


def test_the_square_law_of_the_reference_case():
    """1,000 against 800 at 0.01: 710.75 and 381.01 are left at 50, the weaker side is gone at 109.86 (case C01)."""
    assert square_after(1000.0, 800.0, 0.01, 0.01, 50.0) == pytest.approx(710.7497208113828, rel=1e-12)
    assert square_after(800.0, 1000.0, 0.01, 0.01, 50.0) == pytest.approx(381.0054666713572, rel=1e-12)
    assert square_end(800.0, 1000.0, 0.01, 0.01) == pytest.approx(109.86122886681098, rel=1e-12)
    assert square_end(1000.0, 800.0, 0.01, 0.01) == math.inf


@pytest.mark.parametrize("days", [0.1, 3.0, 40.0])
@pytest.mark.parametrize(("a", "b"), [(0.001, 0.002), (0.0005, 0.0005), (0.0, 0.001)])
def test_closed_forms_solve_their_equations(days: float, a: float, b: float):
    """Both laws agree with a numerical solution, also where one side, or neither, has the upper hand."""
    square = solve_ivp(lambda _, y: [-a * y[1], -b * y[0]], (0, days), [300.0, 200.0], rtol=1e-11, atol=1e-9).y[:, -1]
    linear = solve_ivp(
        lambda _, y: [-a * y[0] * y[1], -b * y[0] * y[1]], (0, days), [3.0, 2.0], rtol=1e-11, atol=1e-12
    ).y[:, -1]
    assert square_after(300.0, 200.0, a, b, days) == pytest.approx(square[0], rel=1e-8)
    assert square_after(200.0, 300.0, b, a, days) == pytest.approx(square[1], rel=1e-8)
    assert linear_after(3.0, 2.0, a, b, days) == pytest.approx(linear[0], rel=1e-8)
    assert linear_after(2.0, 3.0, b, a, days) == pytest.approx(linear[1], rel=1e-8)


def test_nobody_is_lost_where_nobody_is_left():
    """The rate of losses is that of the law, and 0 at strength 0."""
    assert loss_rate(f.SQUARE, 0.5, 10.0, 4.0) == 2.0
    assert loss_rate(f.LINEAR, 0.5, 10.0, 4.0) == 20.0
    assert loss_rate(f.RATE, 0.5, 10.0, 4.0) == 5.0
    assert loss_rate(f.SQUARE, 0.5, 0.0, 4.0) == 0.0


def duel(law: int, mode: int, a: tuple[int, float], b: tuple[int, float], instants: list[float]) -> Network:
    """Two fleets that fight: (pieces, losses by the law)."""
    w = World()
    first = w.fleet("a", "tank", a[0], law=law, mode=mode, loss=a[1], destroyed_share=1.0)
    second = w.fleet("b", "gun", b[0], law=law, mode=mode, loss=b[1], destroyed_share=1.0, opponent=first)
    w.set(first + f.OPPONENT, second)
    w.front("front", [first, second])
    return w.closed(instants, tickets=64, heap=512)


def test_expected_values_are_exact_between_days_and_at_the_end():
    """The world of case C01: strengths at 50 and the instant of annihilation within a step, to 1e-12."""
    p = equal(duel(f.SQUARE, f.EXPECTED, (1000, 0.01), (800, 0.01), [50.0, 200.0]))
    assert p.series("fleet/a", "operational").tolist() == [711.0, 600.0]
    assert p.series("fleet/b", "operational").tolist() == [381.0, 0.0]
    assert p.series("fleet/b", "gone_at")[1] == pytest.approx(109.86122886681098, rel=1e-12)
    assert p.real[p.network.rows["fleet/a"].at + f.STRENGTH] == pytest.approx(600.0, rel=1e-12)


@pytest.mark.parametrize("law", [f.RATE, f.SQUARE, f.LINEAR])
@pytest.mark.parametrize("mode", [f.THINNED, f.CLOCKS, f.EXPECTED])
def test_engines_agree_on_every_law_in_every_mode(law: int, mode: int):
    """Losses by each law, by daily thinning, clocks and expected values: the same events and the same record."""
    loss = 0.001 if law == f.LINEAR else 0.02
    p = equal(duel(law, mode, (40, loss), (30, loss), [30.0, 60.0, 90.0]))
    assert p.series("fleet/a", "combat")[-1] > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("law", "a", "b", "end", "wins", "left", "lasts"),
    [
        (f.SQUARE, (10, 1.0), (8, 1.0), 60.0, 0.7913584466510833, 5.2165683875552515, 1.10696112060341),
        (f.LINEAR, (20, 0.0015), (25, 0.002), 6000.0, 0.580240910993558, 2.986559478526585, 318.4177468599008),
    ],
)
def test_clocks_are_the_markov_chain_of_the_reference_cases(
    law: int, a: tuple[int, float], b: tuple[int, float], end: float, wins: float, left: float, lasts: float
):
    """Cases C03 and C05: chance of winning, survivors and duration within 3.9 standard errors of 4,000 replications."""
    network = duel(law, f.CLOCKS, a, b, [end])
    runs = 4000
    won, survivors, duration = [], [], []
    for replication in range(runs):
        p = played(network, 3, replication)
        pieces = p.series("fleet/a", "operational")[0]
        won.append(float(pieces > 0))
        survivors.append(pieces)
        duration.append(max(p.series("fleet/a", "gone_at")[0], p.series("fleet/b", "gone_at")[0]))
    for values, expected in ((won, wins), (survivors, left), (duration, lasts)):
        mean = math.fsum(values) / runs
        error = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / runs / (runs - 1))
        assert abs(mean - expected) < 3.9 * error
