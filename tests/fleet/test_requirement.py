"""What is required of munitions, and to whom a shortfall is booked: worlds that can be computed by hand, on both engines."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.fleet.worlds import Played, equal

from materiel.network.lower import network_of
from materiel.scenario.world import Scenario


def world(
    shells: int, operational: int, authorised: int = 10, planned: Any = None, strength: Any = None, **family: Any
) -> Played:
    """Guns that fire two rounds a day each, in a world of two months of 31 and 29 days; equal on both engines."""
    need = {"rounds_per_day": 2, "stocks": ["front"]} | ({} if planned is None else {"planned_per_day": planned})
    told = {
        "world": {"name": "w", "start": "2024-01-01", "horizon_months": 2},
        "items": {"shell": {"family": "shells"}, "gun": {"kind": "equipment", "family": "guns"}},
        "stocks": {"front": {"item": "shell", "on_hand": shells}},
        "fleets": {
            "guns": {
                "item": "gun", "authorised": authorised, "operational": operational,
                "needs": {"fire": need}, **({} if strength is None else {"planned_strength": strength}),
            }
        },
        "fronts": {"east": {"fleets": ["guns"], "families": {"shells": family}}},
    }  # fmt: skip
    return equal(network_of(Scenario.model_validate(told)))


def test_pieces_that_are_missing_are_booked_to_equipment():
    """4 of 10 guns, shells enough: availability 0.4, 4 x 2 of 10 x 2 rounds a day issued; both are the guns' fault.

    ln readiness = (ln 0.4 + ln 0.4) / 2, all of it equipment's; the fill rate is 1.
    """
    p = world(10_000, operational=4)
    assert p.series("family/east.shells", "required").tolist() == [620, 1200]
    assert p.series("family/east.shells", "wanted").tolist() == [248, 480]
    assert p.series("front/east", "munitions").tolist() == pytest.approx([0.4, 0.4])
    assert p.series("front/east", "fill_rate").tolist() == [1.0, 1.0]
    assert p.series("front/east", "equipment_part").tolist() == pytest.approx([math.log(0.4)] * 2)
    assert p.series("front/east", "munitions_part").tolist() == pytest.approx([0.0, 0.0])
    assert p.series("front/east", "limiting").tolist() == [1, 1]
    assert p.series("front/east", "readiness").tolist() == pytest.approx([0.4, 0.4])


def test_rounds_that_are_missing_are_booked_to_munitions():
    """8 of 10 guns want 496 of the 620 rounds required in January, and get the 310 that are there: a half is missing.

    ln(310 / 620) = ln(496 / 620) + ln(310 / 496): the first is the guns', the second the shells'.
    """
    p = world(310, operational=8)
    assert p.series("front/east", "munitions").tolist() == pytest.approx([0.5, 0.0])
    assert p.series("front/east", "equipment_part")[0] == pytest.approx((math.log(0.8) + math.log(0.8)) / 2)
    assert p.series("front/east", "munitions_part")[0] == pytest.approx(math.log(310 / 496) / 2)
    assert p.series("front/east", "limiting")[0] == 2
    total = sum(p.series("front/east", f"{part}_part")[0] for part in ("equipment", "munitions", "coverage"))
    assert p.series("front/east", "readiness")[0] == pytest.approx(math.exp(total))


def test_more_guns_never_lower_what_is_met():
    """The same 310 shells with 8 and with 10 guns: as much is issued, and availability rises, so readiness does."""
    few, many = world(310, operational=8), world(310, operational=10)
    assert many.series("front/east", "munitions")[0] == few.series("front/east", "munitions")[0]
    assert many.series("front/east", "readiness")[0] > few.series("front/east", "readiness")[0]


def test_the_planned_rate_is_the_requirement_whatever_is_fired():
    """Planned 5 a day for a gun that fires 2: 310 of 10 x 2 x 31 = 620 of 1,550 planned in January."""
    p = world(10_000, operational=10, planned=5)
    assert p.series("family/east.shells", "required")[0] == pytest.approx(1550)
    assert p.series("front/east", "munitions")[0] == pytest.approx(0.4)
    assert p.series("front/east", "munitions_part")[0] == pytest.approx(math.log(0.4) / 2)


@pytest.mark.parametrize("authorised", [8, 10, 30])
def test_planned_strength_stands_whatever_is_authorised(authorised: int):
    """Twenty guns are planned and eight are in the line: availability 0.4, 1,240 rounds required in January, 496 issued.

    Crews that are added or convert move the authorised strength, and that is no change of readiness.
    """
    p = world(10_000, operational=8, authorised=authorised, strength=20)
    assert p.series("front/east", "availability")[0] == pytest.approx(0.4)
    assert p.series("family/east.shells", "required")[0] == pytest.approx(1240)
    assert p.series("front/east", "munitions")[0] == pytest.approx(0.4)
    assert p.series("front/east", "munitions_part")[0] == pytest.approx(0.0)


def test_planned_strength_over_time():
    """Planned strength steps from 10 to 20 in mid-January: 15 days of 10 and 16 of 20 make 470 piece days; 8 x 31 are there."""
    plan = {"shape": "steps", "table": [["2024-01-01", 10], ["2024-01-16", 20]]}
    p = world(10_000, operational=8, strength=plan)
    assert p.series("front/east", "availability").tolist() == pytest.approx([8 * 31 / 470, 0.4])


@pytest.mark.parametrize(
    ("requirement", "january"),
    [
        ({"method": "level_of_effort", "units_per_day": 40}, 1240),
        ({"method": "targets", "targets_per_day": 6, "units_per_target": 4, "planned_availability": 0.8}, 930),
        ({"method": "lifetime", "units_per_piece": 730, "life_days": 365}, 620),
        ({"method": "strength"}, 620),
    ],
)
def test_methods_of_planning(requirement: dict[str, Any], january: float):
    """31 days of 40; of 6 x 4 / 0.8 = 30; of 10 guns x 730 / 365; of 10 guns x 2 rounds. 10 guns get their 620."""
    p = world(10_000, operational=10, requirement=requirement)
    assert p.series("family/east.shells", "required")[0] == pytest.approx(january)
    assert p.series("front/east", "munitions")[0] == pytest.approx(620 / january)


def test_without_authorised_pieces_a_family_is_absent():
    """Nothing authorised, nothing required: neither counts, and readiness is 1."""
    p = world(100, operational=0, authorised=0)
    assert p.series("front/east", "munitions").tolist() == [-1.0, -1.0]
    assert p.series("front/east", "availability").tolist() == [-1.0, -1.0]
    assert p.series("front/east", "readiness").tolist() == [1.0, 1.0]


def test_days_of_supply_are_against_the_requirement():
    """496 rounds left at the end of January / 20 required a day = 24.8 days of the 30 required, though 4 guns fire 8 a day."""
    p = world(744, operational=4)
    assert p.series("stock/front", "on_hand")[0] == 496
    assert p.series("family/east.shells", "days_of_supply")[0] == pytest.approx(24.8)
    assert p.series("front/east", "sustainability")[0] == pytest.approx(24.8 / 30)
