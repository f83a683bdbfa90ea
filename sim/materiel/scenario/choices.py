"""Levers, policies and futures: whether their paths exist, their values fit, and the world under them is still sound."""

from __future__ import annotations

from typing import Any

from materiel.scenario.change import with_values
from materiel.scenario.circles import replenishment_circles
from materiel.scenario.errors import Fault, PathError, ScenarioError
from materiel.scenario.names import names_of, unknown_names
from materiel.scenario.paths import nearest
from materiel.scenario.policy import Lever, Policy
from materiel.scenario.say import Said, plain, refused_by, resolved
from materiel.scenario.shapes import shape_faults
from materiel.scenario.wiring import customer_faults, item_faults
from materiel.scenario.world import Scenario


def linked(scenario: Scenario) -> list[Fault]:
    """What is wrong with how entities are linked, be it in the world or by a policy or future."""
    found = item_faults(scenario) + customer_faults(scenario)
    return found + replenishment_circles(scenario) + shape_faults(scenario)


def choices(scenario: Scenario) -> list[Fault]:
    """Levers, policies and futures whose paths do not exist, or whose values do not fit or are out of range."""
    faults: list[Fault] = []
    for path, lever in scenario.levers.items():
        faults += _ends_of_lever(scenario, path, lever)
    before = {(f.path, f.message) for f in linked(scenario)}
    for kind in ("policies", "futures"):
        for name, policy in getattr(scenario, kind).items():
            found = _of_values(scenario, f"{kind}.{name}", policy, kind == "policies")
            faults += found or [
                Fault(f"{kind}.{name}", f"{f.path}: {f.message}")
                for f in _under(scenario, policy)
                if (f.path, f.message) not in before
            ]
    return faults


def _of_values(scenario: Scenario, where: str, policy: Policy, lever: bool) -> list[Fault]:
    parts = [("values", policy.values)] + [(f"dated.{k}.values", d.values) for k, d in enumerate(policy.dated)]
    return [
        fault
        for key, values in parts
        for path, value in values.items()
        for fault in _choice(scenario, f"{where}.{key}.{path}", path, value, lever)
    ]


def _choice(scenario: Scenario, here: str, path: str, value: Any, lever: bool) -> list[Fault]:
    if lever and path not in scenario.levers:
        near = nearest(path, scenario.levers)
        return [Fault(here, "expected a lever" + (f"; the nearest is {near}" if near else " (see [levers])"))]
    try:
        if lever and (wanted := refused_by(scenario, path, value)):
            return [Fault(here, wanted)]
        changed, _ = with_values(scenario, dict([plain(scenario, path, value)]))
    except PathError as error:
        return [Fault(here, error.what)]
    except ScenarioError as error:
        return [Fault(here, f.message) for f in error.faults]
    if not isinstance(value, (str, dict, list)):
        return []
    named = unknown_names(changed, names_of(changed)) + item_faults(changed) + customer_faults(changed)
    return [Fault(here, f.message) for f in named if f.path == path or f.path.startswith(f"{path}.")]


def _under(scenario: Scenario, policy: Policy) -> list[Fault]:
    """What is wrong with the world under a policy, at the start or from one of its dates on."""
    found: dict[tuple[str, str], Fault] = {}
    values, dated = resolved(scenario, [Said.by(policy)])
    changed = scenario
    for part in (values, *(later for _, later in dated)):
        try:
            changed, _ = with_values(changed, part)
        except ScenarioError as error:
            faults = list(error.faults)
        else:
            faults = linked(changed)
        found.update({(f.path, f.message): f for f in faults})
    return list(found.values())


def _ends_of_lever(scenario: Scenario, path: str, lever: Lever) -> list[Fault]:
    """What may be chosen has to be what the number may be. (With what else it goes together is not looked at here.)"""
    ends = {"low": lever.low, "high": lever.high}
    if lever.choices is not None:
        ends = {f"choices.{k}": choice for k, choice in enumerate(lever.choices)}
    faults = []
    for key, value in ends.items():
        try:
            with_values(scenario, {path: value})
        except PathError as error:
            return [Fault(f"levers.{path}", error.what)]
        except ScenarioError as error:
            of_value = [f for f in error.faults if f.path == path or f.path.startswith(f"{path}.")]
            faults += [Fault(f"levers.{path}.{key}", f.message) for f in of_value]
    return faults
