"""Comparison with the best."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.mcb import with_best

from .made_up import answers

TRUE = np.array([[1.0, 2.0], [1.05, 2.05], [1.3, 1.8], [0.2, 0.4]])


def test_a_clear_winner() -> None:
    """A candidate far above the rest is best surely: its interval begins at 0, all others' end there."""
    true = np.array([[0.0], [5.0], [1.0]])
    found = with_best(answers(np.random.default_rng(1), true, 40), "higher")
    assert found.may_be_best.tolist() == [False, True, False]
    assert found.low[1] == 0.0 and found.high[1] > 3.0
    assert (found.high[[0, 2]] == 0.0).all() and (found.low[[0, 2]] < -3.0).all()


def test_lower_is_the_mirror_image() -> None:
    """Less being better of values is more being better of their negatives, but for the drawing of the reach (1 %)."""
    values = answers(np.random.default_rng(4), TRUE, 20)
    one, other = with_best(values, "lower"), with_best(-values, "higher")
    assert one.low == pytest.approx(other.low, rel=0.01) and one.high == pytest.approx(other.high, rel=0.01)


def test_twins_may_both_be_best() -> None:
    """Two policies that do the same cannot rule each other out."""
    values = answers(np.random.default_rng(4), np.array([[0.0], [5.0]]), 30)
    found = with_best(np.concatenate([values, values[1:]]), "higher")
    assert found.may_be_best.tolist() == [False, True, True]


def test_intervals_hold_at_once_and_keep_the_best() -> None:
    """In 200 samples of 20 replications, constrained 80 % intervals all hold in at least 80 %, within z = 3.3 (one-sided,
    9.4 points), and the best candidate is ruled out no more often than that."""
    rng = np.random.default_rng(12)
    mean = TRUE.mean(axis=1)
    gap = np.array([mean[i] - np.delete(mean, i).max() for i in range(len(mean))])
    held = kept = 0
    for _ in range(200):
        found = with_best(answers(rng, TRUE, 20), "higher", 0.8)
        held += bool(((found.low <= gap) & (gap <= found.high)).all())
        kept += bool(found.may_be_best[mean.argmax()])
    assert held / 200 > 0.8 - 3.3 * (0.8 * 0.2 / 200) ** 0.5
    assert kept >= held


def test_without_direction_or_rivals_there_is_no_best() -> None:
    """A metric that is neither better high nor low has no best, and one candidate has nothing to be compared with."""
    values = answers(np.random.default_rng(4), TRUE, 20)
    with pytest.raises(AnalysisError, match='expected "higher" or "lower"'):
        with_best(values, "")
    with pytest.raises(AnalysisError, match="at least 2 candidates"):
        with_best(values[:1], "higher")
