"""Fronts: hypervolume against closed forms, and who is beaten by nobody."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from materiel.lab.tune.front import hypervolume, spread_out, unbeaten

LOSSES = arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(2, 3)), elements=st.integers(0, 9).map(float))


def test_true_front_of_zdt1() -> None:
    """20,000 points of the front f2 = 1 - sqrt(f1) dominate 0.8766667 up to 1.1 (reference case O12), within 1e-3 and never more."""
    f1 = np.linspace(0.0, 1.0, 20_000)
    found = hypervolume(np.column_stack([f1, 1.0 - np.sqrt(f1)]), np.full(2, 1.1))
    assert 0.8766666666666667 - 1e-3 < found <= 0.8766666666666667


def test_true_front_of_dtlz2() -> None:
    """500,000 points of the sphere's octant dominate 1.1^3 - pi / 6 up to 1.1 (reference case O12), within 1e-3 and never more."""
    i, j = np.triu_indices(1001)
    points = np.sqrt(np.column_stack([i, j - i, 1000 - j]) / 1000.0)
    true = 1.1**3 - np.pi / 6
    assert true == pytest.approx(0.8074012244017011)
    assert true - 1e-3 < hypervolume(points, np.full(3, 1.1)) <= true


@given(LOSSES)
@settings(deadline=None, max_examples=60)
def test_hypervolume_counts_cells(losses) -> None:
    """On whole numbers the hypervolume is the number of unit cells that some point dominates."""
    top = np.full(losses.shape[1], 10.0)
    cells = np.stack(np.meshgrid(*[np.arange(10)] * losses.shape[1], indexing="ij"), axis=-1).reshape(
        -1, losses.shape[1]
    )
    under = (losses[:, None, :] <= cells[None, :, :]).all(axis=2).any(axis=0)
    assert hypervolume(losses, top) == pytest.approx(under.sum())


@given(LOSSES)
@settings(deadline=None, max_examples=60)
def test_unbeaten_is_the_definition(losses) -> None:
    """A candidate is unbeaten exactly if none is as good in every goal and better in one."""
    beats = (losses[:, None] <= losses[None]).all(axis=2) & (losses[:, None] < losses[None]).any(axis=2)
    assert unbeaten(losses).tolist() == (~beats.any(axis=0)).tolist()


def test_beyond_the_reference_adds_nothing() -> None:
    """Points that are worse than the reference in a goal do not count, and without any others the volume is 0."""
    assert hypervolume(np.array([[2.0, 0.0], [0.0, 2.0]]), np.ones(2)) == 0.0


@given(LOSSES, st.integers(1, 15))
@settings(deadline=None, max_examples=60)
def test_spread_out_takes_different_ones(losses, count) -> None:
    """So many different members are taken as there are or as are wanted, the best of the first goal among them."""
    chosen = spread_out(losses, count)
    assert len(set(chosen)) == len(chosen) == min(count, len(losses))
    assert losses[chosen, 0].min() == losses[:, 0].min()
