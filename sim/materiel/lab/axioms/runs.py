"""Runs with and without a dose, replication by replication under the same draws."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from materiel.lab.axioms.doses import Dose, dosed
from materiel.lab.axioms.usage import Usage, Values
from materiel.lab.errors import LabError
from materiel.lab.measures import Measure
from materiel.lab.opening import networks_of, setting_of
from materiel.layout import script as sc
from materiel.metrics.reading import Reading
from materiel.network.arena import Network
from materiel.network.script import Script, playing, recording, script_of
from materiel.record import Record
from materiel.run import Outcome, replicate
from materiel.scenario.change import with_values
from materiel.scenario.world import Scenario

Counts = Mapping[str, int]
"""Draws taken from each stream of chance that is drawn from in the order of events."""
FREE = 0
"""No part of any decision is played."""


@dataclass(frozen=True)
class Setup:
    """A world under a policy, and how it is run: by which metric, under which seed, how often, on how many threads."""

    scenario: Scenario
    policy: str
    measure: Measure
    seed: int
    replications: int
    workers: int

    def network(self, scenario: Scenario) -> Network:
        """The tables of the world, or of a dosed one, under the policy."""
        return networks_of(scenario, (self.policy,))[self.policy]

    def with_values(self, values: Mapping[str, Any]) -> Setup:
        """The world with other values at paths."""
        scenario, _ = with_values(self.scenario, values)
        return replace(self, scenario=scenario)

    def with_seed(self, seed: int) -> Setup:
        """The same under another seed."""
        return replace(self, seed=seed)

    def for_months(self, months: int) -> Setup:
        """The same for so many months: what happens in them is what happens in the longer run."""
        short = {"horizon_years": None, "horizon_months": months, "end": None}
        world = self.scenario.world.model_copy(update=short)
        return replace(self, scenario=self.scenario.model_copy(update={"world": world}))


@dataclass(frozen=True)
class Base:
    """The runs without a dose: the metric of each replication, what was decided, draws by stream, and the mean record."""

    setup: Setup
    values: Values
    scripts: list[Script]
    draws: list[Counts]
    usage: Usage


@dataclass(frozen=True)
class PairedPath:
    """One dosed replication: by how much the metric is higher than without the dose, and which streams gave how many more draws."""

    difference: float
    shifted: dict[str, int]


def base_of(setup: Setup) -> Base:
    """Run the world without a dose. Raises LabError if the metric has no value in some replication."""
    network = recording(setup.network(setup.scenario))
    setting = setting_of(setup.scenario, network)

    def one(replication: int) -> tuple[float, Script, Counts, Record]:
        outcome = replicate(network, setup.seed, replication)
        value = _measured(setup, Reading(outcome.record, setting), replication)
        monthly = outcome.record.monthly()
        return value, script_of(network, outcome.whole, outcome.real), _draws(network, outcome), monthly

    with ThreadPoolExecutor(setup.workers) as pool:
        values, scripts, draws = [], [], []
        total: npt.NDArray[np.float64] | None = None
        for value, script, counts, record in pool.map(one, range(setup.replications)):
            values.append(value)
            scripts.append(script)
            draws.append(counts)
            total = record.rows.copy() if total is None else total + record.rows
    assert total is not None
    mean = Record(total / setup.replications, record.columns, record.instants, record.months)
    return Base(setup, np.array(values), scripts, draws, Usage(mean))


def paths_of(base: Base, dose: Dose, played: int = sc.ALL_PARTS) -> list[PairedPath]:
    """Run the dosed world for every replication; parts of decisions in `played` are those of the runs without the dose."""
    setup = base.setup
    scenario = dosed(setup.scenario, dose)
    network = setup.network(scenario)
    setting = setting_of(scenario, network)
    found = []
    for replication in range(setup.replications):
        bound = network if played == FREE else playing(network, base.scripts[replication], played)
        outcome = replicate(bound, setup.seed, replication)
        value = _measured(setup, Reading(outcome.record, setting), replication)
        counts = _draws(network, outcome)
        shifted = {k: counts[k] - n for k, n in base.draws[replication].items() if counts.get(k, n) != n}
        found.append(PairedPath(value - float(base.values[replication]), shifted))
    return found


def differences(paths: list[PairedPath]) -> Values:
    """By how much the metric is higher than without the dose, by replication."""
    return np.array([path.difference for path in paths])


def _measured(setup: Setup, reading: Reading, replication: int) -> float:
    with np.errstate(all="ignore"):
        value = setup.measure(reading)
    if not np.isfinite(value):
        raise LabError(f"the metric under test has no value in replication {replication}; expected one in each")
    return value


def _draws(network: Network, outcome: Outcome) -> Counts:
    return {name: int(outcome.whole[at + 1]) for name, at in network.streams.items()}
