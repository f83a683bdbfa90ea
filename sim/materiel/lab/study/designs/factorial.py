"""Factorial designs: every combination of levels, or a balanced share of them, or one factor at a time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from materiel.jit import Real
from materiel.lab.errors import LabError
from materiel.lab.study.factors import Axis
from materiel.lab.study.spec import Design


def _levels(axis: Axis, count: int) -> list[float]:
    """The u of each level: of the choices if there are any, else evenly from the low to the high end."""
    if axis.choices:
        return [(k + 0.5) / len(axis.choices) for k in range(len(axis.choices))]
    return [k / (count - 1) for k in range(count)]


def full_factorial(axes: Sequence[Axis], design: Design) -> Real:
    """Every combination of levels, the last factor varying fastest; shape (points, factors)."""
    return np.array(list(itertools.product(*(_levels(axis, design.levels) for axis in axes))))


def fractional_factorial(axes: Sequence[Axis], design: Design) -> Real:
    """A two-level fraction of the stated resolution with the fewest points (Box & Hunter 1961, by pyDOE3).

    Raises LabError if there are too few factors for a fraction of that resolution, or one has more than two choices.
    """
    from pyDOE3 import fracfact_by_res

    for axis in axes:
        if len(axis.choices) > 2:
            raise LabError(
                f"levers.{axis.name}: expected at most two choices in a fractional factorial, got {len(axis.choices)}"
            )
    if len(axes) < design.resolution:
        raise LabError(
            f"design.resolution: expected at most the number of factors ({len(axes)}), got {design.resolution}; "
            "with so few use a full factorial"
        )
    signs = np.asarray(fracfact_by_res(len(axes), design.resolution), dtype=np.float64)
    return 0.5 * (signs + 1.0)


def one_at_a_time(axes: Sequence[Axis], design: Design) -> Real:
    """The centre, then each factor at each of its levels with the others at the centre."""
    centre = [0.5] * len(axes)
    rows = [centre]
    for k, axis in enumerate(axes):
        rows += [[*centre[:k], u, *centre[k + 1 :]] for u in _levels(axis, design.levels) if u != 0.5]
    return np.array(rows)
