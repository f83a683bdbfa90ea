"""Shops: small worlds that can be followed by hand, and textbook queues."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.fleet.worlds import World, equal, played

from materiel.layout import demand as d
from materiel.layout import fleet as f
from materiel.layout import line as li
from materiel.layout import shop as sh
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.run import planes, play


def test_one_bay_by_hand():
    """Jobs at 1, 2, 3, 4 that take 1.5 days each wait 0, 0.5, 1, 1.5 days and so on; the fourth is done at 7."""
    w = World()
    shop = w.shop("s", w.law("deterministic", value=1.5), threshold=0.9)
    w.jobs("j", shop, w.law("deterministic", value=1.0), offset=1.0)
    p = equal(w.closed([4.4, 7.0]))
    assert p.series("shop/s", "arrived").tolist() == [4, 7]
    assert p.series("shop/s", "started").tolist() == [3, 5]
    assert p.series("shop/s", "done").tolist() == [2, 4]
    assert p.series("shop/s", "wait_sum")[0] == pytest.approx(0 + 0.5 + 1.0)
    assert p.series("shop/s", "waited").tolist() == [2, 4]
    assert p.series("shop/s", "long_waits").tolist() == [1, 3]
    assert p.series("shop/s", "busy_days").tolist() == pytest.approx([3.4, 6.0])
    assert p.series("shop/s", "empty_days").tolist() == pytest.approx([1.0, 1.0])


def test_what_finds_no_place_is_refused():
    """Batches of 4 at a shop of one bay and two places: one of each first batch is refused."""
    w = World()
    shop = w.shop("s", w.law("deterministic", value=10.0), room=2)
    w.jobs("j", shop, w.law("deterministic", value=100.0), batch=w.law("deterministic", value=4.0), offset=1.0)
    p = equal(w.closed([5.0, 50.0]))
    assert p.series("shop/s", "refused").tolist() == [1, 1]
    assert p.series("shop/s", "in_shop").tolist() == [3, 0]
    assert p.series("shop/s", "sojourn_sum")[1] == 10 + 20 + 30


def test_speed_preempts_and_work_done_stays_done():
    """At half speed a job of 4 days takes 8; two thirds of the way at full speed again it needs 4/3 days more."""
    w = World()
    site = w.site("x", 0.5)
    shop = w.shop("s", w.law("deterministic", value=4.0), bays=2, site=site)
    w.jobs("j", shop, w.law("deterministic", value=100.0), batch=w.law("deterministic", value=3.0), offset=0.0)
    network = w.closed([5.0, 8.0, 10.0, 30.0])
    assert equal(network).series("shop/s", "done").tolist() == [0, 2, 2, 3]
    whole, real = planes(network, 1, 0)
    real[site + si.CONDITION] = 0.0
    play("kernel", whole, real)
    assert whole[shop + sh.DONE] == 0 and whole[shop + sh.BUSY_BAYS] == 2


def test_a_change_of_speed_is_seen_at_its_instant():
    """Condition halves at day 2 and is restored at day 6: a job of 5 days that began at 0 is done at 7."""
    w = World()
    site = w.site("x", 1.0)
    shop = w.shop("s", w.law("deterministic", value=5.0), site=site)
    w.jobs("j", shop, w.law("deterministic", value=100.0), offset=0.0)
    w.dated([(2.0, site + si.CONDITION, 0.5), (6.0, site + si.CONDITION, 1.0)], [shop])
    p = equal(w.closed([6.9, 7.0]))
    assert p.series("shop/s", "done").tolist() == [0, 1]
    assert p.series("shop/s", "sojourn_sum")[1] == 7.0


def test_a_job_waits_for_its_parts():
    """A repair uses two parts; there are three, and two more come with a shipment at day 5."""
    w = World()
    parts = w.stock("parts", "engine", 3)
    shop = w.shop("s", w.law("deterministic", value=1.0), bays=4)
    part = w.row(li.PART, "s.repair.1", item="engine")
    w.fill(part, [(li.PART_STOCK, parts), (li.PART_UNITS, 2)])
    w.fill(shop, [(sh.BOM, part), (sh.BOM_COUNT, 1)])
    w.fill(parts, [(s.WAITERS, w.addresses([shop])), (s.WAITER_COUNT, 1)])
    source = w.stock("source", "engine", 2)
    w.lane("road", w.law("deterministic", value=5.0))
    w.fill(parts, [(s.POLICY, s.BASE_STOCK), (s.UP_TO, 3), (s.SUPPLY, w.at("lane/road")), (s.SUPPLY_STOCK, source)])
    w.jobs("j", shop, w.law("deterministic", value=100.0), batch=w.law("deterministic", value=3.0), offset=0.0)
    p = equal(w.closed([4.0, 7.0]))
    assert p.series("shop/s", "started").tolist() == [1, 2]
    assert p.series("part/s.repair.1", "built_in").tolist() == [2, 4]
    assert p.series("shop/s", "wait_sum")[1] == 5.0


def test_an_exchange_brings_the_unit_back_to_stock_or_condemns_it():
    """Pieces that users hand in are counted in, repaired or condemned, and the ledger balances."""
    w = World()
    depot = w.stock("depot", "radar", 5)
    shop = w.shop("s", w.law("exponential", mean=3.0), bays=2, room=3, item="radar", scrap=0.2)
    w.jobs("j", shop, w.law("exponential", mean=1.0))
    w.fill(w.at("demand/j"), [(d.STOCK, depot), (d.BACK_TO, depot)])
    p = equal(w.closed([100.0, 200.0]))
    handed, condemned = p.series("shop/s", "handed_in")[-1], p.series("shop/s", "condemned")[-1]
    inside, back = p.series("shop/s", "units_in_shop")[-1], p.series("stock/depot", "received")[-1]
    assert handed == condemned + inside + back
    assert condemned == p.series("shop/s", "refused")[-1] + p.series("shop/s", "scrapped")[-1]
    assert min(condemned, inside, back) > 0


def test_first_priority_is_served_first():
    """Two fleets fail at once into one bay: that of the first priority goes first, whatever its name."""
    w = World()
    shop = w.shop("s", w.law("deterministic", value=10.0))
    for name, priority in (("a", 1), ("b", 0)):
        fleet = w.fleet(name, name, 2, 0, shop=shop, priority=priority, own_days=1)
        w.fill(fleet, [(f.IN_REPAIR, 2), (f.START_IN_REPAIR, 2), (f.INITIAL, 2)])
    p = equal(w.closed([15.0, 35.0, 45.0]))
    assert p.series("fleet/a", "in_repair").tolist() == [1, 1, 0]
    assert p.series("fleet/b", "in_repair").tolist() == [2, 0, 0]


@given(
    seed=some.integers(0, 1 << 30),
    gap=some.sampled_from([0.5, 1.0, 2.0]),
    bays=some.integers(1, 4),
    more=some.integers(1, 3),
    law=some.sampled_from(["exponential", "deterministic"]),
)
def test_more_bays_repair_no_fewer(seed: int, gap: float, bays: int, more: int, law: str):
    """In an open first-come-first-served shop without parts, with the same draws, at every record instant."""
    done = []
    for count in (bays, bays + more):
        w = World()
        work = w.law("exponential", mean=2.0) if law == "exponential" else w.law("deterministic", value=2.0)
        w.jobs("j", w.shop("s", work, bays=count, scrap=0.1), w.law("exponential", mean=gap))
        p = played(w.closed([5.0 * k for k in range(1, 13)], tickets=600, heap=600), seed)
        done.append((p.series("shop/s", "done"), p.series("shop/s", "done") - p.series("shop/s", "scrapped")))
    assert np.all(done[1][0] >= done[0][0])


def erlang_b(load: float, bays: int) -> float:
    """Share of the jobs that is lost in M/G/c/c (Erlang 1917)."""
    blocked = 1.0
    for k in range(1, bays + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "parameters"),
    [("exponential", {"mean": 1.0}), ("deterministic", {"value": 1.0}), ("lognormal", {"mean": 1.0, "cv": 2.0})],
)
def test_loss_is_erlangs_whatever_the_law_of_repair(name: str, parameters: dict[str, float]):
    """Case Q04, M/G/10/10 at a load of 8: within 3.9 standard errors of 30 replications of 10,000 days."""
    w = World()
    shop = w.shop("s", w.law(name, **parameters), bays=10, room=0)
    w.jobs("j", shop, w.law("exponential", mean=0.125))
    network = w.closed([200.0, 10200.0])
    lost = []
    for replication in range(30):
        p = played(network, 11, replication)
        lost.append(p.gain("shop/s", "refused") / p.gain("shop/s", "arrived"))
    error = np.std(lost, ddof=1) / math.sqrt(len(lost))
    assert abs(np.mean(lost) - erlang_b(8.0, 10)) < 3.9 * error
