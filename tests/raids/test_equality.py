"""Both engines give the same bits in worlds of raids whose instants are tied."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.raids.random_worlds import draw_world
from tests.raids.worlds import played

from materiel.layout import head as h


@given(st.integers(0, 10_000))
def test_engines_agree_on_random_raids(seed: int) -> None:
    """Hash over events and whole record are equal; the ledger, checked at every month-end, balances in both."""
    network = draw_world(seed)
    n, x = played(network, seed, 3)
    kernel, real = played(network, seed, 3, "kernel")
    assert n[h.HANDLED] == kernel[h.HANDLED]
    assert n[h.HASH] == kernel[h.HASH]
    assert np.array_equal(x[network.record_at :], real[network.record_at :])
