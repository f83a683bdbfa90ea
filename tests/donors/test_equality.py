"""Donors on both engines, and what common random numbers promise."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as some
from tests.donors.random_worlds import random_world
from tests.engines.twins import assert_equal

from materiel.network.bind import bind
from materiel.network.lower import network_of
from materiel.run import replicate


@given(some.integers(0, 10**6))
def test_both_engines_agree_to_the_bit(seed: int):
    """Random worlds in which meetings, lapses, programmes, reviews and arrivals fall on the same instants; the ledger balances."""
    kernel, simpy = assert_equal(network_of(random_world(seed)), seed, 2)
    assert kernel.hash == simpy.hash


@given(some.integers(0, 10**6), some.sampled_from([0.0, 0.2, 0.9]))
def test_a_floor_leaves_chance_alone(seed: int, floor: float):
    """Another floor of a donor leaves the paths of all regimes and the failures on calendar clocks as they were."""
    world = random_world(seed)
    network = network_of(world)
    other = bind(network, {"holdings.a_shell.floor": floor})
    one, two = (replicate(net, seed, 0).record for net in (network, other))
    for name in one.names("regime"):
        for field in ("in_state", "factor_days"):
            assert np.array_equal(one.level("regime", name, field), two.level("regime", name, field))
    for name in one.names("failure_mode"):
        line, _, mode = name.split(".")
        if world.lines[line].failures[mode].clock == "calendar":
            assert np.array_equal(*(r.level("failure_mode", name, "failures") for r in (one, two)))


@given(some.integers(0, 10**6))
def test_a_dated_floor_leaves_everything_before_as_it_was(seed: int):
    """A floor that changes on 1 April leaves the records of January and February as they were; so does a dated need."""
    network = network_of(random_world(seed))
    other = bind(network, {}, [(91.0, {"holdings.a_shell.floor": 0.9, "needs.shells.target_units": 77})])
    one, two = (replicate(net, seed, 0).record.rows for net in (network, other))
    assert np.array_equal(one[:3], two[:3])
