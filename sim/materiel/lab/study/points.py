"""Points of a study: candidates (a policy with values of the levers) in futures (values of the uncertainties)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from materiel.jit import Real
from materiel.lab.calibrated import applicable
from materiel.lab.errors import FutureError
from materiel.lab.futures_file import Dated, ListedFuture, check_futures, read_futures
from materiel.lab.opening import shipped_with_world
from materiel.lab.study.designs.listed import listed
from materiel.lab.study.designs.table import DESIGNS
from materiel.lab.study.factors import Axis, Value
from materiel.lab.study.spec import Design, Study
from materiel.network.arena import Network
from materiel.network.bind import bind
from materiel.scenario.change import with_values
from materiel.scenario.errors import Fault, MaterielError, PathError, ScenarioError
from materiel.scenario.load import lineage
from materiel.scenario.paths import nearest
from materiel.scenario.policy import Policy
from materiel.scenario.say import Resolved, Said, in_turn, plain, refused_by, resolved
from materiel.scenario.world import Scenario

AS_IT_STANDS = "as it stands"
"""The policy of a world that names none."""


@dataclass(frozen=True)
class Candidate:
    """What a decision-maker may choose: a policy, and values of the study's levers on top of it."""

    name: str
    title: str
    policy: str
    levers: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class FutureCase:
    """What nature may choose: values of the study's uncertainties."""

    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    dated: Dated = ()
    """Values at paths from dates on."""


@dataclass(frozen=True)
class Grid:
    """All points: point = candidate x number of futures + future. The matrices are places in the unit cube."""

    candidates: Sequence[Candidate]
    futures: Sequence[FutureCase]
    lever_units: Real
    """Shape (combinations of levers, levers); candidate = policy x combinations + combination."""
    future_units: Real
    """Shape (futures, uncertainties)."""

    @property
    def points(self) -> int:
        """How many."""
        return len(self.candidates) * len(self.futures)

    def of(self, point: int) -> tuple[Candidate, FutureCase]:
        """Candidate and future of a point."""
        candidate, future = divmod(point, len(self.futures))
        return self.candidates[candidate], self.futures[future]


def combinations(
    axes: Sequence[Axis], design: Design, folder: Path, key: str, study: str
) -> tuple[list[dict[str, Value]], Real]:
    """The combinations of a design: values by factor, and their places in the unit cube. Raises ScenarioError."""
    if design.kind == "list":
        rows = listed(axes, folder, design.file or "", key, study)
        units = np.array([[axis.back(row[axis.name]) for axis in axes] for row in rows])
        return rows, units.reshape(len(rows), len(axes))
    if not axes or design.kind == "central":
        return [{}], np.zeros((1, 0))
    units = DESIGNS[design.kind](axes, design)
    return [{axis.name: axis.at(float(u)) for axis, u in zip(axes, row, strict=True)} for row in units], units


def policies_of(study: Study, scenario: Scenario, file: str) -> dict[str, Policy]:
    """The policies of a study by name, of its own file or of the world. Raises ScenarioError for one that is in neither."""
    names = study.policies or list(study.policy) or [AS_IT_STANDS]
    known = {**scenario.policies, **study.policy, AS_IT_STANDS: Policy(title="The world as it stands")}
    faults = []
    if twice := sorted({name for name in names if names.count(name) > 1}):
        faults.append(Fault("policies", f"expected every policy once, got {', '.join(twice)} twice", file))
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f"; the nearest is {near}" if near else f"; known are {', '.join(known)}"
            faults.append(Fault("policies", f"expected a policy of the world or of this file, got {name}{hint}", file))
    if study.reference is not None and study.reference not in names:
        faults.append(Fault("reference", f"expected one of {', '.join(names)}, got {study.reference}", file))
    for name, policy in study.policy.items():
        parts = [("values", policy.values)] + [(f"dated.{k}.values", d.values) for k, d in enumerate(policy.dated)]
        for where, values in parts:
            for path, value in values.items():
                if wanted := _refused(scenario, path, value):
                    faults.append(Fault(f"policy.{name}.{where}.{path}", wanted, file))
    if faults:
        raise ScenarioError(faults)
    return {name: known[name] for name in names}


def _refused(scenario: Scenario, path: str, value: Any) -> str:
    if path not in scenario.levers:
        near = nearest(path, scenario.levers)
        return "expected a lever of the world" + (f"; the nearest is {near}" if near else " (see [levers])")
    try:
        if wanted := refused_by(scenario, path, value):
            return wanted
        with_values(scenario, dict([plain(scenario, path, value)]))
    except PathError as error:
        return error.what
    except ScenarioError as error:
        return error.faults[0].message
    return ""


def check_listed(study: Study, grid: Grid, levers: Sequence[Axis], uncertain: Sequence[Axis], network: Network,
                 folder: Path, world: Path) -> None:  # fmt: skip
    """Raise ScenarioError for values that a file lists and that may not stand where they are put, before anything is run.

    The draws that come with a shipped world are not looked at again.
    """
    for design, axes, cases in (
        (study.design, levers, [candidate.levers for candidate in grid.candidates[: len(grid.lever_units)]]),
        (study.futures, uncertain, [future.values for future in grid.futures]),
    ):
        if design.file is None:
            continue
        path = folder / design.file
        if design.kind == "posterior":
            path = place_of(design.file, folder, world)
            if shipped_with_world(str(path), network.recipe.scenario.world.name):
                continue
        by_name = {axis.name: axis for axis in axes}
        rows: list[dict[str, Any]] = []
        for case in cases:
            rows.append({})
            for name, value in case.items():
                rows[-1].update(by_name[name].sets(value) if name in by_name else {name: value})
        check_futures([ListedFuture(values, row=row) for row, values in enumerate(rows, start=2)], network, path)


def drawn(
    design: Design, folder: Path, world: Path, scenario: Scenario, sets: Mapping[str, Any]
) -> tuple[list[ListedFuture], str]:
    """The first draws of a calibration, or other futures of a file, and which of them apply if they were calibrated for what the
    world extends. Raises FutureError.
    """
    name = design.file or ""
    place = place_of(name, folder, world)
    draws = [draw.of_world() for draw in read_futures(place)]
    draws, note = applicable(draws, place, scenario, [Said(sets, laid=True)], world)
    if design.points is not None and design.points > len(draws):
        raise FutureError(f"futures.points: expected at most {len(draws)}, the draws of {name}, got {design.points}")
    return draws[: design.points], note


def place_of(name: str, folder: Path, world: Path) -> Path:
    """The file of draws that is meant: beside the study, or beside its world or what that extends, by its name or that without
    `.csv`.
    """
    beside = [file.parent / called for file in lineage(world) for called in (name, f"{name}.csv")]
    places = [folder / name, *beside]
    return next((p for p in places if p.is_file()), places[0])


def grid_of(study: Study, policies: Mapping[str, Policy], levers: Sequence[Axis], uncertain: Sequence[Axis],
            folder: Path, world: Path, file: str, scenario: Scenario) -> tuple[Grid, str]:  # fmt: skip
    """All points of a study, and which draws apply; `folder` is the study's, `world` its world's file. Raises ScenarioError,
    FutureError.
    """
    note = ""
    chosen, lever_units = combinations(levers, study.design, folder, "design", file)
    if study.futures.kind == "posterior":
        met, note = drawn(study.futures, folder, world, scenario, study.set)
        future_units = np.zeros((len(met), 0))
    else:
        rows, future_units = combinations(uncertain, study.futures, folder, "futures", file)
        met = [ListedFuture(values) for values in rows]
    candidates = [
        Candidate(_called(name, values), _titled(policy.title or name, values, levers), name, values)
        for name, policy in policies.items()
        for values in chosen
    ]
    futures = [
        FutureCase(f"future {k}" if case.values or case.dated else "central", case.values, case.dated)
        for k, case in enumerate(met)
    ]
    return Grid(candidates, futures, lever_units, future_units), note


def shown(value: Value) -> str:
    """A value in a name: three digits of a number."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _called(policy: str, values: Mapping[str, Value]) -> str:
    told = ", ".join(f"{name}={shown(value)}" for name, value in values.items())
    return told if told and policy == AS_IT_STANDS else f"{policy}, {told}" if told else policy


def _titled(title: str, values: Mapping[str, Value], axes: Sequence[Axis]) -> str:
    titles = {axis.name: axis.title for axis in axes}
    told = ", ".join(f"{titles[name]} {shown(value)}" for name, value in values.items())
    return f"{title}: {told}" if told else title


def called(candidates: Sequence[Candidate], titles: Mapping[str, str]) -> list[str]:
    """What tables and figures call candidates: the policy by its title, and levers with their values; these alone where there is
    one policy. Where titles are not their own, candidates are called by their names.
    """
    one = len({c.policy for c in candidates}) == 1
    found = []
    for c in candidates:
        levers = ", ".join(f"{name}={shown(value)}" for name, value in c.levers.items())
        alone = bool(levers) and (one or c.policy == AS_IT_STANDS)
        found.append(levers if alone else ": ".join(part for part in (titles.get(c.policy, c.policy), levers) if part))
    return [c.name if found.count(name) > 1 else name for name, c in zip(found, candidates, strict=True)]


def settings_of(
    scenario: Scenario,
    sets: Mapping[str, Any],
    candidate: Candidate,
    future: FutureCase,
    policies: Mapping[str, Policy],
    axes: Mapping[str, Axis],
) -> Resolved:
    """Paths and values of a point from the start, and from dates on, by the order of say: the future, over it the policy, over that
    what the study sets, and its levers. Raises as `resolved`.
    """
    met: dict[str, Any] = {}
    for name, value in future.values.items():
        met.update(axes[name].sets(value) if name in axes else {name: value})
    levers: dict[str, Any] = {}
    for name, value in candidate.levers.items():
        levers.update(axes[name].sets(value))
    said = [
        Said(met, future.dated),
        Said.by(policies[candidate.policy]),
        Said(in_turn(sets.items()), laid=True),
        Said(levers),
    ]
    return resolved(scenario, said)


def check_points(
    grid: Grid,
    settings: Sequence[Resolved],
    policies: Mapping[str, Policy],
    axes: Mapping[str, Axis],
    network: Network,
    file: str,
) -> None:
    """Raise ScenarioError for a point whose values cannot be bound, before anything is run.

    Each candidate is bound in the first future; in the others, its values are checked at the entities that candidates speak of.
    """
    futures, scenario = len(grid.futures), network.recipe.scenario
    touched: list[list[str]] = []
    for k, (values, dated) in enumerate(settings):
        candidate, future = divmod(k, futures)
        try:
            if future == 0:
                bind(network, values, dated)
                touched = _spoken_of(grid.candidates[candidate], policies, axes)
            elif touched:
                changed = scenario
                for part in (values, *(later for _, later in dated)):
                    changed, _ = with_values(changed, {p: v for p, v in part.items() if p.split(".")[:2] in touched})
        except MaterielError as error:
            here = f"{grid.candidates[candidate].name} in {grid.futures[future].name}"
            raise ScenarioError([Fault(here, str(error), file)]) from None


def _spoken_of(candidate: Candidate, policies: Mapping[str, Policy], axes: Mapping[str, Axis]) -> list[list[str]]:
    """Section and name of every entity that a candidate speaks of."""
    levers = [path for name, value in candidate.levers.items() for path in axes[name].sets(value)]
    return [path.split(".")[:2] for path in (*Said.by(policies[candidate.policy]).paths(), *levers)]
