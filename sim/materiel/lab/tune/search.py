"""Search over levers: for the best candidate by one goal, or for the front of several, under conditions on other metrics.

A generation of candidates is run in the first few replications, the same for all; a panel of the first that are met is run in all,
so that what candidates share in a replication is known and those with few replications can be held against those with many.

Then replications go where they matter: to the elite, which is the best candidates (one goal; shares by OCBA) or the front (several
goals; whoever's place is known least). What the optimiser holds of its parents is corrected accordingly, so that one that was only
lucky makes way. In the end all of the elite have the most replications that one may have, and the finalists are chosen from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from materiel.jit import Real
from materiel.lab.tune.evaluate import Evaluate, Goal, Limit
from materiel.lab.tune.front import hypervolume, spread_out, unbeaten
from materiel.lab.tune.held import Held
from materiel.lab.tune.levers import Lever
from materiel.lab.tune.ocba import shares
from materiel.lab.tune.optimiser import Optimiser

_PANEL = 4
_BLANK = 1e9
"""The excess of a candidate without a value of some metric: more than any with values."""
_ALIKE = 9
"""Places of the excess, a share of the bounds, behind which candidates break the conditions alike."""


@dataclass(frozen=True)
class Effort:
    """What a search may spend."""

    population: int = 40
    """Candidates of a generation."""
    generations: int = 20
    first: int = 10
    """Replications of every candidate."""
    most: int = 40
    """Replications of one at the most."""
    elite: float = 0.5
    """Replications for the elite after each generation, as a share of those for the generation."""
    finalists: int = 5
    block: int = 1
    """Replications that an elite candidate gets at a time."""


@dataclass(frozen=True)
class Step:
    """A search after a generation."""

    generation: int
    candidates: int
    """Met so far."""
    replications: int
    losses: Real
    """Of the front as it is known then, shape (members, goals): lower is better, whatever the metric."""


@dataclass(frozen=True)
class Found:
    """What a search leaves."""

    held: Held
    finalists: tuple[int, ...]
    """Numbers of candidates, the best first (one goal) or over the front."""
    steps: tuple[Step, ...]
    reference: Real
    """Worst losses of the first generation: where hypervolume is measured from."""

    @property
    def trace(self) -> list[float]:
        """Hypervolume after each generation, as a share of the box between the reference and the best of each goal; 0 without a
        front.
        """
        fronts = [step.losses.min(axis=0) for step in self.steps if len(step.losses)]
        if not fronts:
            return [0.0] * len(self.steps)
        best = np.min(fronts, axis=0)
        box = float(np.prod(np.maximum(self.reference - best, 0.0)))
        return [hypervolume(step.losses, self.reference) / box if box > 0.0 else 0.0 for step in self.steps]


class Judged:
    """Candidates by their means: losses and excess over the conditions."""

    def __init__(self, held: Held, goals: Sequence[Goal], limits: Sequence[Limit]) -> None:
        self.held, self.goals, self.limits = held, tuple(goals), tuple(limits)

    def of(self, numbers: Sequence[int]) -> tuple[Real, Real]:
        """Losses (candidates, goals) and excess (candidates,). One without a value of some metric is worse than any with it."""
        means = self.held.means(numbers)
        losses = np.column_stack([-goal.sign * means[:, goal.metric] for goal in self.goals])
        excess = np.zeros(len(numbers))
        for limit in self.limits:
            over = [limit.excess(mean) for mean in means[:, limit.metric]]
            excess += np.maximum(0.0, over)
        blank = np.isnan(losses).any(axis=1) | np.isnan(excess)
        losses[blank], excess[blank] = 0.0, _BLANK
        return losses, excess

    def elite(self, count: int) -> list[int]:
        """The best so many of all candidates, the best first.

        If none meets the conditions, those that break them least; of such as break them alike, the better in the first goal, and so
        on.
        """
        numbers = np.flatnonzero(self.held.counts > 0)
        losses, excess = self.of([int(i) for i in numbers])
        fit = np.flatnonzero(excess <= 0.0)
        if len(fit) == 0:
            order = np.lexsort((*losses.T[::-1], np.round(excess, _ALIKE)))
            return [int(i) for i in numbers[order][:count]]
        if len(self.goals) == 1:
            return [int(i) for i in numbers[fit[np.argsort(losses[fit, 0], kind="stable")]][:count]]
        front = fit[unbeaten(losses[fit])]
        return [int(i) for i in numbers[front[spread_out(losses[front], count)]]]

    def front(self) -> list[int]:
        """All that meet the conditions and are beaten in every goal by none."""
        numbers = np.flatnonzero(self.held.counts > 0)
        losses, excess = self.of([int(i) for i in numbers])
        fit = np.flatnonzero(excess <= 0.0)
        return [int(i) for i in numbers[fit[unbeaten(losses[fit])]]] if len(fit) else []


def search(
    evaluate: Evaluate,
    levers: Sequence[Lever],
    goals: Sequence[Goal],
    limits: Sequence[Limit],
    effort: Effort,
    seed: int,
    tell: Callable[[Step], None] = lambda step: None,
) -> Found:
    """Search, and bring the finalists to the most replications. The same seed gives the same search, to the bit."""
    held = Held()
    judged = Judged(held, goals, limits)
    optimiser = Optimiser(levers, len(goals), effort.population, seed)
    steps: list[Step] = []
    reference = np.zeros(len(goals))
    replications = 0
    for generation in range(effort.generations):
        asked = optimiser.ask()
        if not asked:
            break
        numbers = [held.number(one) for one in asked]
        if generation == 0 and effort.most > effort.first:
            panel = list(dict.fromkeys(numbers))[:_PANEL]
            replications += held.run(evaluate, dict.fromkeys(panel, effort.most))
            held.share(panel)
        replications += held.run(evaluate, dict.fromkeys(numbers, effort.first))
        if generation == 0:
            losses, excess = judged.of(numbers)
            if (there := excess < _BLANK).any():
                reference = losses[there].max(axis=0)
        spend = int(effort.elite * effort.first * len(asked))
        if spend:
            replications += held.run(evaluate, _favour(judged, effort, spend))
        if parents := optimiser.parents():
            optimiser.correct(*judged.of([held.number(one) for one in parents]))
        optimiser.tell(*judged.of(numbers))
        steps.append(_step(judged, generation + 1, replications))
        tell(steps[-1])
    while short := [i for i in judged.elite(effort.finalists) if held.counts[i] < effort.most]:
        replications += held.run(evaluate, dict.fromkeys(short, effort.most))
    steps.append(_step(judged, len(steps), replications))
    tell(steps[-1])
    return Found(held, tuple(judged.elite(effort.finalists)), tuple(steps), reference)


def _step(judged: Judged, generation: int, replications: int) -> Step:
    front = judged.front()
    losses = judged.of(front)[0] if front else np.zeros((0, len(judged.goals)))
    return Step(generation, len(judged.held), replications, losses)


def _favour(judged: Judged, effort: Effort, spend: int) -> dict[int, int]:
    """How many replications the elite shall have, if so many more may be spent on it."""
    elite = judged.elite(2 * effort.finalists)
    held, goals = judged.held, judged.goals
    counts = held.counts
    wanted = {i: int(counts[i]) for i in elite}
    variances = np.array([[_variance(held.own(i)[:, goal.metric]) for goal in goals] for i in elite])
    if len(elite) > 1 and len(goals) == 1:
        losses = judged.of(elite)[0][:, 0]
        need = shares(-losses, variances[:, 0], int(np.argmin(losses)))
    else:
        scale = np.maximum(np.ptp(judged.of(elite)[0], axis=0) ** 2, 1e-300)
        need = (variances / scale).sum(axis=1)
    while spend > 0:
        open_ = [(float(need[k]) / wanted[i], -k) for k, i in enumerate(elite) if wanted[i] < effort.most]
        if not open_ or max(open_)[0] <= 0.0:
            break
        i = elite[-max(open_)[1]]
        more = min(effort.block, effort.most - wanted[i])
        wanted[i] += more
        spend -= more
    return wanted


def _variance(values: Real) -> float:
    there = values[~np.isnan(values)]
    return float(np.var(there, ddof=1)) if len(there) > 1 else 0.0
