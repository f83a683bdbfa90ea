"""The two engines are one model."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.engines.random_networks import random_network
from tests.engines.twins import twins

SEEDS = some.integers(0, 2**32 - 1)


@given(seed=SEEDS)
def test_engines_agree_on_random_networks(seed: int) -> None:
    """On any small network with tied instants both engines leave the same events and record, the ledger balances at every
    record instant, and no count of goods is below zero."""
    twins(random_network(seed), seed)


@pytest.mark.slow
@settings(max_examples=2500)
@given(seed=SEEDS)
def test_engines_agree_on_many_random_networks(seed: int) -> None:
    """The same on 2,500 networks."""
    twins(random_network(seed), seed)
