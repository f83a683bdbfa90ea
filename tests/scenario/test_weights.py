"""What components of readiness weigh."""

from __future__ import annotations

from typing import Any

import pytest

from materiel.scenario.weights import weights_of
from materiel.scenario.world import Scenario


def scenario(**front: Any) -> Scenario:
    """Guns that fire shells, and drones that are required by level of effort."""
    return Scenario.model_validate(
        {
            "world": {"name": "w", "start": "2024-01-01", "horizon_months": 1},
            "items": {"shell": {"family": "shells"}, "gun": {"kind": "equipment", "family": "guns"}},
            "stocks": {"front": {"item": "shell", "on_hand": 1}},
            "arsenals": {"cruise": {}},
            "fleets": {"guns": {"item": "gun", "authorised": 1, "needs": {"fire": {"rounds_per_day": 2, "stocks": ["front"]}}}},
            "fronts": {"east": {"fleets": ["guns"], **front}},
        }
    )  # fmt: skip


def test_equipment_weighs_more_where_rounds_are_ample() -> None:
    """Weights 2, 2 and 1; three quarters of the munitions' are required by strength: equipment 0.4 to 0.4 + 0.75 x 0.4."""
    drones = {"requirement": {"method": "level_of_effort", "units_per_day": 5}}
    world = scenario(
        weights={"availability": 2, "munitions": 2, "coverage": 1},
        reference_raid={"units": {"cruise": 10}},
        families={"shells": {"munitions_weight": 3}, "drones": drones},
    )
    w = weights_of(world, world.fronts["east"])
    assert (w.equipment, w.munitions, w.coverage) == pytest.approx((0.4, 0.4, 0.2))
    assert w.equipment_most == pytest.approx(0.7)


def test_a_component_that_is_not_there_leaves_its_weight() -> None:
    """Without a reference raid coverage weighs nothing, and the rest sums to 1."""
    world = scenario()
    w = weights_of(world, world.fronts["east"])
    assert (w.equipment, w.munitions, w.coverage, w.equipment_most) == pytest.approx((0.5, 0.5, 0.0, 1.0))
