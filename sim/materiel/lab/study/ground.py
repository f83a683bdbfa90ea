"""The ground of a study: its world laid out once, its points, and what is measured. It travels to workers."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from materiel.chance.replications import Chance
from materiel.lab.identity import model_version, world_hash
from materiel.lab.opening import periods_in, setting_of
from materiel.lab.study.factors import axes_of
from materiel.lab.study.load import read_study
from materiel.lab.study.measured import Measured, check_members, measured_of
from materiel.lab.study.points import Grid, check_listed, check_points, grid_of, policies_of, settings_of
from materiel.lab.study.spec import Study
from materiel.metrics.setting import Setting
from materiel.network.arena import Network
from materiel.network.bind import bind
from materiel.network.lower import network_of
from materiel.run import planes
from materiel.scenario.errors import Fault, PathError, ScenarioError, StreamError
from materiel.scenario.files import shown
from materiel.scenario.load import DEFAULT, load, locate
from materiel.scenario.register import numbers
from materiel.scenario.say import Resolved

_one_at_a_time = threading.Lock()


def chance_of(study: Study) -> Chance:
    """How the replications of a study are related."""
    if study.chance == "quasi":
        return Chance("quasi", tuple(study.leading.items()), study.block)
    return Chance(study.chance)


@dataclass(frozen=True)
class Ground:
    """A study in its world, ready to be run. Everything that a worker needs, and nothing that cannot be sent to it."""

    name: str
    study: Study
    network: Network
    setting: Setting
    start: date
    grid: Grid
    settings: tuple[Resolved, ...]
    """Of each point."""
    measured: Measured
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of policies and factors."""
    periods: tuple[str | float, ...] = ()
    """What series run over: months as `2022-10`, or days."""
    note: str = ""
    """Which draws apply, if they were calibrated for what the world extends."""

    def bound(self, point: int) -> Network:
        """The network of a point."""
        values, dated = self.settings[point]
        if not values and not dated:
            return self.network
        with _one_at_a_time:
            return bind(self.network, values, dated)

    @cached_property
    def chance(self) -> Chance:
        """How replications are related. The points of a quasi-random block share a randomisation."""
        return chance_of(self.study)

    @cached_property
    def world_hash(self) -> str:
        """Hash of the world's numbers."""
        return world_hash(self.network, self.setting)

    @cached_property
    def identity(self) -> str:
        """Hash of all that defines a number of the study; not of how many replications there are, nor who runs them."""
        told = {
            "world": self.world_hash,
            "model": model_version(),
            "seed": self.study.seed,
            "block": self.study.block,
            "chance": [self.study.chance, dict(self.study.leading)],
            "points": [[values, [[str(when), part] for when, part in dated]] for values, dated in self.settings],
            "metrics": {name: spec.model_dump(mode="json") for name, spec in self.study.metrics.items()},
            "series": self.study.series,
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]


def ground_of(path: Path) -> Ground:
    """The ground of a study file. Raises ScenarioError, with all faults of the file, and whatever the world raises."""
    study = read_study(path)
    return ground_under(path, study)


def ground_under(path: Path, study: Study) -> Ground:
    """The ground of a study that was read from a file (or changed since). Raises ScenarioError."""
    file = shown(path)
    beside = path.parent / study.world
    source = beside if study.world and beside.exists() else study.world or DEFAULT
    scenario = load(source, study.set)
    known = dict(numbers(scenario))
    try:
        policies = policies_of(study, scenario, file)
        levers = axes_of("levers", study.levers, scenario, known)
        uncertain = axes_of("uncertainties", study.uncertainties, scenario, known)
        grid, note = grid_of(study, policies, levers, uncertain, path.parent, locate(source), file, scenario)
        measured = measured_of(study, scenario)
    except ScenarioError as error:
        raise ScenarioError([replace(f, file=f.file or file) for f in error.faults]) from None
    if study.budget is not None and grid.points * study.replications > study.budget:
        raise ScenarioError(
            [
                Fault(
                    "budget",
                    f"expected at least {grid.points} points x {study.replications} replications = "
                    f"{grid.points * study.replications}, got {study.budget}",
                    file,
                )
            ]
        )
    axes = {axis.name: axis for axis in (*levers, *uncertain)}
    network = network_of(scenario)
    setting = setting_of(scenario, network)
    check_listed(study, grid, levers, uncertain, network, path.parent, locate(source))
    try:
        check_members(measured, network, setting)
        planes(network, study.seed, 0, chance_of(study))
        settings = tuple(
            settings_of(scenario, study.set, *grid.of(point), policies, axes) for point in range(grid.points)
        )
    except PathError as error:
        raise ScenarioError([Fault(error.path, error.what, file)]) from None
    except ScenarioError as error:
        raise ScenarioError([replace(f, file=file) for f in error.faults]) from None
    except StreamError as error:
        raise ScenarioError([Fault("leading", str(error).removeprefix("leading "), file)]) from None
    check_points(grid, settings, policies, axes, network, file)
    titles = {name: policy.title or name for name, policy in policies.items()} | {n: a.title for n, a in axes.items()}
    return Ground(
        name=path.stem,
        study=study,
        network=network,
        setting=setting,
        start=scenario.world.start,
        grid=grid,
        settings=settings,
        measured=measured,
        titles=titles,
        periods=tuple(periods_in(network, setting, scenario.world.start)),
        note=note,
    )


class Binder:
    """Networks of points, the last few kept: blocks of one point follow each other."""

    def __init__(self, ground: Ground, most: int = 4) -> None:
        self.ground, self._most = ground, most
        self._kept: dict[int, Network] = {}
        self._lock = threading.Lock()

    def network(self, point: int) -> Network:
        """The network of a point. Raises what binding it raises."""
        with self._lock:
            if point not in self._kept:
                if len(self._kept) >= self._most:
                    del self._kept[next(iter(self._kept))]
                self._kept[point] = self.ground.bound(point)
            return self._kept[point]
