"""How replications are related."""

import numpy as np
import pytest

from materiel.chance.exponential import exponential
from materiel.chance.philox import stream_id, uniform
from materiel.chance.replications import Chance

ONE, OTHER = stream_id("shop/one/repair time"), stream_id("shop/other/repair time")
PAIRS = Chance("antithetic")


@pytest.mark.parametrize("lead", [False, True])
def test_pairs_sum_to_one(lead):
    """Replications 2 k and 2 k + 1 are replication k and its mirror image, to the bit; led streams too."""
    stream = Chance("quasi").stream(ONE, 0, 10) if lead else ONE
    for k in range(50):
        for i in range(20):
            u, v = (uniform(3, PAIRS.number(r), stream, i) for r in (2 * k, 2 * k + 1))
            assert u == uniform(3, k, stream, i)
            assert u + v == 1.0 and 1.0 - v == u


def jackknife(statistic, *samples, groups=50):
    """An estimate and its standard error, from leaving out each group in turn."""
    parts = [np.reshape(s, (groups, -1)) for s in samples]
    left = [statistic(*(np.delete(p, g, axis=0).ravel() for p in parts)) for g in range(groups)]
    return statistic(*samples), np.sqrt((groups - 1) * np.var(left))


def close(found, expected):
    value, error = found
    print(f"{value:.4f} +- {error:.4f}, expected {expected:.4f}")
    assert error < 0.02 * expected and abs(value - expected) < 3.9 * error


def test_known_reduction_of_variance():
    """O03 of the reference cases, by inversion of the product's own draws: X exponential of mean 1, Y of mean 1.2.

    Common numbers divide the variance of Y - X by 61; an antithetic pair has 1 / 2.816 of the variance of an independent
    pair. N = 100,000; z 3.9, relative standard error below 2 %.
    """
    n = 100_000
    x = np.array([exponential(uniform(1, k, ONE, 0), 1.0) for k in range(n)])
    common = np.array([exponential(uniform(1, k, ONE, 0), 1.2) for k in range(n)])
    apart = np.array([exponential(uniform(1, k, OTHER, 0), 1.2) for k in range(n)])
    close(jackknife(lambda x, y, z: np.var(z - x) / np.var(y - x), x, common, apart), 61.0)
    pairs = np.array([exponential(uniform(1, PAIRS.number(r), OTHER, 0), 1.0) for r in range(2 * n)]).reshape(n, 2)
    alone = np.array([exponential(uniform(1, k, stream, 0), 1.0) for k in range(n) for stream in (ONE, OTHER)])
    alone = alone.reshape(n, 2).mean(axis=1)
    close(jackknife(lambda a, b: np.var(b) / np.var(a), pairs.mean(axis=1), alone), 2.816378330422784)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("mirrored",), "expected one of independent, antithetic, quasi, got 'mirrored'"),
        (("antithetic", (("a/b/c", 1),)), "expected with quasi replications only, got antithetic"),
        (("quasi", (("a/b/c", 0),)), "leading a/b/c: expected at least 1 number, got 0"),
        (("quasi", (("a/b/c", 1), ("a/b/c", 2))), "leading a/b/c: expected once, got 2 times"),
        (("quasi", (("a/b/c", 33), ("a/b/d", 32))), "expected at most 64 numbers in all, got 65"),
        (("quasi", (), 100), "expected a power of two"),
        (("quasi", (), 1), "expected a power of two"),
    ],
)
def test_what_does_not_go_together(arguments, message):
    """One message for each."""
    with pytest.raises(ValueError, match=message):
        Chance(*arguments)


def test_what_is_told_comes_back():
    """A manifest says what it takes to relate the replications again; nothing is told of independent ones."""
    for chance in (Chance(), Chance("antithetic"), Chance("quasi", (("a/b/c", 3), ("a/b/d", 1)), 256)):
        assert Chance.of(chance.told()) == chance
    assert Chance().told() == {}
    assert list(Chance("quasi", (("c", 3), ("d", 1))).led()) == [("c", 0, 3), ("d", 3, 1)]
    assert [Chance(kind).together for kind in ("independent", "antithetic", "quasi")] == [1, 2, 64]
