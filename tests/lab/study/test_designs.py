"""Designs: which points of the unit cube a study runs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from materiel.lab.errors import LabError
from materiel.lab.study.designs.table import DESIGNS
from materiel.lab.study.factors import Axis
from materiel.lab.study.spec import Design


def _axis(name: str, choices: tuple[object, ...] = ()) -> Axis:
    return Axis(name, name, "", lambda u: u, lambda v: {}, lambda v: v, choices)


def _axes(count: int) -> list[Axis]:
    return [_axis(f"f{k}") for k in range(count)]


def test_a_full_factorial_has_every_combination_once() -> None:
    """Three levels of one factor and two choices of another: six rows, all different, the last factor fastest."""
    axes = [_axis("a"), _axis("b", ("x", "y"))]
    rows = DESIGNS["full factorial"](axes, Design(kind="full factorial", levels=3))
    assert rows.tolist() == [[u, v] for u in (0.0, 0.5, 1.0) for v in (0.25, 0.75)]


def test_a_fraction_is_balanced_and_main_effects_are_clear() -> None:
    """Six factors at resolution four: 16 points; each column balanced, all pairs of columns orthogonal, no three-factor word."""
    rows = DESIGNS["fractional factorial"](_axes(6), Design(kind="fractional factorial", resolution=4))
    signs = 2 * rows - 1
    assert len(rows) == 16 and set(np.unique(rows)) == {0.0, 1.0}
    assert np.all(signs.sum(axis=0) == 0)
    assert np.array_equal(signs.T @ signs, 16 * np.eye(6))
    for a in range(6):
        for b in range(a):
            for c in range(b):
                assert abs(np.sum(signs[:, a] * signs[:, b] * signs[:, c])) < 16


def test_a_fraction_of_too_few_factors_is_refused() -> None:
    """Two factors cannot have resolution four: the message says what to do."""
    with pytest.raises(LabError, match=r"design\.resolution: expected at most the number of factors \(2\), got 4"):
        DESIGNS["fractional factorial"](_axes(2), Design(kind="fractional factorial"))


def test_one_at_a_time_moves_one_factor() -> None:
    """The centre first; every other row differs from it in one factor alone."""
    rows = DESIGNS["one at a time"](_axes(3), Design(kind="one at a time", levels=2))
    assert rows.tolist() == [
        [0.5] * 3,
        [0, 0.5, 0.5],
        [1, 0.5, 0.5],
        [0.5, 0, 0.5],
        [0.5, 1, 0.5],
        [0.5, 0.5, 0],
        [0.5, 0.5, 1],
    ]


@given(
    st.integers(1, 6),
    st.integers(2, 40),
    st.integers(0, 1000),
    st.sampled_from(["latin hypercube", "optimised latin hypercube"]),
)
def test_a_latin_hypercube_has_one_point_in_each_slice(factors: int, points: int, seed: int, kind: str) -> None:
    """Every factor meets each of `points` slices once, whatever the seed, and the same seed gives the same design."""
    if kind.startswith("optimised"):
        points = min(points, 12)
    design = Design(kind=kind, points=points, seed=seed)  # type: ignore[arg-type]
    rows = DESIGNS[kind](_axes(factors), design)
    assert np.array_equal(np.sort(np.floor(rows * points), axis=0), np.tile(np.arange(points)[:, None], factors))
    assert np.array_equal(rows, DESIGNS[kind](_axes(factors), design))


def test_an_optimised_hypercube_is_more_even() -> None:
    """Its centred discrepancy is lower than that of a plain one of the same size, in each of five seeds."""
    from scipy.stats import qmc

    for seed in range(5):
        plain = DESIGNS["latin hypercube"](_axes(4), Design(kind="latin hypercube", points=30, seed=seed))
        better = DESIGNS["optimised latin hypercube"](
            _axes(4), Design(kind="optimised latin hypercube", points=30, seed=seed)
        )
        assert qmc.discrepancy(better) < qmc.discrepancy(plain)


def test_sobol_points_are_balanced() -> None:
    """Of 64 scrambled points, every factor has one in each 64th, and each quarter of each pair of factors 16."""
    rows = DESIGNS["sobol"](_axes(3), Design(kind="sobol", points=64, seed=7))
    assert np.array_equal(np.sort(np.floor(rows * 64), axis=0), np.tile(np.arange(64)[:, None], 3))
    quarters = np.floor(rows[:, :2] * 2) @ [2, 1]
    assert np.bincount(quarters.astype(int)).tolist() == [16, 16, 16, 16]


def test_every_design_of_the_table_stays_in_the_unit_cube() -> None:
    """All designs, with their own parameters: finite, between 0 and 1, one column a factor."""
    for kind, design in DESIGNS.items():
        rows = design(_axes(5), Design(kind=kind, points=8, levels=4))  # type: ignore[arg-type]
        assert rows.ndim == 2 and rows.shape[1] == 5 and len(rows) >= 5, kind
        assert np.all((rows >= 0) & (rows <= 1)), kind
