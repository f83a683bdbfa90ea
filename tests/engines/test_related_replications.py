"""Related replications on both engines: the same model, whatever relates its numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from tests.engines.twins import assert_equal
from tests.engines.worlds.table import random_network
from tests.lab.conftest import depot_network

from materiel.chance.replications import Chance
from materiel.jit import Whole
from materiel.network.arena import Network
from materiel.run import planes, replicate
from materiel.scenario.errors import StreamError

SEEDS = range(12)
GAPS = "demand/users/time between arrivals"


def used(network: Network, whole: Whole) -> list[str]:
    """Streams that a run has drawn from in order."""
    return [name for name, at in network.streams.items() if whole[at + 1] > 0]


def read(chance: Chance, count: int, columns: Sequence[tuple[str, str, str]]) -> npt.NDArray[np.float64]:
    """Columns of the depot's second month, in so many replications."""
    network = depot_network()
    at = [network.columns.at[column] for column in columns]  # type: ignore[attr-defined]
    return np.array([replicate(network, 1, r, chance=chance).record.rows[1, at] for r in range(count)])


@pytest.mark.parametrize("seed", SEEDS)
def test_engines_agree(seed: int) -> None:
    """Random networks of every kind of entity: mirror images, and up to 32 led streams of those that are drawn from. The first of
    a pair is the independent replication; the mirror image and the led one are others.
    """
    _, network = random_network(seed)
    plain, _ = assert_equal(network, seed, 3)
    pair = [assert_equal(network, seed, r, Chance("antithetic"))[0] for r in (6, 7)]
    streams = used(network, plain.whole)[:32]
    led, _ = assert_equal(network, seed, 3, Chance("quasi", tuple((name, 2) for name in streams)))
    assert pair[0].hash == plain.hash
    if streams:
        assert len({plain.hash, pair[1].hash, led.hash}) == 3


def test_what_is_led_is_led_alone() -> None:
    """Lead of the gaps between users: cells of other streams stay, and the count of the stream goes on as ever."""
    network = depot_network()
    there, _ = planes(network, 1, 5)
    here, _ = planes(network, 1, 5, Chance("quasi", ((GAPS, 3),)))
    assert np.flatnonzero(there != here).tolist() == [network.streams[GAPS]]
    assert replicate(network, 1, 5, chance=Chance("quasi", ((GAPS, 3),))).whole[network.streams[GAPS] + 1] > 300


def test_unknown_streams_are_named() -> None:
    """One message, with the nearest stream that there is."""
    with pytest.raises(StreamError, match=f"leading 'demand/user/time between arrival': .* nearest is '{GAPS}'"):
        replicate(depot_network(), 1, 0, chance=Chance("quasi", (("demand/user/time between arrival", 1),)))


def test_mirror_images_balance_each_other() -> None:
    """Users who come to the depot within two months: more where gaps are short, so a pair is negatively correlated.

    1,000 pairs; theory for a long time 1 - pi**2 / 6 = -0.645, for two months some -0.6; four standard errors are 0.08.
    """
    count = read(Chance("antithetic"), 2000, [("demand", "users", "arrivals")])[:, 0]
    correlation = float(np.corrcoef(count[::2], count[1::2])[0, 1])
    print(f"correlation of antithetic pairs: {correlation:.3f}")
    assert -0.73 < correlation < -0.47


def test_led_gaps_reduce_variance() -> None:
    """Shells in the works over two months, which users draw on one by one: with 64 led gaps, a mean of 64 replications has less
    than an eighth of the variance (about a twentieth). 32 independent means; the 1e-5 quantile of their variance is 0.3 of it.
    """
    column = [("stock", "works", "on_hand_days")]
    alone = read(Chance(), 1024, column)[:, 0]
    means = read(Chance("quasi", ((GAPS, 64),)), 2048, column)[:, 0].reshape(32, 64).mean(axis=1)
    ratio = float(np.var(alone, ddof=1) / 64 / np.var(means, ddof=1))
    print(f"variance of the mean of 64: independent / led = {ratio:.1f}")
    assert ratio > 8.0
    error = np.sqrt(np.var(alone, ddof=1) / 1024 + np.var(means, ddof=1) / 32)
    assert abs(alone.mean() - means.mean()) < 4.0 * error
