"""The generator is Philox4x32-10, and its numbers are uniform and independent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from materiel.chance.philox import WORD, philox, stream_id, uniform

BITS = (1 << 64) - 1
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5E169C58D, 0xBC57AC4C9B00DBD8)),
    ((WORD, WORD, WORD, WORD), (WORD, WORD), (0x408F276D41C83B0E, 0xA20BC7C66D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE0994FDCCEB, 0x5001E42024126EA1),
    ),
]
N = 200_000


def plain(function):
    return getattr(function, "py_func", function)


@pytest.mark.parametrize(("counter", "key", "block"), KNOWN)
def test_known_answers(counter, key, block):
    """The vectors that Random123 publishes (kat_vectors, philox4x32 with 10 rounds), compiled and plain."""
    for function in (philox, plain(philox)):
        assert tuple(function(*counter, *key, pair) & BITS for pair in (0, 1)) == block


def test_layout_of_the_counter():
    """Key: the seed; counter: index in words 0 and 1, then stream, then replication; the top 53 bits, the last set."""
    counter, key, (block, _) = KNOWN[2]
    seed = key[0] | key[1] << 32
    index = counter[0] | counter[1] << 32
    index -= 1 << 64  # its top bit is set, and cells are signed
    assert uniform(seed, counter[3], counter[2], index) == ((block >> 11) | 1) / 2**53


@given(some.integers(-(2**63), 2**63 - 1), some.integers(0, WORD), some.integers(0, WORD), some.integers(0, 2**63 - 1))
def test_open_interval_and_exact_mirror(seed, replication, stream, index):
    """u is an odd multiple of 2**-53, so that 0 and 1 do not occur and 1 - u is exact; compiled and plain agree."""
    u = uniform(seed, replication, stream, index)
    assert 0.0 < u < 1.0 and (u * 2**53) % 2 == 1 and 1.0 - (1.0 - u) == u
    assert u == plain(uniform)(seed, replication, stream, index)


@pytest.mark.parametrize("varying", range(4))
def test_uniform_whatever_is_counted(varying):
    """Seed, replication, stream or index in turn: z of mean, of variance, of lag 1 and of 64 cells; N = 200,000.

    |z| < 4.5 each: one false alarm in 10,000 such tests.
    """
    where = [11, 3, stream_id("line/us_155/repair"), 0]
    values = np.empty(N)
    for i in range(N):
        where[varying] = i
        values[i] = uniform(*where)
    centred = (values - 0.5) * np.sqrt(12.0)
    cells = np.bincount((values * 64).astype(int), minlength=64)
    z = [
        centred.mean() * np.sqrt(N),
        (np.mean(centred**2) - 1.0) / np.sqrt(0.8 / N),
        np.mean(centred[1:] * centred[:-1]) * np.sqrt(N),
        (np.sum((cells - N / 64) ** 2) / (N / 64) - 63) / np.sqrt(126),
    ]
    assert np.max(np.abs(z)) < 4.5, z


def test_streams_do_not_depend_on_each_other():
    """Correlation of two streams under equal indices, and of two replications: |z| < 4.5, N = 200,000."""
    pairs = [((5, 0, 1), (5, 0, 2)), ((5, 0, 1), (5, 1, 1)), ((5, 0, 1), (6, 0, 1))]
    for one, other in pairs:
        a = np.array([uniform(*one, i) for i in range(N)]) - 0.5
        b = np.array([uniform(*other, i) for i in range(N)]) - 0.5
        assert abs(np.mean(a * b) * 12.0 * np.sqrt(N)) < 4.5


def test_stream_ids_are_stable():
    """The same name means the same stream on every machine and in every version: else recorded runs change."""
    assert stream_id("line/us_155/repair") == 422890596
    assert len({stream_id(f"line/{i}/up") for i in range(2000)}) == 2000
