"""Money: what comes in, lapses, is set aside and buys; a donor's budget and its own refill."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.donors.worlds import buying, gifts, merged, record, scenario

from materiel.rules.purchase import affordable, backlog_room

ALWAYS = 1e6


def test_formulas():
    """Whole units for money, and units until months of output stand ordered."""
    assert affordable(1000.0, 300.0, 10) == 3
    assert affordable(1000.0, 300.0, 2) == 2
    assert affordable(0.3 * 3, 0.3, 10) == 3
    assert affordable(0.0, 0.0, 7) == 7
    assert backlog_room(2.0, 1.0, 50.0) == pytest.approx(2 * 30.4375 - 50.0)
    assert backlog_room(1.0, 1.0, 50.0) == 0.0


def test_a_lump_is_spent_by_parts_and_the_rest_lapses():
    """Of 5,000, 40 % at a time buys 2 and 1 at 1,000 each and sets money aside; on day 100, before the meeting, 2,000 lapse."""
    lump = {"date": 0, "eur": 5000.0, "lapses": 100}
    r = record(scenario(**buying(donors={"a": {"account": {"lumps": [lump]}, "spend_share": 0.4}})))
    assert r.level("purchase", "shells", "ordered").tolist() == [2.0, 3.0, 3.0, 3.0, 3.0, 3.0]
    assert r.level("account", "a", "balance").tolist() == [3000.0, 2000.0, 2000.0, 0.0, 0.0, 0.0]
    assert r.level("account", "a", "lapsed").tolist() == [0.0, 0.0, 0.0, 2000.0, 2000.0, 2000.0]
    assert r.level("donor", "a", "given_procurement_eur")[-1] == 3000.0
    assert r.level("purchase", "shells", "paid")[-1] == 3000.0


def test_a_lapse_does_not_stop_deliveries():
    """100 shells ordered on day 10 are made at one a day, although the account lapses on day 20."""
    lump = {"date": 0, "eur": 150_000.0, "lapses": 20}
    world = buying(donors={"a": {"account": {"lumps": [lump]}}}, orders={"shells": {"while_needed": True}})
    world = merged(world, {"needs": {"shells": {"target_units": 100}}})
    r = record(scenario(**world))
    assert r.level("aid", "a.shells", "ordered").tolist() == [100.0] * 6
    assert r.level("account", "a", "lapsed").tolist() == [50_000.0] * 6
    assert r.level("aid", "a.shells", "arrived").tolist() == [21.0, 49.0, 80.0, 100.0, 100.0, 100.0]


def test_money_that_would_lapse_first_is_spent_first():
    """2,000 of a lump that lapses on day 40 go before the 2,000 that stay; so nothing lapses."""
    lumps = [{"date": 0, "eur": 2000.0}, {"date": 5, "eur": 2000.0, "lapses": 40}]
    r = record(scenario(months=3, **buying(donors={"a": {"account": {"lumps": lumps}, "spend_share": 0.5}})))
    assert r.level("purchase", "shells", "ordered")[0] == 2.0
    assert r.level("account", "a", "lapsed").tolist() == [0.0, 0.0, 0.0]
    assert r.level("account", "a", "balance").tolist() == [2000.0, 1000.0, 1000.0]


def test_money_is_set_aside_for_what_costs_more_than_a_month_brings():
    """1,000 a month, half each: shells at 300 are bought 1, 2, 2, 1, 2; the tank at 2,500 in the fifth month."""
    world = buying(
        items={"shell": {"unit_cost_eur": 300.0}, "tank": {"unit_cost_eur": 2500.0}},
        stocks={"park": {"item": "tank"}},
        lines={"works": {"item": "tank", "customers": {"aid": {"stock": "park", "lane": "lane"}}}},
        donors={"a": {"budget_eur_per_month": 1000.0}},
        orders={"tanks": {"donor": "a", "customer": "works.aid"}},
    )
    r = record(scenario(**world))
    assert r.flow("purchase", "shells", "ordered").tolist()[:5] == [1.0, 2.0, 2.0, 1.0, 2.0]
    assert r.flow("purchase", "tanks", "ordered").tolist()[:5] == [0.0, 0.0, 0.0, 0.0, 1.0]


def test_a_committed_share_withstands_and_others_make_up():
    """At resolve 0, 300 of 1,000 come in by contract; the other donor adds 26 % of the 700 that are missing to its own 100.

    The other meets on the first of the month, so its second meeting is at the end of January.
    """
    world = buying(
        regimes={"gone": {"states": {"gone": {"factor": 0.0, "sojourn_days": ALWAYS}}}},
        donors={
            "a": {"budget_eur_per_month": 1000.0, "resolve": "gone", "commitment": 0.3},
            "b": {"budget_eur_per_month": 100.0, "makes_up_for": {"a": {"shortfall_share": 0.26}}},
        },
    )
    r = record(scenario(months=2, **world))
    assert r.level("account", "a", "credited").tolist() == pytest.approx([300.0, 600.0])
    assert r.level("account", "b", "credited").tolist() == pytest.approx([564.0, 846.0])


def test_only_the_modelled_share_buys_here():
    """Of 1,000 a month, 40 % are modelled; the rest is counted."""
    donor = {"budget_eur_per_month": 1000.0, "account": {"modelled_share": 0.4}, "spend_share": 0.0}
    r = record(scenario(months=2, **buying(donors={"a": donor})))
    assert r.level("account", "a", "balance").tolist() == [400.0, 800.0]
    assert r.level("account", "a", "elsewhere").tolist() == [600.0, 1200.0]


def test_what_was_held_back_comes_when_the_resolve_rises():
    """The resolve is 0 for 40 days and 1 then: the lump comes at the next meeting (day 41), once."""
    states = {"low": {"factor": 0.0, "sojourn_days": 40.0}, "high": {"factor": 1.0, "sojourn_days": ALWAYS}}
    donor = {"resolve": "r", "rise_eur": 6000.0, "spend_share": 0.0}
    r = record(scenario(months=4, **buying(regimes={"r": {"states": states}}, donors={"a": donor})))
    assert r.level("account", "a", "balance").tolist() == [0.0, 6000.0, 6000.0, 6000.0]


def test_lumps_may_follow_the_resolve():
    """A lump of 1,000 on day 50 is 140 at a factor of 0.14."""
    states = {"stalled": {"factor": 0.14, "sojourn_days": ALWAYS}}
    lump = {"date": 50, "eur": 1000.0, "follows_resolve": True}
    donor = {"resolve": "r", "account": {"lumps": [lump]}, "spend_share": 0.0}
    r = record(scenario(months=2, **buying(regimes={"r": {"states": states}}, donors={"a": donor})))
    assert r.level("account", "a", "balance").tolist() == pytest.approx([0.0, 140.0])


def test_commitment_slows_the_fall_of_the_resolve():
    """A stay of 100 days in the resolved state lasts 150 at full commitment and a slowing of a half; the low state is as it was."""
    states = {"high": {"factor": 1.0, "sojourn_days": 100.0}, "low": {"factor": 0.0, "sojourn_days": 20.0}}
    world = buying(regimes={"r": {"states": states}}, donors={"a": {"resolve": "r", "commitment_slowing": 0.5}})
    plain = record(scenario(months=10, **world)).average("regime", "r", "factor_days")
    slow = record(scenario(months=10, **merged(world, {"donors": {"a": {"commitment": 1.0}}})))
    assert plain[3] == pytest.approx(10 / 30)
    slowed = slow.average("regime", "r", "factor_days")
    assert slowed[:4].tolist() == [1.0] * 4
    assert slowed[4] == pytest.approx(30 / 31)


def test_own_shortage_shakes_the_resolve():
    """At half of what it needs and a sensitivity of a half a donor gives 25 % less: 7.5 of 10; then by the 93 that are left."""
    world = gifts(
        donors={"a": {"own_shortage": 0.5}, "b": {"meeting_offset_days": 20.0}},
        holdings={"a": {"requirement": 200, "floor": 0.0, "release_rate": 0.1}},
        needs={"shells": {"target_units": 10_000}},
    )
    r = record(scenario(months=1, **world))
    second = 0.5 + 0.1 * 93 * (1.0 - 0.5 * (1.0 - 93 / 200))
    assert r.level("aid", "a.shells", "given")[0] == 7 + int(second)


def test_a_donor_refills_its_own_holdings_and_forgoes_the_rest():
    """3,500 a month at 1,000 each: 3, then 4 with what was set aside, until the 8 that are lacking are ordered."""
    world = gifts(
        stocks={"shells_a": {"on_hand": 92}},
        lines={"plant": {"item": "shell", "customers": {"own": {"stock": "shells_a", "lane": "lane"}}}},
        donors={"a": {"refill_eur_per_month": 3500.0, "meeting_offset_days": 10.0}},
        holdings={"a": {"refill_customer": "plant.own", "floor": 1.0}},
        needs={"shells": {"target_units": 1}},
    )
    r = record(scenario(months=4, **world))
    assert r.flow("purchase", "refill.a", "ordered").tolist() == [3.0, 4.0, 1.0, 0.0]
    assert r.level("stock", "shells_a", "on_hand").tolist() == [95.0, 99.0, 100.0, 100.0]
    assert r.level("donor", "a", "refill_eur").tolist() == [3000.0, 7000.0, 8000.0, 8000.0]
    assert r.level("account", "a.refill", "lapsed").tolist() == [0.0, 0.0, 0.0, 2500.0]
    assert r.level("donor", "a", "readiness").tolist() == pytest.approx([0.95, 0.99, 1.0, 1.0])


def test_only_what_a_source_sells_is_paid():
    """A source with 3 units sells 3 of the 10 that the money would buy; they count for the aid when they arrive."""
    world = buying(
        sources={"market": {"item": "shell", "units": 3, "lead_days": 4.0}},
        donors={"a": {"budget_eur_per_month": 10_000.0}},
        orders={"shells": {"customer": None, "source": "market"}},
    )
    r = record(scenario(months=2, **world))
    assert r.level("purchase", "shells", "ordered").tolist() == [3.0, 3.0]
    assert r.level("account", "a", "spent").tolist() == [3000.0, 3000.0]
    assert r.level("aid", "a.shells", "arrived").tolist() == [3.0, 3.0]


@given(
    some.floats(0.0, 20_000.0),
    some.lists(some.tuples(some.floats(0.5, 5000.0), some.floats(0.0, 3.0)), min_size=1, max_size=3),
    some.floats(0.0, 1.0),
)
def test_orders_never_cost_more_than_came_in(budget: float, lots: list[tuple[float, float]], share: float):
    """What came in is on the account or spent, whatever prices and weights are; price x quantity is what was paid."""
    world = buying(
        donors={"a": {"budget_eur_per_month": budget, "spend_share": share}},
        orders={"shells": {"price_eur": lots[0][0], "weight": lots[0][1]}}
        | {
            f"more{k}": {"donor": "a", "customer": "plant.aid", "price_eur": price, "weight": weight}
            for k, (price, weight) in enumerate(lots[1:])
        },
    )
    r = record(scenario(months=4, **world))
    came, left, spent = (r.level("account", "a", field) for field in ("credited", "balance", "spent"))
    assert (left >= 0.0).all()
    assert left + spent == pytest.approx(came, abs=1e-6)
    paid = sum(r.level("purchase", name, "paid") for name in r.names("purchase"))
    assert paid == pytest.approx(spent, abs=1e-6)
    assert r.level("purchase", "shells", "paid") == pytest.approx(r.level("purchase", "shells", "ordered") * lots[0][0])
