"""Naive forecasts know the training rows, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.backcast.naive import NAIVE, climatology, last_value, seasonal_mean

AT, KNOWN = np.array([0.0, 1.0, 12.0]), np.array([10.0, 20.0, 30.0])
MONTHS, CAME = np.array([13.0, 14.0, 24.0]), np.array([25.0, 25.0, 25.0])


def test_last_value() -> None:
    """After training the last row holds for ever; inside, the row before, which the first row lacks."""
    assert last_value(AT, KNOWN, MONTHS, CAME, False).tolist() == [5.0, 5.0, 5.0]
    inside = last_value(AT, KNOWN, AT, KNOWN, True)
    assert np.isnan(inside[0])
    assert inside[1:].tolist() == [10.0, 10.0]


def test_seasonal_mean() -> None:
    """Month 13 is forecast by month 1, month 24 by months 0 and 12, month 14 by all; inside, a row does not forecast itself."""
    assert seasonal_mean(AT, KNOWN, MONTHS, CAME, False).tolist() == [5.0, 5.0, 5.0]
    assert seasonal_mean(AT, KNOWN, MONTHS, np.zeros(3), False).tolist() == [20.0, 20.0, 20.0]
    assert seasonal_mean(AT, KNOWN, AT, KNOWN, True).tolist() == [20.0, 0.0, 20.0]


def test_climatology_is_an_ensemble() -> None:
    """Rows 10, 20, 30 and a record of 25: mean distance 25/3, less half the mean distance of pairs, 20/3."""
    assert climatology(AT, KNOWN, MONTHS, CAME, False)[0] == pytest.approx(25.0 / 3.0 - 20.0 / 3.0)


def test_nothing_to_forecast_from() -> None:
    """Without training rows there is no score, and none is made up."""
    for naive in NAIVE.values():
        assert np.isnan(naive(np.zeros(0), np.zeros(0), MONTHS, CAME, False)).all()
