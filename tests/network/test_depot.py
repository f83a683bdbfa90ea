"""A small world from its file to its record, reckoned by hand, on both engines."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from materiel.network.lower import network_of
from materiel.run import replicate
from materiel.scenario.load import load

WORLDS = Path(__file__).parent.parent / "worlds"


@pytest.fixture(scope="module")
def network():
    return network_of(load(WORLDS / "depot.toml"))


@pytest.mark.parametrize("engine", ["simpy", "kernel"])
def test_certain_world(network, engine):
    """With one user a day and a base stock of 10 behind a lane of 2 days, 8 units are on hand and 2 on the way.

    The line makes 10 every 10 days without a stop: 30 by day 31, 60 by day 60, 90 by day 91. The depot has what it began
    with (20) and made, less what was called forward: one unit a day from day 1, so 20 + 30 - 31 = 19 at the end of January.
    The stock at the front stood at 10 on day 0 to 1, at 9 on day 1 to 2, and at 8 for the 29 days after that.
    """
    record = replicate(network, 1, 0, engine).record
    np.testing.assert_array_equal(record.instants, [31.0, 60.0, 91.0])
    assert record.months == [0, 1, 2]
    np.testing.assert_array_equal(record.level("line", "shells", "made"), [30, 60, 90])
    np.testing.assert_array_equal(record.flow("line", "shells", "made"), [30, 30, 30])
    np.testing.assert_array_equal(record.level("stock", "depot", "on_hand"), [19, 20, 19])
    np.testing.assert_array_equal(record.level("stock", "front", "on_hand"), [8, 8, 8])
    np.testing.assert_array_equal(record.level("stock", "front", "in_transit"), [2, 2, 2])
    np.testing.assert_array_equal(record.flow("stock", "front", "consumed"), [31, 29, 31])
    np.testing.assert_allclose(record.average("stock", "front", "on_hand_days"), [(10 + 9 + 29 * 8) / 31, 8, 8])
    np.testing.assert_array_equal(record.average("line", "shells", "working_stations"), [1, 1, 1])


def test_engines_agree(network):
    """Both engines leave the same record and the same events, to the bit."""
    simpy, kernel = (replicate(network, 7, 3, engine) for engine in ("simpy", "kernel"))
    assert (simpy.hash, simpy.events) == (kernel.hash, kernel.events)
    np.testing.assert_array_equal(simpy.record.rows, kernel.record.rows)


def test_order_of_the_file_does_not_matter():
    """Sections and entities are laid out by kind and name, whatever the order in which they were written."""
    scenario = load(WORLDS / "depot.toml")
    turned = scenario.model_copy(update={"stocks": dict(reversed(scenario.stocks.items()))})
    np.testing.assert_array_equal(network_of(scenario).whole, network_of(turned).whole)
