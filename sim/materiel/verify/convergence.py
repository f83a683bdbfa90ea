"""How fast a mean converges with the points of a study's designs: scrambled Sobol points beside plain random ones."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from materiel.lab.study.designs.table import DESIGNS
from materiel.lab.study.factors import Axis
from materiel.lab.study.spec import Design
from materiel.verify.analysis import Found, Inputs
from materiel.verify.sample import Values

_FACTORS = 5


def _answer(u: Values) -> Values:
    """A product of five factors with mean 1, of points of shape (points, 5)."""
    return np.asarray(np.prod(1.0 + 0.8 * (u - 0.5), axis=1))


def _slope(sizes: list[int], errors: list[float]) -> float:
    """Slope of the logarithm of the root mean square error on that of the number of points."""
    return float(np.polyfit(np.log(sizes), np.log(errors), 1)[0])


def convergence(inputs: Inputs) -> Mapping[str, Found]:
    """Slopes of the error of a mean, by `replications` randomisations of each design, and the mean by the largest Sobol design.

    Parameters: `least`, `most`: logarithms to base 2 of the numbers of points.
    """
    sizes = [1 << m for m in range(int(inputs.parameter("least")), int(inputs.parameter("most")) + 1)]
    axes = [Axis(f"u{k}", "", "", lambda u: u, lambda value: {}, lambda value: value) for k in range(_FACTORS)]
    rng = np.random.default_rng(inputs.seed)
    plain, led, means = [], [], [1.0]
    for size in sizes:
        seeds = range(inputs.seed * inputs.replications, (inputs.seed + 1) * inputs.replications)
        means = [
            float(np.mean(_answer(DESIGNS["sobol"](axes, Design(kind="sobol", points=size, seed=s))))) for s in seeds
        ]
        chance = [float(np.mean(_answer(rng.random((size, _FACTORS))))) for _ in seeds]
        led.append(math.sqrt(float(np.mean((np.array(means) - 1.0) ** 2))))
        plain.append(math.sqrt(float(np.mean((np.array(chance) - 1.0) ** 2))))
    mean = Found(float(np.mean(means)), float(np.std(means, ddof=1)) / math.sqrt(len(means)))
    return {"mean": mean, "MC_slope": Found(_slope(sizes, plain)), "Sobol_slope": Found(_slope(sizes, led))}
