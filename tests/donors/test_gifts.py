"""Gifts from stock: how a need is divided, what floors, rates and resolve leave of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.donors.worlds import gifts, record, scenario

from materiel.rules.donor import gift
from materiel.rules.need import releasable
from materiel.rules.resolve import budget_factor, shaken


def test_formulas():
    """Units above the floor, the gift, the budget and the shaken resolve, by hand."""
    assert releasable(100.0, 100.0, 0.55) == pytest.approx(45.0)
    assert releasable(50.0, 100.0, 0.55) == 0.0
    assert gift(30.0, 0.1 * 45.0, 0.5) == pytest.approx(2.25)
    assert gift(3.0, 0.1 * 45.0, 0.5) == pytest.approx(1.5)
    assert budget_factor(0.2, 0.14) == pytest.approx(0.2 + 0.8 * 0.14)
    assert shaken(0.5, 0.8) == pytest.approx(0.9)


def test_a_need_is_divided_by_what_may_be_released_and_the_rest_by_name():
    """41 are divided as 50 to 40: 22 and 18, and the one that is left over goes to the first by name. They arrive after 5 days."""
    r = record(scenario(**gifts()))
    assert r.level("aid", "a.shells", "given").tolist() == [23.0] * 6
    assert r.level("aid", "b.shells", "given").tolist() == [18.0] * 6
    assert r.level("stock", "hub", "empty_days")[0] == 5.0
    assert r.level("stock", "hub", "on_hand").tolist() == [41.0] * 6
    assert r.level("donor", "a", "given_stock_eur").tolist() == [23000.0] * 6
    assert r.level("aid_need", "shells", "wanted").tolist() == [0.0] * 6


def test_nobody_gives_below_his_floor():
    """Of 200 wanted, 50 and 40 are given, whatever the parts are; then nothing more. What arrived counts for the aid."""
    r = record(scenario(**gifts(needs={"shells": {"target_units": 200}})))
    assert r.level("aid", "a.shells", "arrived").tolist() == [50.0] * 6
    assert r.level("stock", "shells_b", "on_hand").tolist() == [20.0] * 6
    assert r.level("donor", "a", "readiness").tolist() == [0.5] * 6
    assert r.level("donor", "b", "readiness").tolist() == [0.5] * 6


def test_parts_of_a_unit_are_carried_over():
    """A tenth of 50 above the floor at resolve 0.5 is 2.5, then 2.4 + 0.5 carried (2), then 2.3 + 0.9 (3), and so on."""
    world = gifts(
        needs={"shells": {"target_units": 1000}},
        regimes={"half": {"states": {"half": {"factor": 0.5, "sojourn_days": 1e6}}}},
        donors={"a": {"resolve": "half", "meeting_offset_days": 10.0}, "b": {"meeting_offset_days": 10.0}},
        holdings={"a": {"release_rate": 0.1}, "b": {"floor": 1.0, "requirement": 60}},
    )
    r = record(scenario(**world))
    given, carry, free = [], 0.0, 50
    for _ in range(6):
        amount = 0.5 * 0.1 * free + carry
        given.append(int(amount + 1e-9))
        carry = amount - given[-1]
        free -= given[-1]
    assert given[:3] == [2, 2, 3]
    assert r.flow("aid", "a.shells", "given").tolist() == given
    assert r.level("donor", "a", "factor").tolist() == [0.5] * 6


def test_meetings_apart_share_what_is_left():
    """Who meets first gets no more than his part: a gives 23 of 41 on the 1st; of the 18 left b gives 40/67 (10) on the 10th."""
    world = gifts(donors={"a": {"meeting_every_months": 12}, "b": {"meeting_offset_days": 9.0}})
    r = record(scenario(months=1, **world))
    assert r.level("aid", "a.shells", "given")[0] == 23.0
    assert r.level("aid", "b.shells", "given")[0] == 18 * 40 // (27 + 40)


def test_what_is_on_the_way_or_downstream_is_not_lacking():
    """20 at a depot behind the hub and 10 on hand leave 11 of 41 to give; a second meeting during transit gives nothing."""
    world = gifts(
        stocks={"hub": {"on_hand": 10}, "depot": {"item": "shell", "on_hand": 20}},
        needs={"shells": {"downstream": ["depot"]}},
        lanes={"lane": {"lead_days": 100}},
    )
    r = record(scenario(**world))
    assert (r.level("aid", "a.shells", "given") + r.level("aid", "b.shells", "given")).tolist() == [11.0] * 6
    assert r.level("aid", "a.shells", "arrived").tolist() == [0.0, 0.0, 0.0, 7.0, 7.0, 7.0]


def test_a_target_in_days_follows_demand():
    """At 2 a day demanded, 30 days are 60 at the meeting after the first month; after February's 56 that many are lacking."""
    world = gifts(
        stocks={"hub": {"unmet": "lost"}},
        demands={"users": {"stock": "hub", "gap_days": 0.5}},
        needs={"shells": {"target_units": 0, "target_days": 30.0, "window_days": 1.0}},
        lanes={"lane": {"lead_days": 0}},
    )
    r = record(scenario(months=2, **world))
    assert r.level("aid_need", "shells", "wanted").tolist() == [60.0, 56.0]


def test_others_step_in_while_a_donor_stalls():
    """b gives half as much again while the resolve of a is 0, but no more than is lacking and no more than it may."""
    world = gifts(
        needs={"shells": {"target_units": 45}},
        regimes={"gone": {"states": {"gone": {"factor": 0.0, "sojourn_days": 1e6}}}},
        donors={"a": {"resolve": "gone"}, "b": {"makes_up_for": {"a": {"below": 0.5, "factor": 1.5}}}},
    )
    r = record(scenario(months=1, **world))
    assert r.level("aid", "a.shells", "given")[0] == 0.0
    assert r.level("donor", "b", "factor")[0] == 1.5
    assert r.level("aid", "b.shells", "given")[0] == 20 * 1.5 + min(40 - 30, 15 * 10 // 60 * 1.5)


def test_gifts_may_draw_on_the_account():
    """With 4,500 EUR of authority and shells at 1,000, four are given, whatever the part is."""
    world = gifts(
        donors={
            "a": {"gifts_on_account": True, "account": {"lumps": [{"date": 0, "eur": 4500.0}]}},
            "b": {"meeting_offset_days": 20.0},
        }
    )
    r = record(scenario(months=1, **world))
    assert r.level("aid", "a.shells", "given")[0] == 4.0
    assert r.level("account", "a", "balance")[0] == 500.0
    assert r.level("account", "a", "spent")[0] == 4000.0


@given(
    some.integers(0, 500),
    some.lists(some.tuples(some.integers(0, 200), some.integers(0, 200), some.floats(0, 1)), min_size=1, max_size=4),
)
def test_gifts_never_exceed_the_need_nor_break_a_floor(wanted: int, donors: list[tuple[int, int, float]]):
    """Whatever the need and the holdings: what is given is at most what is lacking, and all of it if there is enough."""
    world = {
        "items": {"shell": {}},
        "stocks": {"hub": {"item": "shell"}}
        | {f"s{k}": {"item": "shell", "on_hand": held} for k, (held, _, _) in enumerate(donors)},
        "lanes": {"lane": {"lead_days": 1}},
        "needs": {"n": {"item": "shell", "stock": "hub", "target_units": max(1, wanted)}},
        "donors": {f"d{k}": {"gift_lane": "lane"} for k in range(len(donors))},
        "holdings": {
            f"h{k}": {"donor": f"d{k}", "stock": f"s{k}", "requirement": required, "floor": floor, "need": "n"}
            for k, (_, required, floor) in enumerate(donors)
        },
    }
    r = record(scenario(months=1, **world))
    free = [int(max(0.0, held - floor * required) + 1e-9) for held, required, floor in donors]
    given_units = [r.level("aid", f"d{k}.n", "given")[0] for k in range(len(donors))]
    assert sum(given_units) == min(max(1, wanted), sum(free))
    assert all(g <= f for g, f in zip(given_units, free, strict=True))


def test_pieces_with_a_fleet_count_against_its_authorised_strength():
    """A fleet of 20 with 14 pieces and 2 in reserve lacks 4, which are given once."""
    world = gifts(
        items={"shell": {"kind": "equipment"}},
        fleets={"crews": {"item": "shell", "authorised": 20, "operational": 14}},
        needs={"shells": {"target_units": 0, "fleets": ["crews"]}},
        stocks={"hub": {"on_hand": 2}},
    )
    r = record(scenario(months=2, **world))
    assert r.level("aid", "a.shells", "given")[0] + r.level("aid", "b.shells", "given")[0] == 4.0
