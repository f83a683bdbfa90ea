"""Declared distributions become laws, or a message that says what was expected."""

import numpy as np
import pytest

from materiel.chance.families import FAMILIES, bind_law
from materiel.chance.sample import law_mean, sample
from materiel.layout import law as row


def test_every_family_of_the_layout_is_declared():
    """The table of forms and the codes of rows name the same families, in the same order."""
    assert tuple(FAMILIES) == row.FAMILIES


@pytest.mark.parametrize(
    ("family", "parameters", "message"),
    [
        ("gama", {}, "family: expected one of deterministic, exponential, .*, got 'gama'"),
        ("gamma", {"mean": 3.0}, "gamma: expected mean and cv; or shape and scale, got mean"),
        ("gamma", {"mean": -3.0, "cv": 1.0}, "gamma: expected mean > 0, got -3"),
        ("gamma", {"mean": "x", "cv": 1.0}, "gamma: mean: expected a finite number, got 'x'"),
        ("weibull", {"mean": 1.0, "cv": -1.0}, "weibull: expected cv >= 0, got -1"),
        ("erlang", {"mean": 1.0, "stages": 2.5}, "expected stages a whole number >= 1, got 2.5"),
        ("erlang", {"mean": 1.0, "cv": 0.6}, "erlang: expected cv = 1 / sqrt"),
        ("uniform", {"low": 2.0, "high": 1.0}, "uniform: expected low < high = 1, got 2"),
        ("pert", {"low": 0.0, "mode": 3.0, "high": 2.0}, "expected mode between 0 and 2, got 3"),
        ("beta", {"mean": 0.5, "cv": 3.0}, "beta: expected cv < 1, as the range allows, got 3"),
        ("empirical", {"values": []}, "values: expected a list that is not empty"),
        ("empirical", {"values": [1.0, 2.0], "weights": [1.0]}, "expected 2 weights, one for each value, got 1"),
        ("geometric", {"mean": 0.5}, "geometric: expected mean >= 1, got 0.5"),
        ("mixture", {"parts": [{"family": "gamma"}]}, r"parts\[0\]: expected a table with weight and family"),
        (
            "mixture",
            {"parts": [{"weight": 1, "family": "gamma", "mean": 0.0, "cv": 1.0}]},
            r"mixture: parts\[0\]: gamma: expected mean > 0, got 0",
        ),
    ],
)
def test_messages(family, parameters, message):
    """Every message says what was expected and what was given."""
    with pytest.raises(ValueError, match=message):
        bind_law(family, parameters)


@pytest.mark.parametrize("family", [name for name, forms in FAMILIES.items() if any("cv" in f.required for f in forms)])
def test_no_spread_is_deterministic(family):
    """A study may shrink a cv to 0."""
    assert bind_law(family, {"mean": 0.5, "cv": 0.0}) == bind_law("deterministic", {"value": 0.5})


def test_a_law_takes_the_cells_it_says(small_law):
    """`size()` cells from its address, and none before or after."""
    _, (n, x, at) = small_law
    assert set(n[:at]) == {-77} and n[-1] == -77 and np.isnan(x[:at]).all() and np.isnan(x[-1])


def test_observed_values_step_as_weights_say(lay):
    """Weights 1, 3, 4 of 8 on values 1, 2, 8, declared out of order; and equal weights."""
    law = lay("empirical", values=[8.0, 1.0, 2.0], weights=[4, 1, 3])
    assert [sample(*law, u) for u in (0.01, 0.125, 0.126, 0.5, 0.501, 0.99)] == [1.0, 1.0, 2.0, 2.0, 8.0, 8.0]
    law = lay("empirical", values=[8.0, 1.0])
    assert [sample(*law, u) for u in (2.0**-53, 0.5, 0.501, 1.0 - 2.0**-53)] == [1.0, 1.0, 8.0, 8.0]


def test_a_mixture_is_its_parts(lay):
    """A quarter of U(10, 20), three quarters of a mixture of U(0, 1) and 4: u picks, and stretched draws within."""
    inner = [
        {"weight": 2, "family": "uniform", "low": 0.0, "high": 1.0},
        {"weight": 1, "family": "deterministic", "value": 4.0},
    ]
    law = lay(
        "mixture",
        parts=[
            {"weight": 1, "family": "uniform", "low": 10.0, "high": 20.0},
            {"weight": 3, "family": "mixture", "parts": inner},
        ],
    )
    assert [sample(*law, u) for u in (0.25, 0.5, 0.6, 0.75)] == pytest.approx([0.5, 1.0, 4.0, 4.0])
    assert [sample(*law, u) for u in (0.875, 1.0 - 2.0**-53)] == pytest.approx([15.0, 20.0])
    assert law_mean(*law) == pytest.approx(0.5 * 0.5 + 0.25 * 4.0 + 0.25 * 15.0)
