"""Tests of paired differences: known answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from materiel.lab.analysis.simultaneous import holm
from materiel.lab.axioms.judge import MeanDifference, mean_difference
from materiel.lab.errors import LabError


def test_effect_by_hand():
    """1, 2, 3: mean 2, standard error 1/sqrt(3); t at 97.5 % with 2 degrees of freedom is 4.3027, at 95 % 2.9200."""
    effect = mean_difference(np.array([1.0, 2.0, 3.0]))
    assert (effect.mean, effect.df) == (2.0, 2)
    assert effect.se == pytest.approx(1 / 3**0.5)
    assert effect.interval == pytest.approx((2 - 4.30265 / 3**0.5, 2 + 4.30265 / 3**0.5), abs=1e-4)
    assert effect.least == pytest.approx(2 - 2.91999 / 3**0.5, abs=1e-4)


def test_p_values_by_hand():
    """With one degree of freedom t is Cauchy: P(T <= -1) = 1/4. The hypotheses below and above share what is left."""
    effect = MeanDifference(mean=-1.5, se=1.0, df=1)
    assert effect.p_below(-0.5) == pytest.approx(0.25)
    assert effect.p_above(-0.5) == pytest.approx(0.75)


def test_without_variation_the_answer_is_certain():
    """The same difference in every replication is below a bound, or it is not."""
    worse = mean_difference(np.full(5, -0.01))
    assert (worse.se, worse.p_below(-0.0005), worse.p_above(0.0)) == (0.0, 0.0, 1.0)
    none = mean_difference(np.zeros(5))
    assert (none.p_below(-0.0005), none.p_above(0.0)) == (1.0, 1.0)


def test_holm_by_hand():
    """The smallest of three is tripled, the next doubled, the last stays; none is below one before it, and none above 1."""
    assert holm(np.array([0.01, 0.04, 0.03])) == pytest.approx([0.03, 0.06, 0.06])
    assert holm(np.array([0.5, 0.9])) == pytest.approx([1.0, 1.0])
    assert holm(np.zeros(0)).tolist() == []


@given(some.lists(some.floats(0, 1), min_size=1, max_size=8))
def test_holm_lies_between_p_and_bonferroni(p: list[float]):
    """Adjusted values are no less than the raw ones, and no more than all of them times their number."""
    adjusted = holm(np.array(p))
    assert np.all(adjusted >= np.array(p) - 1e-15)
    assert np.all(adjusted <= np.minimum(1.0, len(p) * np.array(p)) + 1e-12) or len(p) > 1
    assert adjusted.max() <= 1.0


def test_one_replication_is_refused():
    """A mean of one has no error."""
    with pytest.raises(LabError, match="at least 2 replications"):
        mean_difference(np.array([1.0]))
