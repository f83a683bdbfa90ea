"""What is refused of donors, orders and pledges before anything runs."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from tests.donors.worlds import buying, gifts, merged, scenario

from materiel.scenario.aid_checks import aid_faults
from materiel.scenario.wiring import item_faults


def test_sound_worlds_have_no_faults():
    """The small worlds of these tests."""
    for world in (scenario(**gifts()), scenario(**buying())):
        assert aid_faults(world) + item_faults(world) == []


MORE = {"items": {"tank": {}}, "stocks": {"park": {"item": "tank"}}}


@pytest.mark.parametrize(
    ("world", "more", "path", "message"),
    [
        (gifts, {"needs": {"shells": {"stock": "park"}}}, "needs.shells.stock", "a stock of shell"),
        (gifts, {"holdings": {"a": {"stock": "park"}}}, "holdings.a.need", "a need of tank"),
        (gifts, {"holdings": {"b": {"stock": "shells_a"}}}, "holdings.b.stock", "a stock of its own"),
        (gifts, {"holdings": {"b": {"donor": "a"}}}, "holdings.b.need", "one holding of a donor"),
        (gifts, {"donors": {"a": {"gift_lane": None}}}, "holdings.a.lane", "expected a lane"),
        (gifts, {"donors": {"a": {"makes_up_for": {"a": {}}}}}, "donors.a.makes_up_for", "another donor"),
        (
            gifts,
            {"pledges": {"p": {"donors": ["c"], "need": "shells", "units": 1, "due": 1}}, "donors": {"c": {}}},
            "pledges.p.donors",
            "hold or order",
        ),
        (
            buying,
            {"needs": {"shells": {"item": "tank", "stock": "park"}}},
            "orders.shells.need",
            "expected a need of shell (lines.plant.item), got one of tank (needs.shells.item)",
        ),
        (buying, {"orders": {"shells": {"stock": "hub"}}}, "orders.shells.stock", "expected no stock"),
    ],
)
def test_what_does_not_fit_is_named(world: Any, more: dict[str, Any], path: str, message: str):
    """Goods that do not fit, ways that there are not, donors that do not give: path and expectation."""
    changed = scenario(**merged(world(**MORE), more))
    faults = item_faults(changed) + aid_faults(changed)
    assert [fault.path for fault in faults] == [path]
    assert message in faults[0].message


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"orders": {"shells": {"procurement": "x"}}}, "one of donor and procurement"),
        ({"orders": {"shells": {"source": "x"}}}, "one of customer and source"),
        ({"needs": {"shells": {"target_units": 0}}}, "target_units, target_days or fleets"),
        (
            {"pledges": {"p": {"donors": ["a"], "need": "shells", "units": 1, "from": 5.0, "due": 5.0}}},
            "from before due",
        ),
        ({"programmes": {"p": {}}}, "a date or signs"),
        ({"programmes": {"p": {"date": 0, "effects": [{"cell": "a/b/c"}]}}}, "one of add, multiply and set"),
        ({"programmes": {"p": {"signs": [{"cell": "a/b/c"}]}}}, "at_least and at_most"),
    ],
)
def test_a_table_that_says_too_little_or_too_much_is_refused(more: dict[str, Any], message: str):
    """Each with what was expected."""
    with pytest.raises(ValidationError, match=message):
        scenario(**merged(buying(), more))
