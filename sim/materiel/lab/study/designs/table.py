"""The table of designs. A new one is a function of factors to a unit matrix (points, factors), and a line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from materiel.jit import Real
from materiel.lab.study.designs import factorial, filling
from materiel.lab.study.factors import Axis
from materiel.lab.study.spec import Design


def _morris(axes: Sequence[Axis], design: Design) -> Real:
    """Trajectories that move one factor at a time (Morris 1991)."""
    from materiel.lab.analysis.morris import morris_points

    return np.asarray(morris_points(len(axes), design.count, design.levels, design.seed))


def _saltelli(axes: Sequence[Axis], design: Design) -> Real:
    """Two Sobol samples and their mixtures (Saltelli 2002), for Sobol indices."""
    from materiel.lab.analysis.sobol import saltelli_points

    return np.asarray(saltelli_points(len(axes), design.count, design.seed))


DESIGNS: dict[str, Callable[[Sequence[Axis], Design], Real]] = {
    "full factorial": factorial.full_factorial,
    "fractional factorial": factorial.fractional_factorial,
    "one at a time": factorial.one_at_a_time,
    "latin hypercube": filling.latin_hypercube,
    "optimised latin hypercube": filling.optimised_latin_hypercube,
    "sobol": filling.sobol,
    "morris": _morris,
    "saltelli": _saltelli,
}
"""Designs by the name that a study file gives; beside them `central` (one point) and `list` (a CSV)."""
