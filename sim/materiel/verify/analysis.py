"""What an analysis is: known answers that are no property of one world, such as the coverage of an interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from materiel.lab.errors import LabError
from materiel.network.arena import Network
from materiel.network.lower import network_of
from materiel.run import Engine
from materiel.scenario.load import WORLD_FILE, load
from materiel.scenario.world import Scenario


@dataclass(frozen=True)
class Found:
    """An estimate and its standard error; 0 where nothing is by chance."""

    value: float
    se: float = 0.0


@dataclass(frozen=True)
class Inputs:
    """What an analysis is given: the case's parameters, a seed, how much it may spend, and the world of the case if it has one."""

    case: str
    parameters: Mapping[str, Any]
    """`parameters` of case.toml, as written there."""
    seed: int
    """Another one at a second try."""
    replications: int
    """How many of whatever the analysis repeats: those of case.toml times the share of the budget."""
    engine: Engine
    folder: Path
    world: str | None = None
    """A shipped world; None: `world.toml` in the folder."""
    sets: Sequence[str] = field(default_factory=tuple)

    def scenario(self, *more: str) -> Scenario:
        """The world of the case, with further values at paths (`path=value`). Raises ScenarioError or LabError."""
        if self.world is None and not (self.folder / WORLD_FILE).is_file():
            raise LabError(f"{self.case}: expected a world, or a {WORLD_FILE} beside the case, got neither")
        return load(self.world or self.folder, [*self.sets, *more])

    def network(self, *more: str) -> Network:
        """That world laid out."""
        return network_of(self.scenario(*more))

    def parameter(self, name: str) -> Any:
        """A parameter that the analysis cannot do without. Raises LabError."""
        if name not in self.parameters:
            known = ", ".join(self.parameters) or "none"
            raise LabError(f"{self.case}: parameters.{name}: expected a value, got none (given: {known})")
        return self.parameters[name]


class Analysis(Protocol):
    """Estimates by the name of the metric. It draws from its seed alone, so that the same inputs give the same bits."""

    def __call__(self, inputs: Inputs, /) -> Mapping[str, Found]:
        """Run it. Raises LabError for parameters that do not fit."""
