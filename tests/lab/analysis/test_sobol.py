"""Sobol indices of functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import sobol_indices

from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.sobol import saltelli_points, sobol

FIRST = np.array([0.31390519114781146, 0.4424111447900409, 0.0])
TOTAL = np.array([0.5575888552099592, 0.4424111447900409, 0.2436836640621477])
VARIANCE = 13.844587940719254


def ishigami(points: np.ndarray) -> np.ndarray:
    """T. Ishigami and T. Homma (1990), a = 7, b = 0.1, on the unit cube; of shape (points, 1)."""
    x = (2.0 * points - 1.0) * np.pi
    return np.asarray(np.sin(x[:, :1]) + 7.0 * np.sin(x[:, 1:2]) ** 2 + 0.1 * x[:, 2:] ** 4 * np.sin(x[:, :1]))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ishigami(seed: int) -> None:
    """At a base of 2^14 all indices are within 0.01 of the known ones, and mean 3.5 and variance within 0.1 %."""
    found = sobol(ishigami(saltelli_points(3, 1 << 14, seed)), 3)
    assert found.first.estimate == pytest.approx(FIRST, abs=0.01)
    assert found.total.estimate == pytest.approx(TOTAL, abs=0.01)
    assert (found.mean, found.variance) == (pytest.approx(3.5, rel=1e-3), pytest.approx(VARIANCE, rel=1e-3))


def test_estimates_are_those_of_scipy() -> None:
    """Without replications the estimators are those of scipy.stats.sobol_indices, but for n - 1 in the variance."""
    points = saltelli_points(3, 256, 5)
    at = points.reshape(256, 5, 3)
    f_a, f_b = ishigami(at[:, 0]).T, ishigami(at[:, 4]).T
    theirs = sobol_indices(
        func={"f_A": f_a, "f_B": f_b, "f_AB": np.stack([ishigami(at[:, 1 + i]).T for i in range(3)])}, n=256
    )
    ours = sobol(ishigami(points), 3)
    assert ours.first.estimate * 512 / 511 == pytest.approx(theirs.first_order)
    assert ours.total.estimate * 512 / 511 == pytest.approx(theirs.total_order)


def test_points_are_laid_out_as_stated() -> None:
    """For each base row: A, A with one factor of B, B; a larger base begins with the smaller; the same seed, the same points."""
    points = saltelli_points(2, 8, seed=7).reshape(8, 4, 2)
    a, b = points[:, 0], points[:, 3]
    assert np.array_equal(points[:, 1], np.stack([b[:, 0], a[:, 1]], axis=1))
    assert np.array_equal(points[:, 2], np.stack([a[:, 0], b[:, 1]], axis=1))
    assert np.array_equal(saltelli_points(2, 16, seed=7)[:32], points.reshape(-1, 2))
    assert not np.array_equal(saltelli_points(2, 8, seed=8), points.reshape(-1, 2))


def test_chance_is_taken_off() -> None:
    """Chance of four times the variance, 16 replications: its share over points, 1/5, is found and taken off, so that indices of
    30 samples (base 256) agree on average with the known ones within z = 3.5, where uncorrected ones would be a fifth lower."""
    rng = np.random.default_rng(1)
    spread = (4.0 * VARIANCE) ** 0.5
    found = []
    for seed in range(30):
        answers = ishigami(saltelli_points(3, 256, seed))
        found.append(sobol(answers + rng.normal(0.0, spread, (len(answers), 16)), 3))
    assert np.mean([f.chance for f in found]) == pytest.approx(0.2, abs=0.02)
    for known, all_found in ((FIRST, [f.first.estimate for f in found]), (TOTAL, [f.total.estimate for f in found])):
        z = (np.mean(all_found, axis=0) - known) / (np.std(all_found, axis=0, ddof=1) / 30**0.5)
        assert (np.abs(z) < 3.5).all()


def test_chance_common_to_all_points_is_none() -> None:
    """Under common random numbers, chance that shifts all points alike changes no index and is not taken off."""
    answers = ishigami(saltelli_points(3, 128, 1))
    plain = sobol(answers + np.zeros(10), 3)
    shifted = sobol(answers + np.random.default_rng(2).normal(0.0, 10.0, 10), 3)
    assert shifted.first.estimate == pytest.approx(plain.first.estimate)
    assert shifted.total.estimate == pytest.approx(plain.total.estimate)
    assert shifted.chance == pytest.approx(0.0, abs=1e-9)


def test_intervals_hold() -> None:
    """a + 2 b + a b with chance that depends on the point and is in part common, base 64, 10 replications: 80 % intervals hold in 80 %
    of 120 samples or more, within z = 3.3 (12 points)."""
    # a, b uniform on [0, 1]: E[y | a] = 1.5 a + 1, E[y | b] = 2.5 b + 0.5, interaction (a - 1/2)(b - 1/2)
    parts = np.array([1.5**2 / 12, 2.5**2 / 12, 1 / 144])
    first, total = parts[:2] / parts.sum(), (parts[:2] + parts[2]) / parts.sum()
    rng = np.random.default_rng(4)
    held = np.zeros((2, 2))
    for seed in range(120):
        a, b = saltelli_points(2, 64, seed).T[:, :, None]
        chance = rng.normal(0.0, 1.0, 10) * (1.0 + a) + rng.normal(0.0, 1.0, (len(a), 10))
        found = sobol(a + 2.0 * b + a * b + chance, 2, 0.8)
        held[0] += (found.first.low <= first) & (first <= found.first.high)
        held[1] += (found.total.low <= total) & (total <= found.total.high)
    assert (held / 120 > 0.8 - 3.3 * (0.8 * 0.2 / 120) ** 0.5).all()


def test_what_has_no_indices_is_refused() -> None:
    """Incomplete designs, no variation, variation by chance alone, a base that is no power of two: one message each."""
    values = np.ones((32, 4))
    with pytest.raises(AnalysisError, match="no more than by chance"):
        sobol(values, 2)
    with pytest.raises(AnalysisError, match="power of two times 4 points"):
        sobol(values[:-1], 2)
    with pytest.raises(AnalysisError, match="power of two"):
        saltelli_points(2, 24, 1)
    values[3, 0] = values[9, 1] = values[10, 2] = values[11, 3] = np.nan
    with pytest.raises(AnalysisError, match="no replication has a value at every point"):
        sobol(values, 2)
    values[4] = np.nan
    with pytest.raises(AnalysisError, match="1 of 32 points have no value"):
        sobol(values, 2)
