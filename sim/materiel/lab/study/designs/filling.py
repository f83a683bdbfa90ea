"""Space-filling designs: Latin hypercubes and scrambled Sobol points, by scipy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from materiel.jit import Real
from materiel.lab.study.factors import Axis
from materiel.lab.study.spec import Design


def latin_hypercube(axes: Sequence[Axis], design: Design) -> Real:
    """One point in each of `points` slices of every factor (McKay, Beckman & Conover 1979)."""
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(len(axes), rng=np.random.default_rng(design.seed)).random(design.count))


def optimised_latin_hypercube(axes: Sequence[Axis], design: Design) -> Real:
    """A Latin hypercube whose coordinates were swapped to lower its centred discrepancy (Damblin, Couplet & Iooss 2013)."""
    from scipy.stats import qmc

    rng = np.random.default_rng(design.seed)
    return np.asarray(qmc.LatinHypercube(len(axes), optimization="random-cd", rng=rng).random(design.count))


def sobol(axes: Sequence[Axis], design: Design) -> Real:
    """The first points of a scrambled Sobol sequence (Owen 1998); a power of two keeps it balanced."""
    import warnings

    from scipy.stats import qmc

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # other counts are allowed here, and docs/studies.md says what they cost
        return np.asarray(qmc.Sobol(len(axes), rng=np.random.default_rng(design.seed)).random(design.count))
