"""Expected signs of policies and levers, held against paired runs: held, not held, or undecided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np

from materiel.lab.analysis.simultaneous import holm
from materiel.lab.axioms.judge import MeanDifference, mean_difference
from materiel.lab.axioms.usage import Values
from materiel.lab.batch import Futures
from materiel.lab.errors import LabError
from materiel.lab.measures import Measure, measure_of, metric_named, unknown
from materiel.lab.opening import futures_of, said_by, setting_of
from materiel.metrics.reading import Reading
from materiel.network.arena import Network
from materiel.network.lower import network_of
from materiel.run import replicate
from materiel.scenario.errors import Fault
from materiel.scenario.expectation import Expectation
from materiel.scenario.say import Said
from materiel.scenario.spec import days_from
from materiel.scenario.world import Scenario

LEVEL = 0.05
SignVerdict = Literal["held", "not held", "undecided"]


@dataclass(frozen=True)
class Arm:
    """One side of a comparison: the world as it stands, under a policy, or with a value of a lever."""

    policy: str = ""
    lever: str = ""
    value: Any = None

    @property
    def key(self) -> str:
        """What tells arms apart, and what they are called."""
        if self.lever:
            return f"{self.lever} = {self.value}"
        return self.policy or "the world as it stands"

    def said(self, scenario: Scenario) -> tuple[Said, ...]:
        """What this side chooses, which has more say than draws."""
        return (Said({self.lever: self.value}),) if self.lever else said_by(scenario, self.policy)


@dataclass(frozen=True)
class Expected:
    """An expectation, where it is declared, and what is compared: `more` less `less` is to have the expected sign."""

    path: str
    title: str
    expectation: Expectation
    less: Arm
    more: Arm


@dataclass(frozen=True)
class Sign:
    """What came of an expectation: the paired difference of the metric, and whether it has the expected sign."""

    expected: Expected
    effect: MeanDifference
    verdict: SignVerdict


def expectations_of(scenario: Scenario) -> list[Expected]:
    """All expectations that a world declares, of policies and then of levers."""
    found = []
    for name, policy in scenario.policies.items():
        for k, of_policy in enumerate(policy.expects):
            path = f"policies.{name}.expects.{k}"
            found.append(Expected(path, policy.title or name, of_policy, Arm(), Arm(policy=name)))
    for name, lever in scenario.levers.items():
        for k, of_lever in enumerate(lever.expects):
            low, high = (Arm(lever=name, value=value) for value in lever.span(of_lever))
            found.append(Expected(f"levers.{name}.expects.{k}", lever.title or name, of_lever, low, high))
    return found


def sign_faults(scenario: Scenario, file: str = "") -> list[Fault]:
    """Expectations that cannot be tried: of what is no metric, or with a date for a number of the whole run."""
    faults = []
    for expected in expectations_of(scenario):
        name, since = expected.expectation.metric, expected.expectation.from_
        metric = metric_named(name)
        if metric is None:
            faults.append(Fault(f"{expected.path}.metric", f"{unknown(name)}, got {name!r}", file))
        elif metric.form == "number" and since is not None:
            message = f"expected none with {name}, a number of the whole run, got {dated(since)}"
            faults.append(Fault(f"{expected.path}.from", message, file))
    return faults


def signs_of(
    scenario: Scenario,
    seed: int,
    replications: int,
    workers: int,
    advance: Callable[[int], None] = lambda _: None,
    futures: str = "central",
) -> list[Sign]:
    """Run whatever is compared once, under the same draws, and judge each expectation by Student's t (Holm over all of them).

    `futures` are those of a batch: `central`, or draws that the replications take in turn. `advance` is told of each arm that is
    done. Raises LabError if a metric has no value somewhere.
    """
    expected = expectations_of(scenario)
    start, network = scenario.world.start, network_of(scenario)
    measures = [
        measure_of(e.expectation.metric, None if e.expectation.from_ is None else days_from(start, e.expectation.from_))
        for e in expected
    ]
    values: dict[str, dict[int, Values]] = {}
    for key, arm in {arm.key: arm for e in expected for arm in (e.less, e.more)}.items():
        asked = [k for k, e in enumerate(expected) if key in (e.less.key, e.more.key)]
        drawn = futures_of(futures, network, seed, over=arm.said(scenario))
        table = _measured(drawn, network, [measures[k] for k in asked], seed, replications, workers)
        values[key] = dict(zip(asked, table, strict=True))
        advance(1)
    effects = [_effect(e, values[e.more.key][k] - values[e.less.key][k]) for k, e in enumerate(expected)]
    p = holm(np.array([min(1.0, 2.0 * min(e.p_below(0.0), e.p_above(0.0))) for e in effects]))
    return [
        Sign(e, effect, _verdict(e.expectation, effect, float(each)))
        for e, effect, each in zip(expected, effects, p, strict=True)
    ]


def arms_of(scenario: Scenario) -> int:
    """How many arms the expectations of a world compare."""
    return len({arm.key for e in expectations_of(scenario) for arm in (e.less, e.more)})


def _measured(
    futures: Futures, network: Network, measures: Sequence[Measure], seed: int, replications: int, workers: int
) -> Values:
    """Each measure in each replication, of shape (measures, replications)."""
    setting = setting_of(network.recipe.scenario, network)

    def one(replication: int) -> list[float]:
        reading = Reading(replicate(futures.network(replication), seed, replication).record, setting)
        with np.errstate(all="ignore"):
            return [measure(reading) for measure in measures]

    with ThreadPoolExecutor(workers) as pool:
        return np.array(list(pool.map(one, range(replications)))).T


def _effect(expected: Expected, difference: Values) -> MeanDifference:
    if not np.isfinite(difference).all():
        name = expected.expectation.metric
        raise LabError(f"{expected.path}: {name} has no value in some replications; expected one in each")
    return mean_difference(difference)


def _verdict(expectation: Expectation, effect: MeanDifference, p: float) -> SignVerdict:
    """Held or not where the difference is significant. A metric that does not move in any replication has no sign."""
    if effect.se == 0.0 and effect.mean == 0.0:
        return "not held"
    if p > LEVEL:
        return "undecided"
    return "held" if (effect.mean > 0.0) == (expectation.direction == "up") else "not held"


def dated(when: date | float) -> str:
    """A date, or a day from the start."""
    return when.isoformat() if isinstance(when, date) else f"day {when:g}"
