"""Good enough, in what share of futures."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.satisficing import satisficing, satisficing_by_chance

CHANCE = np.array([-1.0, -0.5, 0.5, 1.0])


def test_share_by_hand() -> None:
    """Means 1, 2, 3, 4 in four futures: three meet 2 or more, two meet 2 or less."""
    values = (np.arange(1.0, 5.0)[:, None] + CHANCE * 0.01)[None]
    assert satisficing(values, 1.95, "higher").share.tolist() == [0.75]
    assert satisficing(values, 2.05, "lower").share.tolist() == [0.5]
    assert satisficing(values, 1.5, "higher").met.tolist() == [[False, True, True, True]]


def test_a_future_near_the_threshold_is_open() -> None:
    """A mean a tenth of its standard error above the threshold may turn; one far off may not."""
    values = np.array([[2.05 + CHANCE, 9.0 + CHANCE]])
    found = satisficing(values, 2.0, "higher")
    assert found.open.tolist() == [0.5]
    assert (found.low[0], found.share[0], found.high[0]) == (0.5, 1.0, 1.0)
    assert found.se[0] > 0.1


def test_by_chance() -> None:
    """Met in three replications of four: enough for a probability of 0.75, not of 0.8."""
    values = np.array([[[1.0, 1.0, 0.0, 1.0]]])
    assert satisficing_by_chance(values, 0.5, 0.75, "higher").share.tolist() == [1.0]
    assert satisficing_by_chance(values, 0.5, 0.8, "higher").share.tolist() == [0.0]
    with pytest.raises(AnalysisError, match="probability: expected between 0 and 1"):
        satisficing_by_chance(values, 0.5, 80.0, "higher")


def test_a_missing_value_does_not_fail_the_demand() -> None:
    """What is undefined is left out, and not taken for not met."""
    values = np.array([[[1.0, np.nan, 1.0, 0.0]]])
    assert satisficing_by_chance(values, 0.5, 0.6, "higher").share.tolist() == [1.0]
