"""What a calibration runs: members of the prior pool, each a draw of all parameters and one replication of the training window."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from materiel.chance.normal import score
from materiel.chance.philox import stream_id, uniform
from materiel.lab.calibration.errors import CalibrationError
from materiel.lab.calibration.expand import Expansion, expand
from materiel.lab.calibration.plan import Plan
from materiel.lab.calibration.quick import Quick, quick
from materiel.lab.record.months import months_until
from materiel.lab.record.observe import observe
from materiel.lab.record.rows import Recorded
from materiel.lab.record.world import observed_network
from materiel.run import replicate
from materiel.scenario.change import with_values
from materiel.scenario.errors import MaterielError
from materiel.scenario.observed import Observed
from materiel.scenario.say import related
from materiel.scenario.world import Scenario

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Task:
    """A pool of members. It travels to worker processes."""

    world: Quick
    series: Mapping[str, Observed]
    months: int
    expansion: Expansion
    seed: int

    def drawn(self, member: int) -> dict[str, float]:
        """The parameters of a member: a pure function of seed, member and name."""
        return drawn(self.expansion, self.seed, member)

    def run(self, values: Mapping[str, float], member: int) -> Reals:
        """What is observed of a run with these values at their paths, shape (series, months); not a number if it failed."""
        try:
            record = replicate(self.world.bound(values), self.seed, member).record
        except MaterielError:
            return np.full((len(self.series), self.months), np.nan)
        return observe(record, self.series)

    def member(self, member: int) -> Reals:
        """A member of the pool."""
        return self.run(self.expansion.values(self.drawn(member)), member)


def drawn(expansion: Expansion, seed: int, member: int) -> dict[str, float]:
    """The parameters of a member of the prior pool, by name."""
    return {
        prior.name: prior.range.quantile(uniform(seed, member, stream_id(f"calibrate/{prior.name}"), 0))
        for prior in expansion.priors
    }


def scores(names: Sequence[str], seed: int, members: int) -> Reals:
    """Normal scores of the parameters, shape (members, parameters)."""
    streams = [stream_id(f"calibrate/{name}") for name in names]
    rows = [[score(uniform(seed, member, stream, 0)) for stream in streams] for member in range(members)]
    return np.array(rows).reshape(members, len(names))


def task_of(
    scenario: Scenario,
    plan: Plan,
    sources: Mapping[str, date],
    record: Recorded,
    until: date,
    seed: int,
    sets: Collection[str] = (),
) -> Task:
    """The pool of a calibration to a date; `record` is what was known then. At `sets` the world's values stand.

    Raises CalibrationError if the plan does not fit the world, or nothing was recorded.
    """
    months = months_until(record.start, until)
    if not record.rows:
        raise CalibrationError(f"--train-until {until}: expected a record of at least one month, got none")
    for block, patterns in plan.blocks.items():
        for series in patterns:
            if series not in record.series:
                raise CalibrationError(f"blocks.{block}: expected a series of the record, got {series}")
    expansion = expand(scenario, plan, sources, until)
    expansion = replace(expansion, chosen=frozenset(path for path in expansion.paths() if related(path, sets)))
    draws = [expansion.values(drawn(expansion, seed, member)) for member in range(3)]
    # laid out without what was not known, so that no trace of it is left
    network = observed_network(with_values(scenario, draws[0])[0], record.series, months)
    world = quick(network, draws)
    return Task(world, record.series, months, expansion, seed)
