"""Programmes: dated and triggered decisions, their cost, lead time and effect."""

from __future__ import annotations

from typing import Any

import pytest
from tests.donors.worlds import gifts, merged, record, scenario

from materiel.layout import programme as pg
from materiel.network.lower import network_of
from materiel.record import Record
from materiel.rules.programme import changed
from materiel.rules.signs import compares
from materiel.scenario.checks import unseen_signs
from materiel.scenario.errors import ScenarioError


def test_formulas():
    """The yield scales what is added, and how far a factor is from 1; what is set is set."""
    assert changed(2.0, pg.ADD, 3.0, 0.5) == 3.5
    assert changed(2.0, pg.MULTIPLY, 3.0, 0.5) == 4.0
    assert changed(2.0, pg.SET, 3.0, 0.5) == 3.0
    assert compares(3.0, 1, 3.0)
    assert compares(3.0, 0, 3.0)
    assert not compares(2.0, 1, 3.0)


def _made(programme: dict[str, Any], months: int = 4, **more: Any) -> Record:
    world: dict[str, Any] = {
        "items": {"shell": {}, "drone": {}},
        "stocks": {"depot": {"item": "shell"}, "hangar": {"item": "drone"}},
        "lines": {
            "plant": {"item": "shell", "output": "depot"},
            "works": {"item": "drone", "output": "hangar", "shut": True},
        },
        "programmes": {"p": programme},
    }
    return record(scenario(months=months, **merged(world, more)))


EXPAND = {"cell": "line/plant/expansion", "add": 1.0}


def test_a_line_is_expanded_after_the_lead_time():
    """Decided on 1 February, done after 28 days: one shell a day till 1 March, two from then on."""
    r = _made({"date": "2023-02-01", "lead_days": 28.0, "cost_eur": 5e6, "effects": [EXPAND]})
    assert r.flow("line", "plant", "made").tolist() == [31.0, 28.0, 62.0, 60.0]
    assert r.level("programme", "p", "spent").tolist() == [5e6] * 4
    assert r.level("programme", "p", "done_at").tolist() == [-1.0, 59.0, 59.0, 59.0]


def test_the_yield_is_a_share_of_what_was_promised():
    """Half of the doubling comes true."""
    r = _made({"date": "2023-02-01", "yield": 0.5, "effects": [EXPAND]})
    assert r.flow("line", "plant", "made").tolist() == [31.0, 42.0, 46.0, 45.0]


def test_signs_need_months_that_are_recorded():
    """A programme that waits for signs, in a world whose months nobody records, would wait for ever: it is refused."""
    sign = {"cell": "stock/hub/on_hand", "at_least": 1}
    raw = gifts(programmes={"p": {"signs": [sign]}, "q": {"date": "2023-02-01"}})
    world = scenario(**raw)
    said = [str(fault) for fault in unseen_signs(world)]
    assert said == []
    blind = world.model_copy(update={"world": world.world.model_copy(update={"record_months": False})})
    [fault] = unseen_signs(blind)
    assert str(fault).startswith("programmes.p.signs: expected record_months = true under [world]")


def test_a_stock_without_limit_gets_none_by_a_programme():
    """A line knows from the start whether it may have to wait for room, so a capacity is changed, never introduced."""
    shed = {"date": "2023-02-01", "effects": [{"cell": "stock/depot/capacity", "set": 5}]}
    with pytest.raises(ScenarioError, match="expected a stock with a capacity, got 'depot' without one"):
        _made(shed)


def test_a_lot_under_work_is_not_begun_anew():
    """A lot of 30 days has 20 days of work left on day 10; at four times the speed it is done on day 15, others on 22.5 and 30."""
    faster = {"cell": "line/plant/expansion", "multiply": 4.0}
    r = _made({"date": 10.0, "effects": [faster]}, months=1, lines={"plant": {"work_days": 30.0}})
    assert r.average("stock", "depot", "on_hand_days")[0] == pytest.approx((7.5 * 1 + 7.5 * 2 + 1.0 * 3) / 31)


def test_a_line_is_converted():
    """One is shut when it is decided, the other opens 28 days later."""
    r = _made(
        {
            "date": "2023-02-01",
            "lead_days": 28.0,
            "effects": [
                {"cell": "line/plant/converting", "set": 1, "at": "decision"},
                {"cell": "line/works/converting", "set": 0},
            ],
        }
    )
    assert r.flow("line", "plant", "made").tolist() == [31.0, 1.0, 0.0, 0.0]
    assert r.flow("line", "works", "made").tolist() == [0.0, 0.0, 31.0, 30.0]


def test_signs_are_read_from_the_month_end_before():
    """On 1 March the record of 31 January (31 shells) is known, on 1 April that of 28 February (59): decided then."""
    signs = [{"cell": "stock/depot/on_hand", "at_least": 50}]
    r = _made({"signs": signs, "effects": [EXPAND]})
    assert r.level("programme", "p", "decided_at").tolist() == [-1.0, -1.0, 90.0, 90.0]
    assert r.flow("line", "plant", "made").tolist() == [31.0, 28.0, 31.0, 60.0]


def test_with_an_offset_the_last_month_end_is_known():
    """A day into the month its beginning is recorded: decided on 2 March."""
    signs = [{"cell": "stock/depot/on_hand", "at_least": 50}]
    r = _made({"signs": signs, "check_offset_days": 1.0, "effects": [EXPAND]})
    assert r.level("programme", "p", "decided_at").tolist() == [-1.0, -1.0, 60.0, 60.0]


def test_signs_must_hold_for_months_in_a_row_and_all_at_once():
    """Output above 29 a month holds for January and March, not for February: two in a row are March and April."""
    signs = [
        {"cell": "line/plant/made", "reads": "flow", "at_least": 29, "months": 2},
        {"cell": "stock/depot/on_hand_days", "reads": "mean", "at_least": 10.0},
    ]
    r = _made({"signs": signs, "check_offset_days": 1.0, "effects": []}, months=6)
    assert r.level("programme", "p", "decided_at").tolist() == [-1.0, -1.0, -1.0, -1.0, 121.0, 121.0]


def test_a_quotient_without_a_divisor_says_nothing():
    """Nobody demands anything, so the fill rate is never seen to be low."""
    sign = {"cell": "stock/depot/filled", "per": "stock/depot/demanded", "reads": "flow", "at_most": 0.9}
    r = _made({"signs": [sign], "effects": [EXPAND]})
    assert r.level("programme", "p", "times").tolist() == [0.0] * 4


def test_it_is_not_decided_when_it_is_too_late_or_not_chosen():
    """Signs that hold after `until`, or a programme that may be decided no time, change nothing."""
    signs = [{"cell": "stock/depot/on_hand", "at_least": 50}]
    late = _made({"signs": signs, "until": "2023-03-15", "effects": [EXPAND]})
    never = _made({"date": "2023-02-01", "times": 0, "effects": [EXPAND]})
    assert late.level("line", "plant", "made")[-1] == never.level("line", "plant", "made")[-1] == 120.0


def test_it_may_be_decided_more_than_once():
    """Twice, each time after the sign held anew: the line runs at three times its speed in the end."""
    signs = [{"cell": "line/plant/made", "reads": "flow", "at_least": 28}]
    r = _made({"signs": signs, "times": 2, "effects": [EXPAND]}, months=6)
    assert r.level("programme", "p", "times").tolist() == [0.0, 1.0, 2.0, 2.0, 2.0, 2.0]
    assert r.level("line", "plant", "expansion").tolist() == [1.0, 2.0, 3.0, 3.0, 3.0, 3.0]


def test_it_waits_until_it_can_be_paid():
    """A programme of 2,500 waits for an account that gets 1,000 a month on the 10th: decided at the check of 1 April."""
    r = _made(
        {"date": "2023-01-05", "cost_eur": 2500.0, "paid_by_donor": "a", "effects": [EXPAND]},
        donors={"a": {"budget_eur_per_month": 1000.0, "meeting_offset_days": 10.0}},
    )
    assert r.level("programme", "p", "decided_at").tolist() == [-1.0, -1.0, 90.0, 90.0]
    assert r.level("account", "a", "balance").tolist() == [1000.0, 2000.0, 500.0, 1500.0]


def test_a_policy_that_changes_at_a_date_leaves_everything_before_as_it_was():
    """A floor that falls on 10 March: the records of January and February are the same, those after it differ."""
    world = gifts(
        needs={"shells": {"target_units": 1000}},
        demands={"users": {"stock": "hub", "gap_days": {"family": "exponential", "mean": 1.0}}},
        donors={"a": {"meeting_offset_days": 10.0}},
    )
    lower = {"date": "2023-03-10", "effects": [{"cell": "holding/a/floor", "set": 0.0}]}
    never = record(scenario(**merged(world, {"programmes": {"p": {**lower, "times": 0}}})))
    once = record(scenario(**merged(world, {"programmes": {"p": lower}})))
    assert (never.rows[:2] == once.rows[:2]).all()
    assert once.level("aid", "a.shells", "given").tolist() == [50.0, 50.0, 100.0, 100.0, 100.0, 100.0]
    assert never.level("aid", "a.shells", "given").tolist() == [50.0] * 6


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("line/plnt/expansion", "line/plant"),
        ("line/plant/expansoin", "expansion"),
        ("line/plant/made", "counts what happened"),
        ("stock/depot/on_hand", "counts what happened"),
    ],
)
def test_a_cell_that_is_not_a_setting_is_refused(cell: str, message: str):
    """A misspelt name is answered with the nearest; what counts goods is no setting."""
    world = scenario(
        items={"shell": {}},
        stocks={"depot": {"item": "shell"}},
        lines={"plant": {"item": "shell", "output": "depot"}},
        programmes={"p": {"date": 0.0, "effects": [{"cell": cell, "add": 1}]}},
    )
    with pytest.raises(ScenarioError, match=message):
        network_of(world)
