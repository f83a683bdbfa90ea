"""Raids: when they come, by gaps on a clock that runs as fast as the rate says, and at dates."""

from __future__ import annotations

import pytest
from tests.raids.worlds import arsenal, close, law, mixed, played, raid, record, site, steps, target

from materiel.layout import head as h
from materiel.layout import profile as pr
from materiel.layout.events import RAID_COMES
from materiel.network.arena import Arena, Network
from materiel.rules.ramp import profile_reach, profile_sum
from materiel.run import planes


def instants(network: Network) -> list[float]:
    """When raids came."""
    n, x = played(network, trace=1000)
    at = range(n[h.TRACE], n[h.TRACE] + n[h.TRACE_COUNT] * h.TRACE_SIZE, h.TRACE_SIZE)
    return [float(x[k]) for k in at if n[k] == RAID_COMES]


def season(arena: Arena, first: float, later: float) -> int:
    """A profile by month of the year: January, and all other months."""
    at = arena.row(pr.PROFILE, "")
    arena.fill(at, [(pr.SHAPE, pr.MONTH_OF_YEAR), (pr.FIRST, arena.numbers([first] + [later] * 11)), (pr.COUNT, 12)])
    return at


def test_raids_come_faster_where_the_rate_is_higher() -> None:
    """Every 10 days; twice as often from day 30, and thrice that in all months but January: gaps of 10, then 10 / 6."""
    arena = Arena()
    arsenal(arena, "missile", 100)
    rate = steps(arena, {0.0: 1.0, 30.0: 2.0}, times=season(arena, 1.0, 3.0))
    sent = {"missile": {"size": law(arena, "deterministic", value=1.0)}}
    raid(arena, "a", sent, [], gap=law(arena, "deterministic", value=10.0), rate=rate, offset=5.0)
    came = instants(close(arena, [35.0]))
    assert came == pytest.approx([5.0, 15.0, 25.0, 30.0 + 5.0 / 6.0, 30.0 + 15.0 / 6.0, 30.0 + 25.0 / 6.0])


def test_sums_of_a_product_are_exact_and_invert() -> None:
    """A straight line times a stepwise profile: the sum over 60 days by hand, and the instant at which it is reached."""
    arena = Arena()
    line = arena.row(pr.PROFILE, "")
    knots = arena.numbers([0.0, 60.0, 0.0, 6.0])
    arena.fill(line, [(pr.SHAPE, pr.LINEAR), (pr.FIRST, knots), (pr.COUNT, 2), (pr.TIMES, season(arena, 2.0, 1.0))])
    n, x = planes(close(arena, [60.0]), 1, 0)
    assert profile_sum(n, x, line, 0.0, 60.0) == pytest.approx(2.0 * 45.0 + 135.0)
    assert profile_reach(n, x, line, 0.0, 225.0) == pytest.approx(60.0)
    assert profile_reach(n, x, line, 0.0, 90.0) == pytest.approx(30.0)


def test_dated_raids_send_what_is_said_as_far_as_stock_goes() -> None:
    """Dated raids of 6 and 9 from a stock of 10 with a floor of 1 send 6 and 3."""
    arena = Arena()
    arsenal(arena, "missile", 10, floor=1)
    raid(arena, "a", {"missile": {}}, [], dates={1.0: [6], 2.5: [9]})
    network = close(arena, [1.0, 2.5])
    assert instants(network) == [1.0, 2.5]
    assert list(record(network, played(network)[1])["arsenal/missile/launched"]) == [6, 9]


def test_parts_of_a_unit_are_carried_to_the_next_raid() -> None:
    """A size of 1.25 sends 1, 1, 1 and 2."""
    arena = Arena()
    arsenal(arena, "missile", 100)
    sent = {"missile": {"size": law(arena, "deterministic", value=1.25)}}
    raid(arena, "a", sent, [], gap=law(arena, "deterministic", value=1.0))
    network = close(arena, [1.0, 2.0, 3.0, 4.0])
    assert list(record(network, played(network)[1])["arsenal/missile/launched"]) == [1, 2, 3, 5]


def test_targets_follow_the_weights_of_the_month() -> None:
    """What has all the weight in January and none later is struck in January only; sites share hits by their weights."""
    arena = Arena()
    sites = [site(arena, name) for name in ("grid", "big", "small")]
    power = target(arena, 2, sites[:1], [1.0])
    others = target(arena, 4, sites[1:], [3.0, 1.0])
    arsenal(arena, "missile", 100_000)
    mix = [mixed(arena, power, 1.0, season(arena, 1.0, 0.0)), mixed(arena, others, 1.0, season(arena, 0.0, 1.0))]
    sent = {"missile": {"size": law(arena, "deterministic", value=100.0)}}
    raid(arena, "a", sent, [], mix, gap=law(arena, "deterministic", value=1.0))
    network = close(arena, [29.5, 129.5])
    seen = record(network, played(network)[1])
    assert list(seen["site/grid/hits"]) == [2_900, 2_900]
    big, small = seen["site/big/hits"], seen["site/small/hits"]
    assert (big[0], small[0], big[1] + small[1]) == (0, 0, 10_000)
    assert abs(big[1] - 7_500) < 3.9 * (10_000 * 0.75 * 0.25) ** 0.5
