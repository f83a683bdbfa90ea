"""Both engines agree to the bit on random worlds of shops, fleets and fronts, with many events at one instant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some
from tests.engines.twins import assert_equal
from tests.fleet.random_worlds import random_world


@given(some.integers(0, 1 << 31))
def test_engines_agree(seed: int):
    """The same events and the same record to the bit, and a ledger that balances at every record instant."""
    kernel, simpy = assert_equal(random_world(seed), seed, 3)
    assert kernel.hash == simpy.hash
