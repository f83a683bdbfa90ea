"""Numbers, profiles and distributions are held to what they mean: a share lies in [0, 1], a price is not negative."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from materiel.scenario.change import with_values
from materiel.scenario.errors import ScenarioError
from materiel.scenario.law import CutShareLaw, Days, Law, ShareLaw, UnitsLaw
from materiel.scenario.load import load
from materiel.scenario.profile import FactorProfile, PriceProfile, Shape, ShareProfile
from materiel.scenario.roles import Role, role_of, with_roles, written
from materiel.scenario.site import Site
from materiel.scenario.values import Number, Share
from materiel.scenario.world import Scenario


def refused(kind: Any, value: Any) -> list[tuple[tuple[Any, ...], str]]:
    """Where a value strays from its role, and what is said."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    return [(e["loc"], e["msg"]) for e in caught.value.errors()]


SHARES = [
    (1.5, ("value",), "expected <= 1, got 1.5"),
    (75, ("value",), "expected <= 1, got 75"),
    (-0.5, ("value",), "expected >= 0, got -0.5"),
    ({"central": 0.5, "high": 1.2}, ("value", "high"), "expected <= 1, got 1.2"),
    ({"central": 0.5, "low": -0.2}, ("value", "low"), "expected >= 0, got -0.2"),
    ({"shape": "steps", "table": [["2023", 0.5], ["2024", 1.5]]}, ("table", 1, 1), "expected <= 1, got 1.5"),
    ({"shape": "linear", "table": [[0, 0.5], [9, {"central": 0.5, "high": 2}]]}, ("table", 1, 1, "high"), "expected <= 1, got 2"),
    ({"shape": "month_of_year", "values": [*[0.5] * 11, 1.5]}, ("values", 11), "expected <= 1, got 1.5"),
    ({"shape": "exponential", "start": 0.1, "final": 1.1, "time_constant_days": 9}, ("final",), "expected <= 1, got 1.1"),
    ({"shape": "logistic", "start": -0.1, "final": 1, "middle": 9, "steepness_per_day": 1}, ("start",), "expected >= 0, got -0.1"),
    ({"shape": "constant", "value": 0.5, "scale": -1}, ("constant", "scale"), "expected >= 0, got -1"),
    ({"shape": "constant", "value": 0.5, "times": -1}, ("constant", "times", "value"), "expected >= 0, got -1"),
    (
        {"shape": "constant", "value": 1, "times": {"shape": "constant", "value": 1, "times": {"shape": "steps", "table": [[0, -1]]}}},
        ("constant", "times", "constant", "times", "table", 0, 1),
        "expected >= 0, got -1",
    ),
    ({"shape": "constant", "value": 0.8, "scale": 2}, ("scale",), "expected <= 1.25 (with which no value is above 1), got 2"),
    ({"shape": "constant", "value": 0.8, "scale": {"central": 1, "high": 1.5}}, ("scale",), "expected <= 1.25 (with which no value is above 1), got 1.5"),
    ({"shape": "steps", "table": [[0, 0.2], [9, 0.8]], "times": 1.5}, ("times",), "expected <= 1.25 (with which no value is above 1), got 1.5"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "where", "told"), SHARES)
def test_every_point_of_a_profile_of_shares(value: Any, where: tuple[Any, ...], told: str) -> None:
    """Constant, by date, by month, ramps, what multiplies them; low, central and high alike: one message that names the point."""
    assert refused(ShareProfile, value) == [(where, told)]


@pytest.mark.parametrize(
    "value", [0, 1, {"shape": "constant", "value": 0.5, "scale": 2}, {"shape": "month_of_year", "values": [1] * 12}]
)
def test_the_ends_of_a_range_belong_to_it(value: Any) -> None:
    """0 and 1 are shares, and so is a half that is doubled."""
    assert TypeAdapter(ShareProfile).validate_python(value).most() in (0.0, 1.0)


def test_factors_and_prices_have_no_upper_end() -> None:
    """A season or a price may be large, 0, but not below."""
    assert TypeAdapter(FactorProfile).validate_python(40).most() == 40.0
    assert TypeAdapter(PriceProfile).validate_python(0).most() == 0.0
    assert refused(PriceProfile, {"shape": "steps", "table": [["2023", 10], ["2024", -10]]}) == [(("table", 1, 1), "expected >= 0, got -10")]  # fmt: skip


LAWS = [
    (UnitsLaw, -3, ("value",), "expected >= 0, got -3"),
    (Days, {"family": "uniform", "low": -4, "high": 2}, ("low",), "expected >= 0, got -4"),
    (Days, {"family": "uniform", "mean": 2, "cv": 1}, (), "expected a distribution with values >= 0, got uniform with values from -1.4641 to 5.4641"),
    (Days, {"family": "uniform", "low": {"low": -1, "central": 1}, "high": 2}, ("low", "low"), "expected >= 0, got -1"),
    (Days, {"family": "empirical", "values": [3, -1, 2]}, ("values", 1), "expected >= 0, got -1"),
    (Days, {"family": "normal", "mean": 3, "sd": 1}, (), "expected a distribution with values >= 0, got normal with values from -1 to 7"),
    (Days, {"family": "normal", "mean": 8, "sd": {"central": 1, "high": 3}}, ("sd", "high"), "expected a distribution with values >= 0, got normal with values from -4 to 20"),
    (Days, {"family": "exponential", "mean": {"low": -2, "central": 2}}, ("mean", "low"), "exponential: expected mean > 0, got -2"),
    (Days, {"family": "mixture", "parts": [{"weight": 1, "family": "uniform", "low": -1, "high": 2}]}, ("parts", 0, "low"), "expected >= 0, got -1"),
    (ShareLaw, {"family": "triangular", "low": 0.1, "mode": 0.5, "high": 1.1}, ("high",), "expected <= 1, got 1.1"),
    (ShareLaw, {"family": "lognormal", "mean": 0.2, "cv": 0.1}, (), "expected a distribution with values <= 1, got lognormal with values from 0 to inf"),
    (ShareLaw, {"family": "beta", "mean": 1.5, "cv": 0.1, "low": 0, "high": 2}, ("high",), "expected <= 1, got 2"),
    (CutShareLaw, {"family": "gamma", "mean": 1.5, "cv": 0.1}, (), "expected a distribution with a mean <= 1, got 1.5"),
    (Share, {"central": 0.5, "distribution": {"family": "uniform", "low": 0.4, "high": 1.2}}, ("distribution", "high"), "expected <= 1, got 1.2"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "where", "told"), LAWS)
def test_parameters_and_support_of_a_distribution(kind: Any, value: Any, where: tuple[Any, ...], told: str) -> None:
    """What a distribution can give is held to its role: by the parameter that is at fault, or else by the law as a whole."""
    assert refused(kind, value) == [(where, told)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Days, {"family": "normal", "mean": 500, "sd": 100}),
        (ShareLaw, {"family": "pert", "low": 0, "mode": 0.5, "high": 1}),
        (CutShareLaw, {"family": "gamma", "mean": 0.2, "cv": 0.5}),
        (UnitsLaw, {"family": "poisson", "mean": 3}),
    ],
)
def test_distributions_that_are_fine(kind: Any, value: Any) -> None:
    """A normal law far above 0, a share from end to end, a tail that the model cuts off."""
    assert isinstance(TypeAdapter(kind).validate_python(value), Law)


@cache
def world() -> Scenario:
    """The default world."""
    return load()


PATHS = [
    ("layers.nato_long.against.ballistic.kill_probability", 1.5, "expected <= 1, got 1.5"),
    ("layers.nato_long.against.ballistic.kill_probability", 75, "expected <= 1, got 75"),
    ("layers.nato_long.against.ballistic.kill_probability", -0.5, "expected >= 0, got -0.5"),
    ("layers.guns.against.drone.reach", 2, "expected <= 1, got 2"),
    ("arsenals.drone.reported_share", 3, "expected <= 1, got 3"),
    ("arsenals.drone.production_per_month", -50, "expected >= 0, got -50"),
    ("arsenals.drone.kill_factor", -1, "expected >= 0, got -1"),
    ("items.shell_155.unit_cost_eur", -100000, "expected >= 0, got -100000"),
    ("lines.us_155.rate_per_month", -5, "expected >= 0, got -5"),
    ("lanes.hub_to_east.season", -1, "expected >= 0, got -1"),
    ("fronts.front.season", -1, "expected >= 0, got -1"),
    ("fronts.front.noise", {"family": "uniform", "low": -1, "high": 2}, "expected >= 0, got -1"),
    ("donors.us.budget_eur_per_month", -1e9, "expected >= 0, got -1e+09"),
    ("fleets.howitzer_nato.other_share", 3, "expected <= 1, got 3"),
    ("holdings.us_shell_155.floor", 1.5, "expected <= 1, got 1.5"),
    ("raids.large_salvo.targets.power", -1, "expected >= 0, got -1"),
    ("sites.ua_grid.damage", 1.5, "expected <= 1, got 1.5"),
    ("training.tanks.slots", -1, "expected >= 0, got -1"),
]


@pytest.mark.parametrize(("path", "value", "told"), PATHS)
def test_values_at_paths(path: str, value: Any, told: str) -> None:
    """A value that comes at a path (a policy, a lever, a factor of a study, a future) is read by the same types: one fault."""
    with pytest.raises(ScenarioError) as caught:
        with_values(world(), {path: value})
    assert [f.path.startswith(path) for f in caught.value.faults] == [True]
    assert caught.value.faults[0].message == told


def test_a_part_of_a_number_at_a_path() -> None:
    """The high end alone, a point of a table, the scale of a profile."""
    for path, value in (("holdings.us_shell_155.floor.high", 1.5), ("raids.large_salvo.rate.table.1.1", -1), ("fronts.front.season.scale", -2)):  # fmt: skip
        with pytest.raises(ScenarioError) as caught:
            with_values(world(), {path: value})
        assert [f.path for f in caught.value.faults] == [path]


@pytest.mark.parametrize(
    "path",
    [
        "layers.nato_long.against.ballistic.kill_probability", "donors.us.budget_eur_per_month", "items.shell_155.unit_cost_eur",
        "lines.us_155.rate_per_month", "sites.ua_grid.condition", "regimes.intensity.age_days", "stocks.front_shell_155.on_hand",
        "fleets.howitzer_nato.authorised", "fronts.front.season", "arsenals.drone.stock", "needs.shell_155.target_days",
        "shops.repair_home.scrapped", "programmes.harden_grid.cost_eur", "training.tanks.slots", "raids.large_salvo.rate",
        "lanes.hub_to_east.loss", "procurements.ukraine.spend_share", "orders.us_shell_155.weight",
    ],
)  # fmt: skip
def test_one_fault_of_one_set(path: str, faults) -> None:
    """What is set out of range is one message that names its path, whatever else refers to that entity."""
    section, name, *_ = path.split(".")
    if name not in getattr(world(), section):
        path = path.replace(name, next(iter(getattr(world(), section))), 1)
    found = faults("ukraine-2022", f"{path}=-5")
    assert [(f.path, f.message, f.file) for f in found] == [(path, "expected >= 0, got -5", "--set")]


LINEAR = """
[world]
name = "linear"
kind = "reference"
start = 2023-01-01
horizon_months = 4
[items.part]
unit_cost_eur = { shape = "steps", table = [[2023-01-01, 10], [2023-03-01, -10]] }
[stocks.s]
item = "part"
on_hand = 10
replenish = { policy = "base_stock", up_to = 10, source = "m" }
[sources.m]
item = "part"
[demands.d]
stock = "s"
gap_days = 1
profile = { shape = "linear", table = [[2023-01-01, 1], [2023-03-01, -1]] }
"""


def test_a_profile_by_date_that_falls_below_0(write, faults) -> None:
    """A price and a demand that become negative on the way are refused at the point, in the file."""
    found = faults(write(LINEAR))
    assert [f.path for f in found] == ["items.part.unit_cost_eur.table.1.1", "demands.d.profile.table.1.1"]
    assert [f.message for f in found] == ["expected >= 0, got -10", "expected >= 0, got -1"]
    assert all(f.file.endswith("world.toml") for f in found)


CHOICES = """
[levers]
"stocks.front.reserve" = { low = -2, high = 5 }
"lanes.road.loss" = { choices = [0.1, 1.2] }
[policies.much]
values."lanes.road.loss" = 1.2
[[policies.much.dated]]
date = 2024-02-01
values."lanes.road.loss" = 1.2
[futures.bad]
values."lanes.road.loss" = -0.1
[programmes.p]
date = 2024-02-01
effects = [{ cell = "lane/road/loss", set = 3 }, { cell = "lane/road/loss", set = 0.3 }]
"""


def test_levers_policies_futures_and_programmes(write, depot, faults) -> None:
    """What may be chosen, what is chosen, from a date on too, what nature chooses, and what a programme sets: the same range."""
    found = {(f.path, f.message) for f in faults(write(depot + CHOICES))}
    assert found == {
        ("levers.stocks.front.reserve.low", "expected >= 0, got -2"),
        ("levers.lanes.road.loss.choices.1", "expected <= 1, got 1.2"),
        ("policies.much.values.lanes.road.loss", "expected <= 1, got 1.2"),
        ("policies.much.dated.0.values.lanes.road.loss", "expected <= 1, got 1.2"),
        ("futures.bad.values.lanes.road.loss", "expected >= 0, got -0.1"),
        ("programmes.p.effects.0.set", "expected <= 1, got 3"),
    }


def tables(model: type[BaseModel], seen: list[type[BaseModel]]) -> list[type[BaseModel]]:
    """Every table of a world file."""
    if model not in seen and not issubclass(model, (Shape, Number, Law)):
        seen.append(model)
        for field in model.model_fields.values():
            for member, _ in deep(written(field)):
                if isinstance(member, type) and issubclass(member, BaseModel):
                    tables(member, seen)
    return seen


def deep(annotation: Any) -> Iterator[tuple[Any, Role | None]]:
    """All types in an annotation, those in lists and tables too, with their roles."""
    for member, role in with_roles(annotation):
        yield member, role
        if get_origin(member) in (list, tuple, dict):
            for inner in get_args(member):
                yield from deep(inner)


def unheld(root: type[BaseModel]) -> list[str]:
    """Keys under which a number, a profile or a distribution stands without a role."""
    return [
        f"{model.__name__}.{name}"
        for model in tables(root, [])
        for name, field in model.model_fields.items()
        for member, role in deep(written(field))
        if role is None and isinstance(member, type) and issubclass(member, (Shape, Number, Law))
    ]


def test_every_number_of_the_schema_has_a_role() -> None:
    """No key of a world file takes a number, a profile or a distribution without a role; and a key without one would be noticed."""
    from materiel.scenario.profile import Profile

    class Loose(BaseModel):
        """Keys that say nothing of their range."""

        profile: Profile | None = None
        law: Law
        number: Number
        within: dict[str, list[Profile]]
        fine: ShareProfile

    assert len(tables(Scenario, [])) > 40
    assert sorted(set(unheld(Loose))) == ["Loose.law", "Loose.number", "Loose.profile", "Loose.within"]
    assert unheld(Scenario) == []


def test_the_role_of_a_key() -> None:
    """What a programme sets is held to the role of the key of that name."""
    hardening = role_of(Site, "hardening")
    assert hardening is not None and hardening.range == "0 to 1"
    assert role_of(Site, "title") is None
    assert role_of(Site, "colour") is None
