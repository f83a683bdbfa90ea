"""Tables of quantiles rise and stay close to the curve, whatever the parameters."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import special

from materiel.chance.knots import WANTED, beta_curve, beta_table, gamma_curve, gamma_table
from materiel.chance.table import REACH, curve


def powers(low, high):
    return some.floats(low, high).map(lambda exponent: 10.0**exponent)


def error(table, exact):
    """Largest distance from the curve between the knots; the table must be finite and never fall."""
    cells = np.array(table)
    knots = len(cells) // 2
    assert np.isfinite(cells).all() and (np.diff(cells[::2]) >= 0.0).all() and (cells[1::2] >= 0.0).all()
    z = np.linspace(-0.45 * REACH, 0.45 * REACH, 333)
    truth, _ = exact(z)
    u = special.ndtr(z)
    found = np.array([curve(cells, 0, knots, v) for v in u])
    return np.max(np.abs(truth - found) / (1.0 + np.abs(truth)))


@settings(max_examples=40, deadline=None)
@given(powers(-2.3, 6.0))
def test_gamma_tables(shape):
    """Every shape from 0.005 to 1e6 (cv from 14 to 0.001): the logarithm of the quantity to the wanted error."""
    assert error(gamma_table(shape), lambda z: gamma_curve(shape, z)) < 1.5 * WANTED


@settings(max_examples=40, deadline=None)
@given(powers(-1.0, 6.0), powers(-1.0, 6.0))
def test_beta_tables(alpha, beta):
    """Every pair of shapes from 0.1 to 1e6: the log-odds of the share to the wanted error."""
    assert error(beta_table(alpha, beta), lambda z: beta_curve(alpha, beta, z)) < 1.5 * WANTED
