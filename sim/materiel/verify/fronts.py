"""Fronts that are known: their hypervolume, and how near the search of a study comes to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from materiel.jit import Real
from materiel.lab.tune.evaluate import Goal, Settings
from materiel.lab.tune.levers import number
from materiel.verify.analysis import Found, Inputs


def zdt1(x: Real) -> Real:
    """ZDT1, two goals, from (candidates, levers) to (candidates, 2): Zitzler et al., Evolutionary Computation 8(2), 2000, eq. 7."""
    g = 1.0 + 9.0 * x[:, 1:].mean(axis=1)
    return np.column_stack([x[:, 0], g * (1.0 - np.sqrt(x[:, 0] / g))])


def dtlz2(x: Real) -> Real:
    """DTLZ2 with three goals, shape (candidates, levers) to (candidates, 3): K. Deb et al., 2005, section 6.7."""
    g = 1.0 + ((x[:, 2:] - 0.5) ** 2).sum(axis=1)
    a, b = 0.5 * np.pi * x[:, 0], 0.5 * np.pi * x[:, 1]
    return np.column_stack([g * np.cos(a) * np.cos(b), g * np.cos(a) * np.sin(b), g * np.sin(a)])


def _line(points: int) -> Real:
    """The true front of ZDT1."""
    f1 = np.linspace(0.0, 1.0, points)
    return np.column_stack([f1, 1.0 - np.sqrt(f1)])


def _octant(side: int) -> Real:
    """The true front of DTLZ2: the part of the unit sphere where no coordinate is negative."""
    i, j = np.triu_indices(side + 1)
    return np.asarray(np.sqrt(np.column_stack([i, j - i, side - j]) / side))


def fronts(inputs: Inputs) -> Mapping[str, Found]:
    """Hypervolume of dense true fronts, and of the finalists that a search comes to.

    Parameters: `population` and `generations` of the search, `reference` (the same in every goal). Nothing is by chance but the
    optimiser's own. Raises TuneError if the library of the search is not installed.
    """
    from materiel.lab.tune.front import hypervolume

    at = float(inputs.parameter("reference"))

    def volume(losses: Real) -> Found:
        return Found(hypervolume(losses, np.full(losses.shape[1], at)))

    return {
        "HV_ZDT1": volume(_line(500_000)),
        "HV_DTLZ2": volume(_octant(1000)),
        "found_ZDT1": volume(_found(inputs, zdt1, 30, 2)),
        "found_DTLZ2": volume(_found(inputs, dtlz2, 12, 3)),
    }


def _found(inputs: Inputs, function: Callable[[Real], Real], levers: int, goals: int) -> Real:
    """Losses of the finalists, as many as a generation has."""
    from materiel.lab.tune.search import Effort, search

    population = int(inputs.parameter("population"))
    names = [f"x{k}" for k in range(levers)]

    def evaluate(candidates: Sequence[Settings], replications: range) -> Real:
        x = np.array([[candidate[name] for name in names] for candidate in candidates])
        return np.repeat(function(x)[:, None], len(replications), axis=1)

    effort = Effort(population, int(inputs.parameter("generations")), 1, 1, 0.0, population)
    wanted = [Goal(f"f{k}", k, "lower") for k in range(goals)]
    found = search(evaluate, [number(name, 0.0, 1.0) for name in names], wanted, [], effort, inputs.seed)
    return found.held.means(found.finalists)
