"""Sobol indices of a function whose indices are known, by the design and the estimators of a study."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from materiel.lab.analysis.sobol import sobol
from materiel.lab.study.designs.table import DESIGNS
from materiel.lab.study.factors import Axis
from materiel.lab.study.spec import Design
from materiel.verify.analysis import Found, Inputs
from materiel.verify.sample import Values


def _axis(name: str) -> Axis:
    """A factor that is uniform on [-pi, pi]."""
    return Axis(
        name, name, "", lambda u: math.pi * (2.0 * u - 1.0), lambda value: {}, lambda x: (x / math.pi + 1.0) / 2.0
    )


def _answer(x: Values, a: float, b: float) -> Values:
    """The function of T. Ishigami and T. Homma (1990), of points of shape (points, 3)."""
    return np.asarray(np.sin(x[:, 0]) * (1.0 + b * x[:, 2] ** 4) + a * np.sin(x[:, 1]) ** 2)


def ishigami(inputs: Inputs) -> Mapping[str, Found]:
    """Mean, variance, first-order (S1 to S3) and total (ST1 to ST3) indices, with the error that a study would state.

    Parameters: `base` (base points, a power of two), `a`, `b` (of the function).
    """
    axes = [_axis(f"x{k}") for k in (1, 2, 3)]
    base = int(inputs.parameter("base"))
    units = DESIGNS["saltelli"](axes, Design(kind="saltelli", points=base, seed=inputs.seed))
    x = np.array([[axis.at(float(u)) for axis, u in zip(axes, row, strict=True)] for row in units])
    found = sobol(_answer(x, float(inputs.parameter("a")), float(inputs.parameter("b")))[:, None], len(axes))
    told = {"mean": Found(found.mean), "variance": Found(found.variance)}
    for name, by in (("S", found.first), ("ST", found.total)):
        for k in range(len(axes)):
            told[f"{name}{k + 1}"] = Found(float(by.estimate[k]), float(by.se[k]))
    return told
