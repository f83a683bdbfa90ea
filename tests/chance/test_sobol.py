"""Sobol's sequence, its scramble, and streams that are led by it."""

import numpy as np
import pytest
from scipy.stats import chisquare
from scipy.stats.qmc import Sobol

from materiel.chance.directions import DIMENSIONS
from materiel.chance.philox import stream_id, uniform
from materiel.chance.replications import Chance
from materiel.chance.sobol import scrambled, sobol
from materiel.jit import Real, rule

STREAM = stream_id("regime/tempo/sojourn")


def plain(function):
    return getattr(function, "py_func", function)


@rule
def fill(x: Real, size: int, seed: int, stream: int, count: int) -> None:
    """The first numbers of a stream in replications from 0 on, side by side."""
    for k in range(size):
        x[k] = uniform(seed, k // count, stream, k % count)


def led(seed: int, replications: int, count: int, points: int = 64, dimension: int = 0):
    """The first numbers of a led stream: shape (replications, count)."""
    stream = Chance("quasi", points=points).stream(STREAM, dimension, count)
    return np.array([[uniform(seed, r, stream, i) for i in range(count)] for r in range(replications)])


def test_points_are_those_of_scipy():
    """All 64 dimensions, 1,024 points: the words of scipy's sequence in its order; and some far points."""
    known = Sobol(DIMENSIONS, scramble=False, bits=32).random(1024) * 2**32
    assert DIMENSIONS == 64
    assert all(sobol(d, p) == known[p, d] for d in range(64) for p in range(1024))
    far = Sobol(DIMENSIONS, scramble=False, bits=32).fast_forward(1_000_003).random(1) * 2**32
    assert [sobol(d, 1_000_003) for d in range(64)] == far[0].tolist()
    assert sobol(63, 2**32 - 1) == plain(sobol)(63, 2**32 - 1)


def test_the_scramble_keeps_prefixes():
    """Words with the same first k digits have them in common when scrambled too, whatever follows; and it is one to one."""
    words = [0x12345678, 0x12345679, 0x1234FFFF, 0x12FFFFFF, 0x80000000, 0x0]
    done = [scrambled(word, 5, 0, STREAM, 3) for word in words]
    for a, x in zip(words, done, strict=True):
        for b, y in zip(words, done, strict=True):
            assert (a ^ b).bit_length() == (x ^ y).bit_length()
    assert done == [plain(scrambled)(word, 5, 0, STREAM, 3) for word in words]


@pytest.mark.parametrize("randomisation", [0, 1, 5])
def test_led_numbers_are_balanced(randomisation):
    """Each 64 points in a row: one in each 64th of every dimension, one in each of 8 x 8 and 4 x 16 boxes of the first two."""
    u = led(7, 64 * 6, 8)[64 * randomisation :][:64]
    for d in range(8):
        assert sorted((u[:, d] * 64).astype(int)) == list(range(64))
    for wide, high in ((8, 8), (4, 16), (2, 32)):
        assert len({(int(a * wide), int(b * high)) for a, b in u[:, :2]}) == 64


def test_led_numbers_are_uniform_and_seeds_are_independent():
    """One number of one replication, over 20,000 seeds: 64 cells by chi-square, digits behind them too; correlation of neighbours.

    Each p > 1e-4, |z| < 4.5.
    """
    count = 20_000
    stream = Chance("quasi").stream(STREAM, 3, 1)
    u = np.array([uniform(seed, 5, stream, 0) for seed in range(count)])
    for scale in (1.0, 2.0**10, 2.0**30, 2.0**40):
        cells = np.bincount((u * scale % 1.0 * 64).astype(int), minlength=64)
        assert chisquare(cells).pvalue > 1e-4
    assert abs(np.mean((u[1:] - 0.5) * (u[:-1] - 0.5)) * 12 * np.sqrt(count)) < 4.5


def test_dimensions_and_randomisations_have_scrambles_of_their_own():
    """Over 4,000 seeds, the first point: of two indices, of the next randomisation, and of another stream: |z| < 4.5 each."""
    count = 4000
    stream, other = (Chance("quasi").stream(code, 0, 2) for code in (STREAM, stream_id("regime/resolve/sojourn")))
    where = [(0, stream, 0), (0, stream, 1), (64, stream, 0), (0, other, 0)]
    u = np.array([[uniform(seed, *here) for here in where] for seed in range(count)]) - 0.5
    z = (u.T @ u) * 12 / np.sqrt(count)
    assert np.max(np.abs(z[np.triu_indices(4, 1)])) < 4.5


def test_the_rest_is_as_ever():
    """Behind the led indices, and below the 32 upper bits, stands what the stream has without a lead; other seeds differ."""
    stream = Chance("quasi").stream(STREAM, 0, 3)
    assert [uniform(1, 9, stream, i) for i in (3, 4, 2**40)] == [uniform(1, 9, STREAM, i) for i in (3, 4, 2**40)]
    low = (1 << 21) - 1
    for i in range(3):
        there, here = (int(uniform(1, 9, s, i) * 2**53) for s in (STREAM, stream))
        assert there != here and there & low == here & low
    assert led(1, 8, 3).tolist() != led(2, 8, 3).tolist()


def test_known_convergence():
    """O05 of the reference cases: product of 1 + 0.8 (u - 0.5) over five numbers, n = 2**6 to 2**13, 60 randomisations.

    The error of draws falls as n**-0.5 (slope in [-0.6, -0.4]), that of led ones faster than 1 / n (theory: about n**-1.5).
    """
    sizes = 2 ** np.arange(6, 14)

    def slope(stream):
        ends = []
        for seed in range(60):
            u = np.zeros(5 * sizes[-1])
            fill(u, len(u), seed, stream, 5)
            f = np.prod(1.0 + 0.8 * (u.reshape(-1, 5) - 0.5), axis=1)
            ends.append(np.cumsum(f)[sizes - 1] / sizes - 1.0)
        errors = np.sqrt(np.mean(np.square(ends), axis=0))
        return np.polyfit(np.log(sizes), np.log(errors), 1)[0]

    slopes = slope(STREAM), slope(Chance("quasi", points=2**20).stream(STREAM, 0, 5))
    print(f"slopes: independent {slopes[0]:.3f}, led {slopes[1]:.3f}")
    assert -0.6 <= slopes[0] <= -0.4
    assert slopes[1] <= -1.0
