"""Changes of readiness from year to year, split into parts."""

from __future__ import annotations

import math

import numpy as np
import pytest

from materiel.lab.parts import changes

YEARS = [slice(0, 12), slice(12, 24)]


def held(first: float, second: float) -> np.ndarray:
    """ln of a factor that holds one value in the first year and another in the second, in two replications."""
    return np.log(np.tile(np.repeat([first, second], 12), (2, 1)))


def test_parts_add_up_to_the_change() -> None:
    """Readiness 0.9 x 0.5 falls to 0.6 x 0.6: -0.09 in all, of which ln(0.6 / 0.9) and ln(0.6 / 0.5) share by their sizes."""
    _, change = changes({"equipment": held(0.9, 0.6), "munitions": held(0.5, 0.6)}, YEARS)
    assert change is not None
    assert change.net == pytest.approx(0.36 - 0.45)
    weight = (0.36 - 0.45) / math.log(0.36 / 0.45)
    assert change.parts["equipment"] == pytest.approx(weight * math.log(0.6 / 0.9))
    assert change.parts["munitions"] == pytest.approx(weight * math.log(0.6 / 0.5))
    assert sum(change.parts.values()) == pytest.approx(change.net)


def test_parts_that_cancel_are_told() -> None:
    """0.8 x 0.5 becomes 0.5 x 0.8: no change in all, though both moved; one part alone never cancels."""
    _, change = changes({"equipment": held(0.8, 0.5), "munitions": held(0.5, 0.8)}, YEARS)
    assert change is not None and change.cancels and change.net == pytest.approx(0.0)
    _, alone = changes({"equipment": held(0.8, 0.5), "munitions": held(0.5, 0.5)}, YEARS)
    assert alone is not None and not alone.cancels


def test_the_first_year_has_no_change_and_months_are_paired() -> None:
    """A season that comes again every year is no change."""
    season = np.log(np.tile(np.linspace(0.4, 0.9, 12), (3, 2)))
    first, change = changes({"equipment": season}, YEARS)
    assert first is None
    assert change is not None and change.net == 0.0 and change.parts["equipment"] == 0.0
