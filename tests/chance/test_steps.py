"""Tables of counts give what the sums give, for every u."""

import numpy as np
import pytest

from materiel.chance.counts import SEAM_FROM_0, lowest, poisson
from materiel.chance.families import bind_law
from materiel.chance.sample import sample
from materiel.chance.steps import GUIDES, poisson_steps
from materiel.layout import law as row


@pytest.mark.parametrize("mean", [1e-6, 0.3, 1.0, 7.5, 20.0, 64.0, 77.0])
def test_a_table_gives_the_quantile_of_the_sums(mean):
    """At 4,000 random u, at every step of the law, and next to it on both sides."""
    cells = bind_law("poisson", {"mean": mean})
    n, x = np.zeros(400 + cells.size(), np.int64), np.zeros(400 + cells.size())
    cells.write(n, x, 100)
    assert n[100 + row.K] == len(poisson_steps(mean)) > GUIDES
    steps = np.array([s for s in poisson_steps(mean)[GUIDES:] if s < 1.0])
    u = np.concatenate(
        [np.random.default_rng(5).random(4000), steps, np.nextafter(steps, 0.0), np.nextafter(steps, 1.0)]
    )
    u = u[(u > 0.0) & (u < 1.0)]
    near_one_less_mean = np.abs(u - (1.0 - mean)) < 1e-15  # there `poisson` answers 0 without a sum
    for v in u[~near_one_less_mean]:
        assert sample(n, x, 100, v) == poisson(v, mean)


def test_large_means_have_no_table():
    """A table is kept only where the sum of the lower tail begins at 0."""
    assert poisson_steps(0.0) == () and lowest(77.0) == 0.0
    assert poisson_steps(200.0) == () and lowest(200.0) > 0.0
    assert 0.9 < SEAM_FROM_0 < 1.0
