"""The optimiser: genetic search of the library pymoo, by ask and tell.

One goal: a genetic algorithm; two: NSGA-II (Deb et al. 2002); three or more: NSGA-III (Deb and Jain 2014). Each with simulated
binary crossover and polynomial mutation for numbers, uniform crossover for choices, and conditions by their total excess.
J. Blank and K. Deb, pymoo: multi-objective optimization in Python, IEEE Access 8, 2020. It draws from a generator of its own:
the same seed and the same answers give the same questions.
"""

from __future__ import annotations

import importlib.metadata
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from materiel.jit import Real
from materiel.lab.tune.errors import TuneError
from materiel.lab.tune.evaluate import Settings
from materiel.lab.tune.levers import Lever

try:
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.algorithms.moo.nsga3 import NSGA3
    from pymoo.algorithms.soo.nonconvex.ga import GA
    from pymoo.core.evaluator import Evaluator
    from pymoo.core.mixed import MixedVariableDuplicateElimination, MixedVariableMating, MixedVariableSampling
    from pymoo.core.problem import Problem
    from pymoo.core.variable import Choice, Integer, Real as Continuous  # isort: skip
    from pymoo.problems.static import StaticProblem
    from pymoo.util.ref_dirs import get_reference_directions
except ImportError:
    raise TuneError("method search: expected pymoo to be installed (pip install 'materiel[search]')") from None


def library() -> str:
    """The library and its version: what is asked follows from it."""
    return f"pymoo {importlib.metadata.version('pymoo')}"


class Optimiser:
    """Asks for candidates, a generation at a time, and is told what they are worth."""

    def __init__(self, levers: Sequence[Lever], goals: int, population: int, seed: int) -> None:
        self._levers = {lever.name: lever for lever in levers}
        self._problem = Problem(vars={lever.name: _variable(lever) for lever in levers}, n_obj=goals, n_ieq_constr=1)
        self._algorithm = _algorithm(goals, population)
        self._algorithm.setup(self._problem, seed=seed, verbose=False)
        self._asked: Any = None

    def ask(self) -> list[Settings]:
        """The next generation; none once every combination of the levers' values was asked for."""
        self._asked = self._algorithm.ask()
        return [] if self._asked is None else [self._settings(one) for one in self._asked]

    def tell(self, losses: Real, excess: Real) -> None:
        """What those asked for are worth: losses (candidates, goals), and excess over the conditions (candidates,), 0 if none."""
        Evaluator().eval(StaticProblem(self._problem, F=losses, G=excess[:, None]), self._asked)
        self._algorithm.tell(infills=self._asked)

    def parents(self) -> list[Settings]:
        """Those of earlier generations from whom the next one comes."""
        population = self._algorithm.pop
        return [] if population is None else [self._settings(one) for one in population]

    def correct(self, losses: Real, excess: Real) -> None:
        """What the parents are worth by now."""
        for one, loss, over in zip(self._algorithm.pop, losses, excess, strict=True):
            one.F, one.G = loss, np.array([over])

    def _settings(self, one: Any) -> Settings:
        return {name: lever.at(one.X[name]) for name, lever in self._levers.items()}


def _variable(lever: Lever) -> Any:
    if not lever.steps:
        return Continuous(bounds=(0.0, 1.0))
    if lever.ordered:
        return Integer(bounds=(lever.first, lever.last))
    return Choice(options=list(range(lever.first, lever.last + 1)))


def _algorithm(goals: int, population: int) -> Any:
    twice = MixedVariableDuplicateElimination()
    how = {
        "pop_size": population,
        "sampling": MixedVariableSampling(),
        "mating": MixedVariableMating(eliminate_duplicates=twice),
        "eliminate_duplicates": twice,
    }
    if goals == 1:
        return GA(**how)
    if goals == 2:
        return NSGA2(**how)
    directions = get_reference_directions("das-dennis", goals, n_partitions=_partitions(goals, population))
    return NSGA3(ref_dirs=directions, **how)


def _partitions(goals: int, population: int) -> int:
    """Into how many parts an axis is cut, so that there are at most as many directions as candidates (Das and Dennis 1998)."""
    parts = 1
    while math.comb(parts + goals, goals - 1) <= population:
        parts += 1
    return parts
