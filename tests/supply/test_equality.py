"""Both engines give the same bits in random networks of lines, stocks, lanes, sources, shops and users, laid out cell by cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some
from tests.engines.twins import assert_equal
from tests.supply.random_networks import random_network


@given(seed=some.integers(0, 2**32 - 1))
def test_engines_agree_on_random_networks(seed: int) -> None:
    """Events and record are the same; the ledger balances at every record instant, and no count of goods is below zero."""
    kernel, simpy = assert_equal(random_network(seed), seed)
    assert kernel.hash == simpy.hash
