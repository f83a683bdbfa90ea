"""Yardsticks: chosen, stated once, never drawn."""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from materiel.lab.futures import uncertain_numbers
from materiel.scenario.change import with_values
from materiel.scenario.checks import all_faults
from materiel.scenario.errors import PathError
from materiel.scenario.front import Family, ReferenceRaid, Requirement, Weights
from materiel.scenario.load import load
from materiel.scenario.values import Yardstick
from materiel.scenario.walk import leaves
from materiel.scenario.world import Scenario
from materiel.scenario.yardsticks import Levels, Yardsticks, judges


def marked(annotation: Any, path: str = "", within: tuple[Any, ...] = ()) -> list[str]:
    """Paths, with a star for any name, of keys that are marked as yardsticks."""
    if get_origin(annotation) is Annotated and Yardstick in get_args(annotation)[1:]:
        return [path]
    if annotation in within:
        return []
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        found, within = [], (*within, annotation)
        for name, field in annotation.model_fields.items():
            here = f"{path}.{name}".strip(".")
            found += [here] if Yardstick in field.metadata else marked(field.annotation, here, within)
        return found
    args = get_args(annotation)
    if get_origin(annotation) is dict:
        return marked(args[1], f"{path}.star", within)
    return [p for inner in args for p in marked(inner, path, within)]


def test_what_is_marked_judges() -> None:
    """Every key of the schema that is marked as a yardstick is one by its path, and so is known to whoever masks or draws."""
    found = set(marked(Scenario))
    assert {"arsenals.star.coverage_weight", "fronts.star.weights.munitions", "yardsticks.planned.coverage"} <= found
    assert [path for path in found if not judges(path) and not judges(f"{path}.value")] == []


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Weights, {"munitions": {"low": 1, "central": 2, "high": 3}}),
        (Family, {"target_days": {"central": 30, "high": 60}}),
        (Family, {"requirement": {"method": "level_of_effort", "units_per_day": {"low": 1, "central": 2, "high": 3}}}),
        (Requirement, {"method": "lifetime", "units_per_piece": {"low": 1, "central": 2}, "life_days": 9}),
        (ReferenceRaid, {"units": {"cruise": {"low": 1, "central": 2}}}),
        (Levels, {"availability": {"central": 0.8, "high": 0.9}, "munitions": 0.8}),
        (Yardsticks, {"allied_target": {"low": 0.8, "central": 0.9}}),
    ],
)
def test_a_range_is_refused(model: type[BaseModel], values: dict[str, Any]) -> None:
    """A weight, target, planned rate or reference raid with a range: it would be drawn, and runs judged by different measures."""
    with pytest.raises(ValidationError, match="yardsticks are never drawn"):
        model.model_validate(values)


def test_no_yardstick_of_the_default_world_is_drawn() -> None:
    """Sampled futures name 1,500 numbers and more, and none that runs are judged by."""
    world = load("ukraine-2022")
    drawn = uncertain_numbers(world)
    assert len(drawn) > 1500 and not [path for path in drawn if judges(path)]
    assert sum(judges(leaf.path) for leaf in leaves(world, written=True)) > 30


@pytest.mark.parametrize(
    "path",
    [
        "fronts.front.weights.munitions",
        "fronts.front.weights",
        "fronts.front.reference_raid.units.cruise",
        "fronts.front.families.shells.target_days",
        "fleets.howitzer_nato.needs.shells.planned_per_day",
        "fleets.howitzer_nato.planned_strength.value",
        "yardsticks.planned.coverage",
        "yardsticks.discount_rate_per_year",
    ],
)
def test_no_choice_and_no_draw_moves_a_yardstick(path: str) -> None:
    """A policy, lever, study or future that names a weight or a planned rate is refused: it would be judged by its own measure."""
    with pytest.raises(PathError, match="runs are judged by it"):
        with_values(load("ukraine-2022"), {path: 1.0})


def test_check_refuses_a_policy_of_a_yardstick() -> None:
    """`check` names the policy and the lever."""
    told = load("ukraine-2022").model_dump(by_alias=True, exclude_unset=True)
    told["levers"] = {"fronts.front.weights.munitions": {"low": 0, "high": 1}}
    told["policies"] = {"game": {"values": {"fronts.front.weights.munitions": 0.001}}}
    found = [f"{fault.path}: {fault.message}" for fault in all_faults(Scenario.model_validate(told))]
    assert any(f.startswith("levers.fronts.front.weights.munitions: runs are judged by it") for f in found)
    assert any(f.startswith("policies.game.values.fronts.front.weights.munitions: runs are judged") for f in found)
