"""Arsenals: production in whole units, growth, the floor, and what is reported."""

from __future__ import annotations

import math

import pytest
from tests.raids.worlds import Layer, arsenal, close, constant, law, layers, played, raid, record, steps

from materiel.layout import layer as ly
from materiel.network.arena import Arena
from materiel.rules.arsenal import grown


def test_growth_is_the_mean_of_its_exponentials() -> None:
    """Two years of doubling from year 1 to 3, then none: means over years 0-1, 1-2, 1-3, 3-4."""
    year = 365.25
    at = [k * year for k in range(5)]
    assert grown(at[0], at[1], at[1], at[3], 2.0, 1.0) == 1.0
    assert grown(at[1], at[2], at[1], at[3], 2.0, 1.0) == pytest.approx(1.0 / math.log(2.0))
    assert grown(at[1], at[3], at[1], at[3], 2.0, 1.0) == pytest.approx(1.5 / math.log(2.0))
    assert grown(at[3], at[4], at[1], at[3], 2.0, 1.0) == pytest.approx(4.0)
    assert grown(at[3], at[4], at[1], at[3], 2.0, 2.0) == pytest.approx(4.0 / math.log(2.0))
    assert grown(at[0], at[2], at[1], at[3], 2.0, 1.0) == pytest.approx(0.5 + 0.5 / math.log(2.0))


def test_output_comes_in_whole_units_and_stock_stays_above_the_floor() -> None:
    """A third a day makes 6 in 20 days, 10 in 30, then twice that; raids take half of what is above the floor of 4."""
    arena = Arena()
    arsenal(arena, "missile", 10, rate=1.0 / 3.0, output=steps(arena, {0.0: 1.0, 30.0: 2.0}), floor=4)
    half = {"missile": {"by_share": 1, "size": law(arena, "deterministic", value=0.5)}}
    raid(arena, "weekly", half, [], gap=law(arena, "deterministic", value=15.0))
    network = close(arena, [20.0, 30.0, 60.0])
    _, x = played(network)
    seen = record(network, x)
    assert list(seen["arsenal/missile/produced"]) == [6, 10, 30]
    # Day 15: 10 + 5 - 4 = 11 on call, 5.5 sent as 5; day 30: 10 + 10 - 5 - 4 = 11, 5.5 and the half carried: 6.
    assert list(seen["arsenal/missile/launched"][:2]) == [5, 11]
    assert all(seen["arsenal/missile/stock"] >= 4)


def test_reports_leave_out_a_share_of_leakers_at_which_nothing_was_fired() -> None:
    """Of 10 a raid, 6 are engaged and missed: of the 4 at which nothing was fired a half is reported, 8 in all."""
    arena = Arena()
    arsenal(arena, "missile", 100, reported_share=constant(arena, 0.5))
    rows = layers(arena, [Layer("sam", {"missile": (1e-12, 0.0, 1)}, cells={"batteries": 3.0, "channels": 2.0})])
    raid(arena, "once", {"missile": {}}, rows, dates={1.0: [10], 2.0: [10]})
    network = close(arena, [1.5, 3.0])
    _, x = played(network)
    seen = record(network, x)
    assert list(seen["arsenal/missile/launched"]) == [10, 20]
    assert list(seen["arsenal/missile/reported"]) == [8, 16]


def test_what_layers_take_is_counted_by_standard_or_as_lost() -> None:
    """A jammer that takes all counts as lost, a layer that kills all by its standard; launched = taken + leaked."""
    arena = Arena()
    for name in ("drone", "missile"):
        arsenal(arena, name, 10)
    rows = layers(
        arena,
        [
            Layer("jam", {"drone": (1.0, 0.0, 0)}, ly.SINGLE, cells={"loses": 1}),
            Layer("sam", {"missile": (1.0, 0.0, 1), "drone": (1.0, 0.0, 1)}, ly.FIXED, cells={"standard": 1}),
        ],
    )
    raid(arena, "once", {"drone": {}, "missile": {}}, rows, dates={1.0: [4, 7]})
    network = close(arena, [2.0])
    _, x = played(network)
    seen = {key: values[-1] for key, values in record(network, x).items()}
    assert (seen["arsenal/drone/lost"], seen["arsenal/missile/intercepted_nato"]) == (4, 7)
    assert (seen["arsenal/drone/leaked"], seen["arsenal/missile/leaked"]) == (0, 0)
